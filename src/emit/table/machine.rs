//! The columns for programs: English heads, ids and codes, and a column per language for each text, by its BCP 47 tag
//! (`name_zh-Hant`), with what it is in that language beside it (`name_state_zh-Hant`).

use super::text::{Moved, Said, each, listed, owed_text};
use super::{Column, Kind, Maker, Row};
use crate::emit::document::Scribe;
use crate::emit::frequency::{code, codes};
use crate::emit::totals::is_overdue;
use crate::emit::url::dataset_url;
use crate::model::{
    Date, Declared, Frequencies, Frequency, Id, Lang, NamedFrequency, Owed, Plan, PortalEntry, Status, Text, Vocabulary,
};

static LETTERS: &[&str] = &["A", "B", "C", "D"];
static HALVES: &[&str] = &["spatial", "non-spatial"];
static STATUSES: &[&str] = &[Status::Planned.word(), Status::Released.word(), Status::Withdrawn.word()];
pub(super) static STATES: &[&str] = &["written", "derived", "pending", "missing"];

/// The columns as they are made.
struct Columns<'a> {
    vocabulary: &'a Vocabulary,
    plan: &'a Plan,
    all: Vec<Maker<'a>>,
}

/// All of them; among many plans, whose a dataset is comes first.
pub(super) fn columns(scribe: Scribe<'_>, is_joint: bool, as_of: Option<Date>) -> Vec<Maker<'_>> {
    let mut columns = Columns { vocabulary: scribe.vocabulary, plan: scribe.plan, all: Vec::new() };
    if is_joint {
        columns.plan();
    }
    columns.place();
    columns.promise(as_of);
    columns.terms();
    for lang in scribe.languages {
        columns.texts(*lang);
    }
    for lang in scribe.languages {
        if is_joint {
            columns.publishers(*lang);
        }
        columns.labels(*lang);
    }
    columns.all
}

impl<'a> Columns<'a> {
    fn add(&mut self, head: &str, kind: Kind, about: &str, cell: impl Fn(Row<'a>) -> String + 'a) {
        self.all.push((Column { head: head.to_owned(), about: about.to_owned(), kind }, Box::new(cell)));
    }

    fn plan(&mut self) {
        let (vocabulary, plan) = (self.vocabulary, self.plan);
        self.add("plan", Kind::Id, "Id of the plan", move |_| plan.id.value.to_string());
        let publishers = move |_: Row<'a>| listed(plan.publishers.iter().map(|one| id(vocabulary, Some(one.value))));
        self.add("publishers", Kind::List, "Ids of the organisations whose plan it is", publishers);
    }

    fn publishers(&mut self, lang: Lang) {
        let (vocabulary, plan) = (self.vocabulary, self.plan);
        let names = move |_: Row<'a>| listed(plan.publishers.iter().map(|one| vocabulary.get(one.value).name.get(lang)));
        self.add(&format!("publisher_names_{}", lang.tag()), Kind::List, "Names of the organisations whose plan it is", names);
    }

    fn place(&mut self) {
        let vocabulary = self.vocabulary;
        self.add("id", Kind::Id, "Id of the dataset, unique in the plan", |row| row.dataset.id.value.to_string());
        let section = |row: Row<'a>| row.holding.section.letter.word().to_owned();
        self.add("section", Kind::Word(LETTERS), "Section of the plan", section);
        let organisation = move |row: Row<'a>| id(vocabulary, row.holding.body.map(|body| body.organisation.value));
        self.add("organisation", Kind::Text, "In section C, id of the organisation", organisation);
        self.add("half", Kind::Word(HALVES), "Half of the section", |row| row.holding.half.kind.word().to_owned());
        self.add("number", Kind::Number, "Number of the row in its table", |row| row.dataset.number.to_string());
    }

    fn promise(&mut self, as_of: Option<Date>) {
        self.add("status", Kind::Word(STATUSES), "How the promise stands", |row| row.dataset.status().word().to_owned());
        let overdue = "Whether it is planned still, and every day of its target has passed, as of the date of the plan";
        self.add("overdue", Kind::Truth, overdue, move |row| is_overdue(row.dataset, as_of).to_string());
        self.add("pending", Kind::List, "Fields that are owed, and said to be", pending);
        self.add("target", Kind::Date, "Promised release", |row| iso(row.dataset.target_date()));
        let original = |row: Row<'a>| iso(row.dataset.original_target().filter(|_| !row.dataset.slips.is_empty()));
        self.add("original_target", Kind::Date, "The first promise, where it moved", original);
        self.add("released", Kind::Date, "Release", |row| iso(row.dataset.released_date()));
        let withdrawn = |row: Row<'a>| iso(row.dataset.withdrawn.as_ref().map(|withdrawn| withdrawn.date.value));
        self.add("withdrawn", Kind::Date, "When the promise was withdrawn", withdrawn);
        let slips = |row: Row<'a>| match row.dataset.slips.as_slice() {
            [] => String::new(),
            slips => listed(slips.iter().map(Moved::of)),
        };
        self.add("slips", Kind::List, "How the promise moved: from, to, and the reason by language", slips);
    }

    fn terms(&mut self) {
        let vocabulary = self.vocabulary;
        let category =
            move |row: Row<'a>| id(vocabulary, row.dataset.category.as_ref().and_then(|all| all.value.given().copied()));
        self.add("category", Kind::Text, "Id of the data category", category);
        let frequency = move |row: Row<'a>| frequencies(row, |one| Some(code(one, vocabulary)));
        self.add("frequency", Kind::List, "How often it is updated, as the plan writes it", frequency);
        let period = move |row: Row<'a>| {
            let named = |id: Id<NamedFrequency>| vocabulary.get(id).period.as_deref().map(str::to_owned);
            frequencies(row, |one| if let Frequency::Named(id) = one { named(id) } else { one.duration() })
        };
        self.add("frequency_period", Kind::List, "The time between updates (ISO 8601), for each frequency", period);
        let eu = move |row: Row<'a>| frequencies(row, |one| codes(one, vocabulary).eu.map(str::to_owned));
        self.add("frequency_eu", Kind::List, "Its code in the EU authority table `frequency`, for each", eu);
        let iso = move |row: Row<'a>| frequencies(row, |one| codes(one, vocabulary).iso19115.map(str::to_owned));
        self.add("frequency_iso19115", Kind::List, "Its code in ISO 19115, for each", iso);
        let formats = move |row: Row<'a>| each(row.dataset.formats.as_ref(), |one| id(vocabulary, Some(one.value)));
        self.add("formats", Kind::List, "Ids of the formats it comes in", formats);
        let owners = move |row: Row<'a>| each(row.dataset.owners.as_ref(), |one| id(vocabulary, Some(one.value)));
        self.add("owners", Kind::List, "Ids of the organisations whose it is", owners);
        let portals = move |row: Row<'a>| each(row.dataset.portals.as_ref(), |one| id(vocabulary, Some(one.portal)));
        self.add("portals", Kind::List, "Ids of the portals where it is, or will be", portals);
        let there = |row: Row<'a>| each(row.dataset.portals.as_ref(), |one| one.id.as_ref().map(|id| &*id.value));
        self.add("portal_ids", Kind::List, "Its id on each portal, null while that is not known", there);
        let licence = move |row: Row<'a>| id(vocabulary, row.dataset.licence.as_ref().map(|licence| licence.value));
        self.add("licence", Kind::Text, "Id of the terms of use", licence);
        let url = move |row: Row<'a>| {
            let licence = row.dataset.licence.as_ref().map(|licence| vocabulary.get(licence.value));
            licence.and_then(|licence| licence.url.as_deref()).unwrap_or_default().to_owned()
        };
        self.add("licence_url", Kind::Text, "Where the terms can be read", url);
        let email = |row: Row<'a>| {
            let contact = row.dataset.contact.as_ref().and_then(|contact| contact.value.email.as_ref());
            contact.map(|email| email.value.to_string()).unwrap_or_default()
        };
        self.add("contact_email", Kind::Text, "Whom to ask", email);
        self.spatial();
    }

    fn spatial(&mut self) {
        let formerly = |row: Row<'a>| match row.dataset.formerly.as_slice() {
            [] => String::new(),
            all => listed(all.iter().map(|id| &*id.value)),
        };
        self.add("formerly", Kind::List, "Ids it had", formerly);
        let geometry = |row: Row<'a>| each(row.dataset.geometry.as_ref(), |one| one.value.word());
        self.add("geometry", Kind::List, "Kinds of geometry, of spatial data", geometry);
        let crs = |row: Row<'a>| each(row.dataset.crs.as_ref(), |one| &*one.value);
        self.add("crs", Kind::List, "Coordinate reference systems (EPSG), of spatial data", crs);
        let scale = |row: Row<'a>| row.dataset.scale.as_ref().map(|scale| scale.value.value.to_string()).unwrap_or_default();
        self.add("scale", Kind::Text, "Scale, of spatial data", scale);
    }

    /// A text in a language, and what it is there.
    fn text(&mut self, name: &str, about: &str, lang: Lang, said: impl Fn(Row<'a>) -> Said + Copy + 'a) {
        let tag = lang.tag();
        self.add(&format!("{name}_{tag}"), Kind::Text, about, move |row| said(row).text);
        let state = format!("What that text is in {tag}");
        let cell = move |row: Row<'a>| said(row).state.map(|state| state.word().to_owned()).unwrap_or_default();
        self.add(&format!("{name}_state_{tag}"), Kind::MaybeWord(STATES), &state, cell);
    }

    fn texts(&mut self, lang: Lang) {
        self.text("name", "What it is called", lang, move |row| Said::of(row.dataset.name.as_ref(), lang));
        let description = move |row: Row<'a>| Said::description(row.dataset.description.as_ref(), lang);
        self.text("description", "What it holds; each bullet on a line", lang, description);
        self.text("note", "The note", lang, move |row| Said::of(row.dataset.note.as_ref(), lang));
        let words = move |row: Row<'a>| Said::of(given(row).and_then(|all| all.words.as_ref()), lang);
        self.text("frequency_words", "The author's own words for the frequency", lang, words);
        let coverage = move |row: Row<'a>| Said::of(row.dataset.coverage.as_ref().map(|coverage| &coverage.value), lang);
        self.text("coverage", "The area it covers", lang, coverage);
        let reason =
            move |row: Row<'a>| Said::of(row.dataset.withdrawn.as_ref().and_then(|withdrawn| withdrawn.reason.as_ref()), lang);
        self.text("withdrawn_reason", "Why it was withdrawn", lang, reason);
        let post =
            move |row: Row<'a>| Said::of(row.dataset.contact.as_ref().and_then(|contact| contact.value.post.as_ref()), lang);
        self.text("contact_post", "Whom to ask", lang, post);
    }

    /// What the declarations are called; the plan's library, not its author, wrote these.
    fn labels(&mut self, lang: Lang) {
        let (vocabulary, plan, tag) = (self.vocabulary, self.plan, lang.tag());
        let organisation = move |row: Row<'a>| {
            row.holding.body.map(|body| owed_text(&vocabulary.get(body.organisation.value).name, lang)).unwrap_or_default()
        };
        self.add(&format!("organisation_name_{tag}"), Kind::Text, "Name of the organisation", organisation);
        let category = move |row: Row<'a>| {
            let given = row.dataset.category.as_ref().and_then(|category| category.value.given());
            given.map(|id| owed_text(&vocabulary.get(*id).label, lang)).unwrap_or_default()
        };
        self.add(&format!("category_label_{tag}"), Kind::Text, "Label of the data category", category);
        let frequency =
            move |row: Row<'a>| given(row).map(|all| plan.words.frequencies(all, vocabulary, lang).0).unwrap_or_default();
        self.add(&format!("frequency_text_{tag}"), Kind::Text, "How often it is updated, as the plan prints it", frequency);
        let name = move |text: &'a Text| text.get(lang);
        let owners = move |row: Row<'a>| each(row.dataset.owners.as_ref(), |one| name(vocabulary.get(one.value).label()));
        self.add(&format!("owner_names_{tag}"), Kind::List, "Names of the organisations whose it is", owners);
        let keywords = move |row: Row<'a>| each(row.dataset.keywords.as_ref(), name);
        self.add(&format!("keywords_{tag}"), Kind::List, "Words to find it by", keywords);
        let url = move |one: &'a PortalEntry| dataset_url(vocabulary.get(one.portal), &one.id.as_ref()?.value, lang);
        let urls = move |row: Row<'a>| each(row.dataset.portals.as_ref(), url);
        self.add(&format!("portal_urls_{tag}"), Kind::List, "Its address on each portal, null while that is not known", urls);
    }
}

fn id<T: Declared>(vocabulary: &Vocabulary, id: Option<Id<T>>) -> String {
    id.map(|id| vocabulary.get(id).id().value.to_string()).unwrap_or_default()
}

fn iso(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn given<'a>(row: Row<'a>) -> Option<&'a Frequencies> {
    row.dataset.frequency.as_ref()?.given()
}

/// Something of each frequency.
fn frequencies(row: Row<'_>, one: impl Fn(Frequency) -> Option<String>) -> String {
    given(row).map(|all| listed(all.items.iter().map(|item| one(item.value)))).unwrap_or_default()
}

fn pending(row: Row<'_>) -> String {
    fn is<T>(owed: Option<&Owed<T>>) -> bool {
        matches!(owed, Some(Owed::Pending))
    }
    let dataset = row.dataset;
    let fields = [
        ("category", is(dataset.category.as_ref().map(|category| &category.value))),
        ("target", is(dataset.target.as_ref().map(|target| &target.value))),
        ("released", is(dataset.released.as_ref().map(|released| &released.value))),
        ("frequency", is(dataset.frequency.as_ref().map(|frequency| &frequency.value))),
    ];
    let names: Vec<&str> = fields.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
    if names.is_empty() { String::new() } else { listed(names) }
}
