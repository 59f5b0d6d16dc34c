//! All tests in one program.

mod suite {
    #[cfg(feature = "cli")]
    mod cli;
    mod docs;
    mod editions;
    mod emit_data;
    mod emit_docs;
    mod examples;
    #[cfg(feature = "cli")]
    mod fix_command;
    mod fixes;
    mod generate;
    mod house;
    mod laws;
    mod pages;
    mod published;
    mod reports;
    #[cfg(feature = "cli")]
    mod run;
}
