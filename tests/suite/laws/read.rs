//! The facts of a plan, read back from the model.

use odp::model::{
    Body, Category, Contact, Content, Dataset, Date, Declared, Format, Frequency, Half, HalfKind, Id, Licence, NamedFrequency,
    Organisation, Origin, Owed, Phrase, Plan, Portal, Sourced, Text, Wording, Workspace,
};
use odp::source::Spanned;

use crate::suite::generate::{Facts, entries_line};

/// All that the only plan of a workspace says, and what its files declare.
pub fn facts(workspace: &Workspace) -> Facts {
    let mut read = Read { workspace, facts: Facts::default() };
    for plan in &workspace.plans {
        read.plan(plan);
    }
    let mut declared = Vec::new();
    read.each::<Organisation>(&mut declared, |read, place, found| {
        read.maybe(&format!("{place} url"), found.url.as_ref().map(|text| format!("{text:?}")));
        read.maybe(&format!("{place} contact"), found.contact.as_ref().map(contact));
        read.maybe(&format!("{place} formerly"), names(&found.formerly));
    });
    read.each::<Category>(&mut declared, |read, place, found| read.string(place, "theme", &found.theme));
    read.each::<NamedFrequency>(&mut declared, |read, place, found| {
        read.string(place, "period", &found.period);
        read.string(place, "eu", &found.eu);
        read.string(place, "iso19115", &found.iso19115);
        read.string(place, "dublin-core", &found.dublin_core);
    });
    read.each::<Portal>(&mut declared, |read, place, found| read.string(place, "url", &found.url));
    read.each::<Format>(&mut declared, |read, place, found| {
        read.string(place, "media-type", &found.media_type);
        read.maybe(&format!("{place} machine-readable"), found.machine_readable.map(|yes| yes.to_string()));
    });
    read.each::<Licence>(&mut declared, |read, place, found| read.string(place, "url", &found.url));
    read.each::<Phrase>(&mut declared, |_, _, _| {});
    read.each::<Wording>(&mut declared, |_, _, _| {});
    declared.sort();
    read.facts.lines.extend(declared.into_iter().flatten());
    read.facts
}

struct Read<'a> {
    workspace: &'a Workspace,
    facts: Facts,
}

impl Facts {
    fn string(&mut self, place: &str, field: &str, value: &Option<Box<str>>) {
        self.maybe(&format!("{place} {field}"), value.as_ref().map(|text| format!("{text:?}")));
    }
}

fn text(text: &Text) -> String {
    let entries: Vec<(String, Option<String>)> = text
        .entries
        .iter()
        .map(|entry| (entry.lang.suffix().to_owned(), entry.value.given().map(|words| words.to_string())))
        .collect();
    let mut line = entries_line(&entries);
    // what Simplified Chinese is must be what the model says it is
    let said = format!("[sc {}]", text.state(odp::model::Lang::SC).word());
    if let Some(at) = line.rfind("[sc ") {
        line.replace_range(at.., &said);
    }
    line
}

fn owed(date: &Owed<Date>) -> String {
    date.given().map_or("pending".to_owned(), Date::to_string)
}

fn contact(contact: &Contact) -> String {
    let email = contact.email.as_ref().map(|email| email.value.to_string());
    format!("{email:?} {:?}", contact.post.as_ref().map(text))
}

fn names(all: &[Spanned<Box<str>>]) -> Option<String> {
    (!all.is_empty()).then(|| all.iter().map(|name| name.value.to_string()).collect::<Vec<_>>().join(", "))
}

fn origin<T>(value: &Sourced<T>) -> &'static str {
    match value.origin {
        Origin::Written => " (written)",
        Origin::Defaults(_) => " (defaults)",
        Origin::Publisher => " (publisher)",
        Origin::Organisation => " (organisation)",
    }
}

