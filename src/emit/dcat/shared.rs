//! What several datasets point to: organisations, categories, frequencies, languages, licences, contacts.

use oxrdf::NamedNode;

use super::Maker;
use super::graph::{Value, Words};
use super::terms::{self as t, authority};
use crate::emit::frequency::codes;
use crate::model::{Category, Contact, Frequencies, Frequency, Id, Licence, Organisation, Plan, Text};
use crate::source::Spanned;

/// An address with what must not stand in one (RFC 3987) as percent-encoded octets; nothing where it is not one.
pub(super) fn address(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for char in text.trim().chars() {
        if char.is_ascii_graphic() && !matches!(char, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`') {
            out.push(char);
        } else {
            out.push_str(&crate::emit::percent_encoded(char.encode_utf8(&mut [0; 4])));
        }
    }
    NamedNode::new(&out).ok().map(NamedNode::into_string)
}

impl Maker<'_> {
    pub(super) fn organisation(&mut self, id: Id<Organisation>) -> String {
        let organisation = self.workspace.vocabulary.get(id);
        let iri = self.shared("organisation", &organisation.id);
        if let Some(at) = self.graph.open(&iri, &[t::AGENT]) {
            let name = self.text(&organisation.name).or(|| Words::bare(&*organisation.id.value));
            self.graph.words(at, &t::NAME, name);
            self.graph.say(at, &t::IDENTIFIER_TEXT, Value::Plain(organisation.id.value.to_string()));
            if let Some(url) = organisation.url.as_deref().and_then(address) {
                self.graph.open(&url, &[t::DOCUMENT]);
                self.graph.link(at, &t::HOMEPAGE, url);
            }
        }
        iri
    }

    /// Who publishes: one organisation, or a group of several, for a catalogue has one publisher.
    pub(super) fn publisher(&mut self, ids: &[Id<Organisation>], plan: &Plan) -> Option<String> {
        let (first, others) = ids.split_first()?;
        if others.is_empty() {
            return Some(self.organisation(*first));
        }
        let vocabulary = &self.workspace.vocabulary;
        let known: Vec<&str> = ids.iter().map(|id| &*vocabulary.get(*id).id.value).collect();
        let iri = self.shared("organisations", &known.join("."));
        if let Some(at) = self.graph.open(&iri, &[t::AGENT, t::GROUP]) {
            let name = self.words(|lang| {
                let names: Option<Vec<&str>> = ids.iter().map(|id| vocabulary.get(*id).name.get(lang)).collect();
                names.map(|names| plan.words.list(&names, lang))
            });
            self.graph.words(at, &t::NAME, name.or(|| Words::bare(known.join(", "))));
            for id in ids {
                let member = self.organisation(*id);
                self.graph.link(at, &t::MEMBER, member);
            }
        }
        Some(iri)
    }

    /// A category of the portal, and the EU data theme it belongs to.
    pub(super) fn themes(&mut self, id: Id<Category>) -> Vec<String> {
        let category = self.workspace.vocabulary.get(id);
        let iri = self.shared("category", &category.id);
        if let Some(at) = self.graph.open(&iri, &[t::CONCEPT]) {
            let label = self.text(&category.label).or(|| Words::bare(&*category.id.value));
            self.graph.words(at, &t::PREF_LABEL, label);
            self.graph.say(at, &t::NOTATION, Value::Plain(category.id.value.to_string()));
            self.graph.link(at, &t::IN_SCHEME, self.categories());
        }
        let theme = t::THEMES.iter().find(|(code, _)| category.theme.as_deref() == Some(code));
        let theme = theme.map(|(code, label)| self.concept("data-theme", code, label));
        std::iter::once(iri).chain(theme).collect()
    }

    /// The scheme of the categories.
    pub(super) fn categories(&self) -> String {
        format!("{}#categories", self.base)
    }

    /// An entry of an EU authority table, labelled in English.
    pub(super) fn concept(&mut self, table: &str, code: &str, label: &str) -> String {
        let iri = authority(table, code);
        if let Some(at) = self.graph.open(&iri, &[t::CONCEPT]) {
            self.graph.say(at, &t::PREF_LABEL, Value::Words(Some(crate::model::Lang::EN), label.to_owned()));
            self.graph.link(at, &t::IN_SCHEME, authority(table, ""));
        }
        iri
    }

    /// How often a dataset is updated. One code of the EU table stands for itself; several, or none, get a node with the words.
    pub(super) fn frequency(&mut self, dataset: &str, plan: &Plan, all: &Frequencies) -> Option<String> {
        let mut eu: Vec<&str> = Vec::new();
        for item in &all.items {
            let code = self.eu_code(item);
            eu.extend(code.filter(|code| !eu.contains(code)));
        }
        let exact = |code: &str| code != "OTHER" && all.items.len() == 1;
        for code in &eu {
            self.graph.open(&authority("frequency", code), &[t::FREQUENCY]);
        }
        if let [code] = *eu
            && exact(code)
        {
            return Some(authority("frequency", code));
        }
        let iri = format!("{dataset}#frequency");
        let at = self.graph.open(&iri, &[t::FREQUENCY])?;
        let words = self.frequency_words(plan, all);
        self.graph.words(at, &t::LABEL, words);
        for code in eu {
            self.graph.link(at, &t::CLOSE_MATCH, authority("frequency", code));
        }
        Some(iri)
    }

    fn eu_code(&self, item: &Spanned<Frequency>) -> Option<&'static str> {
        let code = codes(item.value, &self.workspace.vocabulary).eu?;
        t::FREQUENCIES.iter().copied().find(|known| *known == code)
    }

    pub(super) fn language(&mut self, tag: &str) -> String {
        let iri = t::language(tag);
        self.graph.open(&iri, &[t::LINGUISTIC_SYSTEM]);
        iri
    }

    pub(super) fn licence(&mut self, id: Id<Licence>) -> String {
        let licence = self.workspace.vocabulary.get(id);
        let iri = licence.url.as_deref().and_then(address).unwrap_or_else(|| self.shared("licence", &licence.id));
        if let Some(at) = self.graph.open(&iri, &[t::LICENCE_DOCUMENT]) {
            let name = self.text(&licence.name);
            self.graph.words(at, &t::TITLE, name);
        }
        iri
    }

    /// Whom to ask, under the address of what they are asked about.
    pub(super) fn contact(&mut self, about: &str, contact: &Contact, otherwise: &Text) -> String {
        let iri = format!("{about}#contact");
        if let Some(at) = self.graph.open(&iri, &[t::POST, t::KIND]) {
            let name = self.text(contact.post.as_ref().unwrap_or(otherwise));
            self.graph.words(at, &t::FN, name);
            if let Some(email) = contact.email.as_ref().and_then(|email| address(&format!("mailto:{}", email.trim()))) {
                self.graph.link(at, &t::HAS_EMAIL, email);
            }
        }
        iri
    }

    /// The country or territory of a plan, where the library of its publisher says one.
    pub(super) fn country(&mut self, plan: &Plan) -> Option<String> {
        let publisher = self.workspace.vocabulary.get(plan.publishers.first()?.value);
        let library = self.workspace.sources.get(publisher.id.span.file)?;
        let country = crate::library::country(&library.name)?;
        let iri = authority("country", country);
        self.graph.open(&iri, &[t::LOCATION]);
        Some(iri)
    }
}
