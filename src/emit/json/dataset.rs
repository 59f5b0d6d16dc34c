//! A dataset in `catalogue.json`: its own values and those it inherits.

use serde::Serialize;

use super::frequency::Cell;
use super::terms::{Category, Contact, Day, Format, Known, Licence, OrPending, Portal};
use super::{Context, Texts};
use crate::emit::totals::is_overdue;
use crate::model::{self, Bullet, Dataset, Date, Slip, Sourced, Withdrawal};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry<'a> {
    id: &'a str,
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Description<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<OrPending<Category<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<OrPending<Day>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_target: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    released: Option<OrPending<Day>>,
    status: &'static str,
    overdue: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    slips: Vec<Moved<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Withdrawn<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frequency: Option<OrPending<Cell<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    formats: Option<Vec<Format<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owners: Option<Vec<Known<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    portals: Option<Vec<Portal<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Licence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keywords: Option<Vec<Texts<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Contact<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    formerly: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Texts<'a>>,
    #[serde(flatten)]
    place: Spatial<'a>,
}

/// What only datasets in a spatial half have: geometry, coordinate reference system (EPSG), scale, coverage.
#[derive(Serialize)]
struct Spatial<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    geometry: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crs: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Texts<'a>>,
}

impl<'a> Entry<'a> {
    pub(super) fn of(context: Context<'a>, dataset: &'a Dataset, as_of: Option<Date>) -> Self {
        let text = |text| context.text(text);
        let slipped = !dataset.slips.is_empty();
        Self {
            id: &dataset.id.value,
            number: dataset.number,
            name: dataset.name.as_ref().map(text),
            description: dataset.description.as_ref().map(|description| Description::of(context, description)),
            category: dataset.category.as_ref().map(|category| OrPending::of(&category.value, |id| Category::of(context, *id))),
            target: dataset.target.as_ref().map(|target| OrPending::of(&target.value, |date| Day(*date))),
            original_target: dataset.original_target().filter(|_| slipped).map(Day),
            released: dataset.released.as_ref().map(|released| OrPending::of(&released.value, |date| Day(*date))),
            status: dataset.status().word(),
            overdue: is_overdue(dataset, as_of),
            slips: dataset.slips.iter().map(|slip| Moved::of(context, slip)).collect(),
            withdrawn: dataset.withdrawn.as_ref().map(|withdrawn| Withdrawn::of(context, withdrawn)),
            frequency: dataset.frequency.as_ref().map(|all| OrPending::of(&all.value, |all| Cell::of(context, all))),
            formats: list(dataset.formats.as_ref(), |format| Format::of(context, format.value)),
            owners: list(dataset.owners.as_ref(), |owner| Known::of(context, owner.value)),
            portals: list(dataset.portals.as_ref(), |entry| Portal::of(context, entry)),
            licence: dataset.licence.as_ref().map(|licence| Licence::of(context, licence.value)),
            keywords: list(dataset.keywords.as_ref(), text),
            contact: dataset.contact.as_ref().map(|contact| Contact::of(context, &contact.value)),
            formerly: dataset.formerly.iter().map(|id| &*id.value).collect(),
            note: dataset.note.as_ref().map(text),
            place: Spatial {
                geometry: list(dataset.geometry.as_ref(), |geometry| geometry.word()),
                crs: list(dataset.crs.as_ref(), |crs| &*crs.value),
                scale: dataset.scale.as_ref().map(|scale| &*scale.value.value),
                coverage: dataset.coverage.as_ref().map(|coverage| context.text(&coverage.value)),
            },
        }
    }
}

fn list<'a, V, T>(all: Option<&'a Sourced<Vec<V>>>, map: impl FnMut(&'a V) -> T) -> Option<Vec<T>> {
    all.map(|all| all.value.iter().map(map).collect())
}

#[derive(Serialize)]
struct Description<'a> {
    form: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    text: Texts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phrase: Option<&'a str>,
}

impl<'a> Description<'a> {
    fn of(context: Context<'a>, description: &'a model::Description) -> Self {
        let item = |bullet: &'a Bullet| Item {
            text: context.text(&bullet.text),
            phrase: bullet.phrase.as_ref().map(|phrase| &*context.vocabulary.get(phrase.value).id.value),
        };
        let form = if description.listed { "bullets" } else { "paragraph" };
        Self { form, items: description.bullets.iter().map(item).collect() }
    }
}

/// A promise moved: to when, unless that is pending, and how many months later, where both dates say it.
#[derive(Serialize)]
struct Moved<'a> {
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Texts<'a>>,
}

impl<'a> Moved<'a> {
    fn of(context: Context<'a>, slip: &'a Slip) -> Self {
        let (from, to) = (slip.from.value, slip.to.given().copied());
        let reason = slip.reason.as_ref().map(|reason| context.text(reason));
        let months = to.and_then(|to| from.months_until(to));
        Self { from: from.to_string(), to: to.map(|to| to.to_string()), months, reason }
    }
}

#[derive(Serialize)]
struct Withdrawn<'a> {
    #[serde(flatten)]
    date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Texts<'a>>,
}

impl<'a> Withdrawn<'a> {
    fn of(context: Context<'a>, withdrawn: &'a Withdrawal) -> Self {
        Self { date: Day(withdrawn.date.value), reason: withdrawn.reason.as_ref().map(|reason| context.text(reason)) }
    }
}
