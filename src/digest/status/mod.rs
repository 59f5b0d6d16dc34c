//! How promises stand, as a digest, as JSON, as a plot and as a badge.

mod badge;
mod count;
mod json;
mod plot;
mod words;

pub use badge::badge;
pub use json::{status_json, status_schema};
pub use plot::plot;

use self::count::{Count, Group, by_bureau, by_category, by_place, by_quarter, without_edition};
use self::words::{heading, judged, name_of, tone};
use super::words::{dataset, distance, length};
use super::{Cell, Column, Digest, Fact, Line, Part, Run, Section, Table, Tone, Voice};
use crate::diagnostic::MessageLang;
use crate::edition::{Promise, State, Status};

/// How promises stand, for people.
#[must_use]
pub fn status_digest(status: &Status<'_>, lang: MessageLang) -> Digest {
    let writer = Writer { status, voice: Voice(lang) };
    let voice = writer.voice;
    let all = Count::of(&status.promises);
    let mut sections = Vec::new();
    if status.plans.len() > 1 {
        let heading = voice.say("Bureaux and departments", "決策局及部門");
        sections.push(Section::new(heading, vec![writer.groups(&by_bureau(status, voice), voice.say("publisher", "發布者"))]));
    }
    let told = [State::Overdue, State::Due, State::Late, State::Early, State::OnTime, State::Undated, State::Withdrawn];
    sections.extend(told.into_iter().filter_map(|state| writer.section(state)));
    sections.extend(writer.slipped());
    if status.plans.len() > 1 {
        let parts = [
            (by_place(status, voice), voice.say("section and half", "部分")),
            (by_quarter(status, voice), voice.say("quarter", "季度")),
            (by_category(status, voice), voice.say("category", "數據種類")),
        ];
        let tables = parts.map(|(groups, head)| writer.groups(&groups, head));
        sections.push(Section::new(voice.say("Totals", "總計"), tables.into()));
    }
    sections.extend(writer.without_edition());
    let judge = status.judge;
    let mut facts = vec![Fact { label: voice.say("as of", "截至"), value: Run::code(judge.as_of.to_string()).into() }];
    let datasets = voice.count(status.promises.len(), "dataset", "個數據集");
    let plans = voice.count(status.plans.len(), "plan", "份計劃");
    facts.push(Fact { label: voice.say("plans", "計劃"), value: format!("{plans}{}", voice.aside(&datasets)).into() });
    if judge.grace > 0 {
        let days = voice.count(judge.grace as usize, "day", "天");
        facts.push(Fact { label: voice.say("grace", "寬限"), value: days.into() });
    }
    Digest {
        lang,
        title: voice.say("How promises stand", "承諾進度").into(),
        facts,
        lead: vec![Part::Paragraph(judged(&all, voice)), Part::List(writer.counts(&all))],
        sections,
        notes: writer.notes(),
    }
}

struct Writer<'s, 'a> {
    status: &'s Status<'a>,
    voice: Voice,
}

impl Writer<'_, '_> {
    /// How many stand in each way, those that stand in any.
    fn counts(&self, all: &Count) -> Vec<Line> {
        let line = |state: State| {
            let count = all.in_state(state);
            let words = format!("{}{}{count}", heading(state, self.status.judge.due, self.voice), self.voice.colon());
            (count > 0).then(|| Line::from(Run::new(words).tone(tone(state))))
        };
        State::ALL.into_iter().filter_map(line).collect()
    }

