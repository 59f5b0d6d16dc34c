//! How often updates come, as far as two frequencies can be compared.

use crate::model::{Frequencies, Frequency, Unit, Vocabulary};

/// The time between updates, in minutes; without a rhythm, a number that is greater than any rhythm has.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Often(f64);

/// A month is a twelfth of the mean year of the Gregorian calendar.
const MONTH: f64 = 365.2425 / 12.0 * DAY;
const DAY: f64 = 24.0 * 60.0;
/// As needed, irregular.
const WITHOUT_RHYTHM: f64 = 1e15;
/// No further update.
const NEVER: f64 = 1e16;

/// How much longer the time has to be to count: every 4 weeks is no more often than monthly.
const TOLERANCE: f64 = 1.1;

impl Often {
    /// The most frequent of a dataset's frequencies.
    pub(super) fn of(all: &Frequencies, vocabulary: &Vocabulary) -> Self {
        let each = all.items.iter().map(|item| minutes(item.value, vocabulary));
        Self(each.fold(NEVER, f64::min))
    }

    /// Whether updates come more rarely than at `other`.
    pub(super) fn is_rarer_than(self, other: Self) -> bool {
        self.0 > other.0 * TOLERANCE
    }

    /// The days between updates, a part of a day as a whole one; nothing without a rhythm.
    pub(super) fn days(self) -> Option<u32> {
        (self.0 > 0.0 && self.0 < WITHOUT_RHYTHM).then(|| (self.0 / DAY).ceil() as u32)
    }
}

/// Whether two lists of frequencies say the same: the same names, or rhythms that are no rarer than each other.
pub(super) fn agree(a: &[Frequency], b: &[Frequency], vocabulary: &Vocabulary) -> bool {
    let same = |one: Frequency, other: Frequency| {
        let (first, second) = (Often(minutes(one, vocabulary)), Often(minutes(other, vocabulary)));
        let has_rhythm = first.days().is_some() && second.days().is_some();
        one == other || (has_rhythm && !first.is_rarer_than(second) && !second.is_rarer_than(first))
    };
    let all_in = |these: &[Frequency], those: &[Frequency]| these.iter().all(|one| those.iter().any(|other| same(*one, *other)));
    all_in(a, b) && all_in(b, a)
}

fn minutes(frequency: Frequency, vocabulary: &Vocabulary) -> f64 {
    let of = |unit: Unit| match unit {
        Unit::Minute => 1.0,
        Unit::Hour => 60.0,
        Unit::Day => DAY,
        Unit::Week => 7.0 * DAY,
        Unit::Month => MONTH,
        Unit::Year => 12.0 * MONTH,
    };
    match frequency {
        Frequency::Every(count, unit) => f64::from(count) * of(unit),
        Frequency::Times(count, unit) => of(unit) / f64::from(count.max(1)),
        Frequency::Named(id) => {
            let named = vocabulary.get(id);
            match (named.period.as_deref().and_then(duration), named.iso19115.as_deref()) {
                (Some(minutes), _) => minutes,
                (None, Some("continual")) => 0.0,
                (None, Some("notPlanned")) => NEVER,
                (None, _) => WITHOUT_RHYTHM,
            }
        }
    }
}

/// A frequency as a source spells it.
pub(super) fn spelt(frequency: Frequency, words: &Vocabulary) -> String {
    match frequency {
        Frequency::Named(id) => words.get(id).id.value.to_string(),
        Frequency::Every(count, unit) => format!("every {count} {}s", unit.word()),
        Frequency::Times(count, unit) => format!("{count} times a {}", unit.word()),
    }
}

/// An ISO 8601 duration such as `P3M`, `P0.5M` or `PT15M`, in minutes.
fn duration(text: &str) -> Option<f64> {
    let mut rest = text.strip_prefix('P')?;
    let (mut total, mut is_time) = (0.0, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, is_time) = (after, true);
            continue;
        }
        let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let number: f64 = rest.get(..length)?.parse().ok()?;
        let unit = rest.get(length..)?.chars().next()?;
        total += number
            * match (unit, is_time) {
                ('Y', false) => 12.0 * MONTH,
                ('M', false) => MONTH,
                ('W', false) => 7.0 * DAY,
                ('D', false) => DAY,
                ('H', true) => 60.0,
                ('M', true) => 1.0,
                ('S', true) => 1.0 / 60.0,
                _ => return None,
            };
        rest = rest.get(length + 1..)?;
    }
    Some(total)
}
