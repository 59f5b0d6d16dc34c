//! `catalogue.json` of odp: it says what everything is, so that a plan comes back whole. Phrases come back as their texts.

use serde_json::Value as Json;

use super::{Desk, File, Read, ending};
use crate::diagnostic::{self as d, Diagnostic};
use crate::import::draft::{Body, Dataset, Draft, Event, Half, Halves, Section, Tongues, Value};
use crate::import::ids::is_id;
use crate::import::names::Names;
use crate::import::source::literal;
use crate::import::tags::lang_of_tag;
use crate::model::{Date, Geometry, HalfKind, Kind, Letter, Period};
use crate::source::Span;

pub(super) fn takes(file: &File) -> bool {
    ending(&file.name) == "json"
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let source = desk.text(file);
    let broken = |reason: String| {
        let finding = Diagnostic::bare(&d::IMPORT_FORM).variant("broken").arg("path", &*file.name).arg("form", "catalogue");
        finding.arg("reason", reason).arg("forms", "catalogue.json")
    };
    let json: Json = match serde_json::from_str(&source.text) {
        Ok(json) => json,
        Err(error) => {
            desk.sink.push(broken(error.to_string()));
            return None;
        }
    };
    if str_of(&json, "format") != Some("odp-catalogue") {
        desk.sink.push(broken("its `format` is not `odp-catalogue`".to_owned()));
        return None;
    }
    let start = Span::new(source.id, 0, 0);
    let mut reader = Catalogue { desk, names: Names::default(), start };
    Some(Read::Draft(Box::new(reader.draft(&json))))
}

struct Catalogue<'c, 'd> {
    desk: &'c mut Desk<'d>,
    names: Names,
    start: Span,
}

fn str_of<'j>(json: &'j Json, key: &str) -> Option<&'j str> {
    json.get(key)?.as_str()
}

fn list<'j>(json: &'j Json, key: &str) -> impl Iterator<Item = &'j Json> {
    json.get(key).and_then(Json::as_array).into_iter().flatten()
}

/// The texts of an object by language tag; what was converted is left out.
fn texts(json: Option<&Json>) -> Tongues {
    let entries = json.and_then(Json::as_object).into_iter().flatten();
    let one = |(tag, said): (&String, &Json)| {
        let lang = lang_of_tag(tag)?;
        match str_of(said, "state")? {
            "written" => Some((lang, Some(str_of(said, "text")?.to_owned()))),
            "pending" => Some((lang, None)),
            _ => None,
        }
    };
    entries.filter_map(one).collect()
}

/// A date, pending, or nothing.
fn owed(json: Option<&Json>) -> Value {
    let Some(json) = json else { return Value::Absent };
    if str_of(json, "state") == Some("pending") {
        return Value::Pending;
    }
    let date = str_of(json, "date").or_else(|| json.as_str()).and_then(Date::parse);
    date.map_or(Value::Absent, |date| Value::Written(date.to_string()))
}

fn joined(all: &[String]) -> Value {
    if all.is_empty() { Value::Absent } else { Value::Written(all.join(", ")) }
}

impl Catalogue<'_, '_> {
    /// The id of an object that has one, declared with its label where the library does not have it.
    fn name(&mut self, kind: Kind, json: &Json) -> Option<String> {
        let id = str_of(json, "id").filter(|id| is_id(id))?;
        let label = texts(json.get("label").or_else(|| json.get("name")));
        Some(self.names.with_id(kind, id, &label, self.start, self.desk))
    }

    fn draft(&mut self, json: &Json) -> Draft {
        let null = Json::Null;
        let plan = json.get("plan").unwrap_or(&null);
        let mut draft = Draft { title: texts(plan.get("title")), library: self.desk.library.clone(), ..Draft::default() };
        draft.id = str_of(plan, "id").filter(|id| is_id(id)).unwrap_or("plan").to_owned();
        draft.publishers = list(plan, "publishers").filter_map(|body| self.name(Kind::Organisation, body)).collect();
        let end = |key: &str| Date::parse(str_of(plan.get("period")?, key)?);
        draft.period = end("from").zip(end("to")).and_then(|(from, to)| Period::new(from, to));
        draft.issued = owed(plan.get("issued"));
        draft.updated = owed(plan.get("updated"));
        draft.previous = str_of(plan, "previous").map_or(Value::Absent, |path| Value::Written(literal(path)));
        draft.licence =
            plan.get("licence").and_then(|licence| self.name(Kind::Licence, licence)).map_or(Value::Absent, Value::Written);
        draft.contact = plan.get("contact").map_or(Value::Absent, contact);
        let owed = list(plan, "languages").filter(|lang| str_of(lang, "role") != Some("derived"));
        draft.languages = owed.filter_map(|lang| lang_of_tag(str_of(lang, "tag")?)).collect();
        for section in list(json, "sections") {
            self.section(section, &mut draft);
        }
        draft.declared = std::mem::take(&mut self.names.declared);
        draft
    }

    fn section(&mut self, json: &Json, draft: &mut Draft) {
        let letter = str_of(json, "letter").and_then(|word| Letter::ALL.into_iter().find(|letter| letter.word() == word));
        let Some(letter) = letter else { return };
        let mut section = Section { note: texts(json.get("note")), ..Section::default() };
        section.halves = self.halves(json);
        for body in list(json, "organisations") {
            let Some(organisation) = self.name(Kind::Organisation, body) else { continue };
            let halves = self.halves(body);
            section.bodies.push(Body { organisation, note: texts(body.get("note")), halves });
        }
        draft.sections.insert(letter, section);
    }

