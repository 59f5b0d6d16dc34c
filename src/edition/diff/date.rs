//! Dates compared: a year and a month of it are not the same, but neither is later.

use super::{Change, Kind, Value};
use crate::model::{Date, Owed, Precision};

/// By how much a date moved. Earlier is less than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The fewest months it can be.
    pub least: i32,
    /// The most months it can be: where one of the dates is a year, its first month and its last differ.
    pub most: i32,
    /// The days, where both dates are days.
    pub days: Option<i64>,
}

impl Shift {
    /// From one date to another.
    #[must_use]
    pub fn between(old: Date, new: Date) -> Self {
        let (old_first, old_last) = months(old);
        let (new_first, new_last) = months(new);
        let is_days = old.precision() == Precision::Day && new.precision() == Precision::Day;
        Self {
            least: new_first - old_last,
            most: new_last - old_first,
            days: is_days.then(|| (new.first_day() - old.first_day()).num_days()),
        }
    }

    /// The same the other way round.
    #[must_use]
    pub fn mirror(self) -> Self {
        Self { least: -self.most, most: -self.least, days: self.days.map(|days| -days) }
    }
}

/// The first and the last month of a date, counted from the year 0.
fn months(date: Date) -> (i32, i32) {
    let first = date.year_number() * 12;
    date.month_number().map_or((first, first + 11), |month| (first + month as i32 - 1, first + month as i32 - 1))
}

/// A date as a source spells it.
pub(super) fn value(date: Option<&Owed<Date>>) -> Value {
    match date {
        None => Value::Absent,
        Some(Owed::Pending) => Value::Pending,
        Some(Owed::Given(date)) => Value::One(date.to_string()),
    }
}

/// What changed of a date.
pub(super) fn change(field: &'static str, old: Option<&Owed<Date>>, new: Option<&Owed<Date>>) -> Option<Change> {
    if old == new {
        return None;
    }
    let dates = old.and_then(Owed::given).zip(new.and_then(Owed::given));
    let kind = match dates {
        Some((old, new)) if new.after(*old) => Kind::Slipped,
        Some((old, new)) if old.after(*new) => Kind::Advanced,
        Some((old, new)) if new.interval().contains(old.interval()) => Kind::Blurred,
        Some(_) => Kind::Sharpened,
        None if new.and_then(Owed::given).is_some() => Kind::Set,
        None if old.and_then(Owed::given).is_some() => Kind::Unset,
        None if old.is_none() => Kind::Set,
        None => Kind::Unset,
    };
    let shift = dates.map(|(old, new)| Shift::between(*old, *new));
    Some(Change { shift, ..Change::new(kind, field, value(old), value(new)) })
}
