//! The plans that tables are made of: one, or all of a workspace.

use super::Row;
use super::printed::bare;
use crate::emit::bureaux::bureaux;
use crate::emit::document::Scribe;
use crate::emit::headings::plan_value;
use crate::emit::{Options, each_once};
use crate::model::{Lang, Plan, Vocabulary, Workspace};

/// One plan, or all of a workspace, each with the languages it is published in. The first leads.
pub(in crate::emit) struct Plans<'a> {
    pub(in crate::emit) vocabulary: &'a Vocabulary,
    /// Whether they are those of a workspace: then a row says whose it is.
    pub(in crate::emit) is_joint: bool,
    all: Vec<(&'a Plan, Vec<Lang>)>,
}

impl<'a> Plans<'a> {
    /// One plan.
    pub(in crate::emit) fn one(vocabulary: &'a Vocabulary, plan: &'a Plan, options: &Options) -> Self {
        Self { vocabulary, is_joint: false, all: vec![(plan, options.languages(plan))] }
    }

    /// All plans, bureau by bureau.
    pub(in crate::emit) fn all(workspace: &'a Workspace, options: &Options) -> Self {
        let plans = bureaux(&workspace.plans, |plan| plan).into_iter().flat_map(|(_, plans)| plans);
        let all = plans.map(|plan| (plan, options.languages(plan))).collect();
        Self { vocabulary: &workspace.vocabulary, is_joint: true, all }
    }

    /// What their files begin with: `plan.csv`, `plans.csv`.
    pub(in crate::emit) const fn stem(&self) -> &'static str {
        if self.is_joint { "plans" } else { "plan" }
    }

    /// The plans, each to be written down in its languages.
    pub(in crate::emit) fn scribes(&self) -> impl Iterator<Item = Scribe<'_>> + Clone {
        self.all.iter().map(|(plan, languages)| Scribe { plan, vocabulary: self.vocabulary, languages })
    }

    /// The rows of all plans.
    pub(in crate::emit) fn rows(&self) -> impl Iterator<Item = (Scribe<'_>, Row<'_>)> {
        self.scribes().flat_map(|scribe| scribe.plan.datasets().map(move |(holding, dataset)| (scribe, Row { holding, dataset })))
    }

    /// The languages that any of them is published in.
    pub(in crate::emit) fn languages(&self) -> Vec<Lang> {
        each_once(self.all.iter().flat_map(|(_, languages)| languages.iter().copied()))
    }

    /// The languages that any of them owes.
    pub(in crate::emit) fn owed(&self) -> Vec<Lang> {
        each_once(self.all.iter().flat_map(|(plan, _)| &plan.languages).map(|lang| lang.value))
    }

    /// What they are called in a language: the plan's title, or what a library calls all plans together.
    pub(in crate::emit) fn title(&self, lang: Lang) -> Option<String> {
        let (plan, _) = self.all.first()?;
        let title = match self.is_joint {
            true => self.wording("table-all-name", lang)?.to_owned(),
            false => plan_value(plan, self.vocabulary, "plan.title", lang)?,
        };
        Some(title).filter(|title| !title.is_empty())
    }

    /// The language that leads: that in which the first plan was written.
    pub(in crate::emit) fn original(&self) -> Lang {
        self.all.first().map_or(Lang::EN, |(plan, _)| plan.original())
    }

    /// A wording in a language, as the first plan has it that is published in it; where none has it, the last part of its id.
    pub(in crate::emit) fn word(&self, id: &'static str, lang: Lang) -> &str {
        self.wording(id, lang).unwrap_or_else(|| bare(id))
    }

    fn wording(&self, id: &str, lang: Lang) -> Option<&str> {
        let mut speaking = self.all.iter().filter(|(_, languages)| languages.contains(&lang)).map(|(plan, _)| &plan.words);
        speaking.find(|words| words.text(id).is_some()).map(|words| words.get(id, lang))
    }
}
