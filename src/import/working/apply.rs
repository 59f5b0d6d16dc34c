//! What a working copy changes, put into the text of the plan.

use super::super::desk::Desk;
use super::super::ids::Ids;
use super::super::source::literal;
use super::compare::{Compared, Edited};
use super::edits::{Edits, around, block_at, blocks, parsed, span_of};
use super::place::{self, Place};
use super::texts::Texts;
use super::value::kind_of;
use super::{Taken, subject};
use crate::diagnostic::{self as d, Diagnostic};
use crate::edit::{field, in_layout_of};
use crate::emit::working::{Cell, Column, Grid, Key, Row};
use crate::files::Files;
use crate::model::{Dataset, HalfKind, Lang, Letter, Plan};
use crate::resolve::Lexicon;
use crate::source::Span;
use crate::syntax::{AtomKind, Block, Keyword, Statement};

/// The fields of one value that are set whole: column and field.
pub(super) static SIMPLE: &[(Key, &str)] = &[
    (Key::Category, "category"),
    (Key::Target, "target"),
    (Key::Released, "released"),
    (Key::Formats, "formats"),
    (Key::Owners, "owner"),
    (Key::Portals, "portal"),
    (Key::Licence, "licence"),
];

/// The mark of byte order.
const MARK: char = '\u{feff}';

/// A plan and where it is.
pub(super) struct Change<'a> {
    pub(super) plan: &'a Plan,
    pub(super) grid: &'a Grid,
    pub(super) lexicon: &'a Lexicon,
    pub(super) files: &'a dyn Files,
    pub(super) path: &'a str,
}

/// A dataset as it is to be: its cells by column.
struct Wanted<'a> {
    old: &'a Row,
    grid: &'a Grid,
    edited: &'a Edited,
}

impl Wanted<'_> {
    fn old(&self, column: Column) -> &Cell {
        self.old.cell(self.grid, column).unwrap_or(&Cell::Empty)
    }

    fn get(&self, column: Column) -> &Cell {
        let change = self.edited.changes.iter().find(|change| change.column == column);
        change.map_or_else(|| self.old(column), |change| &change.cell)
    }

    /// Where a column of this key was edited.
    fn edit(&self, key: Key) -> Option<Span> {
        self.edited.changes.iter().find(|change| change.column.key == key).map(|change| change.span)
    }
}

