//! A plan as far as a foreign document tells it: each value as the language writes it, pending, or not there.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Date, HalfKind, Lang, Letter, Period};
use crate::source::Span;

/// The publisher's id where nobody says who that is.
pub(super) const NOBODY: &str = "publisher";

/// A text by language; nothing for one that is owed.
pub(super) type Tongues = Vec<(Lang, Option<String>)>;

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Value {
    /// The document has no such thing.
    #[default]
    Absent,
    /// It should be there, and is not known.
    Pending,
    /// As the language writes it.
    Written(String),
    /// The same, with the author's own words after it.
    Worded(String, Tongues),
    /// Several texts.
    Texts(Vec<Tongues>),
}

/// A plan.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) library: String,
    pub(super) title: Tongues,
    pub(super) publishers: Vec<String>,
    pub(super) period: Option<Period>,
    pub(super) issued: Value,
    pub(super) updated: Value,
    pub(super) previous: Value,
    pub(super) licence: Value,
    pub(super) contact: Value,
    /// The first is the original.
    pub(super) languages: Vec<Lang>,
    /// What the library does not have, as the language declares it.
    pub(super) declared: Vec<Declared>,
    pub(super) sections: BTreeMap<Letter, Section>,
    /// What is to be said at the head of the plan.
    pub(super) doubts: Vec<Diagnostic>,
    /// What is to be said at its end: texts without a place.
    pub(super) left: Vec<Diagnostic>,
}

/// A declaration of the plan's own.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) keyword: &'static str,
    pub(super) id: String,
    /// Its name or label.
    pub(super) text: Tongues,
    pub(super) doubts: Vec<Diagnostic>,
}

/// A section that the document has.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) note: Tongues,
    pub(super) halves: Halves,
    /// Those of section C.
    pub(super) bodies: Vec<Body>,
}

/// An organisation's part of section C.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) organisation: String,
    pub(super) note: Tongues,
    pub(super) halves: Halves,
}

/// The halves that were met.
pub(super) type Halves = BTreeMap<HalfKind, Half>;

/// One table of a section.
#[derive(Debug, Default)]
pub(super) struct Half {
    pub(super) note: Tongues,
    pub(super) none: bool,
    pub(super) datasets: Vec<Dataset>,
}

/// A dataset.
#[derive(Debug, Default)]
pub(super) struct Dataset {
    pub(super) id: String,
    /// Whether the document gives the id.
    pub(super) is_given: bool,
    /// Its number in the document.
    pub(super) number: Option<u32>,
    /// Its row.
    pub(super) span: Option<Span>,
    pub(super) name: Tongues,
    /// Bullets, or one text.
    pub(super) description: Vec<Tongues>,
    pub(super) listed: bool,
    /// The other fields in their order.
    pub(super) fields: Vec<(&'static str, Value)>,
    /// Texts among them.
    pub(super) texts: Vec<(&'static str, Tongues)>,
    /// Slips and a withdrawal.
    pub(super) events: Vec<Event>,
    /// What is to be said, each with the field it is about; with none, of the dataset.
    pub(super) doubts: Vec<(&'static str, Diagnostic)>,
}

/// What became of a dataset's promise.
#[derive(Debug)]
pub(super) struct Event {
    /// As the language writes it: `slipped 2026-02..2026-05`, `withdrawn 2026-05`.
    pub(super) head: String,
    pub(super) reason: Tongues,
}

/// Where something stands in a plan; a body by its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) letter: Option<Letter>,
    pub(super) body: Option<usize>,
    pub(super) half: Option<HalfKind>,
}

impl Value {
    /// An address for mail, as the language writes it, and one of a place.
    pub(super) fn contact(email: Option<String>, post: Tongues) -> Self {
        match (email, post.is_empty()) {
            (None, true) => Self::Absent,
            (Some(email), true) => Self::Written(email),
            (email, false) => Self::Worded(email.unwrap_or_default(), post),
        }
    }

    /// Several texts, if there are some.
    pub(super) fn texts(all: Vec<Tongues>) -> Self {
        if all.is_empty() { Self::Absent } else { Self::Texts(all) }
    }

    /// Codes, with the author's own words where there are some; pending without a code.
    pub(super) fn worded(codes: &[String], words: Tongues) -> Self {
        match (codes.is_empty(), words.is_empty()) {
            (true, _) => Self::Pending,
            (false, true) => Self::Written(codes.join(", ")),
            (false, false) => Self::Worded(codes.join(", "), words),
        }
    }
}

impl Half {
    /// Whether it says that there is nothing, and no more.
    pub(super) fn says_nothing(&self) -> bool {
        self.none && self.datasets.is_empty() && self.note.is_empty()
    }
}

impl Section {
    /// Every dataset, in the order of publication.
    pub(super) fn datasets_mut(&mut self) -> impl Iterator<Item = &mut Dataset> {
        let bodies = self.bodies.iter_mut().flat_map(|body| body.halves.values_mut());
        self.halves.values_mut().chain(bodies).flat_map(|half| &mut half.datasets)
    }
}

impl Event {
    /// When the promise was withdrawn, if that is what became of it.
    pub(super) fn withdrawn(&self) -> Option<Date> {
        self.head.strip_prefix("withdrawn ").and_then(Date::parse)
    }
}

impl Dataset {
    /// Sets a field, if there is something to set.
    pub(super) fn set(&mut self, field: &'static str, value: Value) {
        if value != Value::Absent {
            self.fields.push((field, value));
        }
    }

    /// A field's value.
    pub(super) fn value(&self, field: &str) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, value)| value)
    }

    /// Every text of it.
    pub(super) fn each_text(&mut self, act: &mut dyn FnMut(&mut Tongues)) {
        act(&mut self.name);
        self.description.iter_mut().for_each(&mut *act);
        self.texts.iter_mut().for_each(|(_, text)| act(text));
        self.events.iter_mut().for_each(|event| act(&mut event.reason));
        for (_, value) in &mut self.fields {
            match value {
                Value::Worded(_, words) => act(words),
                Value::Texts(all) => all.iter_mut().for_each(&mut *act),
                Value::Absent | Value::Pending | Value::Written(_) => {}
            }
        }
    }
}

