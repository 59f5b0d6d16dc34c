//! A dataset of a plan as a `dcat:Dataset`: promised, out, or withdrawn.

use super::Maker;
use super::graph::{At, Value, Words};
use super::shared::address;
use super::terms::{self as t};
use crate::emit::percent_encoded;
use crate::model::{Dataset, HalfKind, Holding, Plan, Status};

impl Maker<'_> {
    /// A dataset, once; its address.
    pub(super) fn dataset(&mut self, plan: &Plan, holding: Holding<'_>, dataset: &Dataset) -> String {
        let iri = self.dataset_iri(plan, &dataset.id);
        let Some(at) = self.graph.open(&iri, &[t::DATASET, t::RESOURCE]) else { return iri };
        let id = format!("{}/{}", self.publisher_id(plan), dataset.id.value);
        let title = dataset.name.as_ref().map(|name| self.text(name)).unwrap_or_default();
        let title = title.or(|| Words::bare(&*dataset.id.value));
        let description = self.description(plan, dataset).or(|| title.clone());
        self.graph.words(at, &t::TITLE, title);
        self.graph.words(at, &t::DESCRIPTION, description);
        self.graph.say(at, &t::IDENTIFIER_TEXT, Value::Plain(id));
        self.state(at, &iri, plan, dataset);
        self.people(at, &iri, plan, dataset);
        if let Some(category) = dataset.category.as_ref().and_then(|category| category.value.given()) {
            for theme in self.themes(*category) {
                self.graph.link(at, &t::THEME, theme);
            }
        }
        let frequencies = dataset.frequency.as_ref().and_then(|frequency| frequency.value.given());
        if let Some(all) = frequencies
            && let Some(frequency) = self.frequency(&iri, plan, all)
        {
            let has_words = !frequency.ends_with("#frequency");
            self.graph.link(at, &t::FREQUENCY_OF, frequency);
            if let Some(words) = all.words.as_ref().filter(|_| has_words) {
                let remark = self.frequency_remark(plan, words);
                self.graph.words(at, &t::COMMENT, remark);
            }
        }
        for keyword in dataset.keywords.iter().flat_map(|keywords| &keywords.value) {
            let keyword = self.text(keyword);
            self.graph.words(at, &t::KEYWORD, keyword);
        }
        for old in &dataset.formerly {
            let old = self.dataset_iri(plan, old);
            self.graph.link(at, &t::REPLACES, old);
        }
        if holding.half.kind == HalfKind::Spatial {
            self.place(at, &iri, plan, dataset);
        }
        self.portals(at, &iri, plan, dataset);
        iri
    }

    /// Where a promise stands, and its history. Months stay months.
    fn state(&mut self, at: At, iri: &str, plan: &Plan, dataset: &Dataset) {
        let (code, label) = match dataset.status() {
            Status::Planned => ("DEVELOP", "Under development"),
            Status::Released => ("COMPLETED", "Completed"),
            Status::Withdrawn => ("WITHDRAWN", "Withdrawn"),
        };
        let status = self.concept("dataset-status", code, label);
        self.graph.link(at, &t::STATUS, status);
        if let Some(released) = dataset.released_date() {
            self.graph.say(at, &t::ISSUED, Value::Date(released));
        }
        if let Some(target) = dataset.target_date().filter(|_| dataset.status() == Status::Planned) {
            self.graph.say(at, &t::AVAILABLE, Value::Date(target));
        }
        let slips = dataset.slips.iter().enumerate();
        let mut history: Vec<(String, Words)> =
            slips.map(|(index, slip)| (format!("{iri}#slip-{}", index + 1), self.slip(plan, slip))).collect();
        history
            .extend(dataset.withdrawn.as_ref().map(|withdrawn| (format!("{iri}#withdrawn"), self.withdrawal(plan, withdrawn))));
        for (statement, words) in history {
            if let Some(said) = self.graph.open(&statement, &[t::STATEMENT]) {
                self.graph.words(said, &t::LABEL, words);
            }
            self.graph.link(at, &t::PROVENANCE, statement);
        }
    }

    /// Who publishes it, whose it is, and whom to ask.
    fn people(&mut self, at: At, iri: &str, plan: &Plan, dataset: &Dataset) {
        let publishers: Vec<_> = plan.publishers.iter().map(|publisher| publisher.value).collect();
        if let Some(publisher) = self.publisher(&publishers, plan) {
            self.graph.link(at, &t::PUBLISHER, publisher);
        }
        for owner in dataset.owners.iter().flat_map(|owners| &owners.value) {
            let owner = self.organisation(owner.value);
            self.graph.link(at, &t::CREATOR, &*owner);
            self.graph.link(at, &t::RIGHTS_HOLDER, owner);
        }
        let Some(publisher) = plan.publishers.first() else { return };
        let name = &self.workspace.vocabulary.get(publisher.value).name;
        let contact = match (&dataset.contact, &plan.contact) {
            (Some(own), _) => self.contact(iri, &own.value, name),
            (None, Some(of_plan)) => {
                let about = self.plan_iri(plan);
                self.contact(&about, &of_plan.value, name)
            }
            (None, None) => return,
        };
        self.graph.link(at, &t::CONTACT_POINT, contact);
    }

    /// What only spatial data have: the area, the coordinate reference system, the scale.
    fn place(&mut self, at: At, iri: &str, plan: &Plan, dataset: &Dataset) {
        if let Some(coverage) = &dataset.coverage {
            let place = format!("{iri}#coverage");
            if let Some(said) = self.graph.open(&place, &[t::LOCATION]) {
                let label = self.text(&coverage.value);
                self.graph.words(said, &t::PREF_LABEL, label);
            }
            self.graph.link(at, &t::SPATIAL, place);
        }
        if let Some(country) = self.country(plan) {
            self.graph.link(at, &t::SPATIAL, country);
        }
        for crs in dataset.crs.iter().flat_map(|all| &all.value) {
            let system = self.reference_system(crs);
            self.graph.link(at, &t::CONFORMS_TO, system);
        }
        if let Some(scale) = &dataset.scale {
            self.graph.say(at, &t::SCALE, Value::Plain(scale.value.value.to_string()));
        }
    }

    /// `EPSG:2326` by the address that the OGC keeps for it; another by its words.
    fn reference_system(&mut self, crs: &str) -> String {
        let number = crs.trim().strip_prefix("EPSG:").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let iri = number.and_then(|number| address(&format!("http://www.opengis.net/def/crs/EPSG/0/{number}")));
        let iri = iri.unwrap_or_else(|| format!("{}#crs-{}", self.base, percent_encoded(crs)));
        if let Some(at) = self.graph.open(&iri, &[t::STANDARD]) {
            self.graph.say(at, &t::IDENTIFIER_TEXT, Value::Plain(crs.to_owned()));
            let kind = "http://inspire.ec.europa.eu/glossary/SpatialReferenceSystem";
            self.graph.open(kind, &[t::CONCEPT]).into_iter().for_each(|kind| {
                let label = Value::Words(Some(crate::model::Lang::EN), "Spatial reference system".to_owned());
                self.graph.say(kind, &t::PREF_LABEL, label);
            });
            self.graph.link(at, &t::TYPE, kind);
        }
        iri
    }
}
