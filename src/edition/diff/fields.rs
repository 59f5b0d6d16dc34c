//! What changed of a dataset.

use std::collections::BTreeSet;

use super::words::{description, text};
use super::{Change, Kind, Value, date};
use crate::edition::often::{Often, spelt};
use crate::edition::pair::{Entry, Pair};
use crate::model::{Contact, Dataset, Declared, Frequencies, Id, Owed, Slip, Status, Text, Vocabulary, Workspace};

pub(super) fn changes(pair: &Pair<'_>, old: &Workspace, new: &Workspace) -> Vec<Change> {
    let (old, new) = (View { entry: pair.old, words: &old.vocabulary }, View { entry: pair.new, words: &new.vocabulary });
    let mut all = places(pair, &old, &new);
    all.extend(dates(pair.old.dataset, pair.new.dataset));
    all.extend(often(&old, &new));
    all.extend([old.category(), new.category()].differing("category"));
    for field in ["formats", "owner", "portal", "licence", "geometry", "crs", "scale"] {
        all.extend([old.field(field), new.field(field)].differing(field));
    }
    all.extend(portal_ids(&old, &new));
    all.extend(texts(pair.old.dataset, pair.new.dataset));
    all
}

/// What the dataset is called on the portals of both editions.
fn portal_ids(old: &View<'_>, new: &View<'_>) -> Vec<Change> {
    let news: Vec<(String, Value)> = new.portals().collect();
    let change = |(portal, id): (String, Value)| {
        let (_, other) = news.iter().find(|(known, _)| *known == portal)?;
        Some(changed("portal", id, other.clone())?.at(portal))
    };
    old.portals().filter_map(change).collect()
}

