//! What changed between two editions, as a digest and as JSON.

mod json;
mod rows;
mod words;

pub use json::{diff_json, diff_schema};

use self::rows::Writer;
use super::{Cell, Column, Digest, Fact, Line, Part, Run, Section, Table, Tone, Voice, quoted};
use crate::diagnostic::MessageLang;
use crate::edition::{By, Change, Diff, Entry, Kind, PairDiff};
use crate::model::Workspace;

/// What the two editions are called: as the command line names them.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The old one.
    pub old: &'a str,
    /// The new one.
    pub new: &'a str,
}

/// What changed, for people.
#[must_use]
pub fn diff_digest(diff: &Diff<'_>, names: Names<'_>, lang: MessageLang) -> Digest {
    let voice = Voice(lang);
    let writer = Writer { diff, voice, is_one: diff.plans.len() == 1 };
    let fact = |label: String, name: &str, of: &Workspace| {
        let datasets = of.plans.iter().map(|plan| plan.datasets().count()).sum();
        let count = voice.aside(&voice.count(datasets, "dataset", "個數據集"));
        Fact { label, value: Line::from(Run::code(name)).and(count) }
    };
    let (likely, sure): (Vec<&PairDiff<'_>>, Vec<&PairDiff<'_>>) =
        diff.pairs.iter().partition(|pair| matches!(pair.pair.by, By::Name(_)));
    let changed: Vec<&PairDiff<'_>> = sure.into_iter().filter(|pair| !pair.changes.is_empty()).collect();
    let mut sections = Vec::new();
    let mut add = |heading: String, count: usize, parts: Vec<Part>| {
        if count > 0 {
            let count = Run::new(voice.aside(&count.to_string())).tone(Tone::Soft);
            sections.push(Section::new(Line::from(heading).and(count), parts));
        }
    };
    let (plans, plan_rows) = writer.plans();
    add(voice.say("Plans", "計劃"), plans, plan_rows);
    add(voice.say("Added", "新增"), diff.added.len(), vec![writer.entries(&diff.added)]);
    add(voice.say("Dropped", "刪去"), diff.dropped.len(), vec![writer.entries(&diff.dropped)]);
    let advice = voice.say(
        "Found by their names alone. Where it is so, write `formerly:` with the old id in the new dataset; where it is not, nothing.",
        "只憑名稱推斷。如屬同一數據集，請在新數據集以 `formerly:` 寫上舊識別碼；如否，則無須處理。",
    );
    let guesses = likely.iter().map(|pair| writer.guess(pair)).collect();
    let guessed = Table {
        columns: vec![
            Column::words(voice.say("was", "原為")),
            Column::words(voice.say("is likely", "很可能是")),
            Column::number(voice.say("likeness", "相似度")),
        ],
        rows: guesses,
    };
    let count = likely.len();
    add(voice.say("Likely renamed", "很可能已更名"), count, vec![Part::Paragraph(quoted(&advice)), Part::Table(guessed)]);
    add(voice.say("Changed", "更改"), changed.len(), vec![writer.changes(&changed)]);
    let likely: Vec<&PairDiff<'_>> = likely.into_iter().filter(|pair| !pair.changes.is_empty()).collect();
    let heading = voice.say("Changed, if it is the same dataset", "更改（如屬同一數據集）");
    add(heading, likely.len(), vec![writer.changes(&likely)]);
    Digest {
        lang,
        title: voice.say("What changed", "變更一覽").into(),
        facts: vec![fact(voice.say("from", "由"), names.old, diff.old), fact(voice.say("to", "至"), names.new, diff.new)],
        lead: [Part::Paragraph(summary(diff, voice).into())].into_iter().chain(events(diff, voice)).collect(),
        sections,
        notes: Vec::new(),
    }
}

/// The sum: `2 datasets added, 1 changed`.
fn summary(diff: &Diff<'_>, voice: Voice) -> String {
    if diff.is_empty() {
        return voice.say("Nothing changed.", "沒有變更。");
    }
    let likely = diff.pairs.iter().filter(|pair| matches!(pair.pair.by, By::Name(_))).count();
    let is_changed = |pair: &&PairDiff<'_>| !pair.changes.is_empty() && !matches!(pair.pair.by, By::Name(_));
    let changed = diff.pairs.iter().filter(is_changed).count();
    let alike = diff.pairs.iter().filter(|pair| pair.changes.is_empty()).count();
    let counts = [
        (diff.added.len(), "added", "新增"),
        (diff.dropped.len(), "dropped", "刪去"),
        (likely, "likely renamed", "很可能已更名"),
        (changed, "changed", "更改"),
        (alike, "as before", "不變"),
    ];
    let told = counts.into_iter().filter(|(count, ..)| *count > 0);
    let told: Vec<String> =
        told.map(|(count, one, chinese)| voice.say(&format!("{count} {one}"), &format!("{chinese} {count} 個"))).collect();
    voice.say("Datasets: ", "數據集：") + &voice.list(&told) + &voice.say(".", "。")
}

/// What happened to how many: what a reader wants to know first.
fn events(diff: &Diff<'_>, voice: Voice) -> Option<Part> {
    let count = |holds: &dyn Fn(&Change) -> bool| diff.pairs.iter().filter(|pair| pair.changes.iter().any(holds)).count();
    let kind = |wanted: Kind| count(&|change| change.kind == wanted);
    let target = |wanted: Kind| count(&|change| change.kind == wanted && change.field == "target");
    let transferred = diff.pairs.iter().filter(|pair| pair.pair.transferred).count();
    let events = [
        (kind(Kind::Released), Tone::Good, "released", "已開放"),
        (target(Kind::Slipped), Tone::Bad, "with a later target", "目標延後"),
        (target(Kind::Advanced), Tone::Good, "with an earlier target", "目標提前"),
        (kind(Kind::Withdrawn), Tone::Bad, "withdrawn", "撤回"),
        (kind(Kind::Rarer), Tone::Bad, "updated more rarely", "更新較疏"),
        (kind(Kind::Oftener), Tone::Good, "updated more often", "更新較密"),
        (transferred, Tone::Plain, "went to another bureau", "轉至另一決策局或部門"),
    ];
    let told = events.into_iter().filter(|(count, ..)| *count > 0).map(|(count, tone, english, chinese)| {
        let words = voice.say(&format!("{count} {english}"), &format!("{chinese}：{count} 個"));
        Line::from(Run::new(words).tone(tone))
    });
    let told: Vec<Line> = told.collect();
    (!told.is_empty()).then_some(Part::List(told))
}
