//! What changed, for programs: `diff.schema.json` says how.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Names;
use crate::edition::{By, Change, Diff, Entry, Pair, PieceKind, PlanDiff, Value};
use crate::model::{Plan, Text, Workspace};
use crate::source::escaped_json;

/// The JSON Schema of [`diff_json`].
#[must_use]
pub fn diff_schema() -> &'static str {
    include_str!("diff.schema.json")
}

/// What changed, as one document.
#[must_use]
pub fn diff_json(diff: &Diff<'_>, names: Names<'_>) -> String {
    let pairs = diff.pairs.iter();
    let document = Document {
        format: "odp-diff",
        version: 1,
        old: names.old,
        new: names.new,
        counts: counts(diff),
        places: places(diff),
        plans: diff.plans.iter().map(|plan| PlanLine::new(plan, diff)).collect(),
        added: diff.added.iter().map(Dataset::new).collect(),
        dropped: diff.dropped.iter().map(Dataset::new).collect(),
        datasets: pairs.map(|pair| Both::new(&pair.pair, &pair.changes)).filter(Both::is_news).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| escaped_json(text) + "\n").unwrap_or_default()
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    old: &'a str,
    new: &'a str,
    counts: Counts,
    places: Vec<PlaceCounts>,
    plans: Vec<PlanLine<'a>>,
    added: Vec<Dataset<'a>>,
    dropped: Vec<Dataset<'a>>,
    datasets: Vec<Both<'a>>,
}

/// `old + added − dropped = new`.
#[derive(Serialize)]
struct Counts {
    old: usize,
    new: usize,
    added: usize,
    dropped: usize,
    changed: usize,
    unchanged: usize,
    likely: usize,
}

fn counts(diff: &Diff<'_>) -> Counts {
    let count = |of: &Workspace| of.plans.iter().map(|plan| plan.datasets().count()).sum();
    let changed = diff.pairs.iter().filter(|pair| !pair.changes.is_empty()).count();
    Counts {
        old: count(diff.old),
        new: count(diff.new),
        added: diff.added.len(),
        dropped: diff.dropped.len(),
        changed,
        unchanged: diff.pairs.len() - changed,
        likely: diff.pairs.iter().filter(|pair| matches!(pair.pair.by, By::Name(_))).count(),
    }
}

/// The same for a half of a section: `old + added − dropped + came − went = new`.
#[derive(Default, Serialize)]
struct PlaceCounts {
    section: &'static str,
    half: &'static str,
    old: usize,
    new: usize,
    added: usize,
    dropped: usize,
    came: usize,
    went: usize,
}

fn places(diff: &Diff<'_>) -> Vec<PlaceCounts> {
    let mut all: BTreeMap<(&'static str, &'static str), PlaceCounts> = BTreeMap::new();
    let mut add = |entry: &Entry<'_>, count: fn(&mut PlaceCounts)| {
        let key = place(entry);
        let known = all.entry(key).or_insert_with(|| PlaceCounts { section: key.0, half: key.1, ..PlaceCounts::default() });
        count(known);
    };
    for entry in &diff.added {
        add(entry, |at| (at.added, at.new) = (at.added + 1, at.new + 1));
    }
    for entry in &diff.dropped {
        add(entry, |at| (at.dropped, at.old) = (at.dropped + 1, at.old + 1));
    }
    for pair in &diff.pairs {
        let (old, new) = (&pair.pair.old, &pair.pair.new);
        add(old, |at| at.old += 1);
        add(new, |at| at.new += 1);
        if place(old) != place(new) {
            add(old, |at| at.went += 1);
            add(new, |at| at.came += 1);
        }
    }
    all.into_values().collect()
}

fn place(entry: &Entry<'_>) -> (&'static str, &'static str) {
    (entry.place.section.letter.word(), entry.place.half.kind.word())
}

#[derive(Serialize)]
struct PlanLine<'a> {
    old: Option<PlanName<'a>>,
    new: Option<PlanName<'a>>,
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Serialize)]
struct PlanName<'a> {
    id: &'a str,
    file: &'a str,
}