/// A value that was and one that is.
trait Differing {
    fn differing(self, field: &'static str) -> Option<Change>;
}

impl Differing for [Value; 2] {
    fn differing(self, field: &'static str) -> Option<Change> {
        let [old, new] = self;
        changed(field, old, new)
    }
}

/// What changed of something that is neither date nor text.
pub(super) fn changed(field: &'static str, old: Value, new: Value) -> Option<Change> {
    (old != new).then(|| Change::new(said(&old, &new), field, old, new))
}

/// The kind of a change of what is neither date nor text.
pub(super) fn said(old: &Value, new: &Value) -> Kind {
    // nothing at all is less than what is pending
    let weight = |value: &Value| match value {
        Value::Absent => 0,
        Value::Pending => 1,
        Value::One(_) | Value::Many(_) => 2,
    };
    match (old, new) {
        (Value::Many(old), Value::Many(new)) => {
            let (lost, gained) = (old.iter().any(|item| !new.contains(item)), new.iter().any(|item| !old.contains(item)));
            match (lost, gained) {
                (true, false) => Kind::Lost,
                (false, true) => Kind::Gained,
                _ => Kind::Changed,
            }
        }
        _ => match weight(old).cmp(&weight(new)) {
            std::cmp::Ordering::Less => Kind::Set,
            std::cmp::Ordering::Greater => Kind::Unset,
            std::cmp::Ordering::Equal => Kind::Changed,
        },
    }
}

/// Things whose order is no matter; none of them is nothing.
pub(super) fn many(all: impl IntoIterator<Item = String>) -> Value {
    let all: BTreeSet<String> = all.into_iter().collect();
    if all.is_empty() { Value::Absent } else { Value::Many(all.into_iter().collect()) }
}

fn places(pair: &Pair<'_>, was: &View<'_>, is: &View<'_>) -> Vec<Change> {
    let Pair { old, new, transferred, .. } = pair;
    let one = |text: &str| Value::One(text.to_owned());
    let moved = |field, old: Value, new: Value| (old != new).then(|| Change::new(Kind::Moved, field, old, new));
    let renamed = (old.id() != new.id()).then(|| Change::new(Kind::Renamed, "id", one(old.id()), one(new.id())));
    let plan = transferred.then(|| moved("plan", one(&old.plan.id.value), one(&new.plan.id.value))).flatten();
    let word = |entry: &Entry<'_>| (one(entry.place.section.letter.word()), one(entry.place.half.kind.word()));
    let ((old_section, old_half), (new_section, new_half)) = (word(old), word(new));
    let section = moved("section", old_section, new_section);
    let body = moved("body", was.body(), is.body());
    [renamed, plan, section, body, moved("half", old_half, new_half)].into_iter().flatten().collect()
}

fn dates(old: &Dataset, new: &Dataset) -> Vec<Change> {
    let owed = |date: &Option<crate::source::Spanned<Owed<_>>>| date.as_ref().map(|date| date.value.clone());
    let target = date::change("target", owed(&old.target).as_ref(), owed(&new.target).as_ref());
    let released = date::change("released", owed(&old.released).as_ref(), owed(&new.released).as_ref());
    let withdrawal = |of: &Dataset| of.withdrawn.as_ref().map(|withdrawal| Owed::Given(withdrawal.date.value));
    let withdrawn = date::change("withdrawn", withdrawal(old).as_ref(), withdrawal(new).as_ref());
    // what is more than a date
    let is = |of: &Dataset, status| of.status() == status;
    let turned = |change: Option<Change>, status, on, off| {
        change.map(|change| match (is(old, status), is(new, status)) {
            (false, true) => Change { kind: on, ..change },
            (true, false) => Change { kind: off, ..change },
            _ => change,
        })
    };
    let released = turned(released, Status::Released, Kind::Released, Kind::Unreleased);
    let withdrawn = turned(withdrawn, Status::Withdrawn, Kind::Withdrawn, Kind::Restored);
    let slips = |of: &Dataset| many(of.slips.iter().map(range));
    let slipped = changed("slipped", slips(old), slips(new));
    [target, slipped, released, withdrawn].into_iter().flatten().collect()
}

fn range(slip: &Slip) -> String {
    let to = slip.to.given().map_or_else(|| "pending".to_owned(), ToString::to_string);
    format!("{}..{to}", slip.from.value)
}

fn often(old: &View<'_>, new: &View<'_>) -> Vec<Change> {
    let of = |view: &View<'_>| view.entry.dataset.frequency.as_ref().map(|all| all.value.clone());
    let (was, is) = (of(old), of(new));
    let value = |all: &Option<Owed<Frequencies>>, view: &View<'_>| match all {
        None => Value::Absent,
        Some(Owed::Pending) => Value::Pending,
        Some(Owed::Given(all)) => many(all.items.iter().map(|item| spelt(item.value, view.words))),
    };
    let given = |all: &Option<Owed<Frequencies>>| all.as_ref().and_then(Owed::given).cloned();
    let change = changed("frequency", value(&was, old), value(&is, new)).map(|change| {
        let (Some(was), Some(is)) = (given(&was), given(&is)) else { return change };
        let (was, is) = (Often::of(&was, old.words), Often::of(&is, new.words));
        let kind = match (is.is_rarer_than(was), was.is_rarer_than(is)) {
            (true, _) => Kind::Rarer,
            (_, true) => Kind::Oftener,
            _ => Kind::Changed,
        };
        Change { kind, ..change }
    });
    let words = |all: Option<Frequencies>| all.and_then(|all| all.words);
    let own = text("frequency", words(given(&was)).as_ref(), words(given(&is)).as_ref());
    change.into_iter().chain(own).collect()
}

/// A dataset with the words of its workspace.
struct View<'a> {
    entry: Entry<'a>,
    words: &'a Vocabulary,
}

