//! A dataset: one row of a plan.

use std::sync::Arc;

use super::date::Date;
use super::frequency::Frequencies;
use super::text::Text;
use super::vocabulary::{Category, Format, Id, Licence, Organisation, Phrase, Portal};
use super::{Owed, Sourced};
use crate::source::{Span, Spanned};

/// One dataset of a plan.
#[derive(Debug)]
pub struct Dataset {
    /// Its id, unique in the plan.
    pub id: Spanned<Box<str>>,
    /// Its row number in its table, from 1.
    pub number: u32,
    /// What it is called.
    pub name: Option<Text>,
    /// What is in it.
    pub description: Option<Description>,
    /// Its data category.
    pub category: Option<Sourced<Owed<Id<Category>>>>,
    /// The promise as it stands.
    pub target: Option<Spanned<Owed<Date>>>,
    /// The fact, once there is one.
    pub released: Option<Spanned<Owed<Date>>>,
    /// How often it is updated.
    pub frequency: Option<Spanned<Owed<Frequencies>>>,
    /// The formats it comes in.
    pub formats: Option<Sourced<Vec<Spanned<Id<Format>>>>>,
    /// Whose it is.
    pub owners: Option<Sourced<Vec<Spanned<Id<Organisation>>>>>,
    /// Where it is, or will be.
    pub portals: Option<Sourced<Vec<PortalEntry>>>,
    /// Under which terms.
    pub licence: Option<Sourced<Id<Licence>>>,
    /// Words to find it by.
    pub keywords: Option<Sourced<Vec<Text>>>,
    /// Whom to ask.
    pub contact: Option<Sourced<Contact>>,
    /// Ids it had.
    pub formerly: Vec<Spanned<Box<str>>>,
    /// Printed as the last paragraph of the description.
    pub note: Option<Text>,
    /// The history of the promise.
    pub slips: Vec<Slip>,
    /// That it will not come after all.
    pub withdrawn: Option<Withdrawal>,
    /// Kind of geometry, in a spatial half.
    pub geometry: Option<Sourced<Vec<Spanned<Geometry>>>>,
    /// Coordinate reference system, such as `EPSG:2326`.
    pub crs: Option<Sourced<Vec<Spanned<Box<str>>>>>,
    /// Scale, such as `1:1000`.
    pub scale: Option<Sourced<Spanned<Box<str>>>>,
    /// The area it covers.
    pub coverage: Option<Sourced<Text>>,
    /// The inheritable fields that say `none`, here or in the `defaults` that hold for it.
    pub cancelled: Vec<Spanned<&'static str>>,
    /// All of it.
    pub span: Span,
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not out yet.
    Planned,
    /// Out.
    Released,
    /// It will not come.
    Withdrawn,
}

impl Status {
    /// `planned`, `released`, `withdrawn`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Dataset {
    /// How the promise stands.
    #[must_use]
    pub fn status(&self) -> Status {
        match (&self.withdrawn, &self.released) {
            (Some(_), _) => Status::Withdrawn,
            (None, Some(_)) => Status::Released,
            (None, None) => Status::Planned,
        }
    }

    /// The promise as it stands, if it is said.
    #[must_use]
    pub fn target_date(&self) -> Option<Date> {
        self.target.as_ref()?.given().copied()
    }

    /// The release, if it is said.
    #[must_use]
    pub fn released_date(&self) -> Option<Date> {
        self.released.as_ref()?.given().copied()
    }

    /// The first promise: before any slip.
    #[must_use]
    pub fn original_target(&self) -> Option<Date> {
        self.slips.first().map(|slip| slip.from.value).or_else(|| self.target_date())
    }
}

/// What a dataset holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Its parts.
    pub bullets: Vec<Bullet>,
    /// Whether they were written as bullets; else there is one plain paragraph.
    pub listed: bool,
}

/// One bullet.
#[derive(Clone, Debug)]
pub struct Bullet {
    /// Its words; a phrase's are already filled in, and shared where they come out alike.
    pub text: Arc<Text>,
    /// The phrase it came from.
    pub phrase: Option<Spanned<Id<Phrase>>>,
}

impl PartialEq for Bullet {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A dataset's place on a portal.
#[derive(Clone, Debug, PartialEq)]
pub struct PortalEntry {
    /// The portal.
    pub portal: Id<Portal>,
    /// Its id there, once known.
    pub id: Option<Spanned<Box<str>>>,
    /// Where it was written.
    pub span: Span,
}

/// A post, not a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Its e-mail address.
    pub email: Option<Spanned<Box<str>>>,
    /// What it is called.
    pub post: Option<Text>,
}

/// A promise moved: `slipped FROM..TO { reason }`.
#[derive(Clone, Debug)]
pub struct Slip {
    /// What was promised.
    pub from: Spanned<Date>,
    /// What was promised instead.
    pub to: Spanned<Owed<Date>>,
    /// Why.
    pub reason: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// `withdrawn MONTH { reason }`.
#[derive(Clone, Debug)]
pub struct Withdrawal {
    /// When.
    pub date: Spanned<Date>,
    /// Why.
    pub reason: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// A kind of geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the geometry of its name")]
pub enum Geometry {
    Point,
    Line,
    Polygon,
    Raster,
    ThreeD,
}

impl Geometry {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Point, Self::Line, Self::Polygon, Self::Raster, Self::ThreeD];

    /// `point`, …, `3d`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Line => "line",
            Self::Polygon => "polygon",
            Self::Raster => "raster",
            Self::ThreeD => "3d",
        }
    }
}
