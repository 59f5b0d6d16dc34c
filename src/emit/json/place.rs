//! Sections, organisations and halves, as far as they were written.

use serde::{Serialize, Serializer};

use super::dataset::Entry;
use super::text::Filled;
use super::{Context, Texts};
use crate::emit::headings::{half_heading, organisation_heading, section_heading};
use crate::model::{Body, Content, Dataset, Date, Half, HalfKind, Letter, Section};

/// All sections of a plan, made one by one while they are written.
pub(super) struct Sections<'a> {
    pub(super) context: Context<'a>,
    pub(super) as_of: Option<Date>,
}

impl Serialize for Sections<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.context.plan.sections.iter().map(|section| Part::section(self, section)))
    }
}

/// A section, or an organisation in section C.
#[derive(Serialize)]
struct Part<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Texts<'a>>,
    heading: Filled,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Texts<'a>>,
    none: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    halves: Option<Vec<Table<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisations: Option<Vec<Part<'a>>>,
}

impl<'a> Part<'a> {
    fn section(all: &Sections<'a>, section: &'a Section) -> Self {
        let context = all.context;
        let letter = section.letter;
        let wording = match letter {
            Letter::A => "section-a-heading",
            Letter::B => "section-b-heading",
            Letter::C => "section-c-heading",
            Letter::D => "section-d-heading",
        };
        let heading = context.wording(wording, |lang| section_heading(context.plan, context.vocabulary, letter, lang));
        let (halves, organisations) = match &section.content {
            Content::None => (None, None),
            Content::Halves(halves) => (Some(Table::all(all, halves)), None),
            Content::Bodies(bodies) => (None, Some(bodies.iter().map(|body| Self::organisation(all, body)).collect())),
        };
        Self {
            letter: Some(letter.word()),
            id: None,
            number: None,
            name: None,
            heading,
            note: section.note.as_ref().map(|note| context.text(note)),
            none: matches!(section.content, Content::None),
            halves,
            organisations,
        }
    }

    fn organisation(all: &Sections<'a>, body: &'a Body) -> Self {
        let context = all.context;
        let organisation = context.vocabulary.get(body.organisation.value);
        let fill = |lang| organisation_heading(context.plan, context.vocabulary, body, lang);
        Self {
            letter: None,
            id: Some(&organisation.id.value),
            number: Some(body.number),
            name: Some(context.text(&organisation.name)),
            heading: context.wording("organisation-heading", fill),
            note: body.note.as_ref().map(|note| context.text(note)),
            none: body.halves.is_none(),
            halves: body.halves.as_ref().map(|halves| Table::all(all, halves)),
            organisations: None,
        }
    }
}

/// A half: one table of the document.
#[derive(Serialize)]
struct Table<'a> {
    kind: &'static str,
    heading: Filled,
    none: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Texts<'a>>,
    datasets: Rows<'a>,
}

impl<'a> Table<'a> {
    fn all(all: &Sections<'a>, halves: &'a [Half]) -> Vec<Self> {
        halves.iter().map(|half| Self::of(all, half)).collect()
    }

    fn of(all: &Sections<'a>, half: &'a Half) -> Self {
        let context = all.context;
        let wording = match half.kind {
            HalfKind::Spatial => "half-spatial-heading",
            HalfKind::NonSpatial => "half-non-spatial-heading",
        };
        Self {
            kind: half.kind.word(),
            heading: context.wording(wording, |lang| half_heading(context.plan, half.kind, lang)),
            none: half.none,
            note: half.note.as_ref().map(|note| context.text(note)),
            datasets: Rows { context, as_of: all.as_of, datasets: &half.datasets },
        }
    }
}

/// The datasets of a half, each made while it is written.
struct Rows<'a> {
    context: Context<'a>,
    as_of: Option<Date>,
    datasets: &'a [Dataset],
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.datasets.iter().map(|dataset| Entry::of(self.context, dataset, self.as_of)))
    }
}
