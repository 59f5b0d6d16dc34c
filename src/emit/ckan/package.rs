//! A package: one dataset in one language.

use serde::Serialize;

use super::name::resource_id;
use crate::emit::url::dataset_url;
use crate::model::{Dataset, Format, Id, Lang, Owed, Plan, PortalEntry, Status, Text, Vocabulary};

/// What every package of a file needs to know.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    pub(super) plan: &'a Plan,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) lang: Lang,
}

#[derive(Serialize)]
pub(super) struct Package<'a> {
    name: &'a str,
    title: &'a str,
    notes: String,
    r#type: &'static str,
    state: &'static str,
    private: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_org: Option<&'a str>,
    groups: Vec<Group<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_frequency: Option<String>,
    data_dictionary: &'static str,
    maintainer: &'a str,
    maintainer_email: &'a str,
    maintainer_phone: &'static str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Tag {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource<'a> {
    id: String,
    name: String,
    url: String,
    format: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mimetype: Option<&'a str>,
    in_language: String,
    #[serde(rename = "is_api")]
    is_api: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
}

/// An address that CKAN takes; nothing where it would refuse it.
fn address(email: &str) -> &str {
    let fits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte));
    match email.trim().split_once('@') {
        Some((name, host)) if fits(name) && fits(host) => email.trim(),
        _ => "",
    }
}

impl<'a> Maker<'a> {
    pub(super) fn package(self, dataset: &'a Dataset, name: &'a str) -> Package<'a> {
        let (plan, vocabulary) = (self.plan, self.vocabulary);
        let owner = dataset.owners.iter().flat_map(|all| &all.value).next().or_else(|| plan.publishers.first());
        let owner = owner.map(|owner| vocabulary.get(owner.value));
        let category = dataset.category.as_ref().and_then(|category| category.value.given());
        let contact = dataset.contact.as_ref().map(|own| &own.value).or_else(|| plan.contact.as_ref().map(|of| &of.value));
        let frequency = dataset.frequency.as_ref().map(|frequency| match &frequency.value {
            Owed::Given(all) => plan.words.frequencies(all, vocabulary, self.lang).0,
            Owed::Pending => plan.words.get("to-be-confirmed", self.lang).to_owned(),
        });
        let maintainer = contact.and_then(|contact| contact.post.as_ref()).or_else(|| owner.map(|owner| &owner.name));
        Package {
            name,
            // as CKAN keeps it
            title: dataset.name.as_ref().and_then(|name| self.text(name)).unwrap_or(&dataset.id.value).trim(),
            notes: self.notes(dataset),
            r#type: "dataset",
            state: "active",
            private: false,
            owner_org: owner.map(|owner| &*owner.id.value),
            groups: category.map(|id| Group { name: &vocabulary.get(*id).id.value }).into_iter().collect(),
            tags: self.tags(dataset),
            license_id: dataset.licence.as_ref().map(|licence| &*vocabulary.get(licence.value).id.value),
            update_frequency: frequency,
            data_dictionary: "",
            maintainer: maintainer.and_then(|text| self.text(text)).unwrap_or_default(),
            maintainer_email: contact.and_then(|contact| contact.email.as_ref()).map_or("", |email| address(&email.value)),
            maintainer_phone: "",
            resources: self.resources(dataset, name),
        }
    }

    /// A text in this language, else in the original.
    fn text(self, text: &'a Text) -> Option<&'a str> {
        text.render(self.lang, self.plan.original()).map(|rendered| rendered.text)
    }

    /// The description and, as in the documents, the note in a last paragraph; CKAN reads Markdown.
    fn notes(self, dataset: &'a Dataset) -> String {
        let description = dataset.description.as_ref();
        let bullet = |text: &str| if description.is_some_and(|of| of.listed) { format!("- {text}") } else { text.to_owned() };
        let bullets = description.map(|of| &*of.bullets).unwrap_or_default();
        let said: Vec<String> = bullets.iter().filter_map(|part| self.text(&part.text)).map(bullet).collect();
        let label = self.plan.words.get("note-label", self.lang);
        let note = dataset.note.as_ref().and_then(|note| self.text(note)).map(|note| format!("{label}{note}"));
        [Some(said.join("\n")), note].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// Keywords as CKAN takes them: 2 to 100 letters, digits, spaces and `-_.`, each once.
    fn tags(self, dataset: &'a Dataset) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for keyword in dataset.keywords.iter().flat_map(|all| &all.value).filter_map(|keyword| self.text(keyword)) {
            let plain = |char: char| if char.is_alphanumeric() || matches!(char, ' ' | '-' | '_' | '.') { char } else { ' ' };
            let words: String = keyword.chars().map(plain).collect();
            let name: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
            let name = name.trim_end().to_owned();
            if name.chars().nth(1).is_some() && tags.iter().all(|tag| tag.name != name) {
                tags.push(Tag { name });
            }
        }
        tags
    }

    /// What is out: the dataset's page on each portal, once for each format.
    fn resources(self, dataset: &'a Dataset, package: &str) -> Vec<Resource<'a>> {
        if dataset.status() != Status::Released {
            return Vec::new();
        }
        let formats: Vec<Option<Id<Format>>> = match &dataset.formats {
            Some(formats) if !formats.value.is_empty() => formats.value.iter().map(|format| Some(format.value)).collect(),
            _ => vec![None],
        };
        let mut all: Vec<Resource<'a>> = Vec::new();
        for entry in dataset.portals.iter().flat_map(|all| &all.value) {
            for resource in formats.iter().filter_map(|format| self.resource(dataset, package, entry, *format)) {
                if all.iter().all(|other| other.id != resource.id) {
                    all.push(resource);
                }
            }
        }
        all
    }

    fn resource(self, dataset: &Dataset, package: &str, entry: &PortalEntry, format: Option<Id<Format>>) -> Option<Resource<'a>> {
        let portal = self.vocabulary.get(entry.portal);
        let url = dataset_url(portal, &entry.id.as_ref()?.value, self.lang)?;
        let format = format.map(|format| self.vocabulary.get(format));
        let portal = self.text(&portal.name).unwrap_or(&portal.id.value);
        let label = format.map(|format| self.text(&format.label).unwrap_or(&format.id.value).to_uppercase()).unwrap_or_default();
        Some(Resource {
            id: resource_id(package, &url, format.map_or("", |format| &format.id.value), self.lang).to_string(),
            name: if label.is_empty() { portal.to_owned() } else { format!("{label} ({portal})") },
            url,
            format: label,
            mimetype: format.and_then(|format| format.media_type.as_deref()),
            in_language: self.lang.tag().to_owned(),
            is_api: if format.is_some_and(|format| &*format.id.value == "api") { "Y" } else { "N" },
            date_published: dataset.released_date().map(|date| date.to_string()),
        })
    }
}
