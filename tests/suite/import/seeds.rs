//! What a fuzzer of the readers begins with: every case, by reader; documents that are packed as their parts, of which
//! `fuzz/packed.rs` makes them again. `IMPORT_SEEDS=DIR cargo t seeds_of_readers` writes them into folders, one for each reader.

use std::fs;
use std::path::Path;

use odp::import::READERS;

use super::back::{compiled, imported, mid_year, unpacked};

#[path = "../../../fuzz/packed.rs"]
mod parts;

/// The readers that are given this file; one that reads JSON may be given any.
fn readers(name: &str) -> &'static [&'static str] {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "docx" => &["docx"],
        "xlsx" => &["xlsx"],
        "pdf" => &["pdf"],
        "json" => &["ckan", "catalogue"],
        "html" => &["html"],
        "csv" | "tsv" => &["csv"],
        "txt" => &["text"],
        _ => &[],
    }
}

/// The parts of a document that readers look at, as `fuzz/packed.rs` takes them.
fn joined(document: &[u8]) -> Vec<u8> {
    let is_read = |name: &str| name.ends_with(".xml") || name.ends_with(".rels");
    let read = unpacked(document).into_iter().filter(|(name, _)| is_read(name));
    read.flat_map(|(name, content)| [parts::PART, name.as_bytes(), b"\n", &*content].concat()).collect()
}

fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = super::cases()
        .into_iter()
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("readable")))
        .collect();
    let made = compiled(&mid_year(), &["html", "docx", "xlsx", "csv", "json", "ckan"]).into_iter();
    all.extend(made.map(|artifact| (artifact.path.replace('/', "-"), artifact.bytes)));
    all
}

#[test]
fn seeds_of_readers_are_what_they_were_made_of() {
    let folder = std::env::var_os("IMPORT_SEEDS");
    let mut seen = std::collections::BTreeSet::new();
    for (name, bytes) in seeds() {
        for reader in readers(&name) {
            seen.insert(*reader);
            let is_packed = matches!(*reader, "docx" | "xlsx") && zip::ZipArchive::new(std::io::Cursor::new(&bytes)).is_ok();
            let seed = if is_packed { joined(&bytes) } else { bytes.clone() };
            if is_packed {
                let (one, other) = (imported(&name, &bytes, None), imported(&name, &parts::packed(&seed), None));
                assert_eq!((one.text, one.found.len()), (other.text, other.found.len()), "{name}");
            }
            if let Some(folder) = &folder {
                let folder = Path::new(folder).join(reader);
                fs::create_dir_all(&folder).expect("writable");
                fs::write(folder.join(&name), seed).expect("writable");
            }
        }
    }
    assert_eq!(seen, READERS.iter().map(|reader| reader.name).collect());
}

/// Every reader has a target of its own.
#[test]
fn every_reader_is_fuzzed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let listed = fs::read_to_string(folder.join("Cargo.toml")).expect("readable");
    for reader in READERS {
        let target = fs::read_to_string(folder.join(format!("targets/import_{}.rs", reader.name))).unwrap_or_default();
        assert!(target.contains(&format!("\"{}\"", reader.name)), "no target for {}", reader.name);
        assert!(listed.contains(&format!("name = \"import_{}\"", reader.name)), "{} is not listed", reader.name);
    }
}