impl Change<'_> {
    /// The new text of the plan.
    pub(super) fn apply(&self, compared: &Compared, desk: &mut Desk<'_>, taken: &mut Taken) -> String {
        let (source, tree) = parsed(&taken.old);
        let mut edits = Edits::new(&source, &tree);
        // datasets whose description was not put in
        let mut refused: Vec<String> = Vec::new();
        for edited in &compared.edited {
            let found = self.plan.datasets().find(|(_, dataset)| *dataset.id.value == *edited.id);
            let block = found.and_then(|(_, dataset)| block_at(&tree.statements, dataset.span.start));
            if let (Some(old), Some((_, dataset)), Some(block)) = (self.grid.row(&edited.id), found, block) {
                self.fields(&Wanted { old, grid: self.grid, edited }, dataset, block, &mut edits, desk, &mut refused);
            }
        }
        let mut text = edits.editor.finish();
        for edited in &compared.edited {
            text = self.moved(text, edited, desk);
        }
        let mut ids = Ids::default();
        for (_, dataset) in self.plan.datasets() {
            let _ = ids.take(&dataset.id.value);
            dataset.formerly.iter().for_each(|old| drop(ids.take(&old.value)));
        }
        let mut added = Vec::new();
        for new in &compared.added {
            if let Some((id, with)) = self.added(&text, new, &mut ids, desk) {
                text = with;
                taken.added += 1;
                added.push((id, new));
            }
        }
        let text = if text == *source.text { text } else { in_layout_of(&source, text.clone()).unwrap_or(text) };
        // the source has no mark of byte order, the file keeps it
        let text = if taken.old.starts_with(MARK) { format!("{MARK}{text}") } else { text };
        let is_refused = |edited: &&Edited| refused.contains(&edited.id);
        let refusals = compared.edited.iter().filter(is_refused).flat_map(|edited| &edited.changes);
        taken.changed -= refusals.filter(|change| change.column.key == Key::Description).count();
        self.verify(&text, compared, &added, &refused, desk);
        text
    }

    /// The texts of a key in every language.
    fn texts(&self, wanted: &Wanted<'_>, key: Key) -> Texts {
        let mut langs = self.grid.languages();
        let more = wanted.edited.changes.iter().filter(|change| change.column.key == key).filter_map(|change| change.column.lang);
        more.for_each(|lang| {
            if !langs.contains(&lang) {
                langs.push(lang)
            }
        });
        let one = |lang: Lang| {
            let column = Column { key, lang: Some(lang) };
            (lang, wanted.old(column).clone(), wanted.get(column).clone())
        };
        Texts { all: langs.into_iter().map(one).collect(), owed: self.owed() }
    }

    pub(super) fn owed(&self) -> Vec<Lang> {
        self.plan.languages.iter().map(|lang| lang.value).collect()
    }

    fn fields<'a>(
        &self,
        wanted: &Wanted<'_>,
        dataset: &Dataset,
        block: &'a Block,
        edits: &mut Edits<'a>,
        desk: &mut Desk<'_>,
        refused: &mut Vec<String>,
    ) {
        let complain = |variant: &'static str, key: Key, span: Span| {
            let finding = Diagnostic::at(&d::COPY_VALUE, span).variant(variant).arg("where", &subject(&dataset.id.value));
            finding.arg("column", key.name())
        };
        for (key, field, owed) in [(Key::Name, "name", true), (Key::Note, "note", false)] {
            if wanted.edit(key).is_some() {
                edits.set_texts(block, field, &self.texts(wanted, key), owed);
            }
        }
        if let Some(span) = wanted.edit(Key::Description)
            && !edits.set_description(block, &self.texts(wanted, Key::Description), self.plan)
        {
            desk.sink.push(complain("bullets", Key::Description, span));
            refused.push(wanted.edited.id.clone());
        }
        let letter = letter(wanted.get(Column::of(Key::Section)));
        for (key, field) in SIMPLE {
            let with_ids = *key == Key::Portals && wanted.edit(Key::PortalIds).is_some();
            if wanted.edit(*key).is_none() && !with_ids {
                continue;
            }
            let cell = wanted.get(Column::of(*key));
            let ids = wanted.get(Column::of(Key::PortalIds));
            match self.written(*key, cell, ids) {
                Some(value) => edits.editor.set(block, field, &value),
                None if is_due(*key, letter) => edits.editor.set(block, field, "pending"),
                None if inherits(edits, block, field) => edits.editor.set(block, field, "none"),
                None => edits.editor.unset(block, field),
            }
        }
        self.frequency(wanted, block, edits);
        let has_words = self.texts(wanted, Key::FrequencyWords).all.iter().any(|(_, _, new)| !new.is_empty());
        if let Some(span) = wanted.edit(Key::Frequency)
            && wanted.edit(Key::FrequencyWords).is_none()
            && has_words
        {
            desk.sink.push(complain("words", Key::Frequency, span));
        }
    }

    fn frequency<'a>(&self, wanted: &Wanted<'_>, block: &'a Block, edits: &mut Edits<'a>) {
        let (codes, words) = (wanted.edit(Key::Frequency).is_some(), wanted.edit(Key::FrequencyWords).is_some());
        if !codes && !words {
            return;
        }
        let cell = wanted.get(Column::of(Key::Frequency));
        let written = self.written(Key::Frequency, cell, &Cell::Empty);
        let Some(field) = edits.field(block, "frequency") else {
            return edits.editor.set(block, "frequency", written.as_deref().unwrap_or("pending"));
        };
        let at = field.atoms.iter().position(|atom| atom.kind == AtomKind::Translation).unwrap_or(field.atoms.len());
        let (items, said) = field.atoms.split_at(at);
        match written {
            None => return edits.editor.set(block, "frequency", "pending"),
            Some(written) if codes => {
                if let Some(range) = span_of(items) {
                    edits.keep_comments(&range, field);
                    edits.replace(range, written);
                }
            }
            Some(_) => {}
        }
        if words {
            let texts = self.texts(wanted, Key::FrequencyWords);
            edits.set_words(if said.is_empty() { items } else { said }, &texts);
        }
    }

    /// A value as the language writes it; nothing for none.
    pub(super) fn written(&self, key: Key, cell: &Cell, ids: &Cell) -> Option<String> {
        let name = |name: &String| {
            let known = kind_of(key).and_then(|kind| self.lexicon.name(kind, name));
            known.unwrap_or_else(|| name.clone())
        };
        let names = match cell {
            Cell::Empty | Cell::Long => return None,
            Cell::Pending => return Some("pending".to_owned()),
            Cell::Text(text) => return Some(text.clone()),
            Cell::Names(names) => names,
        };
        let ids: &[String] = if let Cell::Names(ids) = ids { ids } else { &[] };
        let one = |(at, bare): (usize, &String)| match (key, ids.get(at).filter(|id| *id != "-")) {
            (Key::Portals, Some(id)) => format!("@{} {}", name(bare), literal(id)),
            (Key::Portals | Key::Owners, _) => format!("@{}", name(bare)),
            // what counts is written as it is: every 2 weeks
            (Key::Frequency, _) if bare.contains(' ') => bare.clone(),
            _ => name(bare),
        };
        Some(names.iter().enumerate().map(one).collect::<Vec<_>>().join(", "))
    }

    /// The place that cells say.
    pub(super) fn place(&self, get: impl Fn(Column) -> Cell) -> Option<Place> {
        let name = |key: Key| match get(Column::of(key)) {
            Cell::Names(names) => names.into_iter().next(),
            _ => None,
        };
        let letter = letter(&get(Column::of(Key::Section)))?;
        let half = name(Key::Half)?;
        let half = HalfKind::ALL.into_iter().find(|known| known.word() == half)?;
        let organisation = name(Key::Organisation).filter(|_| letter == Letter::C);
        if letter == Letter::C && organisation.is_none() {
            return None;
        }
        let spelt = |name: String| self.lexicon.name(crate::model::Kind::Organisation, &name).unwrap_or(name);
        Some(Place { letter, organisation: organisation.map(spelt), half })
    }

    /// The text with a dataset in another place, where it was moved.
    fn moved(&self, text: String, edited: &Edited, desk: &mut Desk<'_>) -> String {
        let keys = [Key::Section, Key::Organisation, Key::Half];
        let Some(change) = edited.changes.iter().find(|change| keys.contains(&change.column.key)) else { return text };
        let Some(old) = self.grid.row(&edited.id) else { return text };
        let wanted = Wanted { old, grid: self.grid, edited };
        let moved = || {
            let place = self.place(|column| wanted.get(column).clone())?;
            let (without, dataset) = place::take(&text, &edited.id)?;
            place::insert(&without, &place, &dataset)
        };
        moved().unwrap_or_else(|| {
            let finding = Diagnostic::at(&d::COPY_ROW, change.span).variant("place").arg("where", &subject(&edited.id));
            desk.sink.push(finding);
            text.clone()
        })
    }
}

fn letter(cell: &Cell) -> Option<Letter> {
    let Cell::Names(names) = cell else { return None };
    Letter::ALL.into_iter().find(|letter| names.first().is_some_and(|name| name == letter.word()))
}

/// Whether a value is owed in a section.
pub(super) fn is_due(key: Key, letter: Option<Letter>) -> bool {
    match key {
        Key::Category => true,
        Key::Released => letter == Some(Letter::D),
        Key::Target => letter != Some(Letter::D),
        _ => false,
    }
}

/// Whether `defaults` around a block hand a field down to it.
pub(super) fn inherits(edits: &Edits<'_>, block: &Block, name: &str) -> bool {
    fn inside(statements: &[Statement], edits: &Edits<'_>, at: u32, name: &str) -> bool {
        let is_given = |block: &Block| block.keyword == Keyword::Defaults && field(edits.source, block, name).is_some();
        blocks(statements).any(is_given)
            || around(statements, at).any(|block| block.span.start != at && inside(block.body.statements(), edits, at, name))
    }
    inside(&edits.tree.statements, edits, block.span.start, name)
}
