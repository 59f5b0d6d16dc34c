//! How often people say that data is updated: their words → a frequency of the language.

use crate::syntax::{FILLERS, UNITS, number};

/// So many times in so many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Often {
    /// Every N units.
    Every(u32, &'static str),
    /// N times a unit.
    Times(u32, &'static str),
}

impl Often {
    /// The library's name for it, where it has one.
    pub(super) const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Every(1, unit) | Self::Times(1, unit) => match unit.as_bytes() {
                b"hour" => "hourly",
                b"day" => "daily",
                b"week" => "weekly",
                b"month" => "monthly",
                b"year" => "yearly",
                _ => return None,
            },
            Self::Every(count, unit) => match (count, unit.as_bytes()) {
                (3, b"month") => "quarterly",
                (4, b"month") => "three-times-yearly",
                (6, b"month") => "half-yearly",
                (12, b"month") => "yearly",
                _ => return None,
            },
            Self::Times(count, unit) => match (count, unit.as_bytes()) {
                (2, b"day") => "twice-daily",
                (2, b"month") => "twice-monthly",
                (2, b"year") => "half-yearly",
                (3, b"year") => "three-times-yearly",
                (4, b"year") => "quarterly",
                _ => return None,
            },
        })
    }

    /// As the language writes it.
    pub(super) fn written(self) -> String {
        match self {
            Self::Every(1, unit) | Self::Times(1, unit) => format!("every 1 {unit}"),
            Self::Every(count, unit) => format!("every {count} {unit}s"),
            Self::Times(count, unit) => format!("{count} times a {unit}"),
        }
    }
}

static DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words for every so many units; French and Spanish ones have one meaning, where the English of two months has two.
static EVERY: &[(&[&str], u32, &str)] = &[
    (&["fortnightly", "quinzomadaire", "quincenal"], 2, "week"),
    (&["bimestriel", "bimestral"], 2, "month"),
    (&["biennial", "biennially", "biennal", "bienal"], 2, "year"),
    (&["triennial", "triennially", "triennal", "trienal"], 3, "year"),
    (&["quadrennial", "quadriennal", "cuatrienal"], 4, "year"),
    (&["quinquennial", "quinquennal", "quinquenal"], 5, "year"),
];

/// The words without those that say nothing of how often, in small letters.
pub(super) fn stripped(text: &str) -> String {
    let lower = text.to_lowercase();
    let words =
        lower.split(|c: char| c.is_whitespace() || matches!(c, '.' | '。' | ',' | ';' | '_' | '(' | ')')).filter(|word| {
            let filler = FILLERS.contains(word);
            !word.is_empty() && !filler
        });
    let mut text = words.collect::<Vec<_>>().join(" ");
    for filler in FILLERS.iter().filter(|filler| !filler.is_ascii()) {
        text = text.replace(filler, "");
    }
    text.trim().to_owned()
}

/// How often, where it is plain.
pub(super) fn often(text: &str) -> Option<Often> {
    let text = stripped(text);
    match text.chars().next() {
        Some('每') => chinese(&text),
        // 15分鐘
        Some(first) if first.is_ascii_digit() && !text.is_ascii() => chinese(&format!("每{text}")),
        _ => english(&text),
    }
}

fn english(text: &str) -> Option<Often> {
    let words: Vec<&str> = text.split(' ').filter(|word| !matches!(*word, "a" | "an")).collect();
    let unit = |word: &str| UNITS.iter().find(|(known, ..)| *known == word).map(|(_, unit, count)| (*unit, *count));
    match *words {
        ["every" | "each", day] if DAYS.contains(&day) => Some(Often::Every(1, "week")),
        ["weekdays" | "weekday"] | ["every" | "each", "weekday"] => Some(Often::Times(5, "week")),
        ["every" | "each" | "per" | "once", last] => unit(last).map(|(unit, of)| Often::Every(of, unit)),
        ["every" | "each", count, last] | ["once", "every", count, last] => {
            let (unit, of) = unit(last)?;
            let count = number(count).filter(|count| *count > 0)?;
            Some(Often::Every(count.checked_mul(of)?, unit))
        }
        [count, last] | [count, "time" | "times", last] | [count, "time" | "times", "per" | "every" | "each" | "in", last]
            if matches!(count, "once" | "twice" | "thrice") || words.len() > 2 =>
        {
            times(number(count)?, unit(last)?)
        }
        [count @ ("once" | "twice" | "thrice"), "per" | "every" | "each" | "in", last] => times(number(count)?, unit(last)?),
        ["deux", "fois", "par", "semaine"] => Some(Often::Times(2, "week")),
        [word] => EVERY.iter().find(|(words, ..)| words.contains(&word)).map(|(_, count, unit)| Often::Every(*count, unit)),
        _ => None,
    }
}

fn times(count: u32, (unit, of): (&'static str, u32)) -> Option<Often> {
    (of == 1 && count > 0).then_some(Often::Times(count, unit))
}

/// 每月, 每兩個月, 每年三次.
fn chinese(text: &str) -> Option<Often> {
    let rest = text.strip_prefix('每')?.replace(' ', "");
    let at = UNITS
        .iter()
        .filter_map(|(unit, ..)| rest.find(unit).map(|at| (at, unit.len())))
        .min_by_key(|(at, length)| (*at, usize::MAX - length))?;
    let (unit, before, after) = (rest.get(at.0..at.0 + at.1)?, rest.get(..at.0)?, rest.get(at.0 + at.1..)?);
    let (_, unit, of) = UNITS.iter().find(|(known, ..)| *known == unit)?;
    let before = before.trim_end_matches(['個', '个']);
    let every = if before.is_empty() { 1 } else { number(before).filter(|count| *count > 0)? };
    match after.strip_suffix('次') {
        Some(count) if every == 1 => times(number(count)?, (unit, *of)),
        None if after.is_empty() => Some(Often::Every(every.checked_mul(*of)?, unit)),
        _ => None,
    }
}
