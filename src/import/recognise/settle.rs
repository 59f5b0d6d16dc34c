//! What can be said only when the whole document was read: years, publisher, id, and where datasets without a section go.

use super::Walk;
use super::facts::{Basis, Found, years};
use crate::diagnostic::{self as d, Arg, Diagnostic, Subject};
use crate::import::account::Account;
use crate::import::draft::{Dataset, Draft, Event, Half, NOBODY, Place, Tongues, Value};
use crate::import::ids::{is_id, of_name};
use crate::import::tags::is_han;
use crate::import::{Options, stem};
use crate::model::{Date, HalfKind, Kind, Lang, Letter, Period};
use crate::rules::is_target_of;
use crate::source::{FileId, Span};

/// Makes the plan whole.
pub(super) fn settle(mut walk: Walk<'_, '_>, options: &Options) -> (Draft, Account) {
    period(&mut walk, options);
    loose(&mut walk);
    publisher(&mut walk, options);
    let Walk { mut draft, facts, names, account, tongue, desk, .. } = walk;
    draft.title = facts.title;
    draft.issued = facts.issued.map_or(Value::Pending, Value::Written);
    draft.updated = facts.updated.map_or(Value::Absent, Value::Written);
    draft.languages = if facts.languages.is_empty() { vec![tongue] } else { facts.languages };
    unspoken(&mut draft, desk);
    draft.declared = names.declared;
    let first = draft.period.map(|period| period.from.year_number().to_string()).unwrap_or_default();
    let name = draft
        .publishers
        .first()
        .map_or_else(|| of_name(&stem(&options.name)).0, |name| name.trim_start_matches("hk-").to_owned());
    draft.id = if name.ends_with(&first) { name } else { format!("{name}-{first}") };
    brought_up_to_date(&mut draft, desk);
    outside(&mut draft, desk);
    let is_chinese = |dataset: &mut Dataset| {
        let mut names = dataset.name.iter();
        let words: String = names.clone().filter_map(|(_, words)| words.as_deref()).collect();
        !names.any(|(lang, _)| *lang == Lang::EN) && words.chars().any(is_han)
    };
    if account.datasets > 0 && draft.datasets_mut().any(is_chinese) {
        let finding = Diagnostic::bare(&d::IMPORT_ID);
        desk.sink.push(finding.clone());
        draft.doubts.push(finding);
    }
    (draft, account)
}

/// Languages for which the library has no words keep their texts; the plan is printed in the others, if there are any.
fn unspoken(draft: &mut Draft, desk: &mut crate::import::desk::Desk<'_>) {
    let (spoken, others): (Vec<Lang>, Vec<Lang>) = draft.languages.iter().partition(|lang| desk.lexicon.speaks(**lang));
    if others.is_empty() {
        return;
    }
    let variant = if spoken.is_empty() { "alone" } else { "wordings" };
    let langs = others.iter().map(|lang| lang.suffix().into()).collect();
    let finding = Diagnostic::bare(&d::IMPORT_LANGUAGES).variant(variant).arg("langs", Arg::List(langs));
    let finding = finding.arg("library", &*draft.library);
    desk.sink.push(finding.clone());
    draft.doubts.push(finding);
    if !spoken.is_empty() {
        draft.languages = spoken;
    }
}

fn assume(walk: &mut Walk<'_, '_>, variant: &'static str, assumed: &str) {
    let finding = Diagnostic::bare(&d::IMPORT_ASSUMED).variant(variant).arg("assumed", assumed);
    walk.desk.sink.push(finding.clone());
    walk.draft.doubts.push(finding);
}

fn period(walk: &mut Walk<'_, '_>, options: &Options) {
    if options.years.is_some() {
        walk.draft.period = options.years;
        return;
    }
    let one = |year: i32| Found { from: year, to: year, basis: Basis::Assumed };
    let named = |name: &str| years(name).first().copied().map(one);
    let found = walk.facts.period().or_else(|| named(&options.name)).or_else(|| named(&options.library));
    let Found { from, to, basis } = found.unwrap_or(one(2000));
    let ends = match basis {
        // the fiscal year of Hong Kong
        Basis::Fiscal => Date::month(from, 4).zip(Date::month(to + 1, 3)),
        Basis::Said | Basis::Assumed => Date::year(from).zip(Date::year(to)),
    };
    walk.draft.period = ends.and_then(|(from, to)| Period::new(from, to));
    match basis {
        Basis::Said => {}
        Basis::Fiscal => assume(walk, "fiscal", &walk.draft.period.map(|period| period.to_string()).unwrap_or_default()),
        Basis::Assumed if from == to => assume(walk, "", &from.to_string()),
        Basis::Assumed => assume(walk, "", &format!("{from}-{to}")),
    }
    if walk.facts.lacks_half {
        assume(walk, "half", "");
    }
}

/// Datasets of which nothing says to which section they belong go by their dates.
fn loose(walk: &mut Walk<'_, '_>) {
    if walk.loose.is_empty() {
        return;
    }
    assume(walk, "section", "");
    let first = walk.draft.period.map(Period::first_year);
    for (place, mut dataset) in std::mem::take(&mut walk.loose) {
        let letter = match date_of(&dataset, "target") {
            Some(target) if first.is_some_and(|first| first.contains(target.interval())) => Letter::A,
            Some(_) => Letter::B,
            None => Letter::D,
        };
        if letter == Letter::D && !dataset.fields.iter().any(|(field, _)| *field == "released") {
            dataset.fields.push(("released", Value::Pending));
        }
        let place = Place { letter: Some(letter), ..place };
        if let Some(half) = walk.draft.half(place) {
            half.datasets.push(dataset);
        }
    }
}

