//! Dates as people write them → dates of the language.

use crate::model::Date;
use crate::syntax::likely_date;

/// The first year of the Republic of China, by which Taiwan counts, less one.
const REPUBLIC: i32 = 1911;

/// What a text says of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As the language writes it.
    Known(String),
    /// The same, read as day and month; it could be month and day.
    DayFirst(String),
    /// A date that no calendar has.
    Impossible,
    /// Something else.
    Unread,
}

/// Reads a date; the time of day is left out.
pub(super) fn read(words: &str) -> Reading {
    let plain = plain(words);
    let text = without_time(&plain);
    let known = |date: String| if Date::parse(&date).is_some() { Reading::Known(date) } else { Reading::Impossible };
    if Date::parse(text).is_some() {
        return Reading::Known(text.to_owned());
    }
    if let Some(date) = republican(text) {
        return known(date);
    }
    if let Some(date) = likely_date(text) {
        return known(date);
    }
    if let Some(reading) = day_first(text) {
        return reading;
    }
    if let Some(date) = compact(text) {
        return known(date);
    }
    let shaped = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | ' '));
    let numbers = numbers(text).len();
    if shaped && (2..=3).contains(&numbers) { Reading::Impossible } else { Reading::Unread }
}

/// Figures and strokes of full width in ASCII.
fn plain(words: &str) -> String {
    let one = |c: char| match c {
        '０'..='９' | '／' | '－' | '．' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2013}' => '-',
        other => other,
    };
    words.trim().chars().map(one).collect()
}

/// `2017-08-18 15:37:43` → `2017-08-18`
fn without_time(text: &str) -> &str {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let is_time = time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | '+' | '-'));
    if is_time { date } else { text }
}

fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect()
}

/// `民國107年3月`, `107年3月1日`, `107/03/15`, `1070315`
fn republican(text: &str) -> Option<String> {
    let rest = text.strip_prefix("中華").unwrap_or(text);
    let said = rest.strip_prefix("民國").or_else(|| rest.strip_prefix("民国"));
    let text = said.unwrap_or(rest).trim();
    let others: String = text.chars().filter(|c| !c.is_ascii_digit() && *c != ' ').collect();
    let mut parts = numbers(text);
    let seven: [&str; 3];
    if let ([whole], "") = (&*parts, &*others)
        && whole.len() == 7
    {
        seven = [whole.get(..3)?, whole.get(3..5)?, whole.get(5..)?];
        parts = seven.to_vec();
    } else if !matches!(&*others, "年" | "年月" | "年月日" | "//" | ".." | "--" | "/" | "." | "-" | "") {
        return None;
    }
    let (year, rest) = parts.split_first()?;
    // two figures could be a day, a month, or a year of this century
    let is_year = year.len() == 3 || (year.len() <= 3 && said.is_some());
    let year = year.parse::<i32>().ok().filter(|year| is_year && (1..=200).contains(year))? + REPUBLIC;
    match rest {
        [] if said.is_some() || others == "年" => Some(year.to_string()),
        [month] => Some(format!("{year}-{:02}", month.parse::<u32>().ok()?)),
        [month, day] => Some(format!("{year}-{:02}-{:02}", month.parse::<u32>().ok()?, day.parse::<u32>().ok()?)),
        _ => None,
    }
}

/// `15/03/2026`, as the documents print days.
fn day_first(text: &str) -> Option<Reading> {
    let [day, month, year] = *numbers(text) else { return None };
    let others: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    if year.len() != 4 || day.len() > 2 || month.len() > 2 || !matches!(&*others, "//" | "--" | "..") {
        return None;
    }
    let (day, month) = (day.parse::<u32>().ok()?, month.parse::<u32>().ok()?);
    let date = format!("{year}-{month:02}-{day:02}");
    if Date::parse(&date).is_none() {
        return Some(Reading::Impossible);
    }
    Some(if day <= 12 && day != month { Reading::DayFirst(date) } else { Reading::Known(date) })
}

/// `20260115`
fn compact(text: &str) -> Option<String> {
    let eight = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    eight.then(|| Some(format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..)?))).flatten()
}
