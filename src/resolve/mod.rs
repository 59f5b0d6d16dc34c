//! The interpreter: trees → a workspace of plans. It follows `use`, applies defaults, binds names and fills phrases.
//! It is total and linear in the source: every part is read, used or not, and what fails is reported and left out.

mod allow;
mod dataset;
mod declare;
mod defaults;
mod imports;
mod lexicon;
mod often;
mod phrase;
mod place;
mod plan;
mod reader;
mod repeats;
mod schema;
mod scope;
mod size;
mod suggest;
mod unreadable;
mod value;

use rayon::prelude::*;

pub use schema::{BLOCKS, BlockSpec, FieldSpec};

pub(crate) use imports::join as joined;
pub(crate) use lexicon::{Lexicon, counted};
pub(crate) use suggest::loosely;
pub(crate) use unreadable::unreadable;
pub(crate) use value::ambiguous;

use crate::diagnostic::{Diagnostic, Sink};
use crate::files::Files;
use crate::model::{Vocabulary, Workspace};
use crate::source::Sources;

/// A workspace and what was found on the way to it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub workspace: Workspace,
    /// What could not, and why; not yet in order.
    pub found: Vec<Diagnostic>,
}

/// Reads plans and libraries by their paths, with all that they `use`.
#[must_use]
pub fn load(files: &dyn Files, paths: &[String]) -> Loaded {
    let mut sink = Sink::default();
    let mut sources = Sources::default();
    let units = imports::gather(files, paths, &mut sources, &mut sink);
    let mut vocabulary = Vocabulary::default();
    let scopes = declare::declare(&units, &mut vocabulary, &mut sink);
    let resolved: Vec<_> = units
        .par_iter()
        .zip(scopes.par_iter())
        .map(|(unit, scope)| {
            let mut sink = Sink::default();
            let plan = plan::resolve(unit, scope, &vocabulary, files, &mut sink);
            repeats::fold(unit, &mut sink.found);
            (plan, allow::collect(unit, &mut sink), sink)
        })
        .collect();
    let mut workspace = Workspace { sources, vocabulary, ..Workspace::default() };
    for (unit, (plan, allows, found)) in units.into_iter().zip(resolved) {
        sink.append(unit.sink);
        sink.append(found);
        workspace.plans.extend(plan);
        workspace.allows.extend(allows);
    }
    workspace.plans.sort_by(|a, b| {
        let name = |file| workspace.sources.get(file).map(|source| source.name.clone());
        name(a.file).cmp(&name(b.file))
    });
    Loaded { workspace, found: sink.into_found() }
}
