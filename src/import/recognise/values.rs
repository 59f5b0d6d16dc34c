//! A row → a dataset.

use super::bullets::Known;
use super::cells::{self, listed, merge, tongues};
use super::heads::{Column, Head, Role};
use super::promise::{self, Status, Under};
use super::{frequencies, headings, own};
use crate::diagnostic::{self as d, Diagnostic, Subject};
use crate::import::dates::{self, Reading};
use crate::import::desk::Desk;
use crate::import::draft::{Dataset, Place, Tongues, Value};
use crate::import::ids::{Ids, is_id, of_name};
use crate::import::material::{Cell, Mark, Piece, Row};
use crate::import::names::Names;
use crate::model::{Kind, Lang, Letter};
use crate::source::Span;

/// What parts the values of a list in a cell.
static SIGNS: &[char] = &['、', ';', '；', '/', '\n', ',', '，', '|'];
/// The same where names may hold commas and strokes.
static NAME_SIGNS: &[char] = &['、', ';', '；', '\n', '|'];

/// What is known beyond the row.
pub(super) struct Context<'c, 'd> {
    pub(super) desk: &'c mut Desk<'d>,
    pub(super) names: &'c mut Names,
    pub(super) ids: &'c mut Ids,
    pub(super) known: &'c Known,
    /// The language of texts that say nothing of theirs.
    pub(super) tongue: Lang,
    pub(super) place: Place,
}

/// A row under its head.
pub(super) struct Line<'r> {
    pub(super) row: &'r Row,
    pub(super) head: &'r Head,
}

impl<'r> Line<'r> {
    /// The cells of a kind that hold something, each with its column.
    pub(super) fn cells(&self, role: Role) -> impl Iterator<Item = (&'r Column, &'r Cell)> {
        let columns = self.head.columns.iter().zip(&self.row.cells);
        let known = columns.filter_map(|(column, cell)| column.as_ref().ok().map(|column| (column, cell)));
        known.filter(move |(column, cell)| column.role == role && !cell.is_blank())
    }

    /// The first of them in one line.
    pub(super) fn line(&self, role: Role) -> Option<(String, Span)> {
        self.cells(role).next().map(|(_, cell)| (cell.line(), cell.span))
    }

    /// The texts of a kind by language; one that was converted by a machine is left out.
    pub(super) fn tongues(&self, role: Role, context: &Context<'_, '_>) -> Tongues {
        let mut all = Tongues::new();
        for (column, cell) in self.cells(role).filter(|(column, _)| !self.is_derived(column)) {
            merge(&mut all, tongues(cell, column.lang, context.tongue, context.desk.lexicon));
        }
        merge(&mut all, self.owed(role));
        all
    }

    /// Whether the table says of a column's text in this row that it was converted.
    pub(super) fn is_derived(&self, column: &Column) -> bool {
        self.is_in_state(column, "derived")
    }

    /// The languages of which the table says that their text is still to come.
    pub(super) fn owed(&self, role: Role) -> Tongues {
        let columns = self.head.columns.iter().filter_map(|column| column.as_ref().ok());
        let owed = columns.filter(|column| column.role == role && self.is_in_state(column, "pending"));
        owed.filter_map(|column| Some((column.lang?, None))).collect()
    }

    /// Whether a table for programs says this of a column's text in this row: `name_state_en` tells of `name_en`.
    fn is_in_state(&self, column: &Column, wanted: &str) -> bool {
        self.cells(Role::State).any(|(state, cell)| state.head.replace("_state", "") == column.head && cell.line() == wanted)
    }
}

