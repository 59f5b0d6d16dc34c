//! The words of working copies: the plan's, else those of the library inside the program.

use std::sync::Arc;

use crate::model::{self, Lang, Plan};
use crate::resolve::Lexicon;

/// The library that has them all.
const LIBRARY: &str = "odp:hk/2026";

/// The wordings of a plan, and those of the library for what it has none of.
pub(in crate::emit) struct Words<'a> {
    plan: &'a Plan,
    library: Option<Arc<model::Words>>,
}

impl<'a> Words<'a> {
    pub(in crate::emit) fn of(plan: &'a Plan) -> Self {
        let lacks = model::Words::known().iter().any(|id| plan.words.text(id).is_none());
        let library = lacks.then(|| Lexicon::of(LIBRARY)).flatten().map(|lexicon| lexicon.words());
        Self { plan, library }
    }

    /// The languages that the plan owes.
    pub(in crate::emit) fn owed(&self) -> Vec<Lang> {
        self.plan.languages.iter().map(|lang| lang.value).collect()
    }

    fn having(&self, id: &str) -> Option<&model::Words> {
        let library = self.library.as_deref();
        if self.plan.words.text(id).is_some() { Some(&self.plan.words) } else { library }
    }

    /// A wording in a language, else in that of the plan, or in English.
    pub(in crate::emit) fn get(&self, id: &str, lang: Lang) -> Option<String> {
        let own = || self.plan.words.get(id, lang);
        let of_library = |words: &model::Words| words.text(id)?.render(lang, Lang::EN).map(|words| words.text.to_owned());
        let is_own = self.plan.words.text(id).is_some();
        let found = if is_own { Some(own().to_owned()) } else { self.library.as_deref().and_then(of_library) };
        found.filter(|words| !words.is_empty())
    }

    /// A wording in the languages owed, beside each other.
    pub(in crate::emit) fn label(&self, id: &str, joiner: &str) -> String {
        beside(&self.owed(), joiner, |lang| self.get(id, lang))
    }

    /// The paragraphs of notes in the languages owed, and in Traditional Chinese and English in any case, as far as they are there.
    pub(in crate::emit) fn notes(&self, ids: &[&str]) -> Vec<(Lang, Vec<String>)> {
        let mut langs = self.owed();
        for lang in [Lang::TC, Lang::EN] {
            if !langs.contains(&lang) {
                langs.push(lang);
            }
        }
        let text = |id: &&str, lang: Lang| Some(self.having(id)?.text(id)?.get(lang)?.to_owned());
        let paragraphs = |lang: Lang| {
            let all = ids.iter().filter_map(|id| text(id, lang));
            all.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
                .filter(|line| !line.trim().is_empty())
                .collect()
        };
        langs.into_iter().map(|lang| (lang, paragraphs(lang))).filter(|(_, all): &(Lang, Vec<String>)| !all.is_empty()).collect()
    }
}

/// What stands there in each language, once where it is alike.
pub(in crate::emit) fn beside(langs: &[Lang], joiner: &str, make: impl Fn(Lang) -> Option<String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in langs.iter().filter_map(|lang| make(*lang)) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(joiner)
}
