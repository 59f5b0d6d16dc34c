//! What becomes of each dataset.

use crate::model::{Dataset, Date, HalfKind, Holding, Letter, Period, Precision};
use crate::source::Sources;

/// What becomes of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays where it is, as it is.
    Stays,
    /// Its promise was for a time that is over: it stays, and says that it slipped.
    Slipped,
    /// It was released: it goes to section D.
    Released,
    /// Its year has come: it goes from section B to A.
    Due,
    /// Its year has come and gone: it goes from section B to A, and says that it slipped.
    Overdue,
    /// It was withdrawn: it leaves.
    Withdrawn,
}

/// A dataset on its way.
pub(super) struct Going {
    pub(super) id: Box<str>,
    /// Its id, as written.
    pub(super) written: Box<str>,
    pub(super) fate: Fate,
    pub(super) half: HalfKind,
    /// The promise that it did not keep.
    pub(super) missed: Option<Date>,
    /// The year that was promised, where section A must name a month.
    pub(super) bare_year: Option<Date>,
}

impl Going {
    /// The section it goes to, if it moves.
    pub(super) const fn to(&self) -> Option<Letter> {
        match self.fate {
            Fate::Released => Some(Letter::D),
            Fate::Due | Fate::Overdue => Some(Letter::A),
            Fate::Stays | Fate::Slipped | Fate::Withdrawn => None,
        }
    }

    /// Whether it is no more where it was.
    pub(super) fn leaves(&self) -> bool {
        self.to().is_some() || self.fate == Fate::Withdrawn
    }
}

/// The years of the two editions.
pub(super) struct Dated {
    pub(super) old: Period,
    pub(super) new: Period,
}

impl Dated {
    pub(super) fn going(&self, place: Holding<'_>, dataset: &Dataset, sources: &Sources) -> Going {
        let letter = place.section.letter;
        let fate = self.fate(letter, dataset);
        let target = dataset.target_date();
        let is_late = matches!(fate, Fate::Slipped | Fate::Overdue);
        let is_bare = |date: &Date| fate == Fate::Due && date.precision() == Precision::Year;
        Going {
            id: dataset.id.value.clone(),
            written: sources.slice(dataset.id.span).into(),
            fate,
            half: place.half.kind,
            missed: target.filter(|_| is_late),
            bare_year: target.filter(is_bare),
        }
    }

    fn fate(&self, letter: Letter, dataset: &Dataset) -> Fate {
        if dataset.withdrawn.is_some() {
            return Fate::Withdrawn;
        }
        if letter == Letter::D {
            return Fate::Stays;
        }
        if dataset.released.is_some() {
            return Fate::Released;
        }
        let Some(target) = dataset.target_date() else { return Fate::Stays };
        let is_over = target.last_day() < self.new.interval().first;
        // in a fiscal plan a bare year may still reach into the later years
        let is_later = || self.new.later_years().is_some_and(|years| years.meets(target.interval()));
        match letter {
            Letter::B if is_over => Fate::Overdue,
            Letter::B if !is_later() => Fate::Due,
            _ if is_over => Fate::Slipped,
            _ => Fate::Stays,
        }
    }
}