fn date_of(dataset: &Dataset, field: &str) -> Option<Date> {
    dataset.value(field).and_then(date)
}

fn publisher(walk: &mut Walk<'_, '_>, options: &Options) {
    let start = Span::new(FileId(0), 0, 0);
    let named = options.publisher.as_deref().filter(|name| is_id(name));
    let named = named.map(|name| walk.names.with_id(Kind::Organisation, name, &Tongues::new(), start, walk.desk));
    let said = named.into_iter().chain(std::mem::take(&mut walk.facts.publishers));
    walk.draft.publishers = said.take(1).collect();
    if walk.draft.publishers.is_empty() {
        let owners: Vec<String> = walk.draft.datasets_mut().map(|dataset| owner(dataset).unwrap_or_default()).collect();
        match owners.split_first() {
            Some((first, rest)) if first.starts_with('@') && !first.contains(',') && rest.iter().all(|owner| owner == first) => {
                let name = first.trim_start_matches('@').to_owned();
                assume(walk, "guessed-publisher", &name);
                walk.draft.publishers = vec![name];
            }
            _ => assume(walk, "publisher", ""),
        }
    }
    bodiless(walk);
    let publisher = walk.draft.publishers.first().map(|name| format!("@{name}"));
    for section in walk.draft.sections.values_mut() {
        let own = section.halves.values_mut().flat_map(|half| &mut half.datasets).map(|dataset| (publisher.clone(), dataset));
        let bodies = section.bodies.iter_mut().flat_map(|body| {
            let name = format!("@{}", body.organisation);
            body.halves.values_mut().flat_map(|half| &mut half.datasets).map(move |dataset| (Some(name.clone()), dataset))
        });
        for (implied, dataset) in own.chain(bodies) {
            dataset
                .fields
                .retain(|(field, value)| *field != "owner" || Some(value) != implied.clone().map(Value::Written).as_ref());
        }
    }
}

/// What stands in section C without an organisation belongs to the publisher's part: the language has no other place for it.
fn bodiless(walk: &mut Walk<'_, '_>) {
    let Some(section) = walk.draft.sections.get_mut(&Letter::C) else { return };
    let halves = std::mem::take(&mut section.halves);
    if halves.len() == HalfKind::ALL.len() && halves.values().all(Half::says_nothing) && section.bodies.is_empty() {
        section.halves = halves;
        return;
    }
    if halves.is_empty() {
        return;
    }
    let name = walk.draft.publishers.first().cloned().unwrap_or_else(|| NOBODY.to_owned());
    let body = walk.draft.body(&name);
    assume(walk, "body", &name);
    for (kind, half) in halves {
        let place = Place { letter: Some(Letter::C), body: Some(body), half: Some(kind) };
        if let Some(to) = walk.draft.half(place) {
            to.none |= half.none;
            to.note.extend(half.note);
            to.datasets.extend(half.datasets);
        }
    }
}

fn owner(dataset: &Dataset) -> Option<String> {
    let value = dataset.fields.iter().find(|(field, _)| *field == "owner").map(|(_, value)| value)?;
    if let Value::Written(name) = value { Some(name.clone()) } else { None }
}

/// What became of promises after a plan was issued says that it was brought up to date since, if the document does not.
fn brought_up_to_date(draft: &mut Draft, desk: &mut crate::import::desk::Desk<'_>) {
    let (Some(issued), Value::Absent) = (date(&draft.issued), &draft.updated) else { return };
    let promised = draft.sections.iter_mut().filter(|(letter, _)| **letter != Letter::D);
    let facts = promised.flat_map(|(_, section)| section.datasets_mut()).flat_map(|dataset| {
        let released = dataset.value("released").and_then(date);
        released.into_iter().chain(dataset.events.iter().filter_map(Event::withdrawn)).collect::<Vec<_>>()
    });
    let Some(latest) = facts.max_by_key(|date| date.last_day()).filter(|latest| latest.after(issued)) else { return };
    draft.updated = Value::Written(latest.to_string());
    let finding = Diagnostic::bare(&d::IMPORT_ASSUMED).variant("updated").arg("assumed", latest.to_string());
    desk.sink.push(finding.clone());
    draft.doubts.push(finding);
}

fn date(value: &Value) -> Option<Date> {
    if let Value::Written(date) = value { Date::parse(date) } else { None }
}

/// Months that do not fit into their section would keep the plan from compiling: they become pending, and are said.
fn outside(draft: &mut Draft, desk: &mut crate::import::desk::Desk<'_>) {
    let Some(period) = draft.period else { return };
    let issued = date(&draft.issued);
    let latest = date(&draft.updated).or(issued);
    let fits = |letter: Letter, field: &str, date: Date| match (letter, field) {
        (_, "target") => is_target_of(letter, period, date),
        (Letter::D, _) => issued.is_none_or(|issued| !date.after(issued)),
        _ => issued.is_none_or(|issued| !issued.after(date)) && latest.is_none_or(|latest| !date.after(latest)),
    };
    for (letter, section) in &mut draft.sections {
        for dataset in section.datasets_mut() {
            let subject = Subject::Dataset(dataset.id.as_str().into());
            for (field, value) in dataset.fields.iter_mut().filter(|(field, _)| matches!(*field, "target" | "released")) {
                let Value::Written(written) = &*value else { continue };
                if Date::parse(written).is_none_or(|date| fits(*letter, field, date)) {
                    continue;
                }
                let finding = Diagnostic::bare(&d::IMPORT_DATE).variant("outside").arg("found", &**written);
                let finding = finding.arg("where", &subject).arg("section", letter.word());
                desk.sink.push(finding.clone());
                dataset.doubts.push((*field, finding));
                *value = Value::Pending;
            }
        }
    }
}
