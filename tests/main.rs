//! All tests in one program.

mod suite {
    mod docs;
    mod emit_data;
    mod emit_docs;
    mod examples;
    mod generate;
    mod house;
    mod laws;
    mod pages;
    mod published;
    mod reports;
}
