//! Packages of CKAN (`package_search`; `ckan.LANG.json` of odp) → entries of a listing.

use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::Clerk;
use crate::edition::reconcile::{Listed, Said};
use crate::import::readers::{Package, ckan_place, ckan_texts};
use crate::import::tags::lang_of_tag;
use crate::model::{Date, Kind, Lang};
use crate::source::{Source, Span};

static FREQUENCY: &[&str] = &["update_frequency", "frequency", "accrual_periodicity"];
/// Fields made for the release; when an entry was made is another date.
static RELEASED: &[&str] = &["date_released", "release_date", "issued", "date_published"];
static MODIFIED: &[&str] = &["last_updated", "date_modified", "modified", "metadata_modified"];

pub(super) fn read(raw: &RawValue, source: &Source, clerk: &mut Clerk<'_>) {
    let place = |part: &str| ckan_place(source.id, &source.text, part);
    let package: Package<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
    let paper = Paper { package: &package, place: &place };
    let ids = ["name", "id"].iter().filter_map(|key| paper.words(key)).map(|(id, _)| id.into_boxed_str()).collect();
    let released = paper.first(RELEASED).and_then(|(words, place)| clerk.date(&words, place));
    let listed = Listed {
        ids,
        titles: paper.titles(),
        owner: clerk.said(Kind::Organisation, paper.owner()),
        categories: paper.categories().into_iter().filter_map(|names| clerk.said(Kind::Category, names)).collect::<Vec<Said>>(),
        frequency: paper.first(FREQUENCY).and_then(|(words, _)| clerk.frequency(&words)),
        released,
        modified: paper.modified(clerk),
        span: Some(place(raw.get())),
    };
    clerk.add(listed, place(raw.get()));
}

/// A package, and where its parts stand.
struct Paper<'p> {
    package: &'p Package<'p>,
    place: &'p dyn Fn(&str) -> Span,
}

impl Paper<'_> {
    fn json(&self, key: &str) -> Option<(Json, Span)> {
        let raw = self.package.get(key)?;
        Some((serde_json::from_str(raw.get()).ok()?, (self.place)(raw.get())))
    }

    /// The words of a field, on one line; of one that the portal added, under `extras`.
    fn words(&self, key: &str) -> Option<(String, Span)> {
        let said = |json: &Json| Some(ckan_texts(json).join(", ").trim().to_owned()).filter(|words| !words.is_empty());
        if let Some((json, place)) = self.json(key)
            && let Some(words) = said(&json)
        {
            return Some((words, place));
        }
        let (extras, place) = self.json("extras")?;
        let extra = extras.as_array()?.iter().find(|extra| extra.get("key").and_then(Json::as_str) == Some(key))?;
        said(extra.get("value")?).map(|words| (words, place))
    }

    fn first(&self, keys: &[&str]) -> Option<(String, Span)> {
        keys.iter().find_map(|key| self.words(key))
    }

    fn titles(&self) -> Vec<(Option<Lang>, Box<str>)> {
        let mut all = Vec::new();
        for key in ["title_translated", "title"] {
            match self.json(key) {
                Some((Json::Object(texts), _)) => {
                    let tongue = |tag: &str| lang_of_tag(&tag.replace('_', "-"));
                    let each = texts.iter().filter_map(|(tag, text)| Some((tongue(tag), text.as_str()?.trim().into())));
                    all.extend(each.filter(|(_, text): &(_, Box<str>)| !text.is_empty()));
                }
                Some((Json::String(text), _)) if !text.trim().is_empty() => all.push((None, text.trim().into())),
                _ => {}
            }
            if !all.is_empty() {
                break;
            }
        }
        all
    }

    fn owner(&self) -> Vec<String> {
        let of = |key: &&str| self.json(key).map(|(json, _)| called(&json)).filter(|names| !names.is_empty());
        ["organization", "owner_org", "author"].iter().find_map(of).unwrap_or_default()
    }

    fn categories(&self) -> Vec<Vec<String>> {
        let all = |json: Json| match json {
            Json::Array(all) => all.iter().map(called).collect(),
            one => vec![called(&one)],
        };
        let of = |key: &&str| self.json(key).map(|(json, _)| all(json)).filter(|all: &Vec<Vec<String>>| !all.is_empty());
        ["groups", "category", "theme"].iter().find_map(of).unwrap_or_default()
    }

    /// When the newest of its files was changed; where no file says so, its entry.
    fn modified(&self, clerk: &mut Clerk<'_>) -> Option<Date> {
        let (resources, place) = self.json("resources").unwrap_or((Json::Null, (self.place)("")));
        let files = resources.as_array().into_iter().flatten();
        let words: Vec<&str> = files.filter_map(|file| file.get("last_modified").and_then(Json::as_str)).collect();
        let newest = words.into_iter().filter_map(|words| clerk.date(words, place)).max_by_key(|date| date.last_day());
        newest.or_else(|| self.first(MODIFIED).and_then(|(words, place)| clerk.date(&words, place)))
    }
}

/// What something is called, the name for people first.
fn called(json: &Json) -> Vec<String> {
    if let Some(words) = json.as_str() {
        return vec![words.to_owned()];
    }
    let names = ["title", "display_name", "name"].iter().filter_map(|key| json.get(*key).and_then(Json::as_str));
    names.filter(|name| !name.trim().is_empty()).map(str::to_owned).collect()
}
