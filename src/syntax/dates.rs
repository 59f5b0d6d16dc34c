//! Dates in other forms than the language's.

/// What a date in another form means, where that is certain: `01/2026`, `1-2026`, `2026/1`, `2026年1月`.
pub(crate) fn likely_date(written: &str) -> Option<String> {
    let numbers: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let others: String = written.chars().filter(|c| !c.is_ascii_digit() && *c != ' ').collect();
    let month = |text: &str| text.parse::<u32>().ok().filter(|month| (1..=12).contains(month) && text.len() <= 2);
    let year = |text: &str| (text.len() == 4).then(|| text.to_owned());
    match (numbers.as_slice(), others.as_str()) {
        ([m, y], "/" | "-" | ".") if y.len() == 4 => Some(format!("{}-{:02}", year(y)?, month(m)?)),
        ([y, m], "/" | "-" | "." | "年月" | "年") => Some(format!("{}-{:02}", year(y)?, month(m)?)),
        ([y], "年") => year(y),
        ([y, m, day], "年月日" | "//" | "..") if y.len() == 4 => {
            let day = day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
            Some(format!("{}-{:02}-{day:02}", year(y)?, month(m)?))
        }
        ([day, y], name) if day.len() <= 2 => {
            let day = day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
            Some(format!("{}-{:02}-{day:02}", year(y)?, named_month(name)?))
        }
        ([compact], "") if compact.len() == 6 => Some(format!("{}-{:02}", &compact[..4], month(&compact[4..])?)),
        ([y], name) => Some(format!("{}-{:02}", year(y)?, named_month(name)?)),
        _ => None,
    }
}

/// The number of an English month, whole or by its first three letters.
fn named_month(name: &str) -> Option<usize> {
    static NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.trim_end_matches([',', '.']).to_lowercase();
    let found = |known: &&str| **known == *name || (name.len() >= 3 && known.starts_with(&*name));
    Some(NAMES.iter().position(found)? + 1)
}
