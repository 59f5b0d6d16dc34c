//! The words of a diff's cells.

use super::{Cell, Diff, Entry, Line, Run, Tone, Voice};
use crate::digest::words::distance;
use crate::edition::{Change, Kind, Piece, PieceKind, Value};
use crate::model::{Category, Declared, Format, HalfKind, Lang, Licence, NamedFrequency, Organisation, Portal, Text, Vocabulary};

/// Fields in the words of people: key, English, Traditional Chinese.
static FIELDS: &[(&str, &str, &str)] = &[
    ("id", "id", "識別碼"),
    ("plan", "plan", "計劃"),
    ("section", "section", "部"),
    ("half", "half", "空間／非空間"),
    ("body", "organisation", "機構"),
    ("target", "target", "目標日期"),
    ("slipped", "slips", "延期紀錄"),
    ("released", "released", "開放日期"),
    ("withdrawn", "withdrawn", "撤回日期"),
    ("frequency", "update frequency", "更新頻率"),
    ("category", "category", "數據種類"),
    ("formats", "formats", "格式"),
    ("owner", "owner", "擁有者"),
    ("portal", "portal", "平台"),
    ("licence", "licence", "授權條款"),
    ("geometry", "geometry", "幾何類型"),
    ("crs", "reference system", "坐標參照系統"),
    ("scale", "scale", "比例尺"),
    ("coverage", "coverage", "涵蓋範圍"),
    ("name", "name", "名稱"),
    ("description", "description", "描述"),
    ("note", "note", "備註"),
    ("keywords", "keywords", "關鍵詞"),
    ("contact", "contact", "聯絡"),
    ("reason", "reason", "原因"),
    ("years", "years", "年份"),
    ("publisher", "publisher", "發布者"),
    ("issued", "issued", "發布日期"),
    ("updated", "state of", "資料截至"),
    ("languages", "languages", "語言"),
    ("title", "title", "標題"),
];

/// What changed: the field, the language, which of several.
pub(super) fn field_name(change: &Change, voice: Voice) -> Line {
    let known = FIELDS.iter().find(|(key, ..)| *key == change.field);
    let name = known.map_or_else(|| change.field.to_owned(), |(_, english, chinese)| voice.say(english, chinese));
    let lang = change.lang.map(|lang| voice.aside(&language(lang, voice))).unwrap_or_default();
    let at = change.at.as_ref().map(|at| Line::from(" ").and(Run::code(&**at))).unwrap_or_default();
    Line::from(name + &lang).and(at)
}

fn language(lang: Lang, voice: Voice) -> String {
    match lang {
        Lang::TC => voice.say("Traditional Chinese", "繁體中文"),
        Lang::SC => voice.say("Simplified Chinese", "簡體中文"),
        Lang::EN => voice.say("English", "英文"),
        other => other.tag().to_owned(),
    }
}

/// Where a dataset stands: `B, non-spatial`.
pub(super) fn place(entry: &Entry<'_>, voice: Voice) -> Line {
    let half = half(entry.place.half.kind.word(), voice);
    let section = entry.place.section.letter.word();
    let body = entry.place.body.map(|body| entry.workspace.vocabulary.get(body.organisation.value));
    let body = body.and_then(|body| voice.theirs(&body.name, entry.plan.original()));
    let comma = voice.say(", ", "，");
    match body {
        Some(body) => Line::from(format!("{section}{comma}")).and(body).and(format!("{comma}{half}")),
        None => format!("{section}{comma}{half}").into(),
    }
}

fn half(word: &str, voice: Voice) -> String {
    if word == HalfKind::Spatial.word() {
        voice.say("spatial", "空間數據")
    } else {
        voice.say("non-spatial", "非空間數據")
    }
}

/// The change itself: words taken out and put in, or what was and what is.
pub(super) fn shown(change: &Change, diff: &Diff<'_>, voice: Voice) -> Cell {
    if !change.pieces.is_empty() {
        return reworded(change);
    }
    if let (Value::Many(old), Value::Many(new)) = (&change.old, &change.new)
        && old.iter().any(|one| new.contains(one))
    {
        let item = |item: &String| named(change.field, item, diff, voice);
        let kept = old.iter().filter(|one| new.contains(one)).map(item);
        let gone = old.iter().filter(|one| !new.contains(one)).map(item).map(|run| run.tone(Tone::Removed));
        let come = new.iter().filter(|one| !old.contains(one)).map(item).map(|run| run.tone(Tone::Added));
        let all: Vec<Run> = kept.chain(gone).chain(come).collect();
        let comma = Run::new(voice.say(", ", "、"));
        let mut line = Line::default();
        for (index, run) in all.into_iter().enumerate() {
            line = if index == 0 { run.into() } else { line.and(comma.clone()).and(run) };
        }
        return line.into();
    }
    let value = |value: &Value| -> Line {
        match value {
            Value::Absent => Run::new("–").tone(Tone::Soft).into(),
            Value::Pending => Run::new(voice.say("to be confirmed", "待定")).tone(Tone::Doubt).into(),
            Value::One(one) => match change.lang {
                Some(lang) => Run::new(shortened(one, LONGEST)).lang(lang).into(),
                None => named(change.field, one, diff, voice).into(),
            },
            Value::Many(all) => {
                let names: Vec<String> = all.iter().map(|one| named(change.field, one, diff, voice).text).collect();
                voice.list(&names).into()
            }
        }
    };
    value(&change.old).and(" → ").and(value(&change.new)).into()
}

