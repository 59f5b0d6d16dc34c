//! The rows of a reconciliation's tables.

use super::{Line, Part, Run, Tone, Voice};
use crate::digest::words::dataset;
use crate::digest::{Cell, Column, Table};
use crate::edition::Entry;
use crate::edition::reconcile::{By, Difference, Edit, Found, Kind, Listed, Reconciliation};
use crate::model::{Category, Declared, Lang, NamedFrequency, Text, Vocabulary};

/// How a kind of difference is counted: tone, English, Traditional Chinese.
pub(super) const fn event(kind: Kind) -> (Tone, &'static str, &'static str) {
    match kind {
        Kind::Renamed => (Tone::Plain, "with another name", "名稱不同"),
        Kind::Category => (Tone::Plain, "in another category", "數據種類不同"),
        Kind::Frequency => (Tone::Plain, "with another update frequency", "更新頻率不同"),
        Kind::Release => (Tone::Plain, "with another month of release", "開放月份不同"),
        Kind::Identifier => (Tone::Plain, "with another id", "識別碼不同"),
        Kind::Unsaid => (Tone::Good, "out, and not said to be", "已在平台，計劃未列為已開放"),
        Kind::Withdrawn => (Tone::Bad, "there, though said to be withdrawn", "已撤回，但仍在平台"),
        Kind::Stale => (Tone::Bad, "not updated as often as promised", "未有依期更新"),
    }
}

/// What writes the tables of one reconciliation.
pub(super) struct Writer<'r, 'a> {
    pub(super) of: &'r Reconciliation<'a>,
    pub(super) voice: Voice,
    /// Whether there is one plan, so that a dataset's id says which it is.
    pub(super) is_one: bool,
}

impl Writer<'_, '_> {
    /// Datasets that were not found.
    pub(super) fn entries(&self, entries: &[Entry<'_>]) -> Part {
        let voice = self.voice;
        let columns = vec![
            Column::words(voice.say("dataset", "數據集")),
            Column::short(voice.say("released", "開放日期")),
            Column::words(voice.say("id on the portal, by the plan", "計劃所載的平台識別碼")),
        ];
        let row = |entry: &Entry<'_>| {
            let released =
                entry.dataset.released_date().map_or_else(|| voice.say("to be confirmed", "待定"), |date| date.to_string());
            let ids = entry.dataset.portals.iter().flat_map(|all| &all.value);
            let ids = ids
                .filter(|one| self.of.options.portal.is_none_or(|portal| one.portal == portal))
                .filter_map(|one| one.id.as_ref());
            let ids: Vec<Line> = ids.map(|id| Run::code(&*id.value).into()).collect();
            let none = || vec![Run::new(voice.say("none", "沒有")).tone(Tone::Soft).into()];
            vec![self.head(entry), released.into(), Cell::of(if ids.is_empty() { none() } else { ids })]
        };
        Part::Table(Table { columns, rows: entries.iter().map(row).collect() })
    }

    /// What is on the portal only.
    pub(super) fn unplanned(&self) -> Part {
        let voice = self.voice;
        let columns = vec![
            Column::words(voice.say("on the portal", "平台上")),
            Column::words(voice.say("owner", "擁有者")),
            Column::short(voice.say("changed", "最後更新")),
        ];
        let row = |listed: &&Listed| {
            let owner = listed.owner.as_ref().map_or_else(|| voice.say("not said", "沒有列明"), |said| said.words().to_owned());
            let modified = listed.modified.map(|date| date.to_string()).unwrap_or_default();
            vec![self.listed(listed), owner.into(), modified.into()]
        };
        Part::Table(Table { columns, rows: self.of.unplanned.iter().map(row).collect() })
    }

    /// What was found by name.
    pub(super) fn guesses(&self, found: &[&Found<'_>]) -> Part {
        let voice = self.voice;
        let columns = vec![
            Column::words(voice.say("in the plan", "計劃")),
            Column::words(voice.say("on the portal", "平台上")),
            Column::number(voice.say("likeness", "相似度")),
        ];
        let row = |found: &&Found<'_>| {
            let likeness = if let By::Name { likeness, .. } = found.by { likeness } else { 1.0 };
            let tone = if found.by.is_sure() { Tone::Plain } else { Tone::Doubt };
            vec![self.head(&found.entry), self.listed(found.listed), Run::new(shown(likeness)).tone(tone).into()]
        };
        Part::Table(Table { columns, rows: found.iter().map(row).collect() })
    }

