//! Bytes through the reader `pdf` of `odp import`. What the program that reads PDF does in its thread is no fault of ours: it is a finding.

#![no_main]

#[path = "../imports.rs"]
mod imports;

fn hush() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(odp::import::GUARDED) {
            told(panic);
        }
    }));
}

libfuzzer_sys::fuzz_target!(init: hush(), |bytes: &[u8]| imports::holds("pdf", bytes));
