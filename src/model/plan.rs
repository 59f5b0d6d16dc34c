//! A plan and its places.

use std::sync::Arc;

use super::dataset::{Contact, Dataset};
use super::date::{Date, Period};
use super::text::{Lang, Text};
use super::vocabulary::{Id, Licence, Organisation};
use super::{Owed, Words};
use crate::source::{FileId, Span, Spanned};

/// A bureau's open-data plan.
#[derive(Debug)]
pub struct Plan {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// The file it was written in.
    pub file: FileId,
    /// All of it.
    pub span: Span,
    /// The years it plans for.
    pub period: Spanned<Period>,
    /// What it is called.
    pub title: Option<Text>,
    /// Who publishes it, at least one once it is valid.
    pub publishers: Vec<Spanned<Id<Organisation>>>,
    /// When it was published.
    pub issued: Option<Spanned<Owed<Date>>>,
    /// The state of its facts, mid-year.
    pub updated: Option<Spanned<Date>>,
    /// The languages owed in every text; the first is the original.
    pub languages: Vec<Spanned<Lang>>,
    /// The path of the edition before, relative to the workspace root.
    pub previous: Option<Spanned<Box<str>>>,
    /// The licence of the plan's own data.
    pub licence: Option<Spanned<Id<Licence>>>,
    /// Whom to ask.
    pub contact: Option<Spanned<Contact>>,
    /// The sections that were written, A to D.
    pub sections: Vec<Section>,
    /// Whether something in it could not be read, be it a section.
    pub damaged: bool,
    /// The words of its documents, from its library.
    pub words: Arc<Words>,
}

impl Plan {
    /// The language the plan was written in first.
    #[must_use]
    pub fn original(&self) -> Lang {
        self.languages.first().map_or(Lang::EN, |lang| lang.value)
    }

    /// A section, if it was written.
    #[must_use]
    pub fn section(&self, letter: Letter) -> Option<&Section> {
        self.sections.iter().find(|section| section.letter == letter)
    }

    /// Every half, with its section, in the order of publication.
    pub fn halves(&self) -> impl Iterator<Item = (&Section, Option<&Body>, &Half)> {
        self.sections.iter().flat_map(|section| {
            let (halves, bodies): (&[Half], &[Body]) = match &section.content {
                Content::None => (&[], &[]),
                Content::Halves(halves) => (halves, &[]),
                Content::Bodies(bodies) => (&[], bodies),
            };
            let direct = halves.iter().map(move |half| (section, None, half));
            direct.chain(bodies.iter().flat_map(move |body| body.halves().iter().map(move |half| (section, Some(body), half))))
        })
    }

    /// Every dataset, with its place, in the order of publication.
    pub fn datasets(&self) -> impl Iterator<Item = (Holding<'_>, &Dataset)> {
        self.halves()
            .flat_map(|(section, body, half)| half.datasets.iter().map(move |dataset| (Holding { section, body, half }, dataset)))
    }

    /// The newest date that the plan states as fact: `updated`, else `issued`.
    #[must_use]
    pub fn state_of(&self) -> Option<Date> {
        let issued = self.issued.as_ref().and_then(|issued| issued.given().copied());
        self.updated.map(|updated| updated.value).or(issued)
    }
}

/// Where a dataset stands.
#[derive(Clone, Copy, Debug)]
pub struct Holding<'a> {
    /// Its section.
    pub section: &'a Section,
    /// In section C, its organisation.
    pub body: Option<&'a Body>,
    /// Its half.
    pub half: &'a Half,
}

/// The letter of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// Promised for the plan's first year.
    A,
    /// Promised for the years after.
    B,
    /// Promised by other organisations.
    C,
    /// Released before the plan was issued.
    D,
}

impl Letter {
    /// All four.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// `A`
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }
}

/// One of the four sections.
#[derive(Debug)]
pub struct Section {
    /// Which one.
    pub letter: Letter,
    /// What it holds.
    pub content: Content,
    /// Printed under its heading.
    pub note: Option<Text>,
    /// Whether something in it could not be read, so that it may not be as empty as it looks.
    pub damaged: bool,
    /// All of it.
    pub span: Span,
    /// The head, `section A`.
    pub head: Span,
}

/// What a section holds.
#[derive(Debug)]
pub enum Content {
    /// `none`: nothing, said on purpose.
    None,
    /// The two halves of A, B and D, as far as written, spatial first.
    Halves(Vec<Half>),
    /// The organisations of C.
    Bodies(Vec<Body>),
}

/// An organisation's place in section C.
#[derive(Debug)]
pub struct Body {
    /// The organisation.
    pub organisation: Spanned<Id<Organisation>>,
    /// Its number in the section, from 1.
    pub number: u32,
    /// Its halves as far as written; nothing for `none`.
    pub halves: Option<Vec<Half>>,
    /// Printed under its heading.
    pub note: Option<Text>,
    /// All of it.
    pub span: Span,
}

impl Body {
    /// Its halves; none where it says `none`.
    #[must_use]
    pub fn halves(&self) -> &[Half] {
        self.halves.as_deref().unwrap_or_default()
    }
}

/// Spatial or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HalfKind {
    /// Data of places.
    Spatial,
    /// All other data.
    NonSpatial,
}

impl HalfKind {
    /// Both, in the order of publication.
    pub const ALL: [Self; 2] = [Self::Spatial, Self::NonSpatial];

    /// `spatial` or `non-spatial`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spatial => "spatial",
            Self::NonSpatial => "non-spatial",
        }
    }
}

/// A half of a section: one table of the document.
#[derive(Debug)]
pub struct Half {
    /// Which one.
    pub kind: HalfKind,
    /// Whether it says `none`.
    pub none: bool,
    /// Printed over its table.
    pub note: Option<Text>,
    /// Its datasets, in the order written.
    pub datasets: Vec<Dataset>,
    /// Whether something in it could not be read, so that it may not be as empty as it looks.
    pub damaged: bool,
    /// All of it.
    pub span: Span,
    /// The keyword.
    pub word: Span,
}
