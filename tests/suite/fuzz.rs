//! The fuzzer's corpus, replayed: everything that a run of `cargo fuzz` ever met holds on stable too. So does every case, plan
//! and example of the repository, which a run begins with: `SEEDS=DIR cargo t the_corpus_holds` writes them into a folder.

use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::Page;
use rayon::prelude::*;

#[path = "../../fuzz/holds.rs"]
pub mod holds;

/// More would make every checkout and every run of the tests pay.
const MOST_BYTES: usize = 1 << 20;
const MOST_FILES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of the repository.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Where each input comes from, and its bytes.
fn inputs(folders: &[&str]) -> Vec<(String, Vec<u8>)> {
    let named = |path: PathBuf| {
        let name = path.strip_prefix(root()).expect("below").to_string_lossy().replace(['/', '\\'], "-");
        (name, fs::read(path).expect("readable"))
    };
    folders.iter().flat_map(|folder| files(folder)).map(named).collect()
}

fn corpus() -> Vec<(String, Vec<u8>)> {
    inputs(&["fuzz/corpus"])
}

/// Every case, plan and example, and those on the rules' pages.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut all = inputs(&["tests/cases", "plans", "examples", "src/library"]);
    all.retain(|(name, _)| name.ends_with(".odp"));
    for rule in odp::rules::all() {
        let page = Page::parse(rule.page);
        let examples = page.wrong.iter().chain(&page.right).filter(|example| example.info.starts_with("odp"));
        all.extend(examples.enumerate().map(|(at, example)| (format!("{}-{at}", rule.name), example.code.into())));
    }
    all
}

#[test]
fn the_corpus_holds() {
    let seeds = seeds();
    if let Some(folder) = std::env::var_os("SEEDS") {
        seeds.iter().for_each(|(name, bytes)| fs::write(Path::new(&folder).join(name), bytes).expect("writable"));
    }
    seeds.into_par_iter().chain(corpus()).for_each(|(name, bytes)| {
        assert!(std::panic::catch_unwind(|| holds::holds(&bytes)).is_ok(), "{name} does not hold");
    });
}

#[test]
fn the_corpus_is_small() {
    let corpus = corpus();
    let bytes: usize = corpus.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes <= MOST_BYTES && corpus.len() <= MOST_FILES, "{} files, {bytes} bytes: see fuzz/README.md", corpus.len());
}
