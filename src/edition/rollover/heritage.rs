//! What a dataset inherited goes with it: written out where its new place does not give the same.

use super::draft::Draft;
use super::fate::Going;
use super::moves::dataset;
use crate::diagnostic::Sink;
use crate::files::Files;
use crate::fix::Overlay;
use crate::model::{Dataset, Plan, Sourced};
use crate::resolve::load;
use crate::source::{Source, Sources, Span};
use crate::syntax::parse;

/// Where the value of a field that may be inherited stands; several places for a list that nobody wrote as one.
type Places = fn(&Dataset) -> Option<Vec<Span>>;

/// The fields that may be inherited.
static FIELDS: &[(&str, Places)] = &[
    ("category", |dataset| place(dataset.category.as_ref())),
    ("owner", |dataset| Some(dataset.owners.as_ref()?.value.iter().map(|owner| owner.span).collect())),
    ("formats", |dataset| place(dataset.formats.as_ref())),
    ("portal", |dataset| place(dataset.portals.as_ref())),
    ("licence", |dataset| place(dataset.licence.as_ref())),
    ("contact", |dataset| place(dataset.contact.as_ref())),
    ("keywords", |dataset| place(dataset.keywords.as_ref())),
    ("geometry", |dataset| place(dataset.geometry.as_ref())),
    ("crs", |dataset| place(dataset.crs.as_ref())),
    ("scale", |dataset| place(dataset.scale.as_ref())),
    ("coverage", |dataset| place(dataset.coverage.as_ref())),
];

fn place<T>(value: Option<&Sourced<T>>) -> Option<Vec<Span>> {
    value.map(|value| vec![value.span])
}

/// An edition: its plan, and its source without comments.
struct Edition<'e> {
    plan: &'e Plan,
    text: Box<str>,
}

impl<'e> Edition<'e> {
    fn new(plan: &'e Plan, sources: &Sources) -> Self {
        let text = sources.get(plan.file).map(|source: &Source| parse(source, &mut Sink::default()).text).unwrap_or_default();
        Self { plan, text }
    }

    fn dataset(&self, id: &str) -> Option<&'e Dataset> {
        self.plan.datasets().find(|(_, dataset)| *dataset.id.value == *id).map(|(_, dataset)| dataset)
    }

    /// A value as written, in one line as far as it is no text of several.
    fn written(&self, places: &[Span]) -> String {
        let parts = places.iter().map(|span| self.text.get(span.range()).unwrap_or_default().trim());
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Compares every dataset that moved with what it was, and writes out what differs.
pub(super) fn keep(draft: &mut Draft<'_>, files: &dyn Files, plan: &Plan, sources: &Sources, going: &[Going]) {
    let old = Edition::new(plan, sources);
    let files = Overlay::new(files).with(draft.name, &draft.text);
    let loaded = load(&files, &[draft.name.to_owned()]).workspace;
    let Some(plan) = loaded.plans.first() else { return };
    let new = Edition::new(plan, &loaded.sources);
    let mut owed: Vec<(&str, &str, String)> = Vec::new();
    for moved in going.iter().filter(|going| going.to().is_some()) {
        let Some((before, after)) = old.dataset(&moved.id).zip(new.dataset(&moved.id)) else { continue };
        for (field, places) in FIELDS {
            let was = places(before).map(|places| old.written(&places));
            let is = places(after).map(|places| new.written(&places));
            if was != is {
                owed.push((&moved.written, field, was.unwrap_or_else(|| "none".to_owned())));
            }
        }
    }
    draft.edit(|pen, tree| {
        for (id, field, value) in &owed {
            if let Some((_, block)) = dataset(pen.source, tree, id) {
                pen.editor.set(block, field, value);
            }
        }
    });
}
