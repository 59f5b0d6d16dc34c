//! All tests in one program.

mod suite {
    mod emit_data;
    mod emit_docs;
    mod pages;
    mod published;
    mod reports;
}
