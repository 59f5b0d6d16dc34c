//! Laws of documents.

use super::{fail, law};
use crate::suite::docx::{difference, reader::Docx};
use crate::suite::generate::plans;
use odp::emit::{Options, TARGETS, Target, emit};
use odp::model::Plan;
use odp::resolve::load;
use odp::rules::{Settings, check};

#[test]
fn word_says_what_the_plan_and_its_page_say() {
    law(16, plans(), |case| {
        let printed = case.print();
        let loaded = load(&printed.memory(), &[printed.plan().to_owned()]);
        let (_, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
        let Some(valid) = valid else { return Err(fail("not valid")) };
        let targets: Vec<&Target> = TARGETS.iter().filter(|target| ["html", "docx"].contains(&target.name)).collect();
        let artifacts = emit(valid, &targets, &Options::default()).artifacts;
        for plan in &loaded.workspace.plans {
            for (page, document) in artifacts.iter().filter(|page| page.media_type == "text/html").map(|page| {
                let name = page.path.replace(".html", ".docx");
                let found = artifacts.iter().find(|artifact| artifact.path == name);
                (page, found)
            }) {
                let Some(document) = document else { return Err(fail(format!("no document for {}", page.path))) };
                let read = Docx::read(&document.bytes);
                if let Some(difference) = difference(&String::from_utf8_lossy(&page.bytes), &read) {
                    return Err(fail(format!("{}: {difference}", document.path)));
                }
                if let Some(words) = missing(plan, &document.path, &read) {
                    return Err(fail(format!("{}: {words:?} is not there", document.path)));
                }
            }
        }
        Ok(())
    });
}

/// A text of the plan's datasets that is not in the document in its language.
fn missing(plan: &Plan, path: &str, document: &Docx) -> Option<String> {
    let lang =
        plan.languages.iter().map(|lang| lang.value).find(|lang| path.ends_with(&format!("plan.{}.docx", lang.suffix())))?;
    let squeezed = |words: &str| words.split_whitespace().collect::<String>();
    let all: String = document.said().iter().map(|(_, words)| squeezed(words) + "\n").collect();
    let texts = plan.datasets().flat_map(|(_, dataset)| {
        let bullets = dataset.description.iter().flat_map(|description| description.bullets.iter().map(|bullet| &*bullet.text));
        dataset.name.iter().chain(bullets).chain(&dataset.note)
    });
    texts
        .filter_map(|text| text.written(lang))
        .flat_map(str::lines)
        .find(|line| !all.contains(&squeezed(line)))
        .map(str::to_owned)
}