/// The dataset of a row.
pub(super) fn dataset(line: &Line<'_>, context: &mut Context<'_, '_>) -> Dataset {
    let name = line.tongues(Role::Name, context);
    let number = line.line(Role::Number).and_then(|(words, _)| number(&words));
    let mut dataset = Dataset { name, number, span: Some(line.row.span), ..Dataset::default() };
    id(line, &mut dataset, context);
    let under = description(line, &mut dataset, context);
    category(line, &mut dataset, context);
    let status = dates(line, &mut dataset, context);
    frequencies::set(line, &mut dataset, context);
    lists(line, &mut dataset, context);
    own::set(line, &mut dataset, context);
    under.settle(status.as_ref(), &mut dataset, line.row.span, context);
    promise::without_month(line, &mut dataset, context);
    let mut note = line.tongues(Role::Note, context);
    // our own tables for programs have each text as its author wrote it
    if line.head.find(Role::State).is_none() {
        for words in note.iter_mut().filter_map(|(_, words)| words.as_mut()) {
            *words = headings::note(words, context.desk.lexicon).unwrap_or(words).to_owned();
        }
    }
    let mut all: Tongues =
        dataset.texts.iter().find(|(field, _)| *field == "note").map(|(_, text)| text.clone()).unwrap_or_default();
    merge(&mut all, note);
    dataset.texts.retain(|(field, _)| *field != "note");
    if !all.is_empty() {
        dataset.texts.push(("note", all));
    }
    if line.row.parts > 1 {
        let finding =
            Diagnostic::at(&d::IMPORT_JOINED, line.row.span).arg("where", &subject(&dataset)).arg("count", line.row.parts);
        doubt(&mut dataset, "", finding, context);
    }
    dataset
}

/// The last number in a cell: `A.3`, `3.`.
fn number(words: &str) -> Option<u32> {
    words.split(|c: char| !c.is_ascii_digit()).rfind(|part| !part.is_empty())?.parse().ok()
}

pub(super) fn subject(dataset: &Dataset) -> Subject {
    Subject::Dataset(dataset.id.as_str().into())
}

/// Says something of a field: in a comment, and as a finding.
pub(super) fn doubt(dataset: &mut Dataset, field: &'static str, finding: Diagnostic, context: &mut Context<'_, '_>) {
    context.desk.sink.push(finding.clone());
    dataset.doubts.push((field, finding));
}

fn id(line: &Line<'_>, dataset: &mut Dataset, context: &mut Context<'_, '_>) {
    let given = line.line(Role::Id).map(|(id, _)| id).filter(|id| is_id(id));
    dataset.is_given = given.is_some();
    let words = |lang: Option<Lang>| {
        let mut all = dataset.name.iter().filter(|(known, _)| lang.is_none_or(|lang| *known == lang));
        all.find_map(|(_, words)| words.clone())
    };
    let wanted = given.unwrap_or_else(|| of_name(&words(Some(Lang::EN)).or_else(|| words(None)).unwrap_or_default()).0);
    let (id, is_own) = context.ids.take(&wanted);
    dataset.id = id;
    if !is_own {
        let finding = Diagnostic::at(&d::IMPORT_ID, line.row.span).variant("double").arg("id", &*wanted);
        doubt(dataset, "", finding, context);
    }
}

/// Sets the description; gives what stands under it.
fn description(line: &Line<'_>, dataset: &mut Dataset, context: &mut Context<'_, '_>) -> Under {
    let mut by_lang: Vec<(Lang, Vec<String>)> = Vec::new();
    let mut under = Under::default();
    let mut lacking: Vec<Lang> = Vec::new();
    let mut span = line.row.span;
    for (column, cell) in line.cells(Role::Description).filter(|(column, _)| !line.is_derived(column)) {
        span = cell.span;
        let (pieces, without) = cells::translated(cell, column.lang, context.tongue, context.desk.lexicon);
        lacking.extend(without);
        for lang in cells::langs(&pieces, column.lang, context.tongue) {
            let mut items = Items::default();
            for piece in pieces.iter().filter(|piece| piece.lang.or(column.lang).unwrap_or(context.tongue) == lang) {
                if !under.takes(&piece.text, lang, piece.mark == Mark::Plain, context.desk.lexicon) {
                    items.add(piece, context.known);
                }
            }
            for variant in items.doubts() {
                let finding = Diagnostic::at(&d::IMPORT_BULLETS, cell.span).variant(variant).arg("where", &subject(dataset));
                doubt(dataset, "description", finding, context);
            }
            dataset.listed |= items.is_listed;
            if !by_lang.iter().any(|(known, _)| *known == lang) && !items.all.is_empty() {
                by_lang.push((lang, items.all));
            }
        }
    }
    pair(by_lang, span, dataset, context);
    let mut owed: Tongues = lacking.into_iter().map(|lang| (lang, None)).collect();
    merge(&mut owed, line.owed(Role::Description));
    if dataset.description.is_empty() && !owed.is_empty() {
        dataset.description.push(Tongues::new());
    }
    for item in &mut dataset.description {
        merge(item, owed.clone());
    }
    under
}

