//! What a generated plan is: as its author wrote it, before anything is inherited, looked up or filled in.

use odp::model::{HalfKind, Kind, Letter};

/// The tag of a language, as written.
pub type Tag = &'static str;

/// A text.
#[derive(Clone, Debug)]
pub enum Words {
    /// `pending` alone.
    Pending,
    /// Language by language; `None` is `pending`.
    In(Vec<(Tag, Option<String>)>),
}

/// A date as exact as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    Year(i32),
    Month(i32, u32),
    Day(i32, u32, u32),
}

impl When {
    /// The month of a number counted from the year 0.
    pub fn month(number: i32) -> Self {
        Self::Month(number.div_euclid(12), number.rem_euclid(12) as u32 + 1)
    }

    /// The number of its first month.
    pub fn first_month(self) -> i32 {
        match self {
            Self::Year(year) => year * 12,
            Self::Month(year, month) | Self::Day(year, month, _) => year * 12 + month as i32 - 1,
        }
    }

    pub fn year(self) -> i32 {
        self.first_month().div_euclid(12)
    }

    pub fn written(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// A place in [`Spec::declared`].
pub type Ref = usize;

/// A portal, and the id there.
pub type Entry = (Ref, Option<String>);

/// Something declared by one of the files, or by Hong Kong's library.
#[derive(Clone, Debug)]
pub struct Declared {
    pub kind: Kind,
    /// Its place in [`Spec::files`].
    pub file: usize,
    pub id: String,
    /// Its id as written: not in normalization form C, perhaps.
    pub written: String,
    /// Its `name`, `label` or `text`; of phrases and wordings with the braces.
    pub words: Words,
    pub aliases: Vec<Words>,
    /// Its fields of one string each; `None` is `none`.
    pub strings: Vec<(&'static str, Option<String>)>,
    pub contact: Option<Contact>,
    pub formerly: Vec<String>,
    pub machine_readable: Option<bool>,
    /// Another one of its name stands before it.
    pub shadowed: bool,
}

/// A source file.
#[derive(Clone, Debug)]
pub struct File {
    /// As the workspace names it.
    pub path: String,
    /// As the plan's file names it.
    pub used_as: String,
    pub alias: Option<&'static str>,
    /// The library of the binary.
    pub is_standard: bool,
}

#[derive(Clone, Debug)]
pub struct Contact {
    pub email: Option<String>,
    pub post: Option<Words>,
}

/// `none`, or a value.
#[derive(Clone, Debug)]
pub enum Set<T> {
    Cancelled,
    To(T),
}

/// The fields that may be inherited, as one block has them.
#[derive(Clone, Debug, Default)]
pub struct Heritage {
    pub category: Option<Set<Option<Ref>>>,
    pub owner: Option<Set<Vec<Ref>>>,
    pub formats: Option<Set<Vec<Ref>>>,
    pub portal: Option<Set<Vec<Entry>>>,
    pub licence: Option<Set<Ref>>,
    pub contact: Option<Set<Contact>>,
    pub keywords: Option<Set<Vec<Words>>>,
    pub geometry: Option<Set<Vec<&'static str>>>,
    pub crs: Option<Set<Vec<String>>>,
    pub scale: Option<Set<String>>,
    pub coverage: Option<Set<Words>>,
}

impl Heritage {
    /// These, and those of `outer` where nothing is said; with each whether it came from outside.
    pub fn over(&self, outer: &Self) -> Self {
        Self {
            category: self.category.clone().or(outer.category.clone()),
            owner: self.owner.clone().or(outer.owner.clone()),
            formats: self.formats.clone().or(outer.formats.clone()),
            portal: self.portal.clone().or(outer.portal.clone()),
            licence: self.licence.clone().or(outer.licence.clone()),
            contact: self.contact.clone().or(outer.contact.clone()),
            keywords: self.keywords.clone().or(outer.keywords.clone()),
            geometry: self.geometry.clone().or(outer.geometry.clone()),
            crs: self.crs.clone().or(outer.crs.clone()),
            scale: self.scale.clone().or(outer.scale.clone()),
            coverage: self.coverage.clone().or(outer.coverage.clone()),
        }
    }
}

/// A bullet or a note: words, or a phrase.
#[derive(Clone, Debug)]
pub enum Said {
    Words(Words),
    Phrase(Ref),
}

#[derive(Clone, Debug)]
pub enum Freq {
    Named(Ref),
    Every(u32, &'static str),
    Times(u32, &'static str),
}

#[derive(Clone, Debug)]
pub struct Freqs {
    pub items: Vec<Freq>,
    pub words: Option<Words>,
}

#[derive(Clone, Debug)]
pub struct Dataset {
    pub id: String,
    pub written: String,
    pub own: Heritage,
    pub name: Words,
    pub listed: bool,
    pub description: Vec<Said>,
    /// `Some(None)` is `pending`.
    pub target: Option<Option<When>>,
    pub released: Option<Option<When>>,
    /// `None` is `pending`.
    pub frequency: Option<Freqs>,
    pub formerly: Vec<String>,
    pub note: Option<Said>,
    /// From, to (`None` is `pending`), why.
    pub slips: Vec<(When, Option<When>, Words)>,
    pub withdrawn: Option<(When, Words)>,
}

#[derive(Clone, Debug)]
pub struct Half {
    pub kind: HalfKind,
    pub none: bool,
    pub note: Option<Said>,
    pub defaults: Option<Heritage>,
    pub datasets: Vec<Dataset>,
}

#[derive(Clone, Debug)]
pub struct Body {
    pub organisation: Ref,
    pub note: Option<Said>,
    pub defaults: Option<Heritage>,
    /// Nothing for `none`.
    pub halves: Option<Vec<Half>>,
}

#[derive(Clone, Debug)]
pub enum Content {
    None,
    Halves(Vec<Half>),
    Bodies(Vec<Body>),
}

#[derive(Clone, Debug)]
pub struct Section {
    pub letter: Letter,
    pub note: Option<Said>,
    pub defaults: Option<Heritage>,
    pub content: Content,
}

/// A plan and all that it uses.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Owed; the first is the original.
    pub languages: Vec<Tag>,
    /// The plan's own first.
    pub files: Vec<File>,
    pub declared: Vec<Declared>,
    pub id: String,
    pub from: When,
    pub to: When,
    pub title: Words,
    pub publishers: Vec<Ref>,
    /// `None` is `pending`.
    pub issued: Option<When>,
    pub updated: Option<When>,
    pub previous: Option<String>,
    pub licence: Option<Ref>,
    pub contact: Option<Contact>,
    pub defaults: Option<Heritage>,
    pub sections: Vec<Section>,
}
