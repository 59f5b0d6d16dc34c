//! The engine inside another program: a plan in memory, checked, then its catalogue. `cargo run --example embed`.
//!
//! Nothing here touches a disk. Such programs can leave the command line out: `default-features = false`.

use odp::diagnostic::{MessageLang, Severity};
use odp::emit::{Options, TARGETS, emit};
use odp::files::Memory;
use odp::report::{Format, Look, Report};
use odp::rules::{Settings, check};

const PLAN: &str = r#"odp 1
use "odp:hk/2026"

plan library-2026 2026..2028 {
  title:     tc "2026-2028年度開放數據計劃" en "Open Data Plan 2026-2028"
  publisher: @hk-lcsd
  issued:    2025-12
  languages: tc, en

  section A {
    spatial none
    non-spatial {
      dataset library-visits {
        name:        tc "圖書館訪客人次" en pending
        description: tc "每月入館人次。" en "Visits each month."
        category:    recreation-and-culture
        target:      2026-06
        frequency:   monthly
      }
    }
  }
  section B none
  section C none
  section D none
}
"#;

fn main() {
    // 1. Read the plan and all that it uses.
    let files = Memory::new().with("plan.odp", PLAN);
    let loaded = odp::resolve::load(&files, &["plan.odp".to_owned()]);

    // 2. Check it. What was found is data; a report makes words of it.
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let report = Report { found: &found, sources: &loaded.workspace.sources, lang: MessageLang::English };
    print!("{}", report.render(Format::Short, &Look::default()));
    println!("errors: {}, warnings: {}", report.count(Severity::Error), report.count(Severity::Warning));

    // 3. Emit: only a workspace without errors can be.
    let Some(valid) = valid else { return };
    let json: Vec<_> = TARGETS.iter().filter(|target| target.name == "json").collect();
    for artifact in emit(valid, &json, &Options::default()).artifacts {
        println!("{}: {}, {} bytes", artifact.path, artifact.media_type, artifact.bytes.len());
    }
    // 4. Or ask the plan itself.
    for (place, dataset) in valid.plans.iter().flat_map(|plan| plan.datasets()) {
        println!("{}: section {}, {}", &*dataset.id.value, place.section.letter.word(), dataset.status().word());
    }
}
