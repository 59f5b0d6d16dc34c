//! What changed between two editions.
//!
//! What is said of the old and the new edition changes places in `diff(b, a)`: added is dropped there, later is earlier.

mod date;
mod fields;
mod plan;
mod words;

pub use date::Shift;
pub use words::{Piece, PieceKind};

use super::pair::{Entry, Pair, PlanPair, pair};
use crate::model::{Lang, Workspace};

/// What changed from one workspace to another.
#[derive(Debug)]
pub struct Diff<'a> {
    /// The old edition.
    pub old: &'a Workspace,
    /// The new edition.
    pub new: &'a Workspace,
    /// The plans, with what changed of them beside their datasets.
    pub plans: Vec<PlanDiff<'a>>,
    /// The datasets of both editions, changed or not, in the order of the new one.
    pub pairs: Vec<PairDiff<'a>>,
    /// The datasets of the old edition only.
    pub dropped: Vec<Entry<'a>>,
    /// The datasets of the new edition only.
    pub added: Vec<Entry<'a>>,
}

impl Diff<'_> {
    /// Whether nothing changed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let plans = self.plans.iter().all(|plan| plan.changes.is_empty() && plan.pair.old.is_some() && plan.pair.new.is_some());
        plans && self.dropped.is_empty() && self.added.is_empty() && self.pairs.iter().all(|pair| pair.changes.is_empty())
    }
}

/// A plan, and what changed of it.
#[derive(Debug)]
pub struct PlanDiff<'a> {
    /// The plan in both editions, or in one.
    pub pair: PlanPair<'a>,
    /// What changed, its datasets aside.
    pub changes: Vec<Change>,
}

/// A dataset of both editions, and what changed of it.
#[derive(Debug)]
pub struct PairDiff<'a> {
    /// As it was and as it is.
    pub pair: Pair<'a>,
    /// What changed; its number and the order of lists aside.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What kind of change.
    pub kind: Kind,
    /// The field: its key in the source; of a dataset's place `section`, `half`, `body` or `plan`.
    pub field: &'static str,
    /// What of several it is: the months of a slip, a section's note.
    pub at: Option<String>,
    /// The language of a text.
    pub lang: Option<Lang>,
    /// As it was, spelt as in a source.
    pub old: Value,
    /// As it is.
    pub new: Value,
    /// By how much a date moved.
    pub shift: Option<Shift>,
    /// What of a text stayed, was taken out and put in.
    pub pieces: Vec<Piece>,
}

impl Change {
    fn new(kind: Kind, field: &'static str, old: Value, new: Value) -> Self {
        Self { kind, field, at: None, lang: None, old, new, shift: None, pieces: Vec::new() }
    }

    fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }
}

/// What a field says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Absent,
    /// That it is still owed.
    Pending,
    /// One thing.
    One(String),
    /// Several things; their order is no matter.
    Many(Vec<String>),
}

macro_rules! kinds {
    ($($id:ident $word:literal $mirror:ident $about:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $about] $id),*
        }
        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// The word that machines read, such as `slipped`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$id => $word),*
                }
            }

            /// What it is, in one line.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$id => $about),*
                }
            }

            /// The kind of the same change the other way round.
            #[must_use]
            pub const fn mirror(self) -> Self {
                match self {
                    $(Self::$id => Self::$mirror),*
                }
            }
        }
    };
}

kinds! {
    Renamed "renamed" Renamed "it has another id";
    Moved "moved" Moved "it stands in another section, half, organisation or plan";
    Slipped "slipped" Advanced "a date is certainly later";
    Advanced "advanced" Slipped "a date is certainly earlier";
    Blurred "blurred" Sharpened "a date is less exact";
    Sharpened "sharpened" Blurred "a date is more exact";
    Released "released" Unreleased "it is out";
    Unreleased "unreleased" Released "it is no longer said to be out";
    Withdrawn "withdrawn" Restored "it will not come after all";
    Restored "restored" Withdrawn "it is no longer said to be withdrawn";
    Rarer "rarer" Oftener "updates come more rarely";
    Oftener "oftener" Rarer "updates come more often";
    Lost "lost" Gained "something of a list is gone, and nothing came";
    Gained "gained" Lost "something came to a list, and nothing is gone";
    Set "set" Unset "something is said of which nothing was said, or that was pending";
    Unset "unset" Set "something is no longer said, or pending";
    Reworded "reworded" Reworded "a text has other words";
    Changed "changed" Changed "anything else";
}

/// What changed of a dataset that is in both.
pub(super) fn between<'a>(pair: Pair<'a>) -> PairDiff<'a> {
    PairDiff { changes: fields::changes(&pair, pair.old.workspace, pair.new.workspace), pair }
}

/// What changed from `old` to `new`.
#[must_use]
pub fn diff<'a>(old: &'a Workspace, new: &'a Workspace) -> Diff<'a> {
    let pairing = pair(old, new);
    let plans = pairing.plans.into_iter().map(|pair| PlanDiff { changes: plan::changes(&pair, old, new), pair });
    let pairs = pairing.pairs.into_iter().map(between);
    Diff { old, new, plans: plans.collect(), pairs: pairs.collect(), dropped: pairing.dropped, added: pairing.added }
}
