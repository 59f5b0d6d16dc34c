//! A plan → a document, in the order and with the words of a published plan.

use super::inline::{Scribe, joined, paragraphs, plain_run};
use super::rows::{is_derived, texts};
use super::{Block, Cover, Document, Line, Part, Run, SignOff, Style, Table, plain_lines};
use crate::emit::headings;
use crate::model::{Body, Content, Half, HalfKind, Lang, Letter, Plan, Section, Text};
use crate::rules::Valid;

/// The edition of a plan in these languages.
#[must_use]
pub fn build(workspace: Valid<'_>, plan: &Plan, languages: &[Lang]) -> Document {
    let scribe = Scribe { plan, vocabulary: &workspace.vocabulary, languages };
    let publisher = scribe.lines(|lang| scribe.publishers(lang));
    let title = scribe.lines(|lang| scribe.title(lang));
    let mut blocks = Vec::new();
    for letter in Letter::ALL.into_iter().filter(|letter| has_section(plan, *letter)) {
        scribe.section(letter, &mut blocks);
    }
    Document {
        languages: languages.to_vec(),
        title: plain_lines(&title),
        publisher: plain_lines(&publisher),
        issued: plan.issued.as_ref().and_then(|issued| issued.value.given()).copied(),
        summary: scribe.summary(),
        blocks,
        sign_off: SignOff { publisher: publisher.clone(), date: scribe.lines(|lang| scribe.issued(lang)) },
        cover: Cover { notice: scribe.notice(), publisher, title, facts: scribe.facts() },
    }
}

/// A one-year plan has no later years, and so no B.
pub(super) fn has_section(plan: &Plan, letter: Letter) -> bool {
    let holds = |section: &Section| plan.datasets().any(|(place, _)| std::ptr::eq(place.section, section));
    letter != Letter::B || plan.period.value.later_years().is_some() || plan.section(letter).is_some_and(holds)
}

/// Where links to a section point to.
pub(super) fn section_id(letter: Letter) -> String {
    format!("section-{}", letter.word().to_ascii_lowercase())
}

/// Where a table stands: what its links, its headings and its caption are made of.
struct Place<'a> {
    letter: Letter,
    id: String,
    level: u8,
    headings: Vec<&'a [Line]>,
}