impl Read<'_> {
    fn each<T: Declared>(&self, all: &mut Vec<Vec<String>>, more: impl Fn(&mut Facts, &str, &T)) {
        for (id, found) in self.workspace.vocabulary.all::<T>() {
            let name = self.reference(id);
            if name.starts_with("odp:") {
                continue;
            }
            let mut facts = Facts::default();
            let place = format!("{} {name}", T::KIND.word());
            facts.say(&place, text(found.label()));
            for alias in found.aliases() {
                facts.say(&format!("{place} alias"), text(alias));
            }
            more(&mut facts, &place, found);
            all.push(facts.lines);
        }
    }

    fn reference<T: Declared>(&self, id: Id<T>) -> String {
        let id = self.workspace.vocabulary.get(id).id();
        let file = self.workspace.sources.get(id.span.file).map_or("?", |source| &*source.name);
        format!("{file}#{}", id.value)
    }

    fn references<T: Declared>(&self, ids: &[Spanned<Id<T>>]) -> String {
        ids.iter().map(|id| self.reference(id.value)).collect::<Vec<_>>().join(", ")
    }

    fn plan(&mut self, plan: &Plan) {
        self.facts.say("plan", format!("{} {}", plan.id.value, plan.period.value));
        self.facts.maybe("title", plan.title.as_ref().map(text));
        self.facts.say("publisher", self.references(&plan.publishers));
        self.facts.maybe("issued", plan.issued.as_ref().map(|issued| owed(issued)));
        self.facts.maybe("updated", plan.updated.map(|updated| updated.value.to_string()));
        let languages: Vec<&str> = plan.languages.iter().map(|lang| lang.value.suffix()).collect();
        self.facts.say("languages", languages.join(", "));
        self.facts.maybe("previous", plan.previous.as_ref().map(|previous| previous.value.to_string()));
        self.facts.maybe("licence", plan.licence.map(|licence| self.reference(licence.value)));
        self.facts.maybe("contact", plan.contact.as_ref().map(|found| contact(&found.value)));
        for section in &plan.sections {
            let place = format!("section {}", section.letter.word());
            self.facts.maybe(&format!("{place} note"), section.note.as_ref().map(text));
            match &section.content {
                Content::None => self.facts.say(&place, "none"),
                Content::Halves(halves) => self.halves(&place, halves),
                Content::Bodies(bodies) => bodies.iter().for_each(|body| self.body(&place, body)),
            }
        }
    }

    fn body(&mut self, place: &str, body: &Body) {
        let place = format!("{place} {}", self.reference(body.organisation.value));
        self.facts.maybe(&format!("{place} note"), body.note.as_ref().map(text));
        match &body.halves {
            None => self.facts.say(&place, "none"),
            Some(halves) => self.halves(&place, halves),
        }
    }

    fn halves(&mut self, place: &str, halves: &[Half]) {
        for half in halves {
            let place = format!("{place} {}", half.kind.word());
            self.facts.say(&place, if half.none { "none" } else { "open" });
            self.facts.maybe(&format!("{place} note"), half.note.as_ref().map(text));
            for dataset in &half.datasets {
                self.facts.say(&place, format!("{} {}", dataset.number, dataset.id.value));
                self.dataset(dataset, half.kind);
            }
        }
    }

    fn dataset(&mut self, dataset: &Dataset, kind: HalfKind) {
        let place = |field: &str| format!("{} {field}", dataset.id.value);
        self.facts.maybe(&place("name"), dataset.name.as_ref().map(text));
        if let Some(description) = &dataset.description {
            self.facts.say(&place("listed"), description.listed.to_string());
            for bullet in &description.bullets {
                let phrase = bullet.phrase.map_or(String::new(), |phrase| self.reference(phrase.value));
                self.facts.say(&place("description"), format!("{} {phrase}", text(&bullet.text)));
            }
        }
        let category = dataset.category.as_ref().map(|category| {
            let shown = category.value.given().map_or("pending".to_owned(), |id| self.reference(*id));
            shown + origin(category)
        });
        self.facts.maybe(&place("category"), category);
        self.facts.maybe(&place("target"), dataset.target.as_ref().map(|date| owed(date)));
        self.facts.maybe(&place("released"), dataset.released.as_ref().map(|date| owed(date)));
        self.facts.maybe(&place("frequency"), self.frequencies(dataset));
        self.facts.maybe(&place("formats"), dataset.formats.as_ref().map(|all| self.references(&all.value) + origin(all)));
        self.facts.maybe(&place("owner"), dataset.owners.as_ref().map(|all| self.references(&all.value) + origin(all)));
        let portals = dataset.portals.as_ref().map(|all| {
            let one = |entry: &odp::model::PortalEntry| {
                format!("{} {:?}", self.reference(entry.portal), entry.id.as_ref().map(|id| id.value.to_string()))
            };
            all.value.iter().map(one).collect::<Vec<_>>().join(", ") + origin(all)
        });
        self.facts.maybe(&place("portal"), portals);
        self.facts.maybe(&place("licence"), dataset.licence.as_ref().map(|id| self.reference(id.value) + origin(id)));
        for (all, words) in dataset.keywords.iter().flat_map(|all| all.value.iter().map(move |words| (all, words))) {
            self.facts.say(&place("keywords"), text(words) + origin(all));
        }
        self.facts.maybe(&place("contact"), dataset.contact.as_ref().map(|found| contact(&found.value) + origin(found)));
        self.facts.maybe(&place("formerly"), names(&dataset.formerly));
        self.facts.maybe(&place("note"), dataset.note.as_ref().map(text));
        for slip in &dataset.slips {
            let reason = slip.reason.as_ref().map(text).unwrap_or_default();
            let to = slip.to.given().map_or_else(|| "pending".to_owned(), ToString::to_string);
            self.facts.say(&place("slipped"), format!("{}..{to} {reason}", slip.from.value));
        }
        let withdrawn = dataset
            .withdrawn
            .as_ref()
            .map(|withdrawn| format!("{} {}", withdrawn.date.value, withdrawn.reason.as_ref().map(text).unwrap_or_default()));
        self.facts.maybe(&place("withdrawn"), withdrawn);
        if kind == HalfKind::NonSpatial {
            let nothing = dataset.geometry.is_none() && dataset.crs.is_none() && dataset.scale.is_none();
            assert!(nothing && dataset.coverage.is_none(), "a spatial field in a non-spatial half");
        }
        let geometry = dataset.geometry.as_ref();
        let geometry =
            geometry.map(|all| all.value.iter().map(|kind| kind.value.word()).collect::<Vec<_>>().join(", ") + origin(all));
        self.facts.maybe(&place("geometry"), geometry);
        let crs = dataset.crs.as_ref();
        let crs = crs.map(|all| {
            let all_of_it: Vec<&str> = all.value.iter().map(|text| &*text.value).collect();
            format!("{all_of_it:?}") + origin(all)
        });
        self.facts.maybe(&place("crs"), crs);
        self.facts.maybe(&place("scale"), dataset.scale.as_ref().map(|scale| format!("{:?}", scale.value.value) + origin(scale)));
        self.facts.maybe(&place("coverage"), dataset.coverage.as_ref().map(|words| text(&words.value) + origin(words)));
    }

    fn frequencies(&self, dataset: &Dataset) -> Option<String> {
        let frequency = dataset.frequency.as_ref()?;
        let Some(all) = frequency.given() else { return Some("pending".to_owned()) };
        let one = |item: &Spanned<Frequency>| match item.value {
            Frequency::Named(id) => self.reference(id),
            Frequency::Every(count, unit) => format!("every {count} {}", unit.word()),
            Frequency::Times(count, unit) => format!("{count} times a {}", unit.word()),
        };
        let items: Vec<String> = all.items.iter().map(one).collect();
        Some(format!("{} {:?}", items.join(", "), all.words.as_ref().map(text)))
    }
}
