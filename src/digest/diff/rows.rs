//! The rows of a diff's tables.

use super::words::{effect, field_name, place, shown};
use super::{By, Cell, Column, Diff, Entry, Line, PairDiff, Part, Run, Table, Tone, Voice};
use crate::digest::words::dataset;
use crate::edition::{Change, Kind, Value};

/// Whether another change says the same: a new slip is what made the target later.
fn is_told(change: &Change, all: &[Change]) -> bool {
    let Some(target) = all.iter().find(|other| other.field == "target" && other.kind == Kind::Slipped) else { return false };
    let (Value::One(from), Value::One(to)) = (&target.old, &target.new) else { return false };
    let slips = |value: &Value| if let Value::Many(all) = value { all.clone() } else { Vec::new() };
    let (old, mut new) = (slips(&change.old), slips(&change.new));
    new.retain(|slip| !old.contains(slip));
    change.field == "slipped" && change.kind != Kind::Lost && new == [format!("{from}..{to}")]
}

/// What writes the tables of one diff.
pub(super) struct Writer<'d, 'a> {
    pub(super) diff: &'d Diff<'a>,
    pub(super) voice: Voice,
    /// Whether there is one plan, so that a dataset's id says which it is.
    pub(super) is_one: bool,
}

impl Writer<'_, '_> {
    /// How many plans changed, and the table of what of them did.
    pub(super) fn plans(&self) -> (usize, Vec<Part>) {
        let voice = self.voice;
        let mut rows = Vec::new();
        let mut count = 0;
        for plan in &self.diff.plans {
            let (was, is) = (plan.pair.old, plan.pair.new);
            let Some(shown) = is.or(was) else { continue };
            let title = shown.title.as_ref().and_then(|title| voice.theirs(title, shown.original()));
            let head = Cell::of(vec![Run::code(&*shown.id.value).into(), title.map(Line::from).unwrap_or_default()]);
            let whole = match (was, is) {
                (None, _) => Some(Run::new(voice.say("a plan that was not there", "新的計劃")).tone(Tone::Good)),
                (_, None) => Some(Run::new(voice.say("a plan that is no longer there", "計劃已不存在")).tone(Tone::Bad)),
                _ => None,
            };
            count += usize::from(whole.is_some() || !plan.changes.is_empty());
            if let Some(whole) = whole {
                rows.push(vec![head, Cell::default(), whole.into(), Cell::default()]);
            } else if !plan.changes.is_empty() {
                rows.extend(self.group(head, &plan.changes, |_| None));
            }
        }
        (count, vec![self.table(voice.say("plan", "計劃"), rows)])
    }

    /// Datasets that are in one edition only.
    pub(super) fn entries(&self, entries: &[Entry<'_>]) -> Part {
        let voice = self.voice;
        let columns = vec![
            Column::words(voice.say("dataset", "數據集")),
            Column::words(voice.say("place", "位置")),
            Column::short(voice.say("date", "日期")),
        ];
        let row = |entry: &Entry<'_>| {
            let of = entry.dataset;
            let date = match (of.withdrawn.as_ref(), of.released_date(), of.target_date()) {
                (Some(withdrawn), ..) => voice.say("withdrawn ", "撤回 ") + &withdrawn.date.value.to_string(),
                (None, Some(date), _) => voice.say("released ", "已開放 ") + &date.to_string(),
                (None, None, Some(date)) => date.to_string(),
                (None, None, None) => voice.say("to be confirmed", "待定"),
            };
            vec![self.head(entry), place(entry, voice).into(), date.into()]
        };
        Part::Table(Table { columns, rows: entries.iter().map(row).collect() })
    }

    /// Two datasets that are likely one.
    pub(super) fn guess(&self, pair: &PairDiff<'_>) -> Vec<Cell> {
        let likeness = if let By::Name(likeness) = pair.pair.by { likeness } else { 1.0 };
        vec![self.head(&pair.pair.old), self.head(&pair.pair.new), Run::new(format!("{likeness:.2}")).tone(Tone::Doubt).into()]
    }

    /// Datasets of both editions with what changed of them.
    pub(super) fn changes(&self, pairs: &[&PairDiff<'_>]) -> Part {
        let rows = pairs.iter().flat_map(|pair| {
            let reason = |change: &Change| self.reason(pair, change);
            self.group(self.head(&pair.pair.new), &pair.changes, reason)
        });
        let rows = rows.collect();
        self.table(self.voice.say("dataset", "數據集"), rows)
    }

    fn table(&self, head: String, rows: Vec<Vec<Cell>>) -> Part {
        let voice = self.voice;
        let columns = vec![
            Column::words(head),
            Column::words(voice.say("what", "項目")),
            Column::words(voice.say("change", "更改")),
            Column::words(voice.say("effect", "影響")),
        ];
        Part::Table(Table { columns, rows })
    }

    /// A row for each change; the first names whose it is.
    fn group(&self, head: Cell, changes: &[Change], reason: impl Fn(&Change) -> Option<Line>) -> Vec<Vec<Cell>> {
        let mut head = Some(head);
        let row = |change: &Change| {
            let mut lines: Vec<Line> = effect(change, self.voice).into_iter().collect();
            lines.extend(reason(change));
            vec![
                head.take().unwrap_or_else(Cell::above),
                field_name(change, self.voice).into(),
                shown(change, self.diff, self.voice),
                Cell::of(lines),
            ]
        };
        changes.iter().filter(|change| !is_told(change, changes)).map(row).collect()
    }

    /// Why a promise moved or ended, as the new edition says.
    fn reason(&self, pair: &PairDiff<'_>, change: &Change) -> Option<Line> {
        let (of, plan) = (pair.pair.new.dataset, pair.pair.new.plan);
        let reason = match (change.field, change.kind) {
            ("target", Kind::Slipped) => {
                of.slips.last().filter(|slip| slip.to.given().copied() == of.target_date())?.reason.as_ref()
            }
            ("withdrawn", Kind::Withdrawn) => of.withdrawn.as_ref()?.reason.as_ref(),
            _ => return None,
        };
        let voice = self.voice;
        Some(match reason.and_then(|reason| voice.theirs(reason, plan.original())) {
            Some(words) => words.into(),
            None => Run::new(voice.say("the reason is pending", "原因待補")).tone(Tone::Doubt).into(),
        })
    }

    /// A dataset by its id and name.
    fn head(&self, entry: &Entry<'_>) -> Cell {
        dataset(entry, !self.is_one, self.voice)
    }
}
