//! The update frequency of a row, and the author's own words for it.

use super::cells;
use super::heads::Role;
use super::values::{Context, Line, doubt, subject};
use crate::diagnostic::{self as d, Diagnostic};
use crate::import::draft::{Dataset, Tongues, Value};
use crate::import::frequency::{Reading, read};
use crate::model::Kind;
use crate::source::Span;

/// The library's frequency for what is not known: programs read that, people the words after it.
pub(in crate::import) const UNKNOWN: &str = "unknown";

/// Sets the frequency of a dataset.
pub(super) fn set(line: &Line<'_>, dataset: &mut Dataset, context: &mut Context<'_, '_>) {
    let cells = line.cells(Role::Frequency).filter(|(column, _)| !line.is_derived(column));
    let span = cells.into_iter().next().map_or(line.row.span, |(_, cell)| cell.span);
    let words = line.tongues(Role::Frequency, context);
    let own = line.tongues(Role::FrequencyWords, context);
    let codes = words.iter().find_map(|(_, words)| cells::array(words.as_deref()?));
    let value = match codes {
        Some(codes) => {
            let said = |code: &String| context.desk.lexicon.frequencies(code);
            Value::worded(&codes.iter().flatten().filter_map(said).flatten().collect::<Vec<_>>(), own)
        }
        None => in_words(&words, span, dataset, context),
    };
    dataset.set("frequency", value);
}

fn in_words(words: &Tongues, span: Span, dataset: &mut Dataset, context: &mut Context<'_, '_>) -> Value {
    let given: Vec<(crate::model::Lang, &str)> =
        words.iter().filter_map(|(lang, words)| Some((*lang, words.as_deref()?))).collect();
    let readings: Vec<(&str, Reading)> = given.iter().map(|(_, words)| (*words, read(words, context.desk.lexicon))).collect();
    let best = readings.iter().min_by_key(|(_, reading)| match reading {
        Reading::Known(_) => 0,
        Reading::Qualified(_) => 1,
        Reading::Ambiguous(..) => 2,
        Reading::Unread => 3,
        Reading::Missing => 4,
    });
    let Some((found, reading)) = best else { return Value::Pending };
    let finding = Diagnostic::at(&d::IMPORT_FREQUENCY, span).arg("found", *found).arg("where", &subject(dataset));
    if let Some((other, _)) = readings.iter().find(|(_, other)| differs(reading, other)) {
        doubt(dataset, "frequency", finding.clone().variant("differ").arg("other", *other), context);
    }
    match reading {
        Reading::Known(items) => {
            let printed = |(lang, words): &(crate::model::Lang, &str)| {
                context.desk.lexicon.printed(items, *lang).is_some_and(|printed| printed == *words)
            };
            let as_printed = given.iter().all(printed);
            Value::worded(items, if as_printed { Tongues::new() } else { words.clone() })
        }
        Reading::Qualified(items) => {
            doubt(dataset, "frequency", finding.variant("qualified").arg("meant", items.join(", ")), context);
            Value::worded(items, words.clone())
        }
        Reading::Missing => Value::Pending,
        Reading::Ambiguous(first, second) => {
            doubt(dataset, "frequency", finding.variant("ambiguous").arg("first", *first).arg("second", *second), context);
            kept(words, context)
        }
        Reading::Unread => {
            doubt(dataset, "frequency", finding, context);
            kept(words, context)
        }
    }
}

fn differs(one: &Reading, other: &Reading) -> bool {
    matches!((one, other), (Reading::Known(one), Reading::Known(other)) if one != other)
}

/// Words that nothing is known of but themselves.
fn kept(words: &Tongues, context: &Context<'_, '_>) -> Value {
    if !context.desk.lexicon.has(Kind::Frequency, UNKNOWN) {
        return Value::Pending;
    }
    Value::worded(&[UNKNOWN.to_owned()], words.clone())
}
