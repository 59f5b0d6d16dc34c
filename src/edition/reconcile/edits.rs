//! What the portal knows that a plan does not, put into the plan's text: comments and layout stay.

use rustc_hash::FxHashMap;

use super::{Found, Kind, Reconciliation, on};
use crate::diagnostic::Sink;
use crate::edit::{Editor, blocks, in_layout_of};
use crate::edition::pair::Entry;
use crate::model::{Dataset, Date, Id, Letter, Owed, Plan, Portal, PortalEntry, Workspace};
use crate::source::{FileId, Source};
use crate::syntax::{Keyword, parse};

/// A field of a plan, and what it is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The plan's file.
    pub file: FileId,
    /// The plan.
    pub plan: Box<str>,
    /// The dataset; nothing for a field of the plan itself.
    pub dataset: Option<Box<str>>,
    /// The field: `portal`, `released` or `updated`.
    pub field: &'static str,
    /// What it says, where it says something there.
    pub old: Option<String>,
    /// What it is to say, as the language writes it.
    pub new: String,
}

/// The most characters of an id on a portal that is put into a plan.
const LONGEST: usize = 200;

/// What can be put into the plans: the ids of what was surely found, and the months of releases, where the portal has a field for
/// them. A release after the month up to which a plan states facts moves that month too (`updated`); one that does not fit the
/// plan's section is left to its author.
#[must_use]
pub fn edits(of: &Reconciliation<'_>) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    for plan in &of.workspace.plans {
        let found = of.found.iter().filter(|found| found.entry.plan.file == plan.file && found.by.is_sure());
        let mut newest: Option<Date> = None;
        let mut own = Vec::new();
        for found in found {
            own.extend(of.options.portal.and_then(|portal| id(found, portal)));
            if let Some((edit, month)) = release(found, of) {
                own.push(edit);
                newest = newest.filter(|known| known.first_day() >= month.first_day()).or(Some(month));
            }
        }
        all.extend(newest.and_then(|month| updated(plan, month)));
        all.append(&mut own);
    }
    all
}

fn of_dataset(entry: &Entry<'_>, field: &'static str, old: Option<String>, new: String) -> Edit {
    Edit { file: entry.plan.file, plan: entry.plan.id.value.clone(), dataset: Some(entry.id().into()), field, old, new }
}

/// The entry's id on the portal.
fn id(found: &Found<'_>, portal: Id<Portal>) -> Option<Edit> {
    let id = found.listed.ids.first().filter(|id| is_plain(id))?;
    let (entry, dataset) = (&found.entry, found.entry.dataset);
    if found.by == super::By::Id || dataset.cancelled.iter().any(|field| field.value == "portal") {
        return None;
    }
    let written = |one: &PortalEntry| reference(one, entry.workspace);
    let mut parts: Vec<String> = Vec::new();
    let mut is_there = false;
    for one in dataset.portals.iter().flat_map(|all| &all.value) {
        let name = written(one)?;
        is_there |= one.portal == portal;
        parts.push(match &one.id {
            _ if one.portal == portal => format!("{name} \"{id}\""),
            Some(known) if is_plain(&known.value) => format!("{name} \"{}\"", known.value),
            Some(_) => return None,
            None => name.to_owned(),
        });
    }
    if !is_there {
        let datasets = entry.plan.datasets().flat_map(|(_, dataset)| dataset.portals.iter().flat_map(|all| &all.value));
        let name = datasets.filter(|one| one.portal == portal && one.span.file == entry.plan.file).find_map(written)?;
        parts.push(format!("{name} \"{id}\""));
    }
    let old = on(entry, Some(portal)).find_map(|one| one.id.as_ref()).map(|id| id.value.to_string());
    Some(of_dataset(entry, "portal", old, parts.join(", ")))
}

/// Whether an id needs no escape in a string.
fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.len() <= LONGEST && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte))
}

/// `@data-gov-hk`, as the plan writes it.
fn reference<'w>(one: &PortalEntry, workspace: &'w Workspace) -> Option<&'w str> {
    let written = workspace.sources.slice(one.span).split(|c: char| c.is_whitespace() || c == '"').next()?;
    written.starts_with('@').then_some(written)
}

/// The month of the release.
fn release(found: &Found<'_>, of: &Reconciliation<'_>) -> Option<(Edit, Date)> {
    let kind = found.differences.iter().find(|one| one.kind == Kind::Unsaid || one.kind == Kind::Release)?.kind;
    let dataset: &Dataset = found.entry.dataset;
    let is_pending = matches!(dataset.released.as_ref().map(|released| &released.value), Some(Owed::Pending));
    if kind == Kind::Release && !is_pending {
        return None;
    }
    let released = found.listed.released?;
    let month = Date::month(released.year_number(), released.month_number()?)?;
    let issued = found.entry.plan.issued.as_ref()?.given().copied()?;
    let is_of_d = found.entry.place.section.letter == Letter::D;
    let fits = if is_of_d { !month.after(issued) } else { !issued.after(month) };
    let is_past = released.last_day() <= of.options.as_of;
    let old = is_pending.then(|| "pending".to_owned());
    (fits && is_past).then(|| (of_dataset(&found.entry, "released", old, month.to_string()), month))
}

/// The month up to which the plan states facts, where a release is later.
fn updated(plan: &Plan, month: Date) -> Option<Edit> {
    let state = plan.state_of()?;
    let old = plan.updated.map(|updated| updated.value.to_string());
    month.after(state).then(|| Edit {
        file: plan.file,
        plan: plan.id.value.clone(),
        dataset: None,
        field: "updated",
        old,
        new: month.to_string(),
    })
}

/// The files of plans with edits in them: each with its new text. A text that could not be written so that it reads again is left
/// out.
#[must_use]
pub fn edited(workspace: &Workspace, edits: &[Edit]) -> Vec<(FileId, String)> {
    let mut by_file: FxHashMap<FileId, Vec<&Edit>> = FxHashMap::default();
    edits.iter().for_each(|edit| by_file.entry(edit.file).or_default().push(edit));
    let mut all: Vec<(FileId, String)> = by_file
        .into_iter()
        .filter_map(|(file, edits)| {
            let plan = workspace.plans.iter().find(|plan| plan.file == file)?;
            Some((file, written(workspace.sources.get(file)?, plan, &edits)?))
        })
        .collect();
    all.sort_by_key(|(file, _)| file.0);
    all
}

fn written(source: &Source, plan: &Plan, edits: &[&Edit]) -> Option<String> {
    let tree = parse(source, &mut Sink::default());
    let mut editor = Editor::new(source, &tree);
    for edit in edits {
        // by its place, for an id may be written in other characters than it is read as
        let (keyword, place) = match &edit.dataset {
            None => (Keyword::Plan, plan.span),
            Some(id) => (Keyword::Dataset, plan.datasets().find(|(_, dataset)| dataset.id.value == *id)?.1.span),
        };
        let block = blocks(&tree.statements, keyword).into_iter().find(|block| block.span == place)?;
        editor.set(block, edit.field, &edit.new);
    }
    in_layout_of(source, editor.finish()).ok()
}
