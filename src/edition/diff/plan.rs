//! What changed of a plan beside its datasets.

use super::fields::{changed, contacts, many};
use super::words::text;
use super::{Change, Kind, Value, date};
use crate::edition::pair::PlanPair;
use crate::model::{Owed, Plan, Text, Workspace};

pub(super) fn changes(pair: &PlanPair<'_>, old: &Workspace, new: &Workspace) -> Vec<Change> {
    let (Some(was), Some(is)) = (pair.old, pair.new) else { return Vec::new() };
    let one = |text: String| Value::One(text);
    let renamed = |change: Change| Change { kind: Kind::Renamed, ..change };
    let mut all: Vec<Change> = Vec::new();
    all.extend(changed("id", one(was.id.value.to_string()), one(is.id.value.to_string())).map(renamed));
    all.extend(changed("years", one(was.period.to_string()), one(is.period.to_string())));
    let publishers =
        |plan: &Plan, of: &Workspace| many(plan.publishers.iter().map(|id| of.vocabulary.get(id.value).id.value.to_string()));
    all.extend(changed("publisher", publishers(was, old), publishers(is, new)));
    let issued = |plan: &Plan| plan.issued.as_ref().map(|issued| issued.value.clone());
    all.extend(date::change("issued", issued(was).as_ref(), issued(is).as_ref()));
    let updated = |plan: &Plan| plan.updated.map(|updated| Owed::Given(updated.value));
    all.extend(date::change("updated", updated(was).as_ref(), updated(is).as_ref()));
    all.extend(changed("languages", languages(was), languages(is)));
    let licence = |plan: &Plan, of: &Workspace| {
        plan.licence.map_or(Value::Absent, |licence| Value::One(of.vocabulary.get(licence.value).id.value.to_string()))
    };
    all.extend(changed("licence", licence(was, old), licence(is, new)));
    all.extend(text("title", was.title.as_ref(), is.title.as_ref()));
    let contact = |plan: &Plan| plan.contact.as_ref().map(|contact| contact.value.clone());
    all.extend(contacts(contact(was).as_ref(), contact(is).as_ref()));
    all.extend(notes(&places(was, old), &places(is, new)));
    all
}

/// The first language is the original: it counts which it is.
fn languages(plan: &Plan) -> Value {
    let tags: Vec<&str> = plan.languages.iter().map(|lang| lang.value.suffix()).collect();
    if tags.is_empty() { Value::Absent } else { Value::One(tags.join(", ")) }
}

/// A place of a plan, and what is printed there.
type Places<'a> = Vec<(String, Option<&'a Text>)>;

/// The sections, bodies and halves of a plan, with their notes.
fn places<'a>(plan: &'a Plan, of: &Workspace) -> Places<'a> {
    let mut all: Places<'a> = Vec::new();
    let mut add = |place: String, note: Option<&'a Text>| {
        if !all.iter().any(|(known, _)| *known == place) {
            all.push((place, note));
        }
    };
    for section in &plan.sections {
        add(section.letter.word().to_owned(), section.note.as_ref());
    }
    for (section, body, half) in plan.halves() {
        let mut place = section.letter.word().to_owned();
        if let Some(body) = body {
            place = format!("{place}/{}", of.vocabulary.get(body.organisation.value).id.value);
            add(place.clone(), body.note.as_ref());
        }
        add(format!("{place}/{}", half.kind.word()), half.note.as_ref());
    }
    all
}

fn note_of<'a>(all: &Places<'a>, place: &str) -> Option<&'a Text> {
    all.iter().find(|(known, _)| known == place).and_then(|(_, note)| *note)
}

/// What changed of the notes of places; one that was not there had none.
fn notes(old: &Places<'_>, new: &Places<'_>) -> Vec<Change> {
    let mut names: Vec<&String> = old.iter().chain(new).map(|(place, _)| place).collect();
    names.sort_unstable();
    names.dedup();
    let mut all = Vec::new();
    for place in names {
        all.extend(text("note", note_of(old, place), note_of(new, place)).into_iter().map(|change| change.at(place)));
    }
    all
}
