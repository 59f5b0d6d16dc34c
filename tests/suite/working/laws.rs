//! Laws of working copies, tried on plans made at random.

use odp::emit::Options;
use odp::emit::working::{Cell, Column, FORMS, Grid, Key, export, read};
use odp::files::{Files as _, Memory};
use odp::import::{File, take_back};
use odp::resolve::load;
use odp::rules::{Settings, check};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::suite::generate::{Case, plans};
use crate::suite::laws::law;

fn copy(files: &Memory, path: &str, form: &str) -> Result<Vec<u8>, TestCaseError> {
    let loaded = load(files, &[path.to_owned()]);
    let (_, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.ok_or_else(|| TestCaseError::fail("not valid"))?;
    let form = FORMS.iter().find(|known| known.name == form).expect("a form");
    Ok(export(valid, &loaded.workspace.plans[0], form, &Options::default()).expect("a copy").bytes)
}

#[test]
fn what_nobody_edits_changes_nothing() {
    law(24, plans(), |case: Case| {
        let printed = case.print();
        let files = printed.memory();
        let old = files.read(printed.plan()).expect("the plan");
        for form in FORMS {
            let bytes = copy(&files, printed.plan(), form.name)?;
            let name = format!("副本.{}", form.name);
            let taken = take_back(&File { name, bytes }, None, &files, printed.plan());
            let found: Vec<String> = taken.found.iter().map(|finding| finding.message(Default::default())).collect();
            prop_assert_eq!(&found, &Vec::<String>::new(), "{}", form.name);
            prop_assert!(taken.text.is_some(), "{}: {} is not read", form.name, printed.plan());
            let changed = taken.text.iter().flat_map(|text| text.lines().filter(|line| !old.lines().any(|known| known == *line)));
            let changed: Vec<&str> = changed.collect();
            prop_assert!(taken.text.as_ref() == Some(&old), "{}: {} changed: {:?}", form.name, taken.changed, changed);
        }
        Ok(())
    });
}

/// What is written into a cell, by what its column holds.
fn value(key: Key, grid: &Grid, at: usize) -> Option<String> {
    let texts = ["改了的文字 𨋢", "“Other” words, with \"quotes\" \\ and a {brace}", "A\nB"];
    let other = |key: Key| {
        let columns = grid.columns.iter().position(|column| column.key == key)?;
        let names =
            grid.rows.iter().filter_map(|row| if let Cell::Names(names) = &row.cells[columns] { names.first() } else { None });
        let names: Vec<&String> = names.collect();
        names.get(at % names.len().max(1)).map(|name| (*name).clone())
    };
    match key {
        Key::Name | Key::Note => Some(texts[at % texts.len()].to_owned()),
        Key::Target => Some(["2026-03", "[待定]", "2027"][at % 3].to_owned()),
        Key::Category | Key::Formats | Key::Owners | Key::Licence => other(key),
        Key::Frequency => Some(["every 3 weeks", "2 times a week"][at % 2].to_owned()),
        _ => None,
    }
}

fn grid(files: &Memory, path: &str) -> Grid {
    let loaded = load(files, &[path.to_owned()]);
    read(&loaded.workspace.plans[0], &loaded.workspace.vocabulary).0
}

/// The copy with a cell of a row written anew.
fn edited(bytes: &[u8], row: usize, column: &Column, text: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut records: Vec<Vec<String>> =
        reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
    let head = records.iter().position(|record| record.first().is_some_and(|first| first == "id")).expect("a head");
    let at = records[head].iter().position(|name| *name == column.name()).expect("the column");
    if head + 1 + row == records.len() {
        records.push(vec![String::new(); records[head].len()]);
    }
    text.clone_into(&mut records[head + 1 + row][at]);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in &records {
        writer.write_record(record).expect("in memory");
    }
    writer.into_inner().expect("in memory")
}

fn comments(text: &str) -> Vec<String> {
    let source = odp::source::Source::new(odp::source::FileId(0), "plan.odp", text);
    let tree = odp::syntax::parse(&source, &mut Default::default());
    let mut all: Vec<String> = tree.comments.iter().map(|comment| source.slice(comment.span).trim_end().to_owned()).collect();
    all.sort();
    all
}

#[test]
fn an_edit_comes_back_as_that_edit() {
    let edits = (plans(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..12);
    law(48, edits, |(case, row, column, at)| {
        let printed = case.print();
        let files = printed.memory();
        let before = grid(&files, printed.plan());
        if before.rows.is_empty() {
            return Ok(());
        }
        let row = row.index(before.rows.len());
        let columns: Vec<Column> =
            before.columns.iter().copied().filter(|column| value(column.key, &before, at).is_some()).collect();
        if columns.is_empty() {
            return Ok(());
        }
        let column = columns[column.index(columns.len())];
        let text = value(column.key, &before, at).expect("a value");
        let bytes = edited(&copy(&files, printed.plan(), "csv")?, row, &column, &text);
        let file = File { name: "copy.csv".to_owned(), bytes };
        let taken = take_back(&file, None, &files, printed.plan());
        let found: Vec<String> = taken
            .found
            .iter()
            .filter(|finding| !["words", "held"].contains(&finding.variant))
            .map(|finding| finding.message(Default::default()))
            .collect();
        prop_assert_eq!(found, Vec::<String>::new());
        let new = taken.text.expect("a plan");
        let held = taken.found.iter().any(|finding| finding.variant == "held");
        prop_assert_eq!(comments(&taken.old), comments(&new), "comments of\n{}", new);
        let after = grid(&files.with(printed.plan(), new.as_str()), printed.plan());
        prop_assert_eq!(before.rows.len(), after.rows.len());
        for (number, (one, other)) in before.rows.iter().zip(&after.rows).enumerate() {
            for (place, known) in before.columns.iter().enumerate() {
                let same = other.cell(&after, *known).is_some_and(|cell| *cell == one.cells[place]);
                // what a phrase says follows from other values
                let is_phrase = matches!(known.key, Key::Description | Key::Note);
                let is_it = number == row && *known == column;
                prop_assert!(same || is_it || is_phrase || held, "{} of {} changed too:\n{}", known.name(), one.id, new);
            }
        }
        let (old, now) = (before.rows[row].cell(&before, column), after.rows[row].cell(&after, column));
        let wanted = if column.key.is_text() { Some(Cell::text(&text)) } else { None };
        if let (Some(wanted), Some(now)) = (wanted, now) {
            prop_assert!(wanted == *now || held, "{:?} in\n{}", now, new);
        }
        prop_assert!(taken.changed == usize::from(old != now) || held, "{} changed", taken.changed);
        Ok(())
    });
}

#[test]
fn whatever_stands_in_the_cells_the_plan_can_be_read() {
    let cells = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), cell()), 1..12);
    law(32, (plans(), cells), |(case, cells)| {
        let printed = case.print();
        let files = printed.memory();
        let before = grid(&files, printed.plan());
        let mut bytes = copy(&files, printed.plan(), "csv")?;
        for (row, column, text) in &cells {
            // one row behind the last is a new one
            let (row, column) = (row.index(before.rows.len() + 1), before.columns[column.index(before.columns.len())]);
            bytes = edited(&bytes, row, &column, text);
        }
        let taken = take_back(&File { name: "copy.csv".to_owned(), bytes }, None, &files, printed.plan());
        let Some(text) = taken.text else { return Ok(()) };
        let source = odp::source::Source::new(odp::source::FileId(0), "plan.odp", text.as_str());
        let mut sink = odp::diagnostic::Sink::default();
        let _ = odp::syntax::parse(&source, &mut sink);
        let errors: Vec<String> = sink.found.iter().map(|finding| finding.message(Default::default())).collect();
        prop_assert_eq!(errors, Vec::<String>::new(), "{}", text);
        let after = grid(&files.with(printed.plan(), text.as_str()), printed.plan());
        prop_assert_eq!(after.rows.len(), before.rows.len() + taken.added, "{}", text);
        prop_assert!(comments(&taken.old).iter().all(|comment| comments(&text).contains(comment)), "comments of\n{}", text);
        Ok(())
    });
}

/// What people may write into any cell.
fn cell() -> impl Strategy<Value = String> {
    let known = [
        "",
        "A",
        "C",
        "spatial",
        "非空間數據",
        "pending",
        "[待定]",
        "2026-13",
        "2027-01",
        "• 一\n• 二",
        "csv, json",
        "-",
        "…",
        "[…]",
    ];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "[ -~]{0,12}", "[一-龥，。「」：𨋢\"\\\\{}\n]{1,8}",]
}