impl Scribe<'_> {
    /// The edition that is converted says so first.
    fn notice(&self) -> Vec<Part> {
        let plan = self.plan;
        let notes = plan.sections.iter().filter_map(|section| section.note.as_ref());
        let half_notes =
            plan.halves().flat_map(|(_, body, half)| half.note.iter().chain(body.and_then(|body| body.note.as_ref())));
        let datasets = plan.datasets().flat_map(|(_, dataset)| texts(dataset));
        let mut all = plan.title.iter().chain(notes).chain(half_notes).chain(datasets);
        if !self.languages.contains(&Lang::SC) || !all.any(is_derived) {
            return Vec::new();
        }
        let words = vec![self.wording("derived-notice", Lang::SC)];
        vec![Part { lang: Lang::SC, pieces: paragraphs(Style::Plain, vec![words]) }]
    }

    fn title(&self, lang: Lang) -> Vec<Run> {
        match &self.plan.title {
            Some(title) => self.one_line(title, lang),
            None => vec![plain_run(&*self.plan.id.value, lang)],
        }
    }

    pub(super) fn issued(&self, lang: Lang) -> Vec<Run> {
        self.owed(self.plan.issued.as_ref().map(|issued| &issued.value), lang, |date| {
            vec![self.filled("month-text", lang, self.plan.words.date_in_text(*date, lang))]
        })
    }

    /// The heading of a section.
    pub(super) fn section_heading(&self, letter: Letter) -> Vec<Line> {
        self.lines(|lang| {
            let id = format!("section-{}-heading", letter.word().to_ascii_lowercase());
            vec![self.filled(&id, lang, headings::section_heading(self.plan, self.vocabulary, letter, lang))]
        })
    }

    /// A section.
    fn section(&self, letter: Letter, blocks: &mut Vec<Block>) {
        let section = self.plan.section(letter);
        let heading = self.section_heading(letter);
        let id = section_id(letter);
        blocks.push(Block::Heading { level: 2, id: id.clone(), lines: heading.clone() });
        blocks.extend(section.and_then(|section| self.note(section.note.as_ref())));
        let place = Place { letter, id, level: 3, headings: vec![heading.as_slice()] };
        match section.map(|section| &section.content) {
            None => self.halves(&place, &[], false, blocks),
            Some(Content::None) => self.halves(&place, &[], true, blocks),
            Some(Content::Halves(halves)) => self.halves(&place, halves, false, blocks),
            Some(Content::Bodies(bodies)) if bodies.is_empty() => self.halves(&place, &[], false, blocks),
            Some(Content::Bodies(bodies)) => bodies.iter().for_each(|body| self.organisation(&place, body, blocks)),
        }
    }

    /// An organisation of section C.
    fn organisation(&self, section: &Place<'_>, body: &Body, blocks: &mut Vec<Block>) {
        let heading = self.lines(|lang| self.organisation_heading(body, lang));
        let id = format!("{}-{}", section.id, body.number);
        blocks.push(Block::Heading { level: section.level, id: id.clone(), lines: heading.clone() });
        blocks.extend(self.note(body.note.as_ref()));
        let headings = section.headings.iter().copied().chain([heading.as_slice()]).collect();
        let place = Place { letter: section.letter, id, level: section.level + 1, headings };
        self.halves(&place, body.halves(), body.halves.is_none(), blocks);
    }

    /// A name that is not translated gives its language to the heading, which is marked.
    fn organisation_heading(&self, body: &Body, lang: Lang) -> Vec<Run> {
        let name = &self.vocabulary.get(body.organisation.value).name;
        let text = headings::organisation_heading(self.plan, self.vocabulary, body, lang);
        let mut heading = vec![self.filled("organisation-heading", lang, text)];
        let rendered = name.render(lang, self.plan.original());
        if let Some(rendered) = rendered.filter(|rendered| rendered.lang != lang) {
            heading.iter_mut().for_each(|run| run.lang = rendered.lang);
            heading.extend([plain_run(" ", lang), self.not_translated(lang)]);
        }
        heading
    }

    /// Both halves, written or not.
    fn halves(&self, place: &Place<'_>, halves: &[Half], none: bool, blocks: &mut Vec<Block>) {
        for kind in HalfKind::ALL {
            let half = halves.iter().find(|half| half.kind == kind);
            let heading = self.lines(|lang| {
                let id = format!("half-{}-heading", kind.word());
                vec![self.filled(&id, lang, headings::half_heading(self.plan, kind, lang))]
            });
            let id = format!("{}-{}", place.id, kind.word());
            blocks.push(Block::Heading { level: place.level, id, lines: heading.clone() });
            blocks.extend(half.and_then(|half| self.note(half.note.as_ref())));
            let none = none || half.is_some_and(|half| half.none);
            blocks.push(Block::Table(self.table(place, &heading, half, none)));
        }
    }

    fn table(&self, place: &Place<'_>, heading: &[Line], half: Option<&Half>, none: bool) -> Table {
        let columns = self.columns(place.letter);
        let datasets = half.iter().flat_map(|half| &half.datasets);
        let mut rows: Vec<_> = datasets.map(|dataset| self.row(dataset, place.letter, &columns)).collect();
        if none && rows.is_empty() {
            rows.push(self.not_applicable(&columns));
        }
        let headings = || place.headings.iter().copied().chain([heading]);
        let caption = self.lines(|lang| {
            let of = |lines: &[Line]| lines.iter().find(|line| line.lang == lang).or(lines.first()).map(|line| line.runs.clone());
            joined(headings().filter_map(of).collect(), &plain_run(" – ", lang))
        });
        Table { caption, columns, rows }
    }

    fn note(&self, note: Option<&Text>) -> Option<Block> {
        let parts = self.cell(|lang| note.map(|note| self.labelled("note-label", note, lang)).unwrap_or_default());
        (!parts.is_empty()).then_some(Block::Note(parts))
    }
}