    /// What differs, a row for each; the first names whose it is.
    pub(super) fn differences(&self, found: &[&Found<'_>]) -> Part {
        let voice = self.voice;
        let columns = vec![
            Column::words(voice.say("dataset", "數據集")),
            Column::short(voice.say("what", "項目")),
            Column::words(voice.say("in the plan", "計劃")),
            Column::words(voice.say("on the portal", "平台上")),
        ];
        let mut rows = Vec::new();
        for found in found {
            let mut head = Some(self.head(&found.entry));
            for difference in &found.differences {
                rows.push(vec![
                    head.take().unwrap_or_else(Cell::above),
                    self.field(difference).into(),
                    self.own(difference).into(),
                    Cell::of([Some(self.theirs(difference)), self.effect(difference)].into_iter().flatten().collect()),
                ]);
            }
        }
        Part::Table(Table { columns, rows })
    }

    /// Fields and what they are to say.
    pub(super) fn edits(&self, edits: &[Edit]) -> Part {
        let voice = self.voice;
        let columns = vec![
            Column::words(voice.say("in", "位置")),
            Column::short(voice.say("field", "欄位")),
            Column::words(voice.say("value", "內容")),
        ];
        let row = |edit: &Edit| {
            let place = edit.dataset.as_ref().map_or_else(|| (*edit.plan).to_owned(), |id| format!("{}/{id}", edit.plan));
            vec![Run::code(place).into(), Run::code(edit.field).into(), Run::code(&*edit.new).into()]
        };
        Part::Table(Table { columns, rows: edits.iter().map(row).collect() })
    }

    /// A dataset by its name and id.
    fn head(&self, entry: &Entry<'_>) -> Cell {
        dataset(entry, !self.is_one, self.voice)
    }

    /// An entry of the portal by its name and id.
    fn listed(&self, listed: &Listed) -> Cell {
        let wanted = self.voice.lang();
        let best = listed.titles.iter().find(|(lang, _)| *lang == Some(wanted)).or_else(|| listed.titles.first());
        let title = best.map(|(lang, words)| Line::from(foreign(words, *lang)));
        let id = listed.ids.first().map(|id| Line::from(Run::code(&**id)));
        Cell::of(title.into_iter().chain(id).collect())
    }

    fn field(&self, difference: &Difference) -> String {
        let voice = self.voice;
        match difference.kind {
            Kind::Renamed => voice.say("name", "名稱"),
            Kind::Category => voice.say("category", "數據種類"),
            Kind::Frequency => voice.say("frequency", "更新頻率"),
            Kind::Release | Kind::Unsaid => voice.say("released", "開放日期"),
            Kind::Identifier => voice.say("id there", "平台識別碼"),
            Kind::Withdrawn => voice.say("withdrawn", "撤回日期"),
            Kind::Stale => voice.say("last update", "最後更新"),
        }
    }

    /// What the plan says.
    fn own(&self, difference: &Difference) -> Line {
        let voice = self.voice;
        let Some(plan) = &difference.plan else { return Run::new(voice.say("nothing", "沒有列明")).tone(Tone::Soft).into() };
        let words = &self.of.workspace.vocabulary;
        let label = |found: Option<&Text>| found.and_then(|text| voice.theirs(text, voice.lang()));
        match difference.kind {
            Kind::Renamed => foreign(plan, difference.lang).into(),
            Kind::Category => label(named::<Category>(words, plan)).unwrap_or_else(|| Run::code(plan)).into(),
            Kind::Frequency | Kind::Stale => {
                let one = |id: &str| label(named::<NamedFrequency>(words, id)).map_or_else(|| id.to_owned(), |run| run.text);
                voice.list(&plan.split(", ").map(one).collect::<Vec<_>>()).into()
            }
            Kind::Release if plan == "pending" => Run::new(voice.say("to be confirmed", "待定")).tone(Tone::Doubt).into(),
            _ => Run::code(plan).into(),
        }
    }

    /// What the portal says.
    fn theirs(&self, difference: &Difference) -> Line {
        let voice = self.voice;
        match (&difference.portal, difference.kind) {
            (Some(portal), Kind::Renamed) => foreign(portal, difference.lang).into(),
            (Some(portal), Kind::Category | Kind::Frequency) => foreign(portal, None).into(),
            (Some(portal), _) => Run::code(portal).into(),
            (None, _) => Run::new(voice.say("it is there", "已在平台")).tone(Tone::Good).into(),
        }
    }

    /// What it means, where the words beside it do not say so.
    fn effect(&self, difference: &Difference) -> Option<Line> {
        let voice = self.voice;
        let (tone, words) = match (difference.kind, difference.days) {
            (_, Some(days)) => {
                let days = voice.count(days as usize, "day", "天");
                (Tone::Bad, voice.say(&format!("{days} late"), &format!("遲 {days}")))
            }
            _ if !difference.is_understood => (Tone::Doubt, voice.say("words that are not known", "字眼不詳")),
            (Kind::Withdrawn, _) => (Tone::Bad, voice.say("still there", "仍在平台")),
            _ => return None,
        };
        Some(Run::new(words).tone(tone).into())
    }
}

/// Two figures, never more than it is: `0.99` is not yet `1.00`.
pub(super) fn shown(likeness: f64) -> String {
    format!("{:.2}", (likeness * 100.0).floor() / 100.0)
}

/// Somebody's words in a language that may not be known.
fn foreign(words: &str, lang: Option<Lang>) -> Run {
    let is_han =
        words.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'));
    let run = Run::new(words.split_whitespace().collect::<Vec<_>>().join(" "));
    run.lang(lang.unwrap_or(if is_han { Lang::TC } else { Lang::EN }))
}

fn named<'a, T: Declared>(words: &'a Vocabulary, id: &str) -> Option<&'a Text> {
    words.all::<T>().find(|(_, one)| *one.id().value == *id).map(|(_, one)| one.label())
}
