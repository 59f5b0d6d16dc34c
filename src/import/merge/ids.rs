//! Ids of two documents: apart while they are put together, then made anew of the names that are there.

use std::collections::HashMap;

use crate::diagnostic::{self as d, Arg, Diagnostic, Subject};
use crate::import::desk::Desk;
use crate::import::draft::{Dataset, Draft};
use crate::import::ids::{Ids, of_name};
use crate::model::Lang;

/// Old ids and the new ones.
type Renamed = HashMap<String, String>;

/// Gives each dataset of the other document an id that the first does not have, in its findings too.
pub(super) fn part(whole: &mut Draft, other: &mut Draft, desk: &mut Desk<'_>) {
    let mut ids = Ids::default();
    let mut renamed = Renamed::new();
    let known: Vec<String> = whole.datasets_mut().map(|dataset| dataset.id.clone()).collect();
    known.iter().for_each(|id| drop(ids.take(id)));
    for dataset in other.datasets_mut().filter(|dataset| !dataset.is_given) {
        let new = ids.take(&dataset.id).0;
        if new != dataset.id {
            renamed.insert(std::mem::replace(&mut dataset.id, new.clone()), new);
        }
    }
    // what was found in the other document is known by its place
    let files: Vec<_> = other.datasets_mut().filter_map(|dataset| dataset.span).map(|span| span.file).collect();
    let is_other = |finding: &Diagnostic| finding.span().is_some_and(|span| files.contains(&span.file));
    desk.sink.found.iter_mut().filter(|finding| is_other(finding)).for_each(|finding| rename(finding, &renamed));
    for dataset in other.datasets_mut() {
        dataset.doubts.iter_mut().for_each(|(_, doubt)| rename(doubt, &renamed));
    }
}

fn rename(finding: &mut Diagnostic, renamed: &Renamed) {
    for (_, arg) in &mut finding.args {
        if let Arg::Where(Subject::Dataset(id)) = arg
            && let Some(new) = renamed.get(&**id)
        {
            *id = new.as_str().into();
        }
    }
}

/// Makes the ids that no document gives of the names that the plan has now, the English one first.
pub(super) fn renew(whole: &mut Draft, desk: &mut Desk<'_>) {
    let is_old = |finding: &Diagnostic| finding.rule == &d::IMPORT_ID;
    desk.sink.found.retain(|finding| !is_old(finding));
    whole.doubts.retain(|finding| !is_old(finding));
    let mut ids = Ids::default();
    let mut renamed = Renamed::new();
    let mut found = Vec::new();
    let mut lacks_english = false;
    for dataset in whole.datasets_mut() {
        dataset.doubts.retain(|(_, finding)| !is_old(finding));
        let name = name(dataset, Some(Lang::EN)).or_else(|| name(dataset, None)).unwrap_or_default();
        lacks_english |= !dataset.is_given && self::name(dataset, Some(Lang::EN)).is_none();
        let wanted = if dataset.is_given { dataset.id.clone() } else { of_name(&name).0 };
        let (id, is_own) = ids.take(&wanted);
        if !is_own {
            let finding = match dataset.span {
                Some(span) => Diagnostic::at(&d::IMPORT_ID, span),
                None => Diagnostic::bare(&d::IMPORT_ID),
            };
            let finding = finding.variant("double").arg("id", wanted);
            dataset.doubts.push(("", finding.clone()));
            found.push(finding);
        }
        renamed.insert(std::mem::replace(&mut dataset.id, id.clone()), id);
    }
    if lacks_english {
        let finding = Diagnostic::bare(&d::IMPORT_ID);
        whole.doubts.push(finding.clone());
        found.push(finding);
    }
    desk.sink.found.iter_mut().for_each(|finding| rename(finding, &renamed));
    for dataset in whole.datasets_mut() {
        dataset.doubts.iter_mut().for_each(|(_, doubt)| rename(doubt, &renamed));
    }
    found.into_iter().for_each(|finding| desk.sink.push(finding));
}

fn name(dataset: &Dataset, lang: Option<Lang>) -> Option<String> {
    let mut all = dataset.name.iter().filter(|(known, _)| lang.is_none_or(|lang| *known == lang));
    all.find_map(|(_, words)| words.clone())
}
