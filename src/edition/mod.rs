//! Editions of a plan: the next one made from this one.

pub mod rollover;
