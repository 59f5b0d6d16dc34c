//! Bytes through the reader `pdf` of `odp import`. What the program that reads PDF does in its thread is no fault of ours: it is a finding.

#![no_main]

#[path = "../imports.rs"]
mod imports;

libfuzzer_sys::fuzz_target!(init: odp::import::hush(), |bytes: &[u8]| imports::holds("pdf", bytes));
