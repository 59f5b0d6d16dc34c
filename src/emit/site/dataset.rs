//! The page of a dataset: how its promise stands and how it came so, what it holds, where to get it.

use maud::{Markup, html};

use super::frame::Page;
use super::words::Word;
use super::{Item, Reader, Told};
use crate::edition::{Promise, State};
use crate::emit::document::{Scribe, plain};
use crate::emit::headings::{half_heading, organisation_heading, section_heading};
use crate::emit::html::{differing, pieces, runs, words};
use crate::emit::markup::dataset_markup;
use crate::emit::updates::next_update;
use crate::emit::url::{dataset_url, is_web};
use crate::emit::{Artifact, headings::publisher_names};
use crate::model::{Contact, Dataset, Date, Owed, Plan, Text};

pub(super) fn page(reader: Reader<'_>, told: &Told<'_>, item: &Item<'_>) -> Artifact {
    let (lang, plan, vocabulary) = (reader.lang(), told.plan, &reader.site.workspace.vocabulary);
    let dataset = item.promise.entry.dataset;
    let name = reader.text(plan, dataset.name.as_ref());
    let scribe = Scribe { plan, vocabulary, languages: &[lang] };
    let content = html! {
        p class="publisher" { a href="index.html" { (publisher_names(plan, vocabulary, lang)) " " (plan.words.period(plan.period.value, lang)) } }
        h1 lang=[name.tag(lang)] { (words(name.text)) }
        @for other in reader.site.langs.iter().filter(|other| **other != lang && **other != name.lang) {
            @if let Some(said) = dataset.name.as_ref().and_then(|all| all.get(*other)).filter(|said| *said != name.text) {
                p class="also" lang=(other.tag()) { (words(said)) }
            }
        }
        p class={ "state " (item.promise.state.word()) } { (reader.standing(&item.promise)) (reader.why(&item.promise)) }
        div class="told" { (pieces(&scribe.told(dataset, lang), lang)) }
        (reader.places(plan, dataset))
        dl class="facts" { (reader.facts(told, item, scribe)) }
        (reader.history(told, item))
    };
    let data = dataset_markup(plan, vocabulary, dataset, &[lang]);
    let path = told.path(item);
    let title = name.text.to_owned();
    reader.whole(Page {
        path: &path,
        title,
        data: Some(data),
        others: told.catalogues(reader.site.options),
        as_of: Some(told.as_of),
        content,
        ..Page::default()
    })
}

impl<'s> Reader<'s> {
    /// How a promise stands, in a few words.
    pub(super) fn standing(self, promise: &Promise<'_>) -> String {
        let dataset = promise.entry.dataset;
        let dated = |word, date: Date| self.voice.fill(word, &[("date", &self.date(date))]);
        let main = match promise.state {
            State::Withdrawn => match &dataset.withdrawn {
                Some(withdrawn) => dated(Word::WithdrawnIn, withdrawn.date.value),
                None => self.voice.state(promise.state).to_owned(),
            },
            State::Undated => self.voice.say(Word::Undated).to_owned(),
            State::Overdue | State::Due | State::Ahead => match dataset.target_date() {
                Some(date) => dated(Word::PromisedFor, date),
                None => self.voice.state(promise.state).to_owned(),
            },
            State::Early | State::OnTime | State::Late | State::Out => match dataset.released_date() {
                Some(date) => dated(Word::ReleasedIn, date),
                None => self.voice.say(Word::Out).to_owned(),
            },
        };
        let by = promise.shift.map(|shift| self.voice.length(shift));
        let by = match (promise.state, by) {
            (State::Overdue, Some(length)) => self.voice.fill(Word::OverdueBy, &[("length", &length)]),
            (State::Early, Some(length)) => self.voice.fill(Word::ByEarly, &[("length", &length)]),
            (State::Late, Some(length)) => self.voice.fill(Word::ByLate, &[("length", &length)]),
            (State::Due, _) => self.voice.say(Word::IsDueSoon).to_owned(),
            _ => return main,
        };
        format!("{main}{}{by}", if self.voice.is_chinese() { "，" } else { ", " })
    }

    /// When it had been promised for, where that was moved last, and the reason of that or of its withdrawal.
    fn why(self, promise: &Promise<'_>) -> Markup {
        let (dataset, plan) = (promise.entry.dataset, promise.entry.plan);
        let reason = last_reason(dataset);
        let moved = dataset.slips.last().filter(|_| dataset.withdrawn.is_none());
        let event = match moved {
            Some(slip) => self.voice.fill(Word::MovedFrom, &[("date", &self.date(slip.from.value))]),
            None => self.voice.say(Word::Reason).to_owned(),
        };
        html! {
            @if moved.is_some() || reason.is_some() {
                " " span class="why" {
                    a href="#history" { (event) }
                    @if let Some(reason) = reason { (self.voice.colon()) (self.reason(plan, reason)) }
                }
            }
        }
    }

