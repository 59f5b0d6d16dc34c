//! The one test binary.

mod suite {
    pub mod emit_docs;
    pub mod published;
}
