//! The parts of a document through the reader `xlsx` of `odp import`: they are packed here, so that bytes go wrong within them.

#![no_main]

#[path = "../imports.rs"]
mod imports;
#[path = "../packed.rs"]
mod packed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| imports::holds("xlsx", &packed::packed(bytes)));
