//! Dates of three precisions, kept as written: `01/2026` never becomes the first of January.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2026`
    Year,
    /// `2026-01`
    Month,
    /// `2026-01-15`
    Day,
}

/// A year, month or day (ISO 8601), as exact as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    first: NaiveDate,
    precision: Precision,
}

/// The days of a date: first and last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

impl Interval {
    /// Whether all of `other` lies in it.
    #[must_use]
    pub fn contains(&self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether they share a day.
    #[must_use]
    pub fn meets(&self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl Date {
    /// A year.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Some(Self { first: NaiveDate::from_ymd_opt(year, 1, 1)?, precision: Precision::Year })
    }

    /// A month, 1 to 12.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Some(Self { first: NaiveDate::from_ymd_opt(year, month, 1)?, precision: Precision::Month })
    }

    /// A day.
    #[must_use]
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        Some(Self { first: NaiveDate::from_ymd_opt(year, month, day)?, precision: Precision::Day })
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nothing for a date that does not exist, or the year 0.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |length: usize| -> Option<Option<u32>> {
            let Some(part) = parts.next() else { return Some(None) };
            let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse().ok().map(Some) } else { None }
        };
        let year = next(4)?? as i32;
        let (month, day) = (next(2)?, next(2)?);
        if parts.next().is_some() || year == 0 {
            return None;
        }
        match (month, day) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, month),
            (Some(month), Some(day)) => Self::day(year, month, day),
        }
    }

    /// How exact it is.
    #[must_use]
    pub const fn precision(self) -> Precision {
        self.precision
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let next = match self.precision {
            Precision::Day => return self.first,
            Precision::Month => self.first.checked_add_months(Months::new(1)),
            Precision::Year => self.first.checked_add_months(Months::new(12)),
        };
        next.and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(self.first)
    }

    /// Its days.
    #[must_use]
    pub fn interval(self) -> Interval {
        Interval { first: self.first, last: self.last_day() }
    }

    /// Whether it certainly comes after `other`: no day of it is a day of `other` or before.
    #[must_use]
    pub fn after(self, other: Self) -> bool {
        self.first > other.last_day()
    }

    /// Whole months until `other`, fewer than none where that is earlier; nothing between a bare year and a month or day.
    #[must_use]
    pub fn months_until(self, other: Self) -> Option<i32> {
        let is_year = |date: Self| date.precision == Precision::Year;
        let month = |date: Self| date.first.year() * 12 + date.first.month() as i32;
        (is_year(self) == is_year(other)).then(|| month(other) - month(self))
    }

    /// The year it lies in.
    #[must_use]
    pub fn year_number(self) -> i32 {
        self.first.year()
    }

    /// The month it lies in, 1 to 12; nothing for a year.
    #[must_use]
    pub fn month_number(self) -> Option<u32> {
        (self.precision >= Precision::Month).then(|| self.first.month())
    }

    /// The day of the month; nothing for a year or month.
    #[must_use]
    pub fn day_number(self) -> Option<u32> {
        (self.precision == Precision::Day).then(|| self.first.day())
    }
}

/// A day.
impl From<NaiveDate> for Date {
    fn from(first: NaiveDate) -> Self {
        Self { first, precision: Precision::Day }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.first.year())?;
        if self.precision >= Precision::Month {
            write!(f, "-{:02}", self.first.month())?;
        }
        if self.precision == Precision::Day {
            write!(f, "-{:02}", self.first.day())?;
        }
        Ok(())
    }
}

/// The years of a plan: whole calendar years (`2026..2028`), or months (`2026-04..2029-03`, a fiscal year).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First year or month.
    pub from: Date,
    /// Last year or month.
    pub to: Date,
}

impl Period {
    /// From one year or month to another; nothing where the one is exact to the day or otherwise than the other, or is the later one.
    #[must_use]
    pub fn new(from: Date, to: Date) -> Option<Self> {
        let is_exact = from.precision() == to.precision() && from.precision() != Precision::Day;
        (is_exact && from.first_day() <= to.last_day()).then_some(Self { from, to })
    }

    /// Reads `2026..2028`, `2026-04..2029-03`, or one year or month; nothing for what are no years of a plan.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        Self::new(Date::parse(from)?, Date::parse(to)?)
    }

    /// All its days.
    #[must_use]
    pub fn interval(self) -> Interval {
        Interval { first: self.from.first_day(), last: self.to.last_day() }
    }

    /// The same months, so many years later; nothing beyond the calendar.
    #[must_use]
    pub fn shifted(self, years: i32) -> Option<Self> {
        let shifted = |date: Date| match date.month_number() {
            Some(month) => Date::month(date.year_number() + years, month),
            None => Date::year(date.year_number() + years),
        };
        let is_writable = |period: &Self| period.to.year_number() <= 9999;
        shifted(self.from).zip(shifted(self.to)).map(|(from, to)| Self { from, to }).filter(is_writable)
    }

    /// Whether its years are calendar years.
    #[must_use]
    pub fn is_calendar(self) -> bool {
        self.from.precision() == Precision::Year
    }

    /// Its first year: twelve months, or fewer where it is shorter.
    #[must_use]
    pub fn first_year(self) -> Interval {
        let all = self.interval();
        let next = all.first.checked_add_months(Months::new(12)).unwrap_or(all.last);
        let last = next.checked_sub_days(Days::new(1)).unwrap_or(all.last).min(all.last);
        Interval { first: all.first, last }
    }

    /// Every year but the first; nothing in a one-year plan.
    #[must_use]
    pub fn later_years(self) -> Option<Interval> {
        let (all, first) = (self.interval(), self.first_year());
        let start = first.last.succ_opt()?;
        (start <= all.last).then_some(Interval { first: start, last: all.last })
    }

    /// The first calendar year of each of its years: 2026, 2027, 2028.
    pub fn years(self) -> impl Iterator<Item = i32> {
        let all = self.interval();
        let months = (all.last.year() - all.first.year()) * 12 + all.last.month() as i32 - all.first.month() as i32 + 1;
        let count = (months + 11) / 12;
        (0..count).map(move |index| all.first.year() + index)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}
