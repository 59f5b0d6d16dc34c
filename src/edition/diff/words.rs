//! Texts compared language by language: words of alphabets whole, Chinese by character.

use std::sync::Arc;

use similar::{Algorithm, ChangeTag, DiffTag, capture_diff_slices};

use super::{Change, Kind, Value};
use crate::model::{Description, Lang, Owed, Text};

/// A part of a text that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// Its words.
    pub text: String,
}

/// What became of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// It stayed.
    Kept,
    /// It was taken out.
    Removed,
    /// It was put in.
    Added,
}

/// What changed of a text.
pub(super) fn text(field: &'static str, old: Option<&Text>, new: Option<&Text>) -> Vec<Change> {
    let of = |text: Option<&Text>, lang| match text.and_then(|text| text.entry(lang)).map(|entry| &entry.value) {
        None => Value::Absent,
        Some(Owed::Pending) => Value::Pending,
        Some(Owed::Given(words)) => Value::One(words.to_string()),
    };
    let langs = languages(old.into_iter().chain(new));
    langs.into_iter().filter_map(|lang| change(field, lang, of(old, lang), of(new, lang))).collect()
}

/// What changed of a description: its bullets are lines.
pub(super) fn description(old: Option<&Description>, new: Option<&Description>) -> Vec<Change> {
    let texts = |all: Option<&Description>| -> Vec<Arc<Text>> {
        all.into_iter().flat_map(|all| &all.bullets).map(|bullet| Arc::clone(&bullet.text)).collect()
    };
    let (olds, news) = (texts(old), texts(new));
    let of = |texts: &[Arc<Text>], lang| {
        let entries: Vec<_> = texts.iter().filter_map(|text| text.entry(lang)).collect();
        let lines: Vec<&str> = entries.iter().filter_map(|entry| entry.value.given()).map(|words| &**words).collect();
        match (entries.is_empty(), lines.is_empty()) {
            (true, _) => Value::Absent,
            (false, true) => Value::Pending,
            (false, false) => Value::One(lines.join("\n")),
        }
    };
    let langs = languages(olds.iter().chain(&news).map(|text| &**text));
    langs.into_iter().filter_map(|lang| change("description", lang, of(&olds, lang), of(&news, lang))).collect()
}

/// The languages of texts; each once, sorted.
fn languages<'t>(texts: impl Iterator<Item = &'t Text>) -> Vec<Lang> {
    let mut all: Vec<Lang> = texts.flat_map(|text| text.entries.iter().map(|entry| entry.lang)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn change(field: &'static str, lang: Lang, old: Value, new: Value) -> Option<Change> {
    if old == new {
        return None;
    }
    let (kind, pieces) = match (&old, &new) {
        (Value::One(old), Value::One(new)) => (Kind::Reworded, compared(old, new)),
        _ => (super::fields::said(&old, &new), Vec::new()),
    };
    Some(Change { lang: Some(lang), pieces, ..Change::new(kind, field, old, new) })
}

/// The most words and characters of two texts that are aligned; longer ones are said to be replaced.
const MOST: usize = 4_000;

/// Two texts as pieces. The alignment is found in one direction only, so that it is the same in both.
fn compared(old: &str, new: &str) -> Vec<Piece> {
    let swapped = old > new;
    let (first, second) = if swapped { (tokens(new), tokens(old)) } else { (tokens(old), tokens(new)) };
    if first.len() + second.len() > MOST {
        let piece = |kind, text: &str| Piece { kind, text: text.to_owned() };
        return vec![piece(PieceKind::Removed, old), piece(PieceKind::Added, new)];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &first, &second) {
        let (tag, a, b) = op.as_tag_tuple();
        let (a, b) = (first.get(a).unwrap_or_default().concat(), second.get(b).unwrap_or_default().concat());
        if tag == DiffTag::Equal {
            push(&mut pieces, ChangeTag::Equal, a);
            continue;
        }
        let (removed, added) = if swapped { (b, a) } else { (a, b) };
        push(&mut pieces, ChangeTag::Delete, removed);
        push(&mut pieces, ChangeTag::Insert, added);
    }
    joined(pieces)
}

/// Pieces in which a blank or a stop that stayed between two changes is a part of both: that is how people read it.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let is_small =
        |piece: &Piece| piece.kind == PieceKind::Kept && !piece.text.contains(|c: char| c.is_alphanumeric() || c == '\n');
    let last = pieces.len().saturating_sub(1);
    let (mut removed, mut added) = (String::new(), String::new());
    let flush = |out: &mut Vec<Piece>, removed: &mut String, added: &mut String| {
        push(out, ChangeTag::Delete, std::mem::take(removed));
        push(out, ChangeTag::Insert, std::mem::take(added));
    };
    for (at, piece) in pieces.into_iter().enumerate() {
        let between = at > 0 && at < last && is_small(&piece);
        match piece.kind {
            PieceKind::Removed => removed.push_str(&piece.text),
            PieceKind::Added => added.push_str(&piece.text),
            PieceKind::Kept if between => {
                removed.push_str(&piece.text);
                added.push_str(&piece.text);
            }
            PieceKind::Kept => {
                flush(&mut out, &mut removed, &mut added);
                out.push(piece);
            }
        }
    }
    flush(&mut out, &mut removed, &mut added);
    out
}

fn push(pieces: &mut Vec<Piece>, tag: ChangeTag, text: String) {
    let kind = match tag {
        ChangeTag::Equal => PieceKind::Kept,
        ChangeTag::Delete => PieceKind::Removed,
        ChangeTag::Insert => PieceKind::Added,
    };
    if text.is_empty() {
        return;
    }
    match pieces.last_mut().filter(|last| last.kind == kind) {
        Some(last) => last.text.push_str(&text),
        None => pieces.push(Piece { kind, text }),
    }
}

/// Words of alphabets, and every other character alone.
fn tokens(text: &str) -> Vec<&str> {
    let is_letter = |c: char| c.is_alphanumeric() && (c as u32) < 0x2E80;
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_letter(first) { rest.find(|c| !is_letter(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (token, after) = rest.split_at(length);
        out.push(token);
        rest = after;
    }
    out
}
