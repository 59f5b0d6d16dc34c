//! What a document says of the plan itself: title, publisher, years, date of issue, languages.

use crate::import::draft::{Dataset, Tongues};
use crate::model::{Date, Lang, Letter};

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) title: Tongues,
    pub(super) publishers: Vec<String>,
    pub(super) issued: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) languages: Vec<Lang>,
    /// The years that the cover gives.
    of_cover: Vec<i32>,
    /// The years in the title, else in the headings of sections A and B.
    years: Vec<i32>,
    of_headings: Vec<i32>,
    /// The years of targets, and of releases.
    pub(super) targets: Vec<i32>,
    pub(super) releases: Vec<i32>,
    /// Whether something does not say whether it is spatial.
    pub(super) lacks_half: bool,
}

impl Facts {
    /// Whether a paragraph looks like the title of a plan.
    pub(super) fn is_title(&self, words: &str) -> bool {
        let lower = words.to_lowercase();
        let is_plan = ["計劃", "计划", "plan"].iter().any(|word| lower.contains(word));
        self.title.is_empty() && is_plan && !years(words).is_empty() && words.chars().count() <= 200
    }

    pub(super) fn title(&mut self, title: Tongues) -> bool {
        self.years =
            title.iter().filter_map(|(_, words)| words.as_deref()).map(years).find(|all| !all.is_empty()).unwrap_or_default();
        self.title = title;
        true
    }

    pub(super) fn publisher(&mut self, name: String) {
        if !self.publishers.contains(&name) {
            self.publishers.push(name);
        }
    }

    /// The plan's years, as a cover has them; says whether there are any.
    pub(super) fn period_of(&mut self, words: &str) -> bool {
        let found = years(words);
        if self.of_cover.is_empty() {
            self.of_cover.clone_from(&found);
        }
        !found.is_empty()
    }

    /// The date of issue: the first that stands by itself.
    pub(super) fn issued(&mut self, date: String) -> bool {
        let is_same = self.issued.as_ref().is_none_or(|known| *known == date);
        self.issued.get_or_insert(date);
        is_same
    }

    pub(super) fn heading(&mut self, letter: Letter, texts: &[String]) {
        if matches!(letter, Letter::A | Letter::B) {
            let found = texts.iter().map(|text| years(text)).find(|all| !all.is_empty());
            self.of_headings.extend(found.unwrap_or_default());
        }
    }

    pub(super) fn langs(&mut self, text: &Tongues) {
        for (lang, _) in text {
            if !self.languages.contains(lang) {
                self.languages.push(*lang);
            }
        }
    }

    pub(super) fn of_dataset(&mut self, dataset: &Dataset) {
        self.langs(&dataset.name);
        dataset.description.iter().for_each(|text| self.langs(text));
        for (field, value) in &dataset.fields {
            let crate::import::draft::Value::Written(date) = value else { continue };
            let Some(year) = Date::parse(date).map(|date| date.year_number()).filter(|year| SENSIBLE.contains(year)) else {
                continue;
            };
            match *field {
                "target" => self.targets.push(year),
                "released" => self.releases.push(year),
                _ => {}
            }
        }
    }

    /// First and last year, and whether the document says so.
    pub(super) fn period(&self) -> Option<(i32, i32, bool)> {
        let ends = |years: &[i32]| Some((*years.iter().min()?, *years.iter().max()?));
        if let Some((from, to)) = ends(&self.of_cover).or_else(|| ends(&self.years)).or_else(|| ends(&self.of_headings)) {
            return Some((from, to, true));
        }
        let next = || ends(&self.releases).map(|(_, last)| (last + 1, last + 1));
        ends(&self.targets).or_else(next).map(|(from, to)| (from, to, false))
    }
}

/// Years that a document of our time tells of.
const SENSIBLE: std::ops::Range<i32> = 1950..2150;

/// The years of this century and the last that stand in a text, by themselves or in a range.
pub(super) fn years(text: &str) -> Vec<i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|part| part.len() == 4).filter_map(|part| part.parse().ok()).filter(|year| SENSIBLE.contains(year)).collect()
}