/// The most characters of a text that did not change which stand around one that did, and of one that is new.
const AROUND: usize = 14;
const LONGEST: usize = 120;

fn reworded(change: &Change) -> Cell {
    let mut lines = vec![Line::default()];
    let last = change.pieces.len() - 1;
    for (index, piece) in change.pieces.iter().enumerate() {
        let kept = (piece.kind == PieceKind::Kept).then(|| around(piece, index == 0, index == last));
        let text = kept.as_deref().unwrap_or(&piece.text);
        let tone = match piece.kind {
            PieceKind::Kept => Tone::Plain,
            PieceKind::Removed => Tone::Removed,
            PieceKind::Added => Tone::Added,
        };
        for (number, part) in text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Line::default());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.runs.push(Run { text: part.to_owned(), tone, lang: change.lang });
            }
        }
    }
    lines.retain(|line| !line.runs.is_empty());
    Cell::of(lines)
}

/// What stayed, as much of it as stands beside what did not.
fn around(piece: &Piece, is_first: bool, is_last: bool) -> String {
    let characters: Vec<char> = piece.text.chars().collect();
    let (before, after) = (if is_first { 0 } else { AROUND }, if is_last { 0 } else { AROUND });
    if characters.len() <= before + after + 2 {
        return piece.text.clone();
    }
    let head: String = characters.iter().take(before).collect();
    let tail: String = characters.iter().skip(characters.len() - after).collect();
    // a word of an alphabet that was cut is left out
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let head = if before > 0 { head.trim_end_matches(is_letter) } else { "" };
    format!("{head}…{}", tail.trim_start_matches(is_letter))
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most).chain(['…']).collect() }
}

/// A value by the label of what it names, where it names something.
fn named(field: &str, value: &str, diff: &Diff<'_>, voice: Voice) -> Run {
    let label = |words: &Vocabulary| -> Option<Run> {
        let text = match field {
            "category" => find::<Category>(words, value),
            "frequency" => find::<NamedFrequency>(words, value),
            "formats" => find::<Format>(words, value),
            "owner" | "publisher" | "body" => find::<Organisation>(words, value),
            "licence" => find::<Licence>(words, value),
            "portal" => find::<Portal>(words, value),
            _ => None,
        };
        voice.theirs(text?, voice.lang())
    };
    let found = label(&diff.new.vocabulary).or_else(|| label(&diff.old.vocabulary));
    match (field, found) {
        (_, Some(found)) => found,
        ("half", None) => Run::new(half(value, voice)),
        _ => Run::code(value),
    }
}

fn find<'a, T: Declared>(words: &'a Vocabulary, id: &str) -> Option<&'a Text> {
    words.all::<T>().find(|(_, one)| *one.id().value == *id).map(|(_, one)| one.label())
}

/// What a change means, where it is better or worse.
pub(super) fn effect(change: &Change, voice: Voice) -> Option<Line> {
    let is_promise = change.field == "target";
    let (tone, words) = match change.kind {
        Kind::Slipped => (Tone::Bad, distance(change.shift?, true, voice)),
        Kind::Advanced => (Tone::Good, distance(change.shift?.mirror(), false, voice)),
        Kind::Blurred => (Tone::Doubt, voice.say("less exact", "較不確切")),
        Kind::Sharpened => (Tone::Good, voice.say("more exact", "較確切")),
        Kind::Released => (Tone::Good, voice.say("it is out", "已開放")),
        Kind::Unreleased => (Tone::Bad, voice.say("no longer said to be out", "不再列為已開放")),
        Kind::Withdrawn => (Tone::Bad, voice.say("it will not come", "不再開放")),
        Kind::Restored => (Tone::Good, voice.say("no longer withdrawn", "不再撤回")),
        Kind::Rarer => (Tone::Bad, voice.say("more rarely", "更新較疏")),
        Kind::Oftener => (Tone::Good, voice.say("more often", "更新較密")),
        Kind::Lost if matches!(change.field, "formats" | "portal") => (Tone::Bad, voice.say("fewer than before", "比以前少")),
        Kind::Gained if matches!(change.field, "formats" | "portal") => (Tone::Good, voice.say("more than before", "比以前多")),
        _ => return None,
    };
    let tone = if matches!(change.kind, Kind::Slipped | Kind::Advanced | Kind::Blurred | Kind::Sharpened) && !is_promise {
        Tone::Soft
    } else {
        tone
    };
    Some(Run::new(words).tone(tone).into())
}