    /// A table of how many stand in each way; states in which nothing stands have no column.
    fn groups(&self, groups: &[Group], head: String) -> Part {
        let voice = self.voice;
        let all = groups.iter().fold(Count::default(), |all, group| all.and(&group.count));
        let states: Vec<State> = State::ALL.into_iter().filter(|state| all.in_state(*state) > 0).collect();
        let mut columns = vec![Column::words(head)];
        columns.extend(states.iter().map(|state| Column::number(name_of(*state, voice))));
        columns.push(Column::number(voice.say("all", "總數")));
        let row = |name: Line, count: &Count, is_total: bool| {
            let mut cells = vec![Cell::from(name)];
            cells.extend(states.iter().map(|state| match count.in_state(*state) {
                0 => Cell::from(Run::new("–").tone(Tone::Soft)),
                count => Cell::from(Run::new(count.to_string()).tone(if is_total { Tone::Strong } else { tone(*state) })),
            }));
            cells.push(Run::new(count.all().to_string()).tone(Tone::Strong).into());
            cells
        };
        let mut rows: Vec<Vec<Cell>> = groups.iter().map(|group| row(group.name.clone(), &group.count, false)).collect();
        if groups.len() > 1 {
            rows.push(row(Run::new(voice.say("all", "總計")).tone(Tone::Strong).into(), &all, true));
        }
        Part::Table(Table { columns, rows })
    }

