//! Bytes through all of odp: scanner, grammar, resolver, checks, formatter, every output, every form of report.

#![no_main]

#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::holds(bytes));
