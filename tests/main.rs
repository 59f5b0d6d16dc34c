//! All tests in one program.

mod suite {
    #[cfg(feature = "cli")]
    mod cli;
    #[cfg(feature = "cli")]
    mod compare;
    mod diff;
    mod docs;
    mod docx;
    mod editions;
    mod emit_catalogues;
    mod emit_data;
    mod emit_docs;
    mod emit_together;
    mod examples;
    #[cfg(feature = "cli")]
    mod fix_command;
    mod fixes;
    mod formats;
    mod fuzz;
    mod generate;
    mod hostile;
    mod house;
    mod import;
    mod laws;
    mod look;
    mod pages;
    mod planted;
    mod promises;
    mod published;
    mod reconcile;
    mod reports;
    #[cfg(feature = "cli")]
    mod repository;
    mod rollover;
    #[cfg(feature = "cli")]
    mod rulebook;
    #[cfg(feature = "cli")]
    mod run;
    #[cfg(feature = "cli")]
    mod serve;
    mod settings;
    #[cfg(feature = "cli")]
    mod severities;
    mod site;
    mod standing;
    #[cfg(feature = "cli")]
    mod style;
    mod tables;
    #[cfg(feature = "cli")]
    mod terminal;
    mod working;
    #[cfg(feature = "cli")]
    mod wrong;
}
