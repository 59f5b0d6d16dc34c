//! pest's parser for `grammar/odp.pest`.

#![allow(missing_docs, reason = "pest derives an enum of the grammar's rules")]

use pest_derive::Parser;

/// The grammar, compiled.
#[derive(Parser)]
#[grammar = "grammar/odp.pest"]
pub(super) struct Grammar;
