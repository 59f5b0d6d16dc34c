//! All tests in one program.

mod suite {
    #[cfg(feature = "cli")]
    mod cli;
    mod emit_data;
    mod emit_docs;
    mod pages;
    mod published;
    mod reports;
    #[cfg(feature = "cli")]
    mod run;
}
