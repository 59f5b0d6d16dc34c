//! Datasets that a working copy adds.

use super::super::desk::Desk;
use super::super::draft::{self, Tongues, Value};
use super::super::ids::{Ids, is_id, of_name};
use super::super::write;
use super::apply::{Change, SIMPLE, inherits, is_due};
use super::compare::Added;
use super::edits::{Edits, parsed};
use super::place;
use super::subject;
use crate::diagnostic::{self as d, Diagnostic};
use crate::edit::find;
use crate::emit::working::{Cell, Column, Key, bullet};
use crate::model::{Lang, Letter};
use crate::syntax::Keyword;

impl Change<'_> {
    /// The text with a new dataset, and its id.
    pub(super) fn added(&self, text: &str, new: &Added, ids: &mut Ids, desk: &mut Desk<'_>) -> Option<(String, String)> {
        let refuse = |variant: &'static str, desk: &mut Desk<'_>| {
            let finding = Diagnostic::at(&d::COPY_ROW, new.span).variant(variant);
            desk.sink.push(finding.arg("where", &subject(new.id.as_deref().unwrap_or_default())));
        };
        let name = self.tongues(new, Key::Name);
        let words = |lang: Lang| name.iter().find(|(known, _)| *known == lang).and_then(|(_, words)| words.as_deref());
        let Some(named) = words(Lang::EN)
            .or_else(|| words(self.plan.original()))
            .or_else(|| name.iter().find_map(|(_, words)| words.as_deref()))
        else {
            refuse("nameless", desk);
            return None;
        };
        let Some(place) = self.place(|column| new.get(column).clone()) else {
            refuse("place", desk);
            return None;
        };
        let (made, is_pinyin) = of_name(named);
        let given = new.id.clone().filter(|id| is_id(id));
        let (id, _) = ids.take(given.as_deref().unwrap_or(&made));
        let dataset = self.dataset(new, &id, name.clone(), place.letter);
        let written = write::dataset(&dataset, &self.owed());
        let with = place::insert(text, &place, &written)?;
        let finding = Diagnostic::at(&d::COPY_ADDED, new.span).arg("id", &*id).arg("name", named);
        desk.sink.push(if is_pinyin && given.is_none() { finding.variant("pinyin") } else { finding });
        Some((id.clone(), with_category(with, &id)))
    }

    fn tongues(&self, new: &Added, key: Key) -> Tongues {
        let owed = self.owed();
        let langs = new.cells.iter().filter(|(column, _)| column.key == key).filter_map(|(column, _)| column.lang);
        let all: Vec<(Lang, &Cell)> = langs.map(|lang| (lang, new.get(Column { key, lang: Some(lang) }))).collect();
        if all.iter().all(|(_, cell)| cell.is_empty()) {
            return Tongues::new();
        }
        let one = |(lang, cell): (Lang, &Cell)| match cell {
            Cell::Text(text) => Some((lang, Some(text.clone()))),
            Cell::Pending => Some((lang, None)),
            _ => owed.contains(&lang).then_some((lang, None)),
        };
        all.into_iter().filter_map(one).collect()
    }

    /// A new dataset, what is not known pending.
    fn dataset(&self, new: &Added, id: &str, name: Tongues, letter: Letter) -> draft::Dataset {
        let mut dataset = draft::Dataset { id: id.to_owned(), name, ..draft::Dataset::default() };
        let description = self.tongues(new, Key::Description);
        let lines = |words: &Option<String>| words.clone().unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>();
        dataset.listed = description.iter().any(|(_, words)| lines(words).iter().any(|line| bullet(line).is_some()));
        if dataset.listed {
            let items = |(lang, words): &(Lang, Option<String>)| {
                let mut all: Vec<String> = Vec::new();
                for line in lines(words) {
                    match (bullet(&line), all.last_mut()) {
                        (None, Some(last)) => *last = format!("{last}\n{line}"),
                        (text, _) => all.push(text.unwrap_or(&line).to_owned()),
                    }
                }
                (*lang, all)
            };
            let all: Vec<(Lang, Vec<String>)> = description.iter().map(items).collect();
            let most = all.iter().map(|(_, items)| items.len()).max().unwrap_or(0);
            let bullet = |at: usize| all.iter().map(|(lang, items)| (*lang, items.get(at).cloned())).collect::<Tongues>();
            dataset.description = (0..most).map(bullet).collect();
        } else if !description.is_empty() {
            dataset.description = vec![description];
        }
        for (key, field) in SIMPLE {
            let value = self.written(*key, new.get(Column::of(*key)), new.get(Column::of(Key::PortalIds)));
            // whether a category is owed shows in the plan: it may be inherited
            let lacking = if is_due(*key, Some(letter)) && *key != Key::Category { Value::Pending } else { Value::Absent };
            dataset.set(field, value.map_or(lacking, Value::Written));
        }
        let frequency = self.written(Key::Frequency, new.get(Column::of(Key::Frequency)), &Cell::Empty);
        let codes: Vec<String> = frequency.filter(|codes| codes != "pending").into_iter().collect();
        dataset.set("frequency", Value::worded(&codes, self.tongues(new, Key::FrequencyWords)));
        let note = self.tongues(new, Key::Note);
        if !note.is_empty() {
            dataset.texts.push(("note", note));
        }
        dataset
    }
}

/// A category that nothing hands down is pending.
fn with_category(text: String, id: &str) -> String {
    let (source, tree) = parsed(&text);
    let Some((_, block)) = find(&source, &tree.statements, Keyword::Dataset, id) else { return text };
    let mut edits = Edits::new(&source, &tree);
    if edits.field(block, "category").is_none() && !inherits(&edits, block, "category") {
        edits.editor.set(block, "category", "pending");
    }
    edits.editor.finish()
}
