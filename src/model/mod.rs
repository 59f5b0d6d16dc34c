//! The words of the domain: a plan, its sections, halves and datasets, each value with its place and where it came from.

mod dataset;
mod date;
mod frequency;
mod plan;
mod simplified;
mod text;
mod vocabulary;
mod words;

pub use dataset::{Bullet, Contact, Dataset, Description, Geometry, PortalEntry, Slip, Status, Withdrawal};
pub use date::{Date, Interval, Period, Precision};
pub use frequency::{Frequencies, Frequency, Unit};
pub use plan::{Body, Content, Half, HalfKind, Holding, Letter, Plan, Section};
pub use simplified::to_simplified;
pub use text::{Lang, Rendered, State, Text, Translation};
pub use vocabulary::{
    Category, Declared, Format, Id, Kind, Licence, NamedFrequency, Organisation, Phrase, Portal, Vocabulary, Wording,
};
pub use words::{Words, fill};

use crate::source::{Sources, Span, Spanned};

/// A value that is owed: given, or said to be pending.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Owed<T> {
    /// It is there.
    Given(T),
    /// `pending`: owed, and said to be.
    Pending,
}

impl<T> Owed<T> {
    /// The value, if it is there.
    pub const fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Pending => None,
        }
    }
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was written in the place it belongs to.
    Written,
    /// A `defaults` block gave it; the place of the block's keyword.
    Defaults(Span),
    /// Nobody wrote it: the plan's publisher is the owner.
    Publisher,
    /// Nobody wrote it: the organisation of its place in section C is the owner.
    Organisation,
}

/// A value with its place and its origin.
#[derive(Clone, Debug)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was written, be it in `defaults`.
    pub span: Span,
    /// How it came here.
    pub origin: Origin,
}

impl<T: PartialEq> PartialEq for Sourced<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// Everything a run knows: sources, declarations, plans. Its parts are checked as far as reading goes;
/// what the rules say of it is another matter ([`crate::rules`]).
#[derive(Debug, Default)]
pub struct Workspace {
    /// The texts, the library's included.
    pub sources: Sources,
    /// All declarations of all files.
    pub vocabulary: Vocabulary,
    /// The plans, by the path of their file.
    pub plans: Vec<Plan>,
    /// Allow comments of all files.
    pub allows: Vec<Allow>,
}

/// `# odp: allow(rule) reason`, and what it governs.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The rules' names as written, each with its place.
    pub rules: Vec<Spanned<Box<str>>>,
    /// The words after the parenthesis.
    pub reason: Box<str>,
    /// The comment.
    pub span: Span,
    /// The statement or block it governs; nothing where none follows.
    pub governs: Option<Span>,
}
