//! Update frequencies in people's words: `tests/import/frequencies.tsv` has the reading of each that is expected.
//!
//! Columns: the words, how they are read (`value`, `compound`, `qualified`, `ambiguous`, `kept`, `missing`), what is written into the
//! plan, and why, where the list of other people's suggestions (`../shared/cases/frequency-wordings.tsv`) says otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use odp::files::Memory;
use odp::import::{File, Options, import};
use odp::model::{Frequency, Owed};

/// How words are read, and what stands in the plan for it: the codes of the frequencies.
fn read(words: &[String]) -> Vec<(String, String)> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["Dataset name", "Description", "Update frequency"]).expect("written");
    for (at, words) in words.iter().enumerate() {
        table.write_record([&format!("Dataset {at}"), "Text", words]).expect("written");
    }
    let bytes = table.into_inner().expect("written");
    let imported = import(&[File { name: "words.csv".to_owned(), bytes }], &Options::default());
    let text = imported.text.expect("a plan");
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]);
    let vocabulary = &loaded.workspace.vocabulary;
    let code = |frequency: Frequency| match frequency {
        Frequency::Named(id) => vocabulary.get(id).id.value.to_string(),
        Frequency::Every(count, unit) => format!("every {count} {}", unit.word()),
        Frequency::Times(count, unit) => format!("{count} times a {}", unit.word()),
    };
    let mut all = Vec::new();
    for (at, (_, dataset)) in loaded.workspace.plans[0].datasets().enumerate() {
        let id = format!("`dataset-{at}`");
        let variant = imported.found.iter().find_map(|finding| {
            let is_ours =
                finding.rule.name == "import-frequency" && finding.message(odp::diagnostic::MessageLang::English).contains(&id);
            is_ours.then_some(finding.variant)
        });
        let (kind, written) = match dataset.frequency.as_ref().map(|frequency| &frequency.value) {
            Some(Owed::Given(frequencies)) => {
                let codes: Vec<String> = frequencies.items.iter().map(|item| code(item.value)).collect();
                let kept = frequencies.words.as_ref().is_some_and(|own| {
                    own.entries.iter().any(|entry| {
                        entry
                            .value
                            .given()
                            .is_some_and(|own| **own == *words[at].split_whitespace().collect::<Vec<_>>().join(" "))
                    })
                });
                assert!(kept || variant.is_none(), "{:?} is lost", words[at]);
                let kind = match variant {
                    Some("") => "kept",
                    Some(variant) => variant,
                    None if codes.len() > 1 => "compound",
                    None => "value",
                };
                (kind, codes.join(", "))
            }
            _ => ("missing", "pending".to_owned()),
        };
        all.push((kind.to_owned(), written));
    }
    all
}

#[test]
fn words_are_read_as_recorded() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/frequencies.tsv");
    let text = fs::read_to_string(&path).expect("readable");
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let words: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    let mut out = String::new();
    for (row, (kind, written)) in rows.iter().zip(read(&words)) {
        let reason = row.get(3).map(|reason| format!("\t{reason}")).unwrap_or_default();
        let _ = writeln!(out, "{}\t{kind}\t{written}{reason}", row[0]);
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &out).expect("writable");
    }
    assert_eq!(out, fs::read_to_string(&path).expect("readable"));
}

/// The lists that were collected elsewhere, where they are present, hold nothing that has no reading here.
#[test]
fn no_wording_of_the_registers_is_left_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known = fs::read_to_string(root.join("tests/import/frequencies.tsv")).expect("readable");
    let known: Vec<&str> = known.lines().filter_map(|line| line.split('\t').next()).collect();
    let Ok(list) = fs::File::open(root.join("../shared/cases/frequency-wordings.tsv")) else { return };
    let mut list = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(list);
    for record in list.records().map(|record| record.expect("a record")) {
        let words = record[0].replace("\\n", " ").replace("\\\"", "\"").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(known.contains(&&*words), "{words:?}");
    }
}

/// Of the wordings of Hong Kong's list of datasets none is read wrongly, as the recorded readings show: 41 are read, seven refused
/// and kept as words, and the one that says that nothing is known (`N/A`) is pending.
#[test]
fn hong_kongs_wordings_are_read_or_refused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(list) = fs::File::open(root.join("../shared/cases/hk-datasets-2018.csv")) else { return };
    let mut list = csv::Reader::from_reader(list);
    let column = list.headers().expect("a head").iter().position(|head| head == "Update Frequency").expect("a column");
    let words: BTreeSet<String> =
        list.records().map(|row| row.expect("a row")[column].split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let words: Vec<String> = words.into_iter().collect();
    let recorded = fs::read_to_string(root.join("tests/import/frequencies.tsv")).expect("readable");
    let mut counts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (words, (kind, written)) in words.iter().zip(read(&words)) {
        let row = [&**words, &*kind, &*written].join("\t");
        assert!(recorded.lines().any(|known| known == row || known.starts_with(&format!("{row}\t"))), "{row:?} is not recorded");
        let outcome = match &*kind {
            "value" | "compound" | "qualified" => "read",
            "kept" | "ambiguous" => "refused",
            _ => "nothing",
        };
        counts.entry(outcome).or_default().push(words);
    }
    assert_eq!(counts["nothing"], ["N/A"]);
    assert_eq!((words.len(), counts["read"].len(), counts["refused"].len()), (49, 41, 7), "{counts:?}");
}