    fn halves(&mut self, json: &Json) -> Halves {
        let is_none = |json: &Json| json.get("none").and_then(Json::as_bool).unwrap_or(false);
        if is_none(json) {
            return HalfKind::ALL.into_iter().map(|kind| (kind, Half { none: true, ..Half::default() })).collect();
        }
        let mut all = Halves::new();
        for half in list(json, "halves") {
            let kind = str_of(half, "kind").and_then(|word| HalfKind::ALL.into_iter().find(|kind| kind.word() == word));
            let Some(kind) = kind else { continue };
            let datasets = list(half, "datasets").map(|dataset| self.dataset(dataset)).collect();
            all.insert(kind, Half { note: texts(half.get("note")), none: is_none(half), datasets });
        }
        all
    }

    fn dataset(&mut self, json: &Json) -> Dataset {
        let mut dataset = Dataset { name: texts(json.get("name")), ..Dataset::default() };
        dataset.id = str_of(json, "id").filter(|id| is_id(id)).unwrap_or("dataset").to_owned();
        dataset.is_given = true;
        if let Some(description) = json.get("description") {
            dataset.listed = str_of(description, "form") == Some("bullets");
            dataset.description = list(description, "items").map(|item| texts(item.get("text"))).collect();
        }
        let pending = |json: &Json| str_of(json, "state") == Some("pending");
        let category = json.get("category").filter(|category| !pending(category));
        let category = category.and_then(|category| self.name(Kind::Category, category));
        dataset.set("category", category.map_or(Value::Pending, Value::Written));
        for field in ["target", "released"] {
            dataset.set(field, owed(json.get(field)));
        }
        dataset.set("frequency", self.frequency(json.get("frequency")));
        self.lists(json, &mut dataset);
        for field in ["note", "coverage"] {
            let words = texts(json.get(field));
            if !words.is_empty() {
                dataset.texts.push((field, words));
            }
        }
        history(json, &mut dataset);
        dataset
    }

    fn frequency(&mut self, json: Option<&Json>) -> Value {
        let Some(json) = json else { return Value::Pending };
        let mut codes: Vec<String> = Vec::new();
        for item in list(json, "items") {
            match item.get("id") {
                Some(_) => codes.extend(self.name(Kind::Frequency, item)),
                None => {
                    codes.extend(str_of(item, "code").and_then(|code| self.desk.lexicon.frequencies(code)).into_iter().flatten())
                }
            }
        }
        let words = texts(json.get("words"));
        Value::worded(&codes, words)
    }

    fn lists(&mut self, json: &Json, dataset: &mut Dataset) {
        let formats: Vec<String> = list(json, "formats").filter_map(|format| self.name(Kind::Format, format)).collect();
        dataset.set("formats", joined(&formats));
        let owners: Vec<String> = list(json, "owners").filter_map(|owner| self.name(Kind::Organisation, owner)).collect();
        dataset.set("owner", joined(&owners.iter().map(|owner| format!("@{owner}")).collect::<Vec<_>>()));
        let mut portals = Vec::new();
        for portal in list(json, "portals") {
            let Some(name) = self.name(Kind::Portal, portal) else { continue };
            let there = str_of(portal, "datasetId").or_else(|| str_of(portal, "entry"));
            portals.push(there.map_or_else(|| format!("@{name}"), |id| format!("@{name} {}", literal(id))));
        }
        dataset.set("portal", joined(&portals));
        let licence = json.get("licence").and_then(|licence| self.name(Kind::Licence, licence));
        dataset.set("licence", licence.map_or(Value::Absent, Value::Written));
        let keywords: Vec<Tongues> = list(json, "keywords").map(|words| texts(Some(words))).collect();
        dataset.set("keywords", Value::texts(keywords));
        dataset.set("contact", json.get("contact").map_or(Value::Absent, contact));
        let words = |key: &str| list(json, key).filter_map(Json::as_str).map(str::to_owned).collect::<Vec<_>>();
        dataset.set("formerly", joined(&words("formerly").into_iter().filter(|id| is_id(id)).collect::<Vec<_>>()));
        let known = |word: &String| Geometry::ALL.iter().any(|geometry| geometry.word() == word);
        dataset.set("geometry", joined(&words("geometry").into_iter().filter(known).collect::<Vec<_>>()));
        dataset.set("crs", joined(&words("crs").iter().map(|crs| literal(crs)).collect::<Vec<_>>()));
        dataset.set("scale", str_of(json, "scale").map_or(Value::Absent, |scale| Value::Written(literal(scale))));
    }
}

fn contact(json: &Json) -> Value {
    let post = texts(json.get("post"));
    Value::contact(str_of(json, "email").map(literal), post)
}

/// Slips and a withdrawal.
fn history(json: &Json, dataset: &mut Dataset) {
    let date = |json: &Json, key: &str| str_of(json, key).and_then(Date::parse);
    for slip in list(json, "slips") {
        if let Some(from) = date(slip, "from") {
            let to = date(slip, "to").map_or_else(|| "pending".to_owned(), |to| to.to_string());
            dataset.events.push(Event { head: format!("slipped {from}..{to}"), reason: texts(slip.get("reason")) });
        }
    }
    if let Some(withdrawn) = json.get("withdrawn")
        && let Some(month) = date(withdrawn, "date")
    {
        dataset.events.push(Event { head: format!("withdrawn {month}"), reason: texts(withdrawn.get("reason")) });
    }
}
