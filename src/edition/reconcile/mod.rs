//! Plans beside what a portal really holds: what is there, what is missing, what no plan names, what is there otherwise.
//!
//! A dataset is found by the id that the plan has for it on the portal; else by its names, and then it is said how alike they
//! are. Nothing that was found by names below [`SURE`] is put into a plan.

mod differ;
mod edits;
mod listing;
mod matched;

use chrono::{Days, NaiveDate};

pub use edits::{Edit, edited, edits};
pub use listing::{Listed, Listing, Said};

use self::listing::Labels;
use super::pair::Entry;
use crate::model::{Category, Id, Lang, Organisation, Portal, Status, Workspace};

/// From this likeness of names on, a dataset is taken to be the portal's entry, where no other is nearly as like: they are the same
/// but for width, case, script and punctuation. `docs/reconcile.md` tells what it was chosen by.
pub const SURE: f64 = 1.0;

/// How much less alike every other name must be.
pub const MARGIN: f64 = 0.05;

/// What a reconciliation is told.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The day as of which things are judged.
    pub as_of: NaiveDate,
    /// How many days late an update may be.
    pub grace: u32,
    /// The portal that was listed, where that is known.
    pub portal: Option<Id<Portal>>,
}

/// By what a dataset is an entry of the portal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum By {
    /// The plan has the entry's id.
    Id,
    /// Nothing but their names.
    Name {
        /// How alike they are, from [`super::LIKELY`] to 1.
        likeness: f64,
        /// Whether that, and that no other is nearly as like, is enough to act upon.
        is_sure: bool,
    },
}

impl By {
    /// Whether it may be acted upon.
    #[must_use]
    pub const fn is_sure(self) -> bool {
        matches!(self, Self::Id | Self::Name { is_sure: true, .. })
    }
}

/// A dataset and the portal's entry of it.
#[derive(Debug)]
pub struct Found<'a> {
    /// As the plan has it.
    pub entry: Entry<'a>,
    /// As the portal has it.
    pub listed: &'a Listed,
    /// Why it is the same.
    pub by: By,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// What differs between a plan and the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of difference.
    pub kind: Kind,
    /// The language of a name.
    pub lang: Option<Lang>,
    /// In the plan, spelt as in a source.
    pub plan: Option<String>,
    /// On the portal, in its words.
    pub portal: Option<String>,
    /// Whether what the portal says is understood; else it may mean the same in other words.
    pub is_understood: bool,
    /// By how many days an update is late.
    pub days: Option<u32>,
}

impl Difference {
    const fn new(kind: Kind, plan: Option<String>, portal: Option<String>) -> Self {
        Self { kind, lang: None, plan, portal, is_understood: true, days: None }
    }
}

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It is called otherwise.
    Renamed,
    /// It stands in another category.
    Category,
    /// It is updated at another frequency.
    Frequency,
    /// It was released in another month.
    Release,
    /// It has another id there than the plan says.
    Identifier,
    /// It is there, and the plan does not say that it was released.
    Unsaid,
    /// It is there, and the plan says that it was withdrawn.
    Withdrawn,
    /// Its last update is older than its frequency allows.
    Stale,
}

impl Kind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Renamed,
        Self::Category,
        Self::Frequency,
        Self::Release,
        Self::Identifier,
        Self::Unsaid,
        Self::Withdrawn,
        Self::Stale,
    ];

    /// The word that machines read, such as `stale`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Renamed => "renamed",
            Self::Category => "category",
            Self::Frequency => "frequency",
            Self::Release => "release",
            Self::Identifier => "identifier",
            Self::Unsaid => "unsaid",
            Self::Withdrawn => "withdrawn",
            Self::Stale => "stale",
        }
    }
}

