//! How often a dataset is updated.

use super::{Id, NamedFrequency, Text};
use crate::source::Spanned;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the unit of its name")]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// Reads `week` or `weeks`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word.strip_suffix('s').unwrap_or(word) {
            "minute" => Some(Self::Minute),
            "hour" => Some(Self::Hour),
            "day" => Some(Self::Day),
            "week" => Some(Self::Week),
            "month" => Some(Self::Month),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    /// `week`
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// One update frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// One of the library's: `quarterly`.
    Named(Id<NamedFrequency>),
    /// `every 2 weeks`
    Every(u32, Unit),
    /// `3 times a week`
    Times(u32, Unit),
}

impl Frequency {
    /// The time between updates, as an ISO 8601 duration (`P2W`, `PT15M`); nothing for a named one, or where no whole unit fits.
    #[must_use]
    pub fn duration(self) -> Option<String> {
        match self {
            Self::Named(_) => None,
            Self::Every(count, unit) => Some(duration(count, unit)),
            Self::Times(count, unit) => {
                let (smaller, size) = match unit {
                    Unit::Year => (Unit::Month, 12),
                    Unit::Day => (Unit::Hour, 24),
                    Unit::Hour => (Unit::Minute, 60),
                    Unit::Week => (Unit::Day, 7),
                    Unit::Month | Unit::Minute => return (count == 1).then(|| duration(1, unit)),
                };
                if count == 1 {
                    return Some(duration(1, unit));
                }
                (count > 0 && size % count == 0).then(|| duration(size / count, smaller))
            }
        }
    }
}

fn duration(count: u32, unit: Unit) -> String {
    match unit {
        Unit::Minute => format!("PT{count}M"),
        Unit::Hour => format!("PT{count}H"),
        Unit::Day => format!("P{count}D"),
        Unit::Week => format!("P{count}W"),
        Unit::Month if count.is_multiple_of(12) => format!("P{}Y", count / 12),
        Unit::Month => format!("P{count}M"),
        Unit::Year => format!("P{count}Y"),
    }
}

/// What stands in a dataset's frequency cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Frequencies {
    /// One or several.
    pub items: Vec<Spanned<Frequency>>,
    /// The author's own words for the whole cell.
    pub words: Option<Text>,
}
