//! Editions of plans: the next one made from this one, and two beside each other: which dataset is which, what changed, which
//! promise was broken; a plan beside what the portal holds. All of it is pure.

mod alike;
mod breaking;
mod diff;
mod history;
mod often;
mod pair;
pub mod reconcile;
pub mod rollover;
mod since;
mod status;

pub use alike::{LIKELY, Name, likeness};
pub use breaking::{Breaks, breaking};
pub use diff::{Change, Diff, Kind, PairDiff, Piece, PieceKind, PlanDiff, Shift, Value, diff};
pub use history::{Earlier, History};
pub use pair::{By, Entry, Pair, Pairing, PlanPair, pair};
pub use since::Since;
pub use status::{Judge, Promise, State, Status, newest, status};