/// Plans beside a portal.
#[derive(Debug)]
pub struct Reconciliation<'a> {
    /// The plans.
    pub workspace: &'a Workspace,
    /// What the portal holds.
    pub listing: &'a Listing,
    /// What it was told.
    pub options: Options,
    /// What is on the portal, in the order of the plans.
    pub found: Vec<Found<'a>>,
    /// What the plans say is released there, and is not.
    pub missing: Vec<Entry<'a>>,
    /// What is not there, and is not said to be.
    pub awaited: Vec<Entry<'a>>,
    /// What the plans' organisations have on the portal, and no plan has; in the portal's order. An entry that does not say whose it
    /// is counts as theirs.
    pub unplanned: Vec<&'a Listed>,
    /// How many entries are those of other organisations.
    pub others: usize,
    /// Whether names were compared; not where there are too many of them.
    pub compared: bool,
}

impl Reconciliation<'_> {
    /// Whether the plans and the portal say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let agrees = |found: &Found<'_>| found.by.is_sure() && found.differences.is_empty();
        self.missing.is_empty() && self.unplanned.is_empty() && self.compared && self.found.iter().all(agrees)
    }
}

/// The declarations that the portal's words may stand for.
struct Known {
    organisations: Labels<Organisation>,
    categories: Labels<Category>,
}

/// Compares plans with what a portal holds.
#[must_use]
pub fn reconcile<'a>(workspace: &'a Workspace, listing: &'a Listing, options: Options) -> Reconciliation<'a> {
    let known = Known { organisations: Labels::of(&workspace.vocabulary), categories: Labels::of(&workspace.vocabulary) };
    let matching = matched::find(workspace, listing, options.portal, &known.organisations);
    let found = matching.pairs.into_iter().map(|(entry, listed, by)| {
        let differences = differ::differences(&entry, listed, by, &known, options);
        Found { entry, listed, by, differences }
    });
    let found = found.collect();
    // what stands on another portal only is not looked for on this one
    let is_due = |entry: &Entry<'_>| {
        entry.dataset.status() == Status::Released && (has_no_portal_field(entry) || on(entry, options.portal).next().is_some())
    };
    let (missing, awaited) = matching.absent.into_iter().partition(is_due);
    let (unplanned, others) = (matching.unplanned, matching.others);
    Reconciliation { workspace, listing, options, found, missing, awaited, unplanned, others, compared: matching.compared }
}

/// The dataset's entries on the portal that was listed; on any, where that is not known.
fn on<'e>(entry: &Entry<'e>, portal: Option<Id<Portal>>) -> impl Iterator<Item = &'e crate::model::PortalEntry> {
    let all = entry.dataset.portals.iter().flat_map(|portals| &portals.value);
    all.filter(move |one| portal.is_none_or(|portal| one.portal == portal))
}

fn has_no_portal_field(entry: &Entry<'_>) -> bool {
    entry.dataset.portals.is_none() && !entry.dataset.cancelled.iter().any(|field| field.value == "portal")
}

/// The portal that is meant: the one of this name; else the one whose datasets have addresses on the host of `address`; else the
/// only one that the plans name.
#[must_use]
pub fn portal_of(workspace: &Workspace, name: Option<&str>, address: Option<&str>) -> Option<Id<Portal>> {
    let vocabulary = &workspace.vocabulary;
    if let Some(name) = name {
        return vocabulary.all::<Portal>().find(|(_, portal)| *portal.id.value == *name).map(|(id, _)| id);
    }
    let by_host = address.and_then(host).and_then(|wanted| {
        let is_its = |(_, portal): &(Id<Portal>, &Portal)| portal.url.as_deref().and_then(host) == Some(wanted);
        vocabulary.all::<Portal>().find(is_its).map(|(id, _)| id)
    });
    by_host.or_else(|| {
        let datasets = workspace.plans.iter().flat_map(|plan| plan.datasets());
        let mut named =
            datasets.flat_map(|(_, dataset)| dataset.portals.iter().flat_map(|all| &all.value)).map(|entry| entry.portal);
        let first = named.next()?;
        named.all(|other| other == first).then_some(first)
    })
}

/// The host of an address.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split(['/', '?', '#', ':']).next().filter(|host| !host.is_empty())
}

/// The last day by which an update is due, after one on `last`.
fn due(last: NaiveDate, days: u32, grace: u32) -> Option<NaiveDate> {
    last.checked_add_days(Days::new(u64::from(days) + u64::from(grace)))
}
