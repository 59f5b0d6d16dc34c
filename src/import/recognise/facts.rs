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
    of_cover: Years,
    /// The years in the title, else in the headings of sections A and B.
    of_title: Years,
    of_headings: Years,
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
        self.of_title = Years::first(title.iter().filter_map(|(_, words)| words.as_deref()));
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
        let found = Years::of(words);
        let is_found = !found.all.is_empty();
        if self.of_cover.all.is_empty() {
            self.of_cover = found;
        }
        is_found
    }

    /// The date of issue: the first that stands by itself.
    pub(super) fn issued(&mut self, date: String) -> bool {
        let is_same = self.issued.as_ref().is_none_or(|known| *known == date);
        self.issued.get_or_insert(date);
        is_same
    }

    pub(super) fn heading(&mut self, letter: Letter, texts: &[String]) {
        if matches!(letter, Letter::A | Letter::B) {
            let found = Years::first(texts.iter().map(|text| &**text));
            self.of_headings.all.extend(found.all);
            self.of_headings.are_fiscal |= found.are_fiscal;
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

    /// The years of the plan, as far as the document tells.
    pub(super) fn period(&self) -> Option<Found> {
        let ends = |years: &[i32]| Some((*years.iter().min()?, *years.iter().max()?));
        let mut said = [&self.of_cover, &self.of_title, &self.of_headings];
        // a title may round what the headings have exactly
        said.sort_by_key(|years| !years.are_fiscal);
        if let Some((years, (from, to))) = said.into_iter().find_map(|years| Some((years, ends(&years.all)?))) {
            return Some(Found { from, to, basis: if years.are_fiscal { Basis::Fiscal } else { Basis::Said } });
        }
        let next = || ends(&self.releases).map(|(_, last)| (last + 1, last + 1));
        ends(&self.targets).or_else(next).map(|(from, to)| Found { from, to, basis: Basis::Assumed })
    }
}

/// The first and the last year of a plan, and what is known of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) basis: Basis,
}

/// How the years of a plan are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// The document says them.
    Said,
    /// It says them as `2026-27`, but not in which month they begin.
    Fiscal,
    /// Something else hints at them.
    Assumed,
}

/// Years in a text.
#[derive(Debug, Default)]
struct Years {
    all: Vec<i32>,
    /// Whether one is written with the next: `2026-27`.
    are_fiscal: bool,
}

impl Years {
    fn of(text: &str) -> Self {
        Self { all: years(text), are_fiscal: has_fiscal(text) }
    }

    /// Those of the first text that has any.
    fn first<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        texts.map(Self::of).find(|years| !years.all.is_empty()).unwrap_or_default()
    }
}

/// Whether a year stands in a text with the last two digits of the next: `2026-27`, `2026/27`.
fn has_fiscal(text: &str) -> bool {
    let is_other = |c: char| !c.is_ascii_digit();
    text.match_indices(['-', '–', '/', '／']).any(|(at, sign)| {
        let year = text.get(..at).and_then(|before| before.rsplit(is_other).next()).unwrap_or_default();
        let next = text.get(at + sign.len()..).and_then(|after| after.split(is_other).next()).unwrap_or_default();
        let numbers = year.parse::<u16>().ok().zip(next.parse::<u16>().ok());
        year.len() == 4 && next.len() == 2 && numbers.is_some_and(|(year, next)| (year + 1) % 100 == next)
    })
}

/// Years that a document of our time tells of.
const SENSIBLE: std::ops::Range<i32> = 1950..2150;

/// The years of this century and the last that stand in a text, by themselves or in a range.
pub(super) fn years(text: &str) -> Vec<i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|part| part.len() == 4).filter_map(|part| part.parse().ok()).filter(|year| SENSIBLE.contains(year)).collect()
}
