//! What a plan says, line by line: worked out from the description here, read back from the model in the laws.

use odp::model::HalfKind;

use super::Case;
use super::spec::{Body, Contact, Content, Dataset, Declared, Entry, Half, Heritage, Ref, Said, Section, Set, Spec, When, Words};
use super::words::{Entries, Whole, given};

/// A line for each fact; two plans that say the same have the same lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub lines: Vec<String>,
}

impl Facts {
    pub fn say(&mut self, place: &str, value: impl AsRef<str>) {
        self.lines.push(format!("{place} = {}", value.as_ref()));
    }

    /// Says it where there is something to say.
    pub fn maybe(&mut self, place: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.say(place, value);
        }
    }

    /// The first lines in which two differ.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let longest = self.lines.len().max(other.lines.len());
        let at = (0..longest).find(|at| self.lines.get(*at) != other.lines.get(*at))?;
        let line = |facts: &Self| facts.lines.get(at).cloned().unwrap_or_else(|| "(nothing more)".to_owned());
        Some(format!("line {at}:\n  {}\n  {}", line(self), line(other)))
    }
}

/// A text as a fact: each language in the order written, then what Simplified Chinese is.
pub fn entries_line(entries: &[(String, Option<String>)]) -> String {
    let has = |lang: &str| entries.iter().find(|(tag, _)| tag == lang);
    let simplified = match (has("sc"), has("tc")) {
        (Some((_, Some(_))), _) => "written",
        (Some((_, None)), _) => "pending",
        (None, Some((_, Some(_)))) => "derived",
        (None, _) => "missing",
    };
    let each = entries.iter().map(|(lang, text)| match text {
        Some(text) => format!("{lang} {text:?}"),
        None => format!("{lang} pending"),
    });
    format!("{} [sc {simplified}]", each.collect::<Vec<_>>().join(" "))
}

fn text(entries: &Entries) -> String {
    entries_line(&entries.iter().map(|(lang, text)| ((*lang).to_owned(), text.clone())).collect::<Vec<_>>())
}

fn owed(date: &Option<When>) -> String {
    date.map_or("pending".to_owned(), When::written)
}

impl Case {
    /// All that the plan says.
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        self.spec.plan_facts(&mut facts);
        let mut declared: Vec<Facts> = self.spec.declared.iter().filter_map(|declared| self.spec.declaration(declared)).collect();
        declared.sort_by(|a, b| a.lines.cmp(&b.lines));
        facts.lines.extend(declared.into_iter().flat_map(|declared| declared.lines));
        facts
    }
}

impl Spec {
    fn reference(&self, id: Ref) -> String {
        let declared = &self.declared[id];
        format!("{}#{}", self.files[declared.file].path, declared.id)
    }