impl View<'_> {
    fn id<T: Declared>(&self, id: Id<T>) -> String {
        self.words.get(id).id().value.to_string()
    }

    /// The organisation of its place in section C.
    fn body(&self) -> Value {
        self.entry.place.body.map_or(Value::Absent, |body| Value::One(self.id(body.organisation.value)))
    }

    fn category(&self) -> Value {
        match self.entry.dataset.category.as_ref().map(|category| &category.value) {
            None => Value::Absent,
            Some(Owed::Pending) => Value::Pending,
            Some(Owed::Given(id)) => Value::One(self.id(*id)),
        }
    }

    /// The portals, each with the id there.
    fn portals(&self) -> impl Iterator<Item = (String, Value)> {
        let entries = self.entry.dataset.portals.iter().flat_map(|all| &all.value);
        let id = |id: &Option<crate::source::Spanned<Box<str>>>| {
            id.as_ref().map_or(Value::Absent, |id| Value::One(id.value.to_string()))
        };
        entries.map(move |entry| (self.id(entry.portal), id(&entry.id)))
    }

    fn field(&self, field: &str) -> Value {
        let of = self.entry.dataset;
        let one = |text: String| Value::One(text);
        match field {
            "formats" => many(of.formats.iter().flat_map(|all| &all.value).map(|format| self.id(format.value))),
            "owner" => many(of.owners.iter().flat_map(|all| &all.value).map(|owner| self.id(owner.value))),
            "portal" => many(self.portals().map(|(portal, _)| portal)),
            "licence" => of.licence.as_ref().map_or(Value::Absent, |licence| one(self.id(licence.value))),
            "geometry" => many(of.geometry.iter().flat_map(|all| &all.value).map(|one| one.value.word().to_owned())),
            "crs" => many(of.crs.iter().flat_map(|all| &all.value).map(|one| one.value.to_string())),
            _ => of.scale.as_ref().map_or(Value::Absent, |scale| one(scale.value.value.to_string())),
        }
    }
}

fn texts(old: &Dataset, new: &Dataset) -> Vec<Change> {
    let mut all = text("name", old.name.as_ref(), new.name.as_ref());
    all.extend(description(old.description.as_ref(), new.description.as_ref()));
    all.extend(text("note", old.note.as_ref(), new.note.as_ref()));
    let coverage = |of: &Dataset| of.coverage.as_ref().map(|coverage| coverage.value.clone());
    all.extend(text("coverage", coverage(old).as_ref(), coverage(new).as_ref()));
    all.extend(keywords(old, new));
    let contact = |of: &Dataset| of.contact.as_ref().map(|contact| contact.value.clone());
    all.extend(contacts(contact(old).as_ref(), contact(new).as_ref()));
    for slip in &old.slips {
        let other = new.slips.iter().find(|other| range(other) == range(slip));
        let reasons = other.map(|other| text("reason", slip.reason.as_ref(), other.reason.as_ref()));
        all.extend(reasons.into_iter().flatten().map(|change| change.at(range(slip))));
    }
    if let (Some(old), Some(new)) = (&old.withdrawn, &new.withdrawn) {
        all.extend(text("reason", old.reason.as_ref(), new.reason.as_ref()).into_iter().map(|change| change.at("withdrawn")));
    }
    all
}

/// Keywords are sets, language by language.
fn keywords(old: &Dataset, new: &Dataset) -> Vec<Change> {
    let all = |of: &Dataset| of.keywords.as_ref().map(|all| all.value.clone()).unwrap_or_default();
    let (old, new) = (all(old), all(new));
    let mut langs: Vec<_> = old.iter().chain(&new).flat_map(|text| text.entries.iter().map(|entry| entry.lang)).collect();
    langs.sort_unstable();
    langs.dedup();
    let of = |all: &[Text], lang| many(all.iter().filter_map(|text| text.written(lang)).map(str::to_owned));
    let change = |lang| changed("keywords", of(&old, lang), of(&new, lang)).map(|change| Change { lang: Some(lang), ..change });
    langs.into_iter().filter_map(change).collect()
}

/// What changed of whom to ask.
pub(super) fn contacts(old: Option<&Contact>, new: Option<&Contact>) -> Vec<Change> {
    let email = |of: Option<&Contact>| {
        of.and_then(|contact| contact.email.as_ref()).map_or(Value::Absent, |email| Value::One(email.value.to_string()))
    };
    let post = |of: Option<&Contact>| of.and_then(|contact| contact.post.clone());
    let posts = text("contact", post(old).as_ref(), post(new).as_ref());
    changed("contact", email(old), email(new)).into_iter().chain(posts).collect()
}
