//! The one integration test binary.

mod suite {
    pub mod generate;
    pub mod laws;
}
