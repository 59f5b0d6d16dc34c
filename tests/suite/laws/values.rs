//! Laws of dates, periods, lines and texts.

use odp::model::{Date, Lang, Owed, Period, Precision, State, Text, Translation};
use odp::source::{FileId, LineIndex, Source, Span};
use proptest::prelude::*;

use super::law;

fn dates() -> impl Strategy<Value = Date> {
    (1..=9999_i32, 1..=12_u32, 1..=31_u32, 0..3).prop_map(|(year, month, day, precision)| {
        let date = match precision {
            0 => Date::year(year),
            1 => Date::month(year, month),
            _ => Date::day(year, month, day).or_else(|| Date::day(year, month, 28)),
        };
        date.expect("a date that exists")
    })
}

#[test]
fn a_date_is_read_as_it_is_shown() {
    law(1000, dates(), |date| {
        let shown = date.to_string();
        prop_assert_eq!(Date::parse(&shown), Some(date), "{}", shown);
        let length = match date.precision() {
            Precision::Year => 4,
            Precision::Month => 7,
            Precision::Day => 10,
        };
        prop_assert_eq!(shown.len(), length, "{}", shown);
        prop_assert_eq!(date.month_number().is_some(), length >= 7);
        prop_assert_eq!(date.day_number().is_some(), length == 10);
        Ok(())
    });
}

#[test]
fn what_is_no_date_is_not_read_as_one() {
    law(1000, "[0-9年月/.-]{0,11}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?", |text| {
        let read = Date::parse(&text);
        prop_assert!(read.is_none_or(|date| date.to_string() == text), "{text:?} was read as {read:?}");
        Ok(())
    });
}

#[test]
fn dates_are_intervals_of_days() {
    law(1000, (dates(), dates()), |(a, b)| {
        let (days_a, days_b) = (a.interval(), b.interval());
        prop_assert!(days_a.first <= days_a.last && days_a.contains(days_a) && days_a.meets(days_a));
        let length = (days_a.last - days_a.first).num_days() + 1;
        let expected = match a.precision() {
            Precision::Day => 1..=1,
            Precision::Month => 28..=31,
            Precision::Year => 365..=366,
        };
        prop_assert!(expected.contains(&length), "{a} has {length} days");
        let next = days_a.last.succ_opt().expect("a day");
        prop_assert!(next.to_string()[..] != days_a.last.to_string()[..a.to_string().len().min(4)]);
        prop_assert_eq!(days_a.meets(days_b), days_b.meets(days_a));
        prop_assert_eq!(a.after(b), days_a.first > days_b.last);
        prop_assert_eq!(usize::from(a.after(b)) + usize::from(b.after(a)) + usize::from(days_a.meets(days_b)), 1);
        prop_assert!(!days_a.contains(days_b) || days_a.meets(days_b));
        if days_a.contains(days_b) && days_b.contains(days_a) {
            prop_assert_eq!(days_a, days_b);
        }
        Ok(())
    });
}

fn periods() -> impl Strategy<Value = Period> {
    (1..=9000_i32, 1..=12_u32, 0..130_i32, any::<bool>()).prop_map(|(year, month, length, is_calendar)| {
        let last = year * 12 + month as i32 - 1 + length;
        let (from, to) = if is_calendar {
            (Date::year(year), Date::year(year + length / 12))
        } else {
            (Date::month(year, month), Date::month(last / 12, (last % 12) as u32 + 1))
        };
        Period { from: from.expect("a date"), to: to.expect("a date") }
    })
}

#[test]
fn the_first_year_and_the_later_ones_part_a_period() {
    law(1000, periods(), |period| {
        let (all, first) = (period.interval(), period.first_year());
        prop_assert_eq!(first.first, all.first);
        match period.later_years() {
            None => prop_assert_eq!(first, all),
            Some(later) => {
                prop_assert_eq!(first.last.succ_opt(), Some(later.first), "{} has a gap", period);
                prop_assert_eq!(later.last, all.last);
                prop_assert!(!first.meets(later) && all.contains(first) && all.contains(later));
            }
        }
        let days = (first.last - first.first).num_days() + 1;
        prop_assert!(days <= 366);
        let years: Vec<i32> = period.years().collect();
        prop_assert_eq!(years.len() > 1, period.later_years().is_some(), "{} has years {:?}", period, years);
        prop_assert_eq!(years.first(), Some(&period.from.year_number()));
        prop_assert!(years.windows(2).all(|pair| pair[0] + 1 == pair[1]));
        prop_assert_eq!(period.is_calendar(), !period.to_string().contains('-'));
        prop_assert_eq!(Period::parse(&period.to_string()), Some(period));
        Ok(())
    });
}

