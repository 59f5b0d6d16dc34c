//! What a page says to search engines: its catalogue and datasets in the words of schema.org, as JSON-LD.
//!
//! A planned dataset has `creativeWorkStatus` and no date of publication: a promise is none. Texts are in the languages of the page.
//! An address that is not one of the web stays out.

use serde_json::{Map, Value, json};

use super::url::{dataset_url, is_web};
use crate::model::{Dataset, Id, Lang, Organisation, Plan, Status, Text, Vocabulary};

/// The JSON-LD of one page, safe within a `script` element.
pub(super) fn markup(plan: &Plan, vocabulary: &Vocabulary, langs: &[Lang]) -> String {
    let page = Page { plan, vocabulary, langs };
    // what ends a script or begins a comment has a `<`
    page.catalogue().to_string().replace('<', "\\u003c")
}

/// The JSON-LD of the page of one dataset, safe within a `script` element.
pub(super) fn dataset_markup(plan: &Plan, vocabulary: &Vocabulary, dataset: &Dataset, langs: &[Lang]) -> String {
    let page = Page { plan, vocabulary, langs };
    let mut out = Map::from_iter([("@context".to_owned(), "https://schema.org/".into())]);
    if let Value::Object(all) = page.dataset(dataset) {
        out.extend(all);
    }
    let mut catalogue = kind("DataCatalog");
    put(&mut catalogue, "identifier", Some((&*plan.id.value).into()));
    put(&mut catalogue, "name", plan.title.as_ref().and_then(|title| page.text(title)));
    put(&mut out, "includedInDataCatalog", Some(catalogue.into()));
    Value::Object(out).to_string().replace('<', "\\u003c")
}

struct Page<'a> {
    plan: &'a Plan,
    vocabulary: &'a Vocabulary,
    langs: &'a [Lang],
}

impl Page<'_> {
    fn catalogue(&self) -> Value {
        let plan = self.plan;
        let mut catalogue = kind("DataCatalog");
        put(&mut catalogue, "@context", Some("https://schema.org/".into()));
        put(&mut catalogue, "identifier", Some((&*plan.id.value).into()));
        put(&mut catalogue, "name", plan.title.as_ref().and_then(|title| self.text(title)));
        put(&mut catalogue, "publisher", self.organisations(plan.publishers.iter().map(|publisher| publisher.value)));
        let issued = plan.issued.as_ref().and_then(|issued| issued.given());
        put(&mut catalogue, "datePublished", issued.map(|date| date.to_string().into()));
        put(&mut catalogue, "dateModified", plan.updated.map(|updated| updated.value.to_string().into()));
        put(&mut catalogue, "inLanguage", Some(self.langs.iter().map(Lang::tag).collect()));
        put(&mut catalogue, "dataset", Some(plan.datasets().map(|(_, dataset)| self.dataset(dataset)).collect()));
        catalogue.into()
    }

    fn dataset(&self, dataset: &Dataset) -> Value {
        let mut out = kind("Dataset");
        let status = match dataset.status() {
            Status::Planned => "Planned",
            Status::Released => "Published",
            Status::Withdrawn => "Withdrawn",
        };
        put(&mut out, "identifier", Some((&*dataset.id.value).into()));
        put(&mut out, "name", dataset.name.as_ref().and_then(|name| self.text(name)));
        put(&mut out, "description", self.description(dataset));
        put(&mut out, "creativeWorkStatus", Some(status.into()));
        let is_out = dataset.status() == Status::Released;
        put(&mut out, "datePublished", dataset.released_date().filter(|_| is_out).map(|date| date.to_string().into()));
        let owners = dataset.owners.iter().flat_map(|owners| &owners.value).map(|owner| owner.value);
        put(&mut out, "creator", self.organisations(owners));
        let category = dataset.category.as_ref().and_then(|category| category.value.given());
        put(&mut out, "about", category.and_then(|id| self.text(&self.vocabulary.get(*id).label)));
        let keywords: Vec<Value> =
            dataset.keywords.iter().flat_map(|keywords| &keywords.value).filter_map(|word| self.text(word)).collect();
        put(&mut out, "keywords", (!keywords.is_empty()).then(|| keywords.into()));
        let licence = dataset.licence.as_ref().and_then(|licence| self.vocabulary.get(licence.value).url.as_deref());
        put(&mut out, "license", licence.filter(|url| is_web(url)).map(Value::from));
        put(&mut out, "spatialCoverage", dataset.coverage.as_ref().and_then(|coverage| self.text(&coverage.value)));
        let places = dataset.portals.iter().flat_map(|portals| &portals.value);
        let urls = places.filter_map(|entry| {
            let lang = self.langs.first().copied().unwrap_or(Lang::EN);
            dataset_url(self.vocabulary.get(entry.portal), entry.id.as_ref()?, lang)
        });
        let urls: Vec<Value> = urls.filter(|url| is_out && is_web(url)).map(Value::from).collect();
        put(&mut out, "url", one_or_all(urls));
        out.into()
    }

    /// The paragraphs of a description in each language of the page that has all of them.
    fn description(&self, dataset: &Dataset) -> Option<Value> {
        let bullets = &dataset.description.as_ref()?.bullets;
        let whole = |lang: &Lang| {
            let parts: Option<Vec<&str>> = bullets.iter().map(|bullet| bullet.text.get(*lang)).collect();
            parts.map(|parts| json!({"@language": lang.tag(), "@value": parts.join("\n")}))
        };
        one_or_all(self.langs.iter().filter_map(whole).collect())
    }

    fn text(&self, text: &Text) -> Option<Value> {
        let one = |lang: &Lang| text.get(*lang).map(|words| json!({"@language": lang.tag(), "@value": words}));
        one_or_all(self.langs.iter().filter_map(one).collect())
    }

    fn organisations(&self, ids: impl Iterator<Item = Id<Organisation>>) -> Option<Value> {
        let one = |id: Id<Organisation>| {
            let known = self.vocabulary.get(id);
            let mut out = kind("Organization");
            put(&mut out, "name", self.text(&known.name));
            put(&mut out, "url", known.url.as_deref().filter(|url| is_web(url)).map(Value::from));
            Value::from(out)
        };
        one_or_all(ids.map(one).collect())
    }
}

fn kind(name: &str) -> Map<String, Value> {
    Map::from_iter([("@type".to_owned(), name.into())])
}

fn put(into: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        into.insert(key.to_owned(), value);
    }
}

fn one_or_all(mut values: Vec<Value>) -> Option<Value> {
    match values.len() {
        0 => None,
        1 => values.pop(),
        _ => Some(values.into()),
    }
}
