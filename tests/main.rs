//! All tests in one program.

mod suite {
    mod emit_data;
    mod pages;
}