impl Draft {
    /// The number of an organisation's part of section C, made where there is none yet.
    pub(super) fn body(&mut self, organisation: &str) -> usize {
        let bodies = &mut self.sections.entry(Letter::C).or_default().bodies;
        bodies.iter().position(|body| body.organisation == organisation).unwrap_or_else(|| {
            bodies.push(Body { organisation: organisation.to_owned(), note: Vec::new(), halves: Halves::new() });
            bodies.len() - 1
        })
    }

    /// The half of a place, made where there is none yet; nothing outside of sections.
    pub(super) fn half(&mut self, place: Place) -> Option<&mut Half> {
        let section = self.sections.entry(place.letter?).or_default();
        let halves = match place.body {
            Some(body) => &mut section.bodies.get_mut(body)?.halves,
            None => &mut section.halves,
        };
        Some(halves.entry(place.half?).or_default())
    }

    /// The note of a place, made empty where there is none.
    pub(super) fn note(&mut self, place: Place) -> Option<&mut Tongues> {
        if place.half.is_some() {
            return self.half(place).map(|half| &mut half.note);
        }
        let section = self.sections.entry(place.letter?).or_default();
        match place.body {
            Some(body) => section.bodies.get_mut(body).map(|body| &mut body.note),
            None => Some(&mut section.note),
        }
    }

    /// Every dataset, in the order of publication.
    pub(super) fn datasets_mut(&mut self) -> impl Iterator<Item = &mut Dataset> {
        self.sections.values_mut().flat_map(Section::datasets_mut)
    }

    /// Every text, wherever it stands.
    pub(super) fn each_text(&mut self, act: &mut dyn FnMut(&mut Tongues)) {
        act(&mut self.title);
        self.declared.iter_mut().for_each(|declared| act(&mut declared.text));
        for section in self.sections.values_mut() {
            act(&mut section.note);
            section.halves.values_mut().for_each(|half| act(&mut half.note));
            for body in &mut section.bodies {
                act(&mut body.note);
                body.halves.values_mut().for_each(|half| act(&mut half.note));
            }
        }
        self.datasets_mut().for_each(|dataset| dataset.each_text(act));
    }

    /// How many datasets it has.
    pub(super) fn count(&self) -> usize {
        let of = |halves: &Halves| halves.values().map(|half| half.datasets.len()).sum::<usize>();
        let bodies = |section: &Section| section.bodies.iter().map(|body| of(&body.halves)).sum::<usize>();
        self.sections.values().map(|section| of(&section.halves) + bodies(section)).sum()
    }
}