    /// Where it is, or will be.
    fn places(self, plan: &Plan, dataset: &Dataset) -> Markup {
        let vocabulary = &self.site.workspace.vocabulary;
        let is_out = dataset.released.is_some() && dataset.withdrawn.is_none();
        let entries = dataset.portals.iter().flat_map(|portals| &portals.value);
        let links: Vec<_> = entries
            .filter_map(|entry| {
                let portal = vocabulary.get(entry.portal);
                let url = dataset_url(portal, entry.id.as_ref().filter(|_| is_out)?, self.lang())?;
                is_web(&url).then(|| (url, self.text(plan, Some(&portal.name))))
            })
            .collect();
        html! {
            @if !links.is_empty() {
                p class="places" {
                    (self.voice.say(Word::GoTo)) (self.voice.colon())
                    @for (at, (url, name)) in links.iter().enumerate() {
                        @if at > 0 { (plan.words.get("list-joiner", self.lang())) }
                        a href=(url) lang=[name.tag(self.lang())] { (name.text) }
                    }
                }
            }
        }
    }

    fn facts(self, told: &Told<'_>, item: &Item<'_>, scribe: Scribe<'_>) -> Markup {
        let (lang, plan, entry) = (self.lang(), told.plan, item.promise.entry);
        let (dataset, vocabulary) = (entry.dataset, scribe.vocabulary);
        let wording = |id| self.or_ours(plan.words.get(id, lang), id);
        let say = |word| self.voice.say(word);
        let joined = |all: Vec<&str>| html! { (plan.words.list(&all, lang)) };
        let list = |label: &str, value: Vec<crate::emit::document::Run>| {
            fact(label, (!plain(&value).is_empty()).then(|| runs(&value, lang)))
        };
        let text = |label: &str, text: Option<&Text>| {
            let said = text.and_then(|text| text.render(lang, plan.original()));
            fact(label, said.map(|said| html! { span lang=[differing(said.lang, lang)] { (said.text) } }))
        };
        let update = next_update(plan, vocabulary, dataset, told.as_of.first_day());
        let keywords: Vec<&str> = dataset
            .keywords
            .iter()
            .flat_map(|all| &all.value)
            .filter_map(|word| Some(word.render(lang, plan.original())?.text))
            .collect();
        let organisation = entry.place.body.map(|body| organisation_heading(plan, vocabulary, body, lang));
        let licence = dataset.licence.as_ref().map(|licence| vocabulary.get(licence.value));
        html! {
            (list(wording("column-category"), scribe.category(dataset, lang)))
            (list(wording("column-frequency"), scribe.frequency(dataset, lang)))
            (fact(say(Word::NextUpdate), update.map(|date| html! { (self.date(date)) })))
            (list(wording("column-formats"), scribe.labels(dataset.formats.iter().flat_map(|all| &all.value).map(|one| one.value), lang)))
            (list(wording("column-owners"), scribe.labels(dataset.owners.iter().flat_map(|all| &all.value).map(|one| one.value), lang)))
            (list(wording("column-portals"), scribe.labels(dataset.portals.iter().flat_map(|all| &all.value).map(|one| one.portal), lang)))
            (fact(wording("column-licence"), licence.map(|licence| {
                let name = self.text(plan, Some(&licence.name));
                html! { @match licence.url.as_deref() {
                    Some(url) if is_web(url) => a href=(url) lang=[name.tag(lang)] { (name.text) },
                    _ => span lang=[name.tag(lang)] { (name.text) },
                } }
            })))
            (text(say(Word::Coverage), dataset.coverage.as_ref().map(|coverage| &coverage.value)))
            (fact(say(Word::Geometry), dataset.geometry.as_ref().map(|all| joined(all.value.iter().map(|one| self.voice.geometry(one.value)).collect()))))
            (fact(say(Word::Crs), dataset.crs.as_ref().map(|all| joined(all.value.iter().map(|one| &*one.value).collect()))))
            (fact(say(Word::Scale), dataset.scale.as_ref().map(|scale| html! { (scale.value.value) })))
            (fact(say(Word::Keywords), (!keywords.is_empty()).then(|| joined(keywords))))
            (fact(say(Word::Contact), dataset.contact.as_ref().and_then(|contact| self.contact(plan, &contact.value))))
            (fact(wording("column-section"), Some(html! { (section_heading(plan, vocabulary, entry.place.section.letter, lang)) })))
            (fact(wording("column-organisation"), organisation.map(|name| html! { (name) })))
            (fact(wording("column-half"), Some(html! { a href={ (item.page) "#dataset-" (dataset.id.value) } { (half_heading(plan, entry.place.half.kind, lang)) } })))
            (fact(wording("column-id"), Some(html! { code { (dataset.id.value) } })))
        }
    }

