//! What compiled under an edition compiles to the same for ever: `tests/editions/1` grows, and nothing in it is ever renewed.

use std::path::{Path, PathBuf};

use odp::diagnostic::Severity;
use odp::emit::{Options, TARGETS, Target, emit};
use odp::files::{Files, ReadError, to_text};
use odp::rules::{Settings, check};

struct Frozen(PathBuf);

impl Files for Frozen {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        std::fs::read(self.0.join(path)).map_err(|_| ReadError::NotFound).and_then(to_text)
    }
}

/// A case is a folder: `plan.odp`, what it uses, and the Markdown documents that were made of it when it was frozen.
#[test]
fn frozen_plans_compile_to_the_same_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editions/1");
    let mut cases = 0;
    for case in std::fs::read_dir(&folder).expect("the frozen cases").flatten().map(|entry| entry.path()) {
        let files = Frozen(case.clone());
        let loaded = odp::resolve::load(&files, &["plan.odp".to_owned()]);
        let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
        let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
        let Some(valid) = valid else { panic!("{} no longer compiles: {errors:#?}", case.display()) };
        let markdown: Vec<&Target> = TARGETS.iter().filter(|target| target.name == "md").collect();
        for artifact in emit(valid, &markdown, &Options::default()).artifacts {
            let name = artifact.path.rsplit('/').next().unwrap_or_default();
            let frozen = std::fs::read(case.join(name)).unwrap_or_else(|_| panic!("{}/{name} is not there", case.display()));
            assert_eq!(String::from_utf8_lossy(&artifact.bytes), String::from_utf8_lossy(&frozen), "{}/{name}", case.display());
        }
        cases += 1;
    }
    assert!(cases >= 5, "no frozen case is ever taken away");
}
