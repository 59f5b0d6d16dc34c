//! Small parts of `catalogue.json`: dates, languages, and what a vocabulary declares.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Context, Texts};
use crate::emit::url::dataset_url;
use crate::model::{self, Date, Declared, Id, Lang, Organisation, Owed, PortalEntry, Precision};

/// A date as exact as it was written: `{"date": "2026-01", "precision": "month"}`.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Day(pub(in crate::emit) Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let precision = match self.0.precision() {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
        };
        let mut day = serializer.serialize_struct("Day", 2)?;
        day.serialize_field("date", &format_args!("{}", self.0))?;
        day.serialize_field("precision", precision)?;
        day.end()
    }
}

/// A value, or `{"state": "pending"}`.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum OrPending<T> {
    Given(T),
    Pending { state: &'static str },
}

impl<T> OrPending<T> {
    pub(super) fn of<'a, V>(owed: &'a Owed<V>, map: impl FnOnce(&'a V) -> T) -> Self {
        match owed {
            Owed::Given(value) => Self::Given(map(value)),
            Owed::Pending => Self::Pending { state: "pending" },
        }
    }
}

/// A language that a plan is published in.
#[derive(Serialize)]
pub(in crate::emit) struct Language<'a> {
    tag: &'a str,
    suffix: &'a str,
    role: &'static str,
}

/// The languages a plan is published in: the one it was written in first, its translations, and what is derived.
pub(in crate::emit) fn languages(context: Context<'_>) -> Vec<Language<'_>> {
    let role = |lang: Lang| match () {
        () if lang == context.plan.original() => "original",
        () if context.plan.languages.iter().any(|owed| owed.value == lang) => "translation",
        () => "derived",
    };
    let one = |lang| Language { tag: Lang::tag(lang), suffix: lang.suffix(), role: role(*lang) };
    context.langs.iter().map(one).collect()
}

/// A declaration by its id and its name.
#[derive(Serialize)]
pub(super) struct Known<'a> {
    id: &'a str,
    name: Texts<'a>,
}

impl<'a> Known<'a> {
    pub(super) fn of(context: Context<'a>, id: Id<Organisation>) -> Self {
        let organisation = context.vocabulary.get(id);
        Self { id: &organisation.id.value, name: context.text(organisation.label()) }
    }
}

/// Terms of use.
#[derive(Serialize)]
pub(super) struct Licence<'a> {
    id: &'a str,
    name: Texts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> Licence<'a> {
    pub(super) fn of(context: Context<'a>, id: Id<model::Licence>) -> Self {
        let licence = context.vocabulary.get(id);
        Self { id: &licence.id.value, name: context.text(&licence.name), url: licence.url.as_deref() }
    }
}

/// A data category, with its EU data theme (Publications Office authority table `data-theme`).
#[derive(Serialize)]
pub(super) struct Category<'a> {
    id: &'a str,
    label: Texts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<&'a str>,
}

impl<'a> Category<'a> {
    pub(super) fn of(context: Context<'a>, id: Id<model::Category>) -> Self {
        let category = context.vocabulary.get(id);
        Self { id: &category.id.value, label: context.text(&category.label), theme: category.theme.as_deref() }
    }
}

/// A file format, with its media type (IANA).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Format<'a> {
    id: &'a str,
    label: Texts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    media_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    machine_readable: Option<bool>,
}

impl<'a> Format<'a> {
    pub(super) fn of(context: Context<'a>, id: Id<model::Format>) -> Self {
        let format = context.vocabulary.get(id);
        Self {
            id: &format.id.value,
            label: context.text(&format.label),
            media_type: format.media_type.as_deref(),
            machine_readable: format.machine_readable,
        }
    }
}

/// A dataset's place on a portal, with its addresses there once its id is known.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Portal<'a> {
    id: &'a str,
    name: Texts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    urls: Option<Urls<'a>>,
}

/// Addresses by language tag (BCP 47).
pub(super) struct Urls<'a>(Vec<(&'a Lang, String)>);

impl Serialize for Urls<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(lang, url)| (lang.tag(), url)))
    }
}

impl<'a> Portal<'a> {
    pub(super) fn of(context: Context<'a>, entry: &'a PortalEntry) -> Self {
        let portal = context.vocabulary.get(entry.portal);
        let dataset_id = entry.id.as_ref().map(|id| &*id.value);
        let urls = dataset_id.filter(|_| portal.url.is_some()).map(|id| {
            let url = |lang: &'a Lang| dataset_url(portal, id, *lang).map(|url| (lang, url));
            Urls(context.langs.iter().filter_map(url).collect())
        });
        Self { id: &portal.id.value, name: context.text(&portal.name), dataset_id, urls }
    }
}

/// A post, not a person.
#[derive(Serialize)]
pub(super) struct Contact<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<Texts<'a>>,
}

impl<'a> Contact<'a> {
    pub(super) fn of(context: Context<'a>, contact: &'a model::Contact) -> Self {
        let email = contact.email.as_ref().map(|email| &*email.value);
        Self { email, post: contact.post.as_ref().map(|post| context.text(post)) }
    }
}
