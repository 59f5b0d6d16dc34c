//! What became of promises comes back from every document that prints it.

use odp::model::{Dataset, Date, Lang, Letter, Period, Plan, Workspace};
use odp::resolve::load;

use super::back::{compiled, mid_year, name};
use crate::suite::generate::plans;
use crate::suite::laws::law;
use odp::emit::{Artifact, Options, TARGETS, emit};
use odp::files::Memory;
use odp::import::{File, Options as Import, import};
use odp::rules::{Settings, check};
use proptest::test_runner::TestCaseError;

/// Target, release, first promise, withdrawal: each where documents print it.
type Fate = [Option<Date>; 4];

fn fate(dataset: &Dataset, letter: Letter) -> Fate {
    let withdrawn = dataset.withdrawn.as_ref().map(|withdrawn| withdrawn.date.value);
    if letter == Letter::D {
        return [None, dataset.released_date(), None, withdrawn];
    }
    // where the target is owed, no document says how far the promise moved
    let original = dataset.slips.first().map(|slip| slip.from.value).filter(|_| dataset.target_date().is_some());
    [dataset.target_date(), dataset.released_date(), original, withdrawn]
}

fn fates(plan: &Plan) -> Vec<(Letter, Fate)> {
    let all = plan.datasets().map(|(place, dataset)| (place.section.letter, fate(dataset, place.section.letter)));
    all.collect()
}

fn loaded(text: &str) -> Workspace {
    load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]).workspace
}

fn back(artifact: &Artifact, years: Option<Period>) -> (Workspace, String) {
    let file = File { name: name(artifact).to_owned(), bytes: artifact.bytes.clone() };
    let imported = import(&[file], &Import { years, ..Import::default() });
    super::imports::imported(&imported);
    let text = imported.text.unwrap_or_default();
    (loaded(&text), text)
}

/// Reasons of slips in their order, then that of the withdrawal.
fn reasons(dataset: &Dataset, lang: Lang) -> Vec<String> {
    let slips = dataset.slips.iter().filter_map(|slip| slip.reason.as_ref());
    let all = slips.chain(dataset.withdrawn.iter().filter_map(|withdrawn| withdrawn.reason.as_ref()));
    all.filter_map(|text| text.get(lang)).flat_map(|text| text.split('\n')).map(str::to_owned).collect()
}

#[test]
fn what_became_of_promises_comes_back() {
    let text = mid_year();
    let original = loaded(&text);
    let plan = &original.plans[0];
    let mut seen = 0;
    for artifact in compiled(&text, &["html", "docx", "csv", "json"]) {
        let langs: &[Lang] = match name(&artifact) {
            "plan.tc.html" | "plan.tc.docx" => &[Lang::TC],
            "plan.sc.html" | "plan.sc.docx" => &[Lang::SC],
            "plan.en.html" | "plan.en.docx" => &[Lang::EN],
            "plan.tc-en.html" | "plan.tc-en.docx" | "plan.csv" | "catalogue.json" => &[Lang::TC, Lang::EN],
            _ => continue,
        };
        seen += 1;
        let (workspace, text) = back(&artifact, None);
        let again = &workspace.plans[0];
        assert_eq!(fates(plan), fates(again), "{}\n{text}", artifact.path);
        for ((_, one), (_, other)) in plan.datasets().zip(again.datasets()) {
            for lang in langs {
                assert_eq!(reasons(one, *lang), reasons(other, *lang), "{}\n{text}", artifact.path);
            }
        }
        if !artifact.path.ends_with(".csv") {
            assert_eq!(plan.updated.map(|date| date.value), again.updated.map(|date| date.value), "{}", artifact.path);
            assert_eq!(plan.period.value, again.period.value, "{}", artifact.path);
            assert!(!text.contains("ODP613") && !text.contains("沒有安放"), "{}: words are left over\n{text}", artifact.path);
        }
    }
    assert_eq!(seen, 10);
}

/// Wordings by which an import knows what stands where; a plan of another library may have them otherwise.
static WORDINGS: &[&str] = &[
    "released-mark",
    "slipped-mark",
    "withdrawn-mark",
    "reason-label",
    "note-label",
    "to-be-confirmed",
    "not-applicable",
    "month-column",
    "day-column",
    "year-column",
    "column-name",
    "column-target",
    "column-released",
    "section-a-heading",
    "section-b-heading",
    "section-c-heading",
    "section-d-heading",
    "half-spatial-heading",
    "half-non-spatial-heading",
    "organisation-heading",
    "label-years",
    "label-issued",
    "label-updated",
];

#[test]
fn promises_of_any_plan_come_back() {
    let hong_kong = loaded(&mid_year());
    let words = |workspace: &Workspace, id: &str, lang: Lang| workspace.plans[0].words.get(id, lang).to_owned();
    let counted = std::cell::Cell::new(0);
    law(150, plans(), |case| {
        let printed = case.print();
        let loaded = load(&printed.memory(), &[printed.plan().to_owned()]);
        let (_, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
        let Some(valid) = valid else { return Ok(()) };
        let plan = &loaded.workspace.plans[0];
        let is_same = |lang| WORDINGS.iter().all(|id| words(&loaded.workspace, id, lang) == words(&hong_kong, id, lang));
        let targets: Vec<_> = TARGETS.iter().filter(|target| ["html", "docx", "csv"].contains(&target.name)).collect();
        for artifact in emit(valid, &targets, &Options::default()).artifacts {
            let lang = match name(&artifact).rsplit_once('.').map(|(stem, _)| stem) {
                Some("plan.tc" | "plan") => Lang::TC,
                Some("plan.en") => Lang::EN,
                _ => continue,
            };
            // tables in one language lack the months
            if !is_same(lang) || artifact.path.ends_with(".csv") != (name(&artifact) == "plan.csv") {
                continue;
            }
            let (workspace, text) = back(&artifact, Some(plan.period.value));
            let Some(again) = workspace.plans.first() else { continue };
            if plan.datasets().count() != again.datasets().count() {
                continue;
            }
            counted.set(counted.get() + plan.datasets().filter(|(_, dataset)| !dataset.slips.is_empty()).count());
            let (mut one, mut other) = (fates(plan), fates(again));
            // an organisation whose name is nothing that can be read loses its place among the others
            one.sort_by_key(|fate| format!("{fate:?}"));
            other.sort_by_key(|fate| format!("{fate:?}"));
            if one != other {
                return Err(TestCaseError::fail(format!("{}\n{one:?}\n{other:?}\n{text}", artifact.path)));
            }
        }
        Ok(())
    });
    assert!(counted.get() > 40, "only {} slips were compared", counted.get());
}