    fn contact(self, plan: &Plan, contact: &Contact) -> Option<Markup> {
        let post = contact.post.as_ref().map(|post| self.text(plan, Some(post)));
        let email = contact.email.as_ref();
        (post.is_some() || email.is_some()).then(|| {
            html! {
                @if let Some(post) = post { span lang=[post.tag(self.lang())] { (post.text) } " " }
                @if let Some(email) = email { a href={ "mailto:" (email.value) } { (email.value) } }
            }
        })
    }

    /// Every date that was said of it, oldest first, with the reasons.
    fn history(self, told: &Told<'s>, item: &Item<'s>) -> Markup {
        let (promise, plan) = (&item.promise, told.plan);
        let dataset = promise.entry.dataset;
        let mut rows: Vec<(String, String, Option<Markup>)> = Vec::new();
        let earlier = self.site.options.history.of(promise.entry);
        let owed = |date: Option<Date>| date.map_or_else(|| self.voice.say(Word::NoDate).to_owned(), |date| self.date(date));
        let promised_in =
            |plan: &Plan| self.voice.fill(Word::PromisedIn, &[("years", &plan.words.period(plan.period.value, self.lang()))]);
        for edition in earlier.iter().rev().filter(|edition| edition.entry.dataset.released.is_none()) {
            rows.push((promised_in(edition.entry.plan), owed(edition.entry.dataset.target_date().or(edition.promised)), None));
        }
        let first = dataset.original_target();
        // a slip goes on from what the edition before said
        let is_told = !dataset.slips.is_empty() && rows.last().is_some_and(|(_, date, _)| *date == owed(first));
        if dataset.target.is_some() && !is_told {
            let event = if dataset.slips.is_empty() { promised_in(plan) } else { self.voice.say(Word::FirstPromised).to_owned() };
            rows.push((event, owed(first), None));
        }
        for slip in &dataset.slips {
            let reason = slip.reason.as_ref().map(|reason| self.reason(plan, reason));
            let (event, date) = match &slip.to.value {
                Owed::Given(date) => (self.voice.say(Word::Moved), self.date(*date)),
                Owed::Pending => (self.voice.say(Word::MovedPending), String::new()),
            };
            rows.push((event.to_owned(), date, reason));
        }
        if let Some(released) = &dataset.released {
            rows.push((self.voice.say(Word::Released).to_owned(), owed(released.value.given().copied()), None));
        }
        if let Some(withdrawn) = &dataset.withdrawn {
            let reason = withdrawn.reason.as_ref().map(|reason| self.reason(plan, reason));
            rows.push((self.voice.say(Word::Withdrawn).to_owned(), self.date(withdrawn.date.value), reason));
        }
        let has_reasons = rows.iter().any(|(_, _, reason)| reason.is_some());
        html! {
            section aria-labelledby="history" {
                h2 id="history" { (self.voice.say(Word::History)) }
                table class="figures history" {
                    caption { (self.voice.say(Word::History)) }
                    thead { tr {
                        th scope="col" { (self.voice.say(Word::Event)) }
                        th scope="col" class="date" { (self.voice.say(Word::Date)) }
                        @if has_reasons { th scope="col" { (self.voice.say(Word::Reason)) } }
                    } }
                    tbody {
                        @for (event, date, reason) in rows {
                            tr { th scope="row" { (event) } td class="date" { (date) } @if has_reasons { td { @if let Some(reason) = reason { (reason) } } } }
                        }
                    }
                }
            }
        }
    }

    pub(super) fn reason(self, plan: &Plan, reason: &Text) -> Markup {
        match reason.render(self.lang(), plan.original()) {
            Some(said) => html! { span lang=[differing(said.lang, self.lang())] { (said.text) } },
            None => html! { span class="pending" { (self.voice.say(Word::ReasonPending)) } },
        }
    }
}

/// The reason of a withdrawal, else that for which a date was moved last.
pub(super) fn last_reason(dataset: &Dataset) -> Option<&Text> {
    match &dataset.withdrawn {
        Some(withdrawn) => withdrawn.reason.as_ref(),
        None => dataset.slips.last()?.reason.as_ref(),
    }
}

fn fact(label: &str, value: Option<Markup>) -> Markup {
    html! { @if let Some(value) = value { div { dt { (label) } dd { (value) } } } }
}
