//! What the cover tells of a plan, and how many datasets each of its sections holds.

use super::build::{has_section, section_id};
use super::inline::{Scribe, plain_run};
use super::{Cell, Column, Fact, Line, Part, Piece, Role, Row, RunKind, Style, Summary, Table};
use crate::model::{HalfKind, Letter, Section};

impl Scribe<'_> {
    /// The years, the day of issue, the state of the facts; each only where the library has a word for it.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let plan = self.plan;
        let years = self.lines(|lang| vec![plain_run(plan.words.period(plan.period.value, lang), lang)]);
        let updated = self.lines(|lang| {
            let date = plan.updated.map(|updated| plan.words.date_in_text(updated.value, lang));
            date.map(|date| vec![self.filled("month-text", lang, date)]).unwrap_or_default()
        });
        let all = [("label-years", years), ("label-issued", self.lines(|lang| self.issued(lang))), ("label-updated", updated)];
        let known = all.into_iter().filter(|(id, value)| self.has(id) && !value.is_empty());
        known.map(|(id, value)| Fact { label: self.words(id), value }).collect()
    }

    /// The number of datasets by section and half, with totals; nothing where the library has no words for it.
    pub(super) fn summary(&self) -> Option<Summary> {
        let heads = ["column-section", "summary-spatial", "summary-non-spatial", "summary-total"];
        if !self.has("summary-heading") || !heads.iter().all(|id| self.has(id)) {
            return None;
        }
        let letters: Vec<Letter> = Letter::ALL.into_iter().filter(|letter| has_section(self.plan, *letter)).collect();
        let counts: Vec<[usize; 2]> = letters.iter().map(|letter| self.counts(*letter)).collect();
        let mut rows: Vec<Row> = letters
            .iter()
            .zip(&counts)
            .map(|(letter, counts)| self.counted(letter.word(), self.linked_heading(*letter), *counts))
            .collect();
        let sums = counts.iter().fold([0, 0], |[spatial, other], counts| [spatial + counts[0], other + counts[1]]);
        rows.push(self.counted("total", self.short_cell(|lang| vec![self.wording("summary-total", lang)]), sums));
        let column = |(at, id): (usize, &&'static str)| {
            let (name, share, least, role) =
                if at == 0 { ("section", 64, 8, Role::RowHead) } else { ("count", 12, 4, Role::Number) };
            Column { name, share, least, role, head: self.words(id) }
        };
        let heading = self.words("summary-heading");
        let columns = heads.iter().enumerate().map(column).collect();
        Some(Summary { id: "summary", table: Table { caption: heading.clone(), columns, rows }, heading })
    }

    /// How many datasets a section holds: spatial ones, others.
    fn counts(&self, letter: Letter) -> [usize; 2] {
        let of = |kind: HalfKind| {
            let halves =
                self.plan.halves().filter(|(section, _, half): &(&Section, _, _)| section.letter == letter && half.kind == kind);
            halves.map(|(_, _, half)| half.datasets.len()).sum()
        };
        [of(HalfKind::Spatial), of(HalfKind::NonSpatial)]
    }

    fn counted(&self, id: &str, head: Cell, [spatial, other]: [usize; 2]) -> Row {
        let id = Some(format!("summary-{}", id.to_ascii_lowercase()));
        Row { id, cells: vec![head, self.number(spatial), self.number(other), self.number(spatial + other)] }
    }

    /// A section's heading as a link to it.
    fn linked_heading(&self, letter: Letter) -> Cell {
        let part = |mut line: Line| {
            for run in &mut line.runs {
                run.kind = RunKind::Link(format!("#{}", section_id(letter)));
            }
            Part { lang: line.lang, pieces: vec![Piece::Paragraph(Style::Plain, line.runs)] }
        };
        self.section_heading(letter).into_iter().map(part).collect()
    }

    fn has(&self, wording: &str) -> bool {
        self.plan.words.text(wording).is_some()
    }

    fn words(&self, wording: &str) -> Vec<Line> {
        self.lines(|lang| vec![self.wording(wording, lang)])
    }
}
