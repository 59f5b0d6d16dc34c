//! What a file that uses a library can name, and what people call it: for those who write such a file.

use std::sync::Arc;

use super::imports;
use super::scope::{Found, Scope};
use super::suggest::Meanings;
use super::{declare, plan};
use crate::diagnostic::Sink;
use crate::files::{Files, Memory};
use crate::model::{Frequency, Id, Kind, Lang, NamedFrequency, Unit, Vocabulary, Words};
use crate::source::Sources;
use crate::syntax::Near;

/// The file by which a library is read.
const NAME: &str = "lexicon.odp";

/// The names, labels and wordings of a library.
#[derive(Debug)]
pub(crate) struct Lexicon {
    scope: Scope,
    vocabulary: Vocabulary,
    words: Arc<Words>,
}

impl Lexicon {
    /// Those of a library inside the binary, such as `odp:hk/2026`; nothing where there is none of that name.
    pub(crate) fn of(library: &str) -> Option<Self> {
        crate::library::find(library)?;
        let text = format!("odp 1\nuse \"{library}\"\n\nplan x 2026..2026 {{\n  languages: tc\n}}\n");
        Self::of_plan(&Memory::new().with(NAME, text), NAME)
    }

    /// What a file with a plan can name, by its path; nothing where there is no plan in it.
    pub(crate) fn of_plan(files: &dyn Files, path: &str) -> Option<Self> {
        let mut sink = Sink::default();
        let units = imports::gather(files, &[path.to_owned()], &mut Sources::default(), &mut sink);
        let mut vocabulary = Vocabulary::default();
        let scopes = declare::declare(&units, &mut vocabulary, &mut sink);
        let (unit, scope) = units.iter().zip(scopes).find(|(unit, _)| *unit.source.name == *path)?;
        let words = plan::resolve(unit, &scope, &vocabulary, files, &mut sink)?.words;
        Some(Self { scope, vocabulary, words })
    }

    const fn meanings(&self) -> Meanings<'_> {
        Meanings { scope: &self.scope, vocabulary: &self.vocabulary }
    }

    /// The name that words are an id, another spelling, a label, an alias or an old name of.
    pub(crate) fn name(&self, kind: Kind, words: &str) -> Option<String> {
        if matches!(self.scope.find(kind, words), Found::One(_)) {
            return Some(words.to_owned());
        }
        self.meanings().name_meant(kind, words)
    }

    /// Names that words may be a misspelling of.
    pub(crate) fn near(&self, kind: Kind, words: &str) -> Near {
        self.meanings().meant(kind, words)
    }

    /// Whether a name is declared.
    pub(crate) fn has(&self, kind: Kind, name: &str) -> bool {
        matches!(self.scope.find(kind, name), Found::One(_))
    }

    /// Update frequencies in somebody's words, as the language writes them: `["yearly", "as-needed"]`.
    pub(crate) fn frequencies(&self, words: &str) -> Option<Vec<String>> {
        self.name(Kind::Frequency, words).map(|name| vec![name]).or_else(|| self.meanings().frequencies_meant(words))
    }

    /// All its wordings.
    pub(crate) fn words(&self) -> Arc<Words> {
        Arc::clone(&self.words)
    }

    /// A wording in every language that it has.
    pub(crate) fn wording(&self, id: &str) -> impl Iterator<Item = &str> {
        let entries = self.words.text(id).into_iter().flat_map(|text| &text.entries);
        entries.filter_map(|entry| entry.value.given()).map(|words| &**words)
    }

    /// Whether it has the words of documents in a language; those in Simplified Chinese are made of the Traditional.
    pub(crate) fn speaks(&self, lang: Lang) -> bool {
        let lang = if lang == Lang::SC { Lang::TC } else { lang };
        self.words.text("column-name").is_some_and(|text| text.get(lang).is_some())
    }

    /// What documents print for frequencies that the language writes so.
    pub(crate) fn printed(&self, frequencies: &[String], lang: Lang) -> Option<String> {
        let items: Option<Vec<String>> = frequencies.iter().map(|one| self.printed_one(one, lang)).collect();
        Some(self.words.list(&items?, lang))
    }

    fn printed_one(&self, frequency: &str, lang: Lang) -> Option<String> {
        if let Found::One(index) = self.scope.find(Kind::Frequency, frequency) {
            let id: Id<NamedFrequency> = self.vocabulary.id(index)?;
            return self.vocabulary.get(id).label.get(lang).map(str::to_owned);
        }
        let counted = counted(frequency)?;
        Some(self.words.frequency(counted, &self.vocabulary, lang))
    }
}

/// `every 2 weeks`, `3 times a week`.
pub(crate) fn counted(frequency: &str) -> Option<Frequency> {
    let parts: Vec<&str> = frequency.split_whitespace().collect();
    match *parts {
        ["every", count, unit] => Some(Frequency::Every(count.parse().ok()?, Unit::parse(unit)?)),
        [count, "times", "a", unit] => Some(Frequency::Times(count.parse().ok()?, Unit::parse(unit)?)),
        _ => None,
    }
}