    /// The datasets that stand in one way; those most in need of a look come first.
    fn section(&self, state: State) -> Option<Section> {
        let voice = self.voice;
        let mut promises: Vec<&Promise<'_>> = self.status.promises.iter().filter(|promise| promise.state == state).collect();
        if promises.is_empty() {
            return None;
        }
        let most = |promise: &Promise<'_>| promise.shift.map_or(0, |shift| shift.most);
        promises.sort_by_key(|promise| (-most(promise), promise.entry.dataset.target_date().map(|date| date.first_day())));
        let has_shift = promises.iter().any(|promise| promise.shift.is_some());
        let mut columns = vec![Column::words(voice.say("dataset", "數據集")), Column::short(voice.say("promised", "承諾"))];
        let is_kept = matches!(state, State::Late | State::Early | State::OnTime);
        if is_kept {
            columns.push(Column::short(voice.say("released", "開放")));
        }
        if has_shift {
            columns.push(Column::short(voice.say("by", "相差")));
        }
        columns.push(Column::words(voice.say("history", "經過")));
        let row = |promise: &&Promise<'_>| {
            let of = promise.entry.dataset;
            let date =
                |date: Option<crate::model::Date>| date.map_or_else(|| self.pending(), |date| Run::code(date.to_string()).into());
            let mut cells = vec![dataset(&promise.entry, self.status.plans.len() > 1, voice), date(of.target_date())];
            if is_kept {
                cells.push(date(of.released_date()));
            }
            if has_shift {
                let shift = promise.shift.map(|shift| match state {
                    State::Early => distance(shift, false, voice),
                    State::Overdue => length(shift, voice),
                    _ => distance(shift, true, voice),
                });
                cells.push(shift.map(|words| Cell::from(Run::new(words).tone(tone(state)))).unwrap_or_default());
            }
            cells.push(self.history(promise));
            cells
        };
        let rows = promises.iter().map(row).collect();
        let count = Run::new(voice.aside(&promises.len().to_string())).tone(Tone::Soft);
        let head = Line::from(heading(state, self.status.judge.due, voice)).and(count);
        Some(Section::new(head, vec![Part::Table(Table { columns, rows })]))
    }

    fn pending(&self) -> Cell {
        Run::new(self.voice.say("to be confirmed", "待定")).tone(Tone::Doubt).into()
    }

    /// The first promise, where there was another one, and the last reason.
    fn history(&self, promise: &Promise<'_>) -> Cell {
        let voice = self.voice;
        let of = promise.entry.dataset;
        let now = of.target_date();
        let mut lines = Vec::new();
        if let Some(first) = promise.first.filter(|first| now.is_none_or(|now| !first.interval().contains(now.interval()))) {
            lines.push(Line::from(voice.say("first promised for ", "原定 ")).and(Run::code(first.to_string())));
        }
        let withdrawn = of.withdrawn.as_ref().map(|withdrawn| withdrawn.reason.as_ref());
        if let Some(reason) = withdrawn.or_else(|| of.slips.last().map(|slip| slip.reason.as_ref())) {
            let words = reason.and_then(|reason| voice.theirs(reason, promise.entry.plan.original()));
            let owed = || Run::new(voice.say("the reason is pending", "原因待補")).tone(Tone::Doubt);
            lines.push(words.unwrap_or_else(owed).into());
        }
        Cell::of(lines)
    }

    /// What is later than it was first promised, over all editions.
    fn slipped(&self) -> Option<Section> {
        let voice = self.voice;
        let mut promises: Vec<(&Promise<'_>, i32)> = self
            .status
            .promises
            .iter()
            .filter(|promise| promise.state != State::Out)
            .filter_map(|promise| Some((promise, promise.slipped?.most)))
            .collect();
        if promises.is_empty() {
            return None;
        }
        promises.sort_by_key(|(_, most)| -most);
        let columns = vec![
            Column::words(voice.say("dataset", "數據集")),
            Column::short(voice.say("first promised", "原定")),
            Column::short(voice.say("now", "現時")),
            Column::short(voice.say("by", "相差")),
            Column::number(voice.say("slips", "延期次數")),
            Column::number(voice.say("editions", "版數")),
        ];
        let row = |(promise, _): &(&Promise<'_>, i32)| {
            let of = promise.entry.dataset;
            let now = of.released_date().or_else(|| of.target_date());
            let date =
                |date: Option<crate::model::Date>| date.map_or_else(|| self.pending(), |date| Run::code(date.to_string()).into());
            let by = promise.slipped.map(|shift| distance(shift, true, voice)).unwrap_or_default();
            vec![
                dataset(&promise.entry, self.status.plans.len() > 1, voice),
                date(promise.first),
                date(now),
                Run::new(by).tone(Tone::Bad).into(),
                of.slips.len().to_string().into(),
                promise.editions.to_string().into(),
            ]
        };
        let rows = promises.iter().map(row).collect();
        let heading = Line::from(voice.say("Later than first promised", "較原定承諾遲"));
        let count = Run::new(voice.aside(&promises.len().to_string())).tone(Tone::Soft);
        Some(Section::new(heading.and(count), vec![Part::Table(Table { columns, rows })]))
    }

    fn without_edition(&self) -> Option<Section> {
        let voice = self.voice;
        let lacking = without_edition(self.status);
        if lacking.is_empty() {
            return None;
        }
        let line = |plan: &&crate::model::Plan| {
            let publisher = plan.publishers.first().map(|id| &self.status.workspace.vocabulary.get(id.value).name);
            let name = publisher.and_then(|name| voice.theirs(name, plan.original()));
            let newest = voice.say("newest: ", "最新一版：") + &plan.period.value.to_string();
            name.map(Line::from).unwrap_or_default().and(voice.aside(&newest))
        };
        let year = self.status.judge.as_of.year_number();
        let heading = voice.say(&format!("No edition for {year}"), &format!("沒有 {year} 年版"));
        Some(Section::new(heading, vec![Part::List(lacking.iter().map(line).collect())]))
    }

    fn notes(&self) -> Vec<Line> {
        let voice = self.voice;
        let older = self.status.superseded.len();
        let mut notes = Vec::new();
        if older > 0 {
            let english = format!("{older} older editions are read for their history only.");
            notes.push(voice.say(&english, &format!("{older} 份較舊的版本只用作追溯經過。")).into());
        }
        let as_of = self.status.judge.as_of;
        let behind = self.status.plans.iter().filter(|plan| plan.state_of().is_some_and(|facts| as_of.after(facts))).count();
        if behind > 0 {
            let plans = voice.count(behind, "plan", "份計劃");
            notes.push(
                voice
                    .say(
                        &format!("The facts of {plans} are older than {as_of}: what came out since is not in them."),
                        &format!("{plans}所載的資料早於 {as_of}：其後開放的數據集並未計入。"),
                    )
                    .into(),
            );
        }
        notes
    }
}
