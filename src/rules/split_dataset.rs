//! One dataset for all districts or years is easier to use than one for each.

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostic::{Arg, Diagnostic, Rule};
use crate::model::{Dataset, Lang, Plan, Translation, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP217", "split-dataset", Note);
pub(super) static CHECK: Check = Check::Plan(check);

/// So many names that differ in their year make a split, and so many that differ in their district.
const YEARS: usize = 2;
const DISTRICTS: usize = 3;

/// What names have in common, by language and kind → the datasets with the part in which they differ.
type Groups<'a> = BTreeMap<(Lang, &'static str, String), Vec<(&'a Dataset, &'a Translation, &'a str)>>;

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let mut groups = Groups::new();
    for (_, dataset) in plan.datasets() {
        for entry in dataset.name.iter().flat_map(|name| &name.entries) {
            let Some(name) = entry.value.given() else { continue };
            let years = years(name).into_iter().map(|part| ("year", part));
            for (kind, (start, end)) in years.chain(districts(name).into_iter().map(|part| ("district", part))) {
                let (Some(before), Some(part), Some(after)) = (name.get(..start), name.get(start..end), name.get(end..)) else {
                    continue;
                };
                groups.entry((entry.lang, kind, format!("{before}\n{after}"))).or_default().push((dataset, entry, part));
            }
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for ((_, kind, _), mut all) in groups {
        all.dedup_by_key(|(.., part)| *part);
        let least = if kind == "year" { YEARS } else { DISTRICTS };
        let [(first, at, _), ..] = *all else { continue };
        if all.len() < least || told.contains(&&*first.id.value) {
            continue;
        }
        told.push(&first.id.value);
        let parts = all.iter().map(|(.., part)| Arg::from(*part)).collect();
        let finding = Diagnostic::at(&RULE, at.span)
            .variant(if kind == "year" { "" } else { kind })
            .arg("count", all.len())
            .arg("parts", Arg::List(parts));
        found.push(all.iter().skip(1).take(2).fold(finding, |finding, (_, entry, _)| finding.label("other", entry.span)));
    }
}

/// Where a name has a year, 1900 to 2099: bytes.
fn years(name: &str) -> Vec<(usize, usize)> {
    let bytes = name.as_bytes();
    let is_figure = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_year = |at: &usize| {
        let at = *at;
        let whole = (at..at + 4).all(is_figure) && !is_figure(at + 4) && (at == 0 || !is_figure(at - 1));
        whole && matches!(bytes.get(at..at + 2), Some(b"19" | b"20"))
    };
    memchr::memchr2_iter(b'1', b'2', bytes).filter(is_year).map(|at| (at, at + 4)).collect()
}

/// Where a name may have the name of a district, before 區 or `District`: bytes. Chinese does not tell where one begins.
fn districts(name: &str) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (end, _) in ['區', '区'].into_iter().flat_map(|word| name.match_indices(word)) {
        let before = name.get(..end).unwrap_or_default();
        all.extend(before.char_indices().rev().take(3).map(|(start, _)| (start, end)));
    }
    // a search for one byte needs no preparation, which would cost more than the search in a name
    for at in memchr::memchr_iter(b'D', name.as_bytes()) {
        let before = name.get(..at).and_then(|before| before.strip_suffix(' '));
        let Some(before) = before.filter(|_| name.get(at..).is_some_and(|word| word.starts_with("District"))) else { continue };
        let end = before.len();
        let starts = before.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(4);
        all.extend(starts.map(|start| (start, end)));
    }
    all
}