impl<'a> PlanLine<'a> {
    fn new(plan: &'a PlanDiff<'a>, diff: &Diff<'a>) -> Self {
        let name = |plan: Option<&'a Plan>, of: &'a Workspace| {
            let file = |plan: &Plan| of.sources.get(plan.file).map_or("", |source| &source.name);
            plan.map(|plan| PlanName { id: &plan.id.value, file: file(plan) })
        };
        let changes = plan.changes.iter().map(ChangeLine::new).collect();
        Self { old: name(plan.pair.old, diff.old), new: name(plan.pair.new, diff.new), changes }
    }
}

#[derive(Serialize)]
struct Dataset<'a> {
    plan: &'a str,
    id: &'a str,
    section: &'static str,
    half: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<&'a str>,
    name: BTreeMap<&'a str, &'a str>,
    status: &'static str,
}

impl<'a> Dataset<'a> {
    fn new(entry: &Entry<'a>) -> Self {
        let (section, half) = place(entry);
        let body = entry.place.body.map(|body| entry.workspace.vocabulary.get(body.organisation.value));
        Self {
            plan: &entry.plan.id.value,
            id: &entry.dataset.id.value,
            section,
            half,
            organisation: body.map(|body| &*body.id.value),
            name: entry.dataset.name.as_ref().map(written).unwrap_or_default(),
            status: entry.dataset.status().word(),
        }
    }
}

fn written(text: &Text) -> BTreeMap<&str, &str> {
    text.entries.iter().filter_map(|entry| Some((entry.lang.suffix(), &**entry.value.given()?))).collect()
}

#[derive(Serialize)]
struct Both<'a> {
    old: Dataset<'a>,
    new: Dataset<'a>,
    #[serde(rename = "matchedBy")]
    matched_by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    likeness: Option<f64>,
    transferred: bool,
    changes: Vec<ChangeLine<'a>>,
}

impl<'a> Both<'a> {
    fn new(pair: &Pair<'a>, changes: &'a [Change]) -> Self {
        let (matched_by, likeness) = match pair.by {
            By::Id => ("id", None),
            By::Formerly => ("formerly", None),
            // two decimals, as people read it
            By::Name(likeness) => ("name", Some((likeness * 100.0).round() / 100.0)),
        };
        let (old, new) = (Dataset::new(&pair.old), Dataset::new(&pair.new));
        Self {
            old,
            new,
            matched_by,
            likeness,
            transferred: pair.transferred,
            changes: changes.iter().map(ChangeLine::new).collect(),
        }
    }

    /// Those that are as before are only counted.
    fn is_news(&self) -> bool {
        !self.changes.is_empty() || self.likeness.is_some()
    }
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    kind: &'static str,
    field: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    old: Said<'a>,
    new: Said<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<[i32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pieces: Vec<PieceLine<'a>>,
}

#[derive(Serialize)]
struct PieceLine<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Said<'a> {
    Absent,
    Pending { pending: bool },
    One(&'a str),
    Many(&'a [String]),
}

impl<'a> Said<'a> {
    fn new(value: &'a Value) -> Self {
        match value {
            Value::Absent => Self::Absent,
            Value::Pending => Self::Pending { pending: true },
            Value::One(one) => Self::One(one),
            Value::Many(all) => Self::Many(all),
        }
    }
}

impl<'a> ChangeLine<'a> {
    fn new(change: &'a Change) -> Self {
        let piece = |kind| match kind {
            PieceKind::Kept => "kept",
            PieceKind::Removed => "removed",
            PieceKind::Added => "added",
        };
        Self {
            kind: change.kind.word(),
            field: change.field,
            at: change.at.as_deref(),
            lang: change.lang.as_ref().map(|lang| lang.suffix()),
            old: Said::new(&change.old),
            new: Said::new(&change.new),
            months: change.shift.map(|shift| [shift.least, shift.most]),
            days: change.shift.and_then(|shift| shift.days),
            pieces: change.pieces.iter().map(|one| PieceLine { kind: piece(one.kind), text: &one.text }).collect(),
        }
    }
}
