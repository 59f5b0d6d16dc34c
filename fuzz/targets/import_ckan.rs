//! Bytes through the reader `ckan` of `odp import`.

#![no_main]

#[path = "../imports.rs"]
mod imports;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| imports::holds("ckan", bytes));
