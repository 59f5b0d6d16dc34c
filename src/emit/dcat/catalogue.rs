//! A plan as a catalogue, and a catalogue of all plans.

use super::Maker;
use super::graph::{At, Value, Words};
use super::terms::{self as t, authority};
use crate::emit::headings::{half_heading, organisation_heading, publisher_names, section_heading};
use crate::emit::percent_encoded;
use crate::model::{Dataset, Holding, Id, Lang, Letter, Organisation, Plan};

impl Maker<'_> {
    /// A plan with its datasets, each with a record of where it stands.
    pub(super) fn catalogue(&mut self, plan: &Plan) -> String {
        let iri = self.plan_iri(plan);
        let Some(at) = self.graph.open(&iri, &[t::CATALOG]) else { return iri };
        let title = plan.title.as_ref().map(|title| self.text(title)).unwrap_or_default();
        self.graph.words(at, &t::TITLE, title.or(|| Words::bare(&*plan.id.value)));
        let about = self.words(|lang| self.about(plan, lang));
        self.graph.words(at, &t::DESCRIPTION, about.or(|| Words::bare(&*plan.id.value)));
        self.graph.say(at, &t::IDENTIFIER_TEXT, Value::Plain(plan.id.value.to_string()));
        let publishers: Vec<Id<Organisation>> = plan.publishers.iter().map(|publisher| publisher.value).collect();
        if let Some(publisher) = self.publisher(&publishers, plan) {
            self.graph.link(at, &t::PUBLISHER, publisher);
        }
        let homepage = format!("{iri}/");
        self.graph.open(&homepage, &[t::DOCUMENT]);
        self.graph.link(at, &t::HOMEPAGE, homepage);
        self.dates(at, plan, true);
        self.languages(at);
        if let Some(licence) = plan.licence {
            let licence = self.licence(licence.value);
            self.graph.link(at, &t::LICENCE, licence);
        }
        if let (Some(contact), Some(publisher)) = (&plan.contact, plan.publishers.first()) {
            let name = &self.workspace.vocabulary.get(publisher.value).name;
            let contact = self.contact(&iri, &contact.value, name);
            self.graph.link(at, &t::CONTACT_POINT, contact);
        }
        if let Some(place) = self.country(plan) {
            self.graph.link(at, &t::SPATIAL, place);
        }
        let years = format!("{iri}#period");
        if let Some(period) = self.graph.open(&years, &[t::PERIOD]) {
            self.graph.say(period, &t::START, Value::Date(plan.period.value.from));
            self.graph.say(period, &t::END, Value::Date(plan.period.value.to));
        }
        self.graph.link(at, &t::TEMPORAL, years);
        self.taxonomies(at, plan);
        for (holding, dataset) in plan.datasets() {
            let entry = self.dataset(plan, holding, dataset);
            self.graph.link(at, &t::DATASET_OF, &*entry);
            let record = self.record(&iri, plan, holding, dataset, &entry);
            self.graph.link(at, &t::RECORD_OF, record);
        }
        iri
    }

    /// The catalogue whose parts are the catalogues of all plans.
    pub(super) fn catalogue_of_catalogues(&mut self, plans: &[&Plan]) {
        let Some(first) = plans.first() else { return };
        let base = self.base.to_owned();
        let Some(at) = self.graph.open(&base, &[t::CATALOG]) else { return };
        let lines = |of: &dyn Fn(&Plan) -> Option<String>| {
            let mut lines: Vec<String> = Vec::new();
            for line in plans.iter().filter_map(|plan| of(plan)) {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            lines
        };
        let titles = self.words(|lang| {
            let titles = lines(&|plan| plan.title.as_ref()?.get(lang).map(str::to_owned));
            Some(first.words.list(&titles, lang))
        });
        self.graph.words(at, &t::TITLE, titles.or(|| Words::bare(&*base)));
        let about = self.words(|lang| Some(lines(&|plan| self.about(plan, lang)).join("\n\n")));
        self.graph.words(at, &t::DESCRIPTION, about.or(|| Words::bare(&*base)));
        let mut publishers: Vec<Id<Organisation>> = Vec::new();
        for publisher in plans.iter().flat_map(|plan| &plan.publishers) {
            if !publishers.contains(&publisher.value) {
                publishers.push(publisher.value);
            }
        }
        if let Some(publisher) = self.publisher(&publishers, first) {
            self.graph.link(at, &t::PUBLISHER, publisher);
        }
        self.languages(at);
        for plan in plans {
            let part = self.catalogue(plan);
            self.graph.link(at, &t::SUB_CATALOG, part);
        }
    }

    /// Who plans, and the headings of the sections.
    fn about(&self, plan: &Plan, lang: Lang) -> Option<String> {
        let vocabulary = &self.workspace.vocabulary;
        let is_known = |id: &str| self.wording(plan, id, lang).is_some();
        let headings = Letter::ALL.into_iter().filter(|letter| plan.section(*letter).is_some());
        let headings = headings.map(|letter| section_heading(plan, vocabulary, letter, lang));
        let lines = std::iter::once(publisher_names(plan, vocabulary, lang)).chain(headings);
        is_known("section-a-heading").then(|| lines.collect::<Vec<_>>().join("\n"))
    }

    /// When a plan, or a record of it, was issued and last changed.
    fn dates(&mut self, at: At, plan: &Plan, is_plan: bool) {
        if let Some(issued) = plan.issued.as_ref().and_then(|issued| issued.given()) {
            self.graph.say(at, &t::ISSUED, Value::Date(*issued));
        }
        // a record owes it
        let modified = plan.updated.map(|updated| updated.value);
        if let Some(modified) = if is_plan { modified } else { plan.state_of() } {
            self.graph.say(at, &t::MODIFIED, Value::Date(modified));
        }
    }

    fn languages(&mut self, at: At) {
        for lang in self.langs.clone() {
            let language = self.language(lang.tag());
            self.graph.link(at, &t::LANGUAGE, language);
        }
    }

    /// The two lists that themes are from.
    fn taxonomies(&mut self, at: At, plan: &Plan) {
        let own = self.categories();
        if let Some(scheme) = self.graph.open(&own, &[t::SCHEME]) {
            let title = self.words(|lang| self.wording(plan, "column-category", lang)).or(|| Words::bare("categories"));
            self.graph.words(scheme, &t::TITLE, title);
        }
        self.graph.link(at, &t::THEME_TAXONOMY, own);
        let eu = authority("data-theme", "");
        if let Some(scheme) = self.graph.open(&eu, &[t::SCHEME]) {
            self.graph.say(scheme, &t::TITLE, Value::Words(Some(Lang::EN), "Data theme".to_owned()));
        }
        self.graph.link(at, &t::THEME_TAXONOMY, eu);
    }

    /// A record: in which section, organisation and half of the plan a dataset stands.
    fn record(&mut self, plan_iri: &str, plan: &Plan, holding: Holding<'_>, dataset: &Dataset, entry: &str) -> String {
        let iri = format!("{plan_iri}#record-{}", percent_encoded(&dataset.id));
        let Some(at) = self.graph.open(&iri, &[t::RECORD]) else { return iri };
        let vocabulary = &self.workspace.vocabulary;
        let place = self.words(|lang| {
            self.wording(plan, "section-a-heading", lang)?;
            let section = section_heading(plan, vocabulary, holding.section.letter, lang);
            let body = holding.body.map(|body| organisation_heading(plan, vocabulary, body, lang));
            let half = half_heading(plan, holding.half.kind, lang);
            Some(std::iter::once(section).chain(body).chain([half]).collect::<Vec<_>>().join("\n"))
        });
        self.graph.words(at, &t::DESCRIPTION, place);
        let body = holding.body.map(|body| format!("{}/", vocabulary.get(body.organisation.value).id.value)).unwrap_or_default();
        let number = format!("{}/{body}{}/{}", holding.section.letter.word(), holding.half.kind.word(), dataset.number);
        self.graph.say(at, &t::IDENTIFIER_TEXT, Value::Plain(number));
        self.dates(at, plan, false);
        self.graph.link(at, &t::PRIMARY_TOPIC, entry);
        iri
    }
}