    fn references<'a>(&self, ids: impl IntoIterator<Item = &'a Ref>) -> String {
        ids.into_iter().map(|id| self.reference(*id)).collect::<Vec<_>>().join(", ")
    }

    fn words(&self, words: &Words) -> String {
        text(&self.entries(words))
    }

    fn contact(&self, contact: &Contact) -> String {
        format!("{:?} {:?}", contact.email, contact.post.as_ref().map(|post| self.words(post)))
    }

    fn said(&self, said: &Said, whole: Option<&Whole<'_>>) -> String {
        match said {
            Said::Words(words) => self.words(words),
            Said::Phrase(phrase) => text(&self.expand(*phrase, whole)),
        }
    }

    fn plan_facts(&self, facts: &mut Facts) {
        facts.say("plan", format!("{} {}..{}", self.id, self.from.written(), self.to.written()));
        facts.say("title", self.words(&self.title));
        facts.say("publisher", self.references(&self.publishers));
        facts.say("issued", owed(&self.issued));
        facts.maybe("updated", self.updated.map(When::written));
        facts.say("languages", self.languages.join(", "));
        facts.maybe("previous", self.previous.as_ref());
        facts.maybe("licence", self.licence.map(|id| self.reference(id)));
        facts.maybe("contact", self.contact.as_ref().map(|contact| self.contact(contact)));
        let mut sections: Vec<&Section> = self.sections.iter().collect();
        sections.sort_by_key(|section| section.letter);
        let outer = self.defaults.clone().unwrap_or_default();
        for section in sections {
            self.section(section, &outer, facts);
        }
    }

    fn section(&self, section: &Section, outer: &Heritage, facts: &mut Facts) {
        let place = format!("section {}", section.letter.word());
        let heritage = section.defaults.as_ref().map_or(outer.clone(), |own| own.over(outer));
        facts.maybe(&format!("{place} note"), section.note.as_ref().map(|note| self.said(note, None)));
        match &section.content {
            Content::None => facts.say(&place, "none"),
            Content::Halves(halves) => self.halves(&place, None, halves, &heritage, facts),
            Content::Bodies(bodies) => {
                for body in bodies {
                    self.body(&place, body, &heritage, facts);
                }
            }
        }
    }

    fn body(&self, place: &str, body: &Body, outer: &Heritage, facts: &mut Facts) {
        let place = format!("{place} {}", self.reference(body.organisation));
        let heritage = body.defaults.as_ref().map_or(outer.clone(), |own| own.over(outer));
        facts.maybe(&format!("{place} note"), body.note.as_ref().map(|note| self.said(note, None)));
        match &body.halves {
            None => facts.say(&place, "none"),
            Some(halves) => self.halves(&place, Some(body.organisation), halves, &heritage, facts),
        }
    }

    fn halves(&self, place: &str, body: Option<Ref>, halves: &[Half], outer: &Heritage, facts: &mut Facts) {
        let mut sorted: Vec<&Half> = halves.iter().collect();
        sorted.sort_by_key(|half| half.kind);
        for half in sorted {
            let place = format!("{place} {}", half.kind.word());
            facts.say(&place, if half.none { "none" } else { "open" });
            facts.maybe(&format!("{place} note"), half.note.as_ref().map(|note| self.said(note, None)));
            let heritage = half.defaults.as_ref().map_or(outer.clone(), |own| own.over(outer));
            for (index, dataset) in half.datasets.iter().enumerate() {
                let heritage = dataset.own.over(&heritage);
                facts.say(&place, format!("{} {}", index + 1, dataset.id));
                self.dataset(&self.whole(dataset, &heritage, body), half.kind, body.is_some(), facts);
            }
        }
    }

    /// A dataset with what it inherits and whose it is.
    pub fn whole<'a>(&self, dataset: &'a Dataset, heritage: &'a Heritage, body: Option<Ref>) -> Whole<'a> {
        let nobody = body.map_or_else(|| self.publishers.clone(), |body| vec![body]);
        let owners = given(&heritage.owner).cloned().unwrap_or(nobody);
        Whole { dataset, heritage, owners }
    }

    fn dataset(&self, whole: &Whole<'_>, kind: HalfKind, in_body: bool, facts: &mut Facts) {
        let (dataset, own, all) = (whole.dataset, &whole.dataset.own, whole.heritage);
        let place = |field: &str| format!("{} {field}", dataset.id);
        facts.say(&place("name"), self.words(&dataset.name));
        facts.say(&place("listed"), dataset.listed.to_string());
        for said in &dataset.description {
            let phrase = if let Said::Phrase(id) = said { self.reference(*id) } else { String::new() };
            facts.say(&place("description"), format!("{} {phrase}", self.said(said, Some(whole))));
        }
        let category = given(&all.category).map(|id| id.map_or("pending".to_owned(), |id| self.reference(id)));
        facts.maybe(&place("category"), category.map(|value| value + origin(&own.category)));
        facts.maybe(&place("target"), dataset.target.as_ref().map(owed));
        facts.maybe(&place("released"), dataset.released.as_ref().map(owed));
        facts.say(&place("frequency"), self.frequencies(dataset));
        facts.maybe(&place("formats"), given(&all.formats).map(|ids| self.references(ids) + origin(&own.formats)));
        let nobody = if in_body { " (organisation)" } else { " (publisher)" };
        let origin_of_owner = if given(&all.owner).is_some() { origin(&own.owner) } else { nobody };
        facts.say(&place("owner"), self.references(&whole.owners) + origin_of_owner);
        let portal = |(portal, id): &Entry| format!("{} {id:?}", self.reference(*portal));
        let portals = given(&all.portal).map(|all| all.iter().map(portal).collect::<Vec<_>>().join(", "));
        facts.maybe(&place("portal"), portals.map(|value| value + origin(&own.portal)));
        facts.maybe(&place("licence"), given(&all.licence).map(|id| self.reference(*id) + origin(&own.licence)));
        for words in given(&all.keywords).into_iter().flatten() {
            facts.say(&place("keywords"), self.words(words) + origin(&own.keywords));
        }
        facts.maybe(&place("contact"), given(&all.contact).map(|contact| self.contact(contact) + origin(&own.contact)));
        facts.maybe(&place("formerly"), Some(dataset.formerly.join(", ")).filter(|all| !all.is_empty()));
        facts.maybe(&place("note"), dataset.note.as_ref().map(|note| self.said(note, Some(whole))));
        for (from, to, reason) in &dataset.slips {
            let to = to.map_or_else(|| "pending".to_owned(), When::written);
            facts.say(&place("slipped"), format!("{}..{to} {}", from.written(), self.words(reason)));
        }
        let withdrawn = dataset.withdrawn.as_ref().map(|(when, reason)| format!("{} {}", when.written(), self.words(reason)));
        facts.maybe(&place("withdrawn"), withdrawn);
        if kind == HalfKind::Spatial {
            facts.maybe(&place("geometry"), given(&all.geometry).map(|all| all.join(", ") + origin(&own.geometry)));
            facts.maybe(&place("crs"), given(&all.crs).map(|all| format!("{all:?}") + origin(&own.crs)));
            facts.maybe(&place("scale"), given(&all.scale).map(|scale| format!("{scale:?}") + origin(&own.scale)));
            facts.maybe(&place("coverage"), given(&all.coverage).map(|words| self.words(words) + origin(&own.coverage)));
        }
    }

    fn frequencies(&self, dataset: &Dataset) -> String {
        use super::spec::Freq;
        let Some(all) = &dataset.frequency else { return "pending".to_owned() };
        let one = |item: &Freq| match item {
            Freq::Named(id) => self.reference(*id),
            Freq::Every(count, unit) => format!("every {count} {unit}"),
            Freq::Times(count, unit) => format!("{count} times a {unit}"),
        };
        let items: Vec<String> = all.items.iter().map(one).collect();
        format!("{} {:?}", items.join(", "), all.words.as_ref().map(|words| self.words(words)))
    }

    /// The facts of a declaration that a generated file made.
    fn declaration(&self, declared: &Declared) -> Option<Facts> {
        let file = &self.files[declared.file];
        if file.is_standard {
            return None;
        }
        let label = |words: &Words| match words {
            Words::Pending => text(&Vec::new()),
            Words::In(entries) => text(entries),
        };
        let mut facts = Facts::default();
        let place = format!("{} {}#{}", declared.kind.word(), file.path, declared.id);
        facts.say(&place, label(&declared.words));
        for alias in &declared.aliases {
            facts.say(&format!("{place} alias"), label(alias));
        }
        for (field, value) in &declared.strings {
            facts.maybe(&format!("{place} {field}"), value.as_ref().map(|value| format!("{value:?}")));
        }
        let contact = |contact: &Contact| format!("{:?} {:?}", contact.email, contact.post.as_ref().map(label));
        facts.maybe(&format!("{place} contact"), declared.contact.as_ref().map(contact));
        facts.maybe(&format!("{place} formerly"), Some(declared.formerly.join(", ")).filter(|all| !all.is_empty()));
        facts.maybe(&format!("{place} machine-readable"), declared.machine_readable.map(|yes| yes.to_string()));
        Some(facts)
    }
}

/// Where a value that may be inherited came from.
fn origin<T>(own: &Option<Set<T>>) -> &'static str {
    if own.is_some() { " (written)" } else { " (defaults)" }
}
