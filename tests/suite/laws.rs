//! Laws of the language, tried on plans made at random.
//!
//! Each law takes a fixed number of cases from a fixed seed; `PROPTEST_CASES` raises the number and lets the seed vary.

mod anything;
mod documents;
mod format;
mod mended;
mod read;
mod rollover;
mod spread;
mod tables;
mod values;

pub use anything::mutilated;

use std::fmt::Debug;

use odp::diagnostic::{Diagnostic, Severity};
use odp::emit::{Options, TARGETS, Target, emit};
use odp::files::Memory;
use odp::model::{Date, Workspace};
use odp::resolve::load;
use odp::rules::{Settings, check};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use super::generate::{Facts, plans};

/// Tries a law.
pub fn law<S: Strategy>(cases: u32, strategy: S, holds: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S::Value: Debug,
{
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(cases),
        rng_seed: if asked.is_some() { Config::default().rng_seed } else { RngSeed::Fixed(2026) },
        failure_persistence: None,
        max_shrink_iters: 600,
        ..Config::default()
    };
    match TestRunner::new(config).run(&strategy, holds) {
        Ok(()) => {}
        Err(TestError::Fail(reason, value)) => panic!("broken by\n{value:?}\n{reason}"),
        Err(error) => panic!("{error}"),
    }
}

pub fn fail(reason: impl Into<String>) -> TestCaseError {
    TestCaseError::fail(reason.into())
}

/// The findings of a workspace, and whether it is valid.
fn found(workspace: &Workspace, found: Vec<Diagnostic>) -> Result<(), TestCaseError> {
    let (found, valid) = check(workspace, found, &Settings::default());
    let errors: Vec<String> = found
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| {
            let at =
                finding.span().map(|span| (workspace.sources.get(span.file).map(|source| source.position(span.start)), span));
            format!("{} {:?} {at:?}", finding.rule.name, finding.message(Default::default()))
        })
        .collect();
    if errors.is_empty() && valid.is_some() { Ok(()) } else { Err(fail(errors.join("\n"))) }
}

/// What a plan says once it is loaded without error.
fn facts(files: &Memory, plan: &str) -> Result<Facts, TestCaseError> {
    let loaded = load(files, &[plan.to_owned()]);
    found(&loaded.workspace, loaded.found)?;
    Ok(read::facts(&loaded.workspace))
}

fn same(expected: &Facts, facts: &Facts) -> Result<(), TestCaseError> {
    match expected.difference(facts) {
        None => Ok(()),
        Some(difference) => Err(fail(difference)),
    }
}

#[test]
fn a_plan_prints_parses_and_resolves_to_itself() {
    law(48, plans(), |case| {
        let printed = case.print();
        same(&case.facts(), &facts(&printed.memory(), printed.plan())?)
    });
}

#[test]
fn the_order_of_declarations_fields_and_blocks_does_not_matter() {
    law(24, plans(), |case| {
        let (one, other) = (case.print(), case.print_otherwise());
        same(&facts(&one.memory(), one.plan())?, &facts(&other.memory(), other.plan())?)
    });
}

#[test]
fn a_valid_plan_is_emitted_to_the_same_bytes_each_time() {
    law(16, plans(), |case| {
        let printed = case.print();
        let loaded = load(&printed.memory(), &[printed.plan().to_owned()]);
        let (_, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
        let Some(valid) = valid else { return Err(fail("not valid")) };
        let targets: Vec<&Target> = TARGETS.iter().collect();
        for options in [
            Options::default(),
            Options {
                derived: false,
                as_of: Date::year(2027),
                base: Some("https://example.org/".into()),
                bom: true,
                ..Options::default()
            },
        ] {
            let artifacts = emit(valid, &targets, &options).artifacts;
            if artifacts != emit(valid, &targets, &options).artifacts {
                return Err(fail("other bytes the second time"));
            }
            let mut paths: Vec<&str> = artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
            paths.sort_unstable();
            if paths.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(fail(format!("two artifacts of one path in {paths:?}")));
            }
            for artifact in artifacts.iter().filter(|artifact| artifact.media_type.contains("json")) {
                let parsed: Result<serde_json::Value, _> = serde_json::from_slice(&artifact.bytes);
                parsed.map_err(|error| fail(format!("{}: {error}", artifact.path)))?;
            }
        }
        Ok(())
    });
}
