//! What may be chosen in a working copy: names of the language, and the words that people see for them.

use super::cell::{squeezed, without_what_no_file_holds};
use super::{Cell, Grid, Key, beside};
use crate::emit::frequency::code;
use crate::emit::headings::{half_heading, section_heading};
use crate::emit::{Options, each_once};
use crate::model::{
    Category, Declared, Format, Frequency, HalfKind, Lang, Letter, Licence, NamedFrequency, Organisation, Plan, Portal,
    Vocabulary,
};

/// Something that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As the language names it.
    pub name: String,
    /// What people see: its labels in all languages beside each other; its name too where another has the same.
    pub text: String,
}

/// All that may be chosen, by column.
#[derive(Debug)]
pub struct Choices {
    lists: Vec<(Key, Vec<Entry>)>,
    /// What stands for a value that is owed.
    pub pending: String,
}

impl Choices {
    pub(super) fn of(plan: &Plan, vocabulary: &Vocabulary, grid: &Grid) -> Self {
        let langs = Options::default().languages(plan);
        let labels =
            |make: &dyn Fn(Lang) -> Option<String>| beside(&langs, " / ", |lang| make(lang).map(|words| squeezed(&words)));
        let letter = |letter: Letter| {
            let heading = labels(&|lang| Some(section_heading(plan, vocabulary, letter, lang)));
            let lettered = if heading.starts_with(letter.word()) { heading } else { format!("{} {heading}", letter.word()) };
            Entry { name: letter.word().to_owned(), text: lettered }
        };
        let half =
            |kind: HalfKind| Entry { name: kind.word().to_owned(), text: labels(&|lang| Some(half_heading(plan, kind, lang))) };
        let mut lists = vec![
            (Key::Section, Letter::ALL.map(letter).to_vec()),
            (Key::Organisation, declared::<Organisation>(vocabulary, &langs)),
            (Key::Half, HalfKind::ALL.map(half).to_vec()),
            (Key::Category, declared::<Category>(vocabulary, &langs)),
            (Key::Frequency, declared::<NamedFrequency>(vocabulary, &langs)),
            (Key::Formats, declared::<Format>(vocabulary, &langs)),
            (Key::Owners, declared::<Organisation>(vocabulary, &langs)),
            (Key::Portals, declared::<Portal>(vocabulary, &langs)),
            (Key::Licence, declared::<Licence>(vocabulary, &langs)),
        ];
        let counted = plan.datasets().filter_map(|(_, dataset)| dataset.frequency.as_ref()?.given());
        let counted = counted.flat_map(|all| &all.items).map(|item| item.value).filter(|one| !matches!(one, Frequency::Named(_)));
        let counted = each_once(counted).into_iter().map(|one| Entry {
            name: code(one, vocabulary),
            text: labels(&|lang| Some(plan.words.frequency(one, vocabulary, lang))),
        });
        if let Some((_, list)) = lists.iter_mut().find(|(key, _)| *key == Key::Frequency) {
            list.extend(counted);
        }
        let pending = labels(&|lang| Some(plan.words.get("to-be-confirmed", lang).to_owned()));
        let pending = without_what_no_file_holds(&format!("[{}]", if pending.is_empty() { "pending" } else { &*pending }));
        lists.iter_mut().for_each(|(key, list)| tell_apart(list, names_in(grid, *key), &pending));
        Self { lists, pending }
    }

    /// What may be chosen in a column; nothing for one in which values are written.
    #[must_use]
    pub fn list(&self, key: Key) -> &[Entry] {
        self.lists.iter().find(|(known, _)| *known == key).map_or(&[], |(_, list)| list)
    }

    /// What people see for a name.
    #[must_use]
    pub fn entry(&self, key: Key, name: &str) -> Option<&Entry> {
        self.list(key).iter().find(|entry| entry.name == name)
    }

    /// The name that people's words stand for: those of an entry.
    #[must_use]
    pub fn named(&self, key: Key, words: &str) -> Option<&str> {
        let words = squeezed(words);
        self.list(key).iter().find(|entry| entry.text == words).map(|entry| &*entry.name)
    }
}

fn declared<T: Declared>(vocabulary: &Vocabulary, langs: &[Lang]) -> Vec<Entry> {
    let entry = |one: &T| {
        let label = |lang| one.label().get(lang).map(squeezed).filter(|label| !label.is_empty());
        Entry { name: one.id().value.to_string(), text: beside(langs, " / ", label) }
    };
    let mut all: Vec<Entry> = Vec::new();
    for entry in vocabulary.all::<T>().map(|(_, one)| entry(one)) {
        // of two files that declare a name, the plan sees the first under it
        if !all.iter().any(|known| known.name == entry.name) {
            all.push(entry);
        }
    }
    all
}

fn names_in(grid: &Grid, key: Key) -> Vec<&String> {
    let columns: Vec<usize> =
        (0..grid.columns.len()).filter(|at| grid.columns.get(*at).is_some_and(|of| of.key == key)).collect();
    let cells = grid.rows.iter().flat_map(|row| columns.iter().filter_map(|at| row.cells.get(*at)));
    cells.flat_map(|cell| if let Cell::Names(names) = cell { names.as_slice() } else { &[] }).collect()
}

/// Gives each entry words that no other has, and that are no name of another. What has no label shows its name.
fn tell_apart(list: &mut [Entry], used: Vec<&String>, pending: &str) {
    let names: Vec<String> = list.iter().map(|entry| entry.name.clone()).chain(used.into_iter().cloned()).collect();
    let mut taken: Vec<String> = vec![pending.to_owned()];
    for entry in list {
        let mut text = squeezed(&without_what_no_file_holds(&entry.text));
        let is_name_of_another = |text: &String| names.iter().any(|name| name == text && *name != entry.name);
        if text.is_empty() || taken.contains(&text) || is_name_of_another(&text) || text.chars().count() > LONGEST {
            let short: String = text.chars().take(LONGEST / 2).collect();
            text = squeezed(&format!("{short} [{}]", entry.name));
        }
        taken.push(text.clone());
        entry.text = text;
    }
}

/// The most characters that people see of an entry.
const LONGEST: usize = 240;