/// The bullets of a description in one language, or its one text.
#[derive(Default)]
struct Items {
    all: Vec<String>,
    is_listed: bool,
    /// Whether a text stands before the first bullet.
    begins_plain: bool,
    /// Whether bullets were parted at places that are not certain.
    is_guessed: bool,
}

impl Items {
    fn add(&mut self, piece: &Piece, known: &Known) {
        self.is_listed |= piece.mark != Mark::Plain;
        match (piece.mark, self.all.last_mut()) {
            (Mark::Bullet, _) => self.all.push(piece.text.clone()),
            (Mark::Fused, _) => {
                let (parts, certain) = known.part(&piece.text);
                self.all.extend(parts);
                self.is_guessed |= !certain;
            }
            (Mark::Plain, Some(last)) => {
                last.push('\n');
                last.push_str(&piece.text);
            }
            (Mark::Plain, None) => {
                self.begins_plain = true;
                self.all.push(piece.text.clone());
            }
        }
    }

    /// What is to be said of them: wordings of the finding.
    fn doubts(&self) -> impl Iterator<Item = &'static str> {
        let mixed = self.is_listed && self.begins_plain && self.all.len() > 1;
        self.is_guessed.then_some("").into_iter().chain(mixed.then_some("mixed"))
    }
}

/// Puts the bullets of all languages beside each other.
fn pair(by_lang: Vec<(Lang, Vec<String>)>, span: Span, dataset: &mut Dataset, context: &mut Context<'_, '_>) {
    let most = by_lang.iter().map(|(_, items)| items.len()).max().unwrap_or(0);
    for at in 0..most {
        let one = by_lang.iter().filter_map(|(lang, items)| Some((*lang, Some(items.get(at)?.clone()))));
        dataset.description.push(one.collect());
    }
    if let Some((first, rest)) = by_lang.split_first()
        && let Some(other) = rest.iter().find(|(_, items)| items.len() != first.1.len())
    {
        let finding = Diagnostic::at(&d::IMPORT_LANGUAGES, span).arg("where", &subject(dataset)).arg("count", first.1.len());
        let finding = finding.arg("lang", first.0.suffix()).arg("other", other.1.len()).arg("others", other.0.suffix());
        doubt(dataset, "description", finding, context);
    }
}

fn category(line: &Line<'_>, dataset: &mut Dataset, context: &mut Context<'_, '_>) {
    let words = line.tongues(Role::Category, context);
    let span = line.cells(Role::Category).next().map_or(line.row.span, |(_, cell)| cell.span);
    let found = context.names.of(Kind::Category, &words, span, context.desk);
    dataset.set("category", found.map_or(Value::Pending, Value::Written));
}

/// Sets target and release; gives what stands beside the target of what became of it.
fn dates(line: &Line<'_>, dataset: &mut Dataset, context: &mut Context<'_, '_>) -> Option<Status> {
    let mut status = None;
    let letter = context.place.letter;
    let owed = if letter == Some(Letter::D) { "released" } else { "target" };
    for (role, field) in [(Role::Target, "target"), (Role::Released, "released"), (Role::Date, owed)] {
        let Some((words, span)) = line.line(role) else { continue };
        if dataset.value(field).is_some() {
            continue;
        }
        let read = Status::read(&words, context.desk.lexicon).filter(|_| field == "target");
        let month = read.as_ref().map_or(&*words, |read| &*read.month);
        let value = match read.as_ref().and_then(Status::date) {
            Some(date) => Value::Written(date),
            None => date(month, span, field, dataset, context),
        };
        dataset.set(field, value);
        status = status.or(read);
    }
    if let Some(released) = status.as_ref().and_then(|status: &Status| status.of(promise::Mark::Released))
        && dataset.value("released").is_none()
    {
        dataset.set("released", Value::Written(released.to_owned()));
    }
    if letter.is_some() && !dataset.fields.iter().any(|(known, _)| *known == owed) {
        dataset.set(owed, Value::Pending);
    }
    status
}

