//! Where a dataset is: its ids and pages on portals, and once it is out, a distribution for each portal and format.

use super::Maker;
use super::graph::{At, Value, Words};
use super::shared::address;
use super::terms::{self as t, authority};
use crate::emit::percent_encoded;
use crate::emit::url::dataset_url;
use crate::model::{Dataset, Format, Geometry, Id, Lang, Plan, PortalEntry, Status};

impl Maker<'_> {
    pub(super) fn portals(&mut self, at: At, iri: &str, plan: &Plan, dataset: &Dataset) {
        for entry in dataset.portals.iter().flat_map(|all| &all.value) {
            let Some(id) = &entry.id else { continue };
            let portal = self.workspace.vocabulary.get(entry.portal);
            let other = format!("{iri}#id-{}", percent_encoded(&portal.id));
            if let Some(said) = self.graph.open(&other, &[t::IDENTIFIER]) {
                self.graph.say(said, &t::NOTATION, Value::Plain(id.value.to_string()));
                self.graph.say(said, &t::AGENCY, Value::Plain(portal.id.value.to_string()));
            }
            self.graph.link(at, &t::OTHER_IDENTIFIER, other);
            if dataset.status() == Status::Released {
                self.released(at, iri, plan, dataset, entry);
            }
        }
    }

    /// The pages on a portal, and a distribution for each format there.
    fn released(&mut self, at: At, iri: &str, plan: &Plan, dataset: &Dataset, entry: &PortalEntry) {
        for lang in self.langs.clone() {
            if let Some(page) = self.page(entry, lang) {
                self.graph.link(at, &t::LANDING_PAGE, page);
            }
        }
        let Some(access) = self.page(entry, plan.original()) else { return };
        let portal = &self.workspace.vocabulary.get(entry.portal).id.value;
        let formats: Vec<Id<Format>> = dataset.formats.iter().flat_map(|all| &all.value).map(|format| format.value).collect();
        let formats = if formats.is_empty() { vec![None] } else { formats.into_iter().map(Some).collect() };
        for format in formats {
            let known = format.map(|format| &*self.workspace.vocabulary.get(format).id.value).unwrap_or_default();
            let name = [&**portal, known].map(percent_encoded).join("-");
            let distribution = format!("{iri}#{}", name.trim_end_matches('-'));
            if let Some(said) = self.graph.open(&distribution, &[t::DISTRIBUTION]) {
                self.graph.link(said, &t::ACCESS_URL, &*access);
                self.describe(said, dataset, format, entry);
            }
            self.graph.link(at, &t::DISTRIBUTION_OF, distribution);
        }
    }

    fn page(&mut self, entry: &PortalEntry, lang: Lang) -> Option<String> {
        let portal = self.workspace.vocabulary.get(entry.portal);
        let page = dataset_url(portal, &entry.id.as_ref()?.value, lang).as_deref().and_then(address)?;
        let is_in_one = portal.url.as_deref().is_some_and(|url| url.contains("{lang}"));
        // the profile wants what an address leads to as `rdfs:Resource`
        if let Some(said) = self.graph.open(&page, &[t::DOCUMENT, t::ANYTHING]).filter(|_| is_in_one) {
            let language = self.language(lang.tag());
            self.graph.link(said, &t::LANGUAGE, language);
        }
        Some(page)
    }

    fn describe(&mut self, at: At, dataset: &Dataset, format: Option<Id<Format>>, entry: &PortalEntry) {
        let name = self.text(&self.workspace.vocabulary.get(entry.portal).name);
        match format.map(|format| self.workspace.vocabulary.get(format)) {
            None => self.graph.words(at, &t::TITLE, name),
            Some(format) => {
                let label = self.text(&format.label);
                let title = Words::of(self.langs.iter().copied(), |lang| {
                    let of = |words: &Words| words.0.iter().find(|(known, _)| *known == Some(lang)).map(|(_, text)| text.clone());
                    Some(format!("{} ({})", of(&label)?, of(&name)?))
                });
                self.graph.words(at, &t::TITLE, title);
                let capitals = format.id.to_uppercase();
                let known = t::FILE_TYPES.contains(&&*capitals);
                let kind = if known { authority("file-type", &capitals) } else { self.shared("format", &format.id) };
                if let Some(said) = self.graph.open(&kind, &[t::EXTENT]) {
                    self.graph.words(said, &t::LABEL, label);
                }
                self.graph.link(at, &t::FORMAT, kind);
                let media = format.media_type.as_deref();
                if let Some(media) =
                    media.and_then(|media| address(&format!("http://www.iana.org/assignments/media-types/{media}")))
                {
                    self.graph.open(&media, &[t::MEDIA_TYPE]);
                    self.graph.link(at, &t::MEDIA, media);
                }
            }
        }
        if let Some(licence) = &dataset.licence {
            let licence = self.licence(licence.value);
            self.graph.link(at, &t::LICENCE, licence);
        }
        for geometry in dataset.geometry.iter().flat_map(|all| &all.value) {
            // INSPIRE's list has no word for three dimensions
            let (code, label) = match **geometry {
                Geometry::Point | Geometry::Line | Geometry::Polygon => ("vector", "Vector"),
                Geometry::Raster => ("grid", "Grid"),
                Geometry::ThreeD => continue,
            };
            let kind = format!("http://inspire.ec.europa.eu/metadata-codelist/SpatialRepresentationType/{code}");
            if let Some(said) = self.graph.open(&kind, &[t::CONCEPT]) {
                self.graph.say(said, &t::PREF_LABEL, Value::Words(Some(Lang::EN), label.to_owned()));
            }
            self.graph.link(at, &t::TECHNIQUE, kind);
        }
    }
}
