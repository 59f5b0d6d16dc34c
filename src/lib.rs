//! Plans for open data, as code: an `.odp` file in; catalogue, calendar and bilingual documents out.
//!
//! Data goes one way: [`source`] → [`syntax`] → [`model`] → [`resolve`] → [`rules`] → [`emit`] → [`import`]. All of it is pure: it reads
//! sources through [`files::Files`], returns what it found beside what it made, and touches no disk, clock or terminal.

#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod digest;
pub mod edit;
pub mod edition;
pub mod emit;
pub mod files;
pub mod fix;
pub mod format;
pub mod import;
pub mod library;
pub mod model;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod settings;
pub mod source;
pub mod syntax;