#[test]
fn bytes_positions_and_utf16_columns_agree() {
    let texts = "([a𨋢é🚇 數\t\u{feff}]{0,5}(\n|\r\n|)){0,6}";
    law(400, texts, |text| {
        let lines = LineIndex::new(&text);
        prop_assert_eq!(lines.count() as usize, text.matches('\n').count() + 1);
        let borders = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        for at in borders {
            let position = lines.position(&text, at as u32);
            let line = position.line - 1;
            prop_assert_eq!(line as usize, text[..at].matches('\n').count());
            prop_assert_eq!(line, lines.line_of(at as u32));
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            prop_assert_eq!(lines.start_of(line) as usize, start);
            prop_assert_eq!(position.column as usize, text[start..at].chars().count() + 1);
            let units: usize = text[start..at].chars().map(char::len_utf16).sum();
            if !text[start..at].ends_with('\r') {
                prop_assert_eq!(lines.offset_of_utf16(&text, line, units as u32) as usize, at, "{:?} at {}", text, at);
            }
        }
        for inside in (0..text.len()).filter(|at| !text.is_char_boundary(*at)) {
            let character = (0..inside).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            prop_assert_eq!(lines.position(&text, inside as u32), lines.position(&text, character as u32));
        }
        for (line, column) in [(0, u32::MAX), (u32::MAX, 0), (2, 3), (1, 1)] {
            prop_assert!(text.is_char_boundary(lines.offset_of_utf16(&text, line, column) as usize));
        }
        let past = lines.position(&text, u32::MAX);
        prop_assert_eq!(past, lines.position(&text, text.len() as u32));
        Ok(())
    });
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_source() {
    law(100, "\u{feff}?[a數\n]{0,5}", |text| {
        let source = Source::new(FileId(0), "any", text.as_str());
        prop_assert_eq!(&*source.text, text.strip_prefix('\u{feff}').unwrap_or(&text));
        Ok(())
    });
}

fn texts() -> impl Strategy<Value = Text> {
    let lang = proptest::sample::select(vec!["tc", "sc", "en", "fr"]);
    let words = proptest::option::of("[國門a，\"]{0,4}");
    proptest::collection::vec((lang, words), 0..4).prop_map(|entries| {
        let mut all: Vec<Translation> = Vec::new();
        for (lang, words) in entries {
            let lang = Lang::parse(lang).expect("a language");
            if all.iter().all(|known| known.lang != lang) {
                let value = words.map_or(Owed::Pending, |words| Owed::Given(words.into()));
                all.push(Translation { lang, value, span: Span::new(FileId(0), 0, 0) });
            }
        }
        Text::new(all)
    })
}

#[test]
fn simplified_is_derived_exactly_where_traditional_is_there_and_simplified_is_not() {
    law(500, texts(), |text| {
        let given = |lang: Lang| text.entries.iter().find(|entry| entry.lang == lang).map(|entry| entry.value.given().is_some());
        let derived = given(Lang::TC) == Some(true) && given(Lang::SC).is_none();
        prop_assert_eq!(text.state(Lang::SC) == State::Derived, derived);
        for lang in ["tc", "en", "fr", "pt"].map(|tag| Lang::parse(tag).expect("a language")) {
            prop_assert_ne!(text.state(lang), State::Derived, "{} is never derived", lang);
        }
        for lang in [Lang::TC, Lang::SC, Lang::EN] {
            let there = matches!(text.state(lang), State::Written | State::Derived);
            prop_assert_eq!(text.get(lang).is_some(), there);
            prop_assert_eq!(text.written(lang).is_some(), text.state(lang) == State::Written);
            let rendered = text.render(lang, Lang::EN);
            prop_assert_eq!(rendered.is_some(), text.entries.iter().any(|entry| entry.value.given().is_some()));
            if let Some(rendered) = rendered {
                prop_assert_eq!(rendered.state, text.state(lang));
                prop_assert_eq!(rendered.lang == lang, there, "in {} for {}", rendered.lang, lang);
            }
        }
        if derived {
            let expected = odp::model::to_simplified(text.written(Lang::TC).unwrap_or_default());
            prop_assert_eq!(text.get(Lang::SC), Some(&*expected));
        }
        Ok(())
    });
}