fn date(words: &str, span: Span, field: &'static str, dataset: &mut Dataset, context: &mut Context<'_, '_>) -> Value {
    if headings::is_nothing(words, context.desk.lexicon) {
        return Value::Absent;
    }
    if cells::said(words, context.desk.lexicon) == cells::Said::Pending {
        return Value::Pending;
    }
    let finding = Diagnostic::at(&d::IMPORT_DATE, span).arg("found", words).arg("where", &subject(dataset));
    let (value, finding) = match dates::read(words) {
        Reading::Known(date) => return Value::Written(date),
        Reading::DayFirst(date) => (Value::Written(date.clone()), finding.variant("order").arg("meant", date)),
        Reading::Impossible => (Value::Pending, finding.variant("impossible")),
        Reading::Unread => (Value::Pending, finding),
    };
    doubt(dataset, field, finding, context);
    value
}

fn lists(line: &Line<'_>, dataset: &mut Dataset, context: &mut Context<'_, '_>) {
    if let Some((words, span)) = line.line(Role::Formats) {
        let names = each(Kind::Format, &listed(&words, SIGNS), span, context);
        dataset.set("formats", written(&names));
    }
    if let Some((words, span)) = line.line(Role::Owners) {
        let names = each(Kind::Organisation, &names_of(&words, Kind::Organisation, context), span, context);
        dataset.set("owner", written(&names.iter().map(|name| format!("@{name}")).collect::<Vec<_>>()));
    }
    if let Some((words, span)) = line.line(Role::Portals) {
        let names = each(Kind::Portal, &names_of(&words, Kind::Portal, context), span, context);
        let there = line.line(Role::PortalIds).and_then(|(words, _)| cells::array(&words)).unwrap_or_default();
        let one = |(at, name): (usize, &String)| match there.get(at) {
            Some(Some(id)) => format!("@{name} {}", crate::import::source::literal(id)),
            _ => format!("@{name}"),
        };
        dataset.set("portal", written(&names.iter().enumerate().map(one).collect::<Vec<_>>()));
    }
    if let Some((words, span)) = line.line(Role::Licence) {
        let text = vec![(context.tongue, Some(words))];
        let name = context.names.of(Kind::Licence, &text, span, context.desk);
        dataset.set("licence", name.map_or(Value::Absent, Value::Written));
    }
    let mut keywords: Vec<Tongues> = Vec::new();
    for (column, cell) in line.cells(Role::Keywords) {
        for (at, word) in listed(&cell.line(), SIGNS).into_iter().enumerate() {
            let text = (column.lang.unwrap_or(context.tongue), Some(word));
            match keywords.get_mut(at) {
                Some(known) => known.push(text),
                None => keywords.push(vec![text]),
            }
        }
    }
    dataset.set("keywords", Value::texts(keywords));
}

fn written(all: &[String]) -> Value {
    let mut unique: Vec<&str> = Vec::new();
    for one in all {
        if !unique.contains(&&**one) {
            unique.push(one);
        }
    }
    if unique.is_empty() { Value::Absent } else { Value::Written(unique.join(", ")) }
}

/// The names in a cell: one that is known stays whole, whatever signs it holds; one in English may be parted by commas.
fn names_of(words: &str, kind: Kind, context: &mut Context<'_, '_>) -> Vec<String> {
    if context.names.find(kind, words, context.desk).is_some() {
        return vec![words.to_owned()];
    }
    let parts = listed(words, NAME_SIGNS);
    let closer: Vec<String> = parts.iter().flat_map(|part| listed(part, &[','])).collect();
    let all_known = closer.iter().all(|part| context.names.find(kind, part, context.desk).is_some());
    if all_known { closer } else { parts }
}

fn each(kind: Kind, words: &[String], span: Span, context: &mut Context<'_, '_>) -> Vec<String> {
    let tongue = context.tongue;
    let one = |words: &String| context.names.of(kind, &vec![(tongue, Some(words.clone()))], span, context.desk);
    words.iter().filter_map(one).collect()
}
