//! Codes of update frequencies in three lists: the EU authority table `frequency` (Publications Office), ISO 19115
//! `MD_MaintenanceFrequencyCode` and the Dublin Core Collection Description frequency vocabulary.
//!
//! A named frequency brings its codes from its library; one that counts (`every 3 months`) finds them here.

use crate::model::{Frequency, Unit, Vocabulary};

/// The codes of a frequency; what a list has no code for is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Codes<'a> {
    /// EU authority table `frequency`, such as `QUARTERLY`.
    pub(super) eu: Option<&'a str>,
    /// ISO 19115, such as `quarterly`.
    pub(super) iso19115: Option<&'a str>,
    /// Dublin Core, such as `quarterly`.
    pub(super) dublin_core: Option<&'a str>,
}

/// The codes of a frequency.
pub(super) fn codes(frequency: Frequency, vocabulary: &Vocabulary) -> Codes<'_> {
    if let Frequency::Named(id) = frequency {
        let named = vocabulary.get(id);
        return Codes { eu: named.eu.as_deref(), iso19115: named.iso19115.as_deref(), dublin_core: named.dublin_core.as_deref() };
    }
    let pace = pace(frequency);
    let row = TABLE.iter().find(|(known, ..)| Some(*known) == pace);
    if let Some((_, eu, iso19115, dublin_core)) = row {
        return Codes { eu: Some(eu), iso19115: Some(iso19115), dublin_core: *dublin_core };
    }
    let is_within_a_day = matches!(pace, Some(Pace::Minutes(0..DAY)));
    Codes { eu: Some("OTHER"), iso19115: Some(if is_within_a_day { "continual" } else { "irregular" }), dublin_core: None }
}

/// The frequency as the language writes it: its id, `every 2 weeks`, `3 times a week`.
pub(super) fn code(frequency: Frequency, vocabulary: &Vocabulary) -> String {
    match frequency {
        Frequency::Named(id) => vocabulary.get(id).id.value.to_string(),
        Frequency::Every(count, unit) => format!("every {count} {}{}", unit.word(), if count == 1 { "" } else { "s" }),
        Frequency::Times(count, unit) => format!("{count} times a {}", unit.word()),
    }
}

/// How fast something recurs, whatever the words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// Every so many minutes.
    Minutes(u64),
    /// Every so many months.
    Months(u64),
    /// So many times a week, more than once and not daily.
    TimesAWeek(u64),
    /// So many times a month, more than once.
    TimesAMonth(u64),
}

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;

fn pace(frequency: Frequency) -> Option<Pace> {
    let even = |all: u64, count: u64| (count > 0 && all.is_multiple_of(count)).then(|| all / count);
    match frequency {
        Frequency::Named(_) => None,
        Frequency::Every(count, Unit::Month) => Some(Pace::Months(u64::from(count))),
        Frequency::Every(count, Unit::Year) => Some(Pace::Months(u64::from(count) * 12)),
        Frequency::Every(count, unit) => Some(Pace::Minutes(u64::from(count) * minutes(unit)?)),
        Frequency::Times(1, Unit::Month) => Some(Pace::Months(1)),
        Frequency::Times(count, Unit::Month) => Some(Pace::TimesAMonth(u64::from(count))),
        Frequency::Times(count @ 2..=6, Unit::Week) => Some(Pace::TimesAWeek(u64::from(count))),
        Frequency::Times(count, Unit::Year) => even(12, u64::from(count)).map(Pace::Months),
        Frequency::Times(count, unit) => even(minutes(unit)?, u64::from(count)).map(Pace::Minutes),
    }
}

const fn minutes(unit: Unit) -> Option<u64> {
    match unit {
        Unit::Minute => Some(1),
        Unit::Hour => Some(HOUR),
        Unit::Day => Some(DAY),
        Unit::Week => Some(WEEK),
        Unit::Month | Unit::Year => None,
    }
}

/// Pace, EU code, ISO 19115 code, Dublin Core term.
type Row = (Pace, &'static str, &'static str, Option<&'static str>);

static TABLE: &[Row] = &[
    (Pace::Minutes(1), "1MIN", "continual", None),
    (Pace::Minutes(5), "5MIN", "continual", None),
    (Pace::Minutes(10), "10MIN", "continual", None),
    (Pace::Minutes(15), "15MIN", "continual", None),
    (Pace::Minutes(30), "30MIN", "continual", None),
    (Pace::Minutes(HOUR), "HOURLY", "continual", None),
    (Pace::Minutes(2 * HOUR), "BIHOURLY", "continual", None),
    (Pace::Minutes(3 * HOUR), "TRIHOURLY", "continual", None),
    (Pace::Minutes(12 * HOUR), "DAILY_2", "continual", None),
    (Pace::Minutes(DAY), "DAILY", "daily", Some("daily")),
    (Pace::TimesAWeek(3), "WEEKLY_3", "irregular", Some("threeTimesAWeek")),
    (Pace::TimesAWeek(2), "WEEKLY_2", "irregular", Some("semiweekly")),
    (Pace::Minutes(WEEK), "WEEKLY", "weekly", Some("weekly")),
    (Pace::Minutes(2 * WEEK), "BIWEEKLY", "fortnightly", Some("biweekly")),
    (Pace::TimesAMonth(3), "MONTHLY_3", "irregular", Some("threeTimesAMonth")),
    (Pace::TimesAMonth(2), "MONTHLY_2", "semimonthly", Some("semimonthly")),
    (Pace::Months(1), "MONTHLY", "monthly", Some("monthly")),
    (Pace::Months(2), "BIMONTHLY", "irregular", Some("bimonthly")),
    (Pace::Months(3), "QUARTERLY", "quarterly", Some("quarterly")),
    (Pace::Months(4), "ANNUAL_3", "irregular", Some("threeTimesAYear")),
    (Pace::Months(6), "ANNUAL_2", "biannually", Some("semiannual")),
    (Pace::Months(12), "ANNUAL", "annually", Some("annual")),
    (Pace::Months(24), "BIENNIAL", "biennially", Some("biennial")),
    (Pace::Months(36), "TRIENNIAL", "irregular", Some("triennial")),
    (Pace::Months(48), "QUADRENNIAL", "irregular", None),
    (Pace::Months(60), "QUINQUENNIAL", "irregular", None),
    (Pace::Months(120), "DECENNIAL", "irregular", None),
    (Pace::Months(240), "BIDECENNIAL", "irregular", None),
    (Pace::Months(360), "TRIDECENNIAL", "irregular", None),
];
