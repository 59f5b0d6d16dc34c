//! Plans at random, valid by construction: a description ([`Spec`]), the source it prints as, and the facts it says.
//!
//! Everything is drawn from a [`Tape`] of numbers; where it ends, every choice falls on the simplest. So a shorter tape is a
//! smaller plan, and that is how a failing case shrinks.

mod facts;
mod later;
mod make;
mod print;
mod spec;
mod tape;
mod words;

use std::collections::BTreeSet;
use std::fmt;

pub use facts::{Facts, entries_line};
pub use print::SEEN;
pub use spec::Spec;
pub use tape::{Tape, Tapes};

use odp::files::Memory;
use proptest::strategy::Strategy;

/// A plan with its libraries, printed.
#[derive(Clone)]
pub struct Printed {
    /// Path and source of each file; the first holds the plan.
    pub files: Vec<(String, String)>,
    /// What occurred in it, for the test of the spread.
    pub seen: BTreeSet<&'static str>,
}

impl Printed {
    /// The files as `use` finds them.
    pub fn memory(&self) -> Memory {
        self.files.iter().fold(Memory::new(), |memory, (path, source)| memory.with(path, source.as_str()))
    }

    /// The path of the plan.
    pub fn plan(&self) -> &str {
        &self.files[0].0
    }
}

/// A generated plan: what it is, and the tapes it came from.
#[derive(Clone)]
pub struct Case {
    pub spec: Spec,
    pub layout: Vec<u32>,
}

impl Case {
    /// The plan of a tape of content and a tape of layout.
    pub fn new(content: Vec<u32>, layout: Vec<u32>) -> Self {
        Self { spec: make::make(&mut Tape::new(content)), layout }
    }

    /// Its source in its layout.
    pub fn print(&self) -> Printed {
        print::print(&self.spec, &mut Tape::new(self.layout.clone()))
    }

    /// Its source in another layout, which also puts declarations and fields in another order.
    pub fn print_otherwise(&self) -> Printed {
        let mut layout = self.layout.clone();
        layout.reverse();
        print::print(&self.spec, &mut Tape::new(layout))
    }
}

/// A plan and the edition after it.
#[derive(Clone)]
pub struct Editions {
    pub old: Case,
    pub new: Case,
}

impl fmt::Debug for Editions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "════ old\n{:?}════ new\n{:?}", self.old, self.new)
    }
}

/// Any valid plan, and a next edition of it, which may have errors.
pub fn editions() -> impl Strategy<Value = Editions> {
    (plans(), Tapes::up_to(400)).prop_map(|(old, tape)| {
        let new = Case { spec: later::later(&old.spec, &mut Tape::new(tape)), layout: old.layout.clone() };
        Editions { old, new }
    })
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, source) in self.print().files {
            writeln!(f, "──── {path}\n{source}")?;
        }
        Ok(())
    }
}

/// Any valid plan.
pub fn plans() -> impl Strategy<Value = Case> {
    (Tapes::up_to(1600), Tapes::up_to(5000)).prop_map(|(content, layout)| Case::new(content, layout))
}
