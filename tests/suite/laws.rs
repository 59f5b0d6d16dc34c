//! Laws of the language, tried on plans made at random.
//!
//! Each law takes a fixed number of cases from a fixed seed; `PROPTEST_CASES` raises the number and lets the seed vary.

mod read;

use std::fmt::Debug;

use odp::diagnostic::{Diagnostic, Severity};
use odp::files::Memory;
use odp::model::Workspace;
use odp::resolve::load;
use odp::rules::{Settings, check};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use super::generate::{Facts, plans};

/// Tries a law.
fn law<S: Strategy>(cases: u32, strategy: S, holds: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S::Value: Debug,
{
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(cases),
        rng_seed: if asked.is_some() { Config::default().rng_seed } else { RngSeed::Fixed(2026) },
        failure_persistence: None,
        max_shrink_iters: 1500,
        ..Config::default()
    };
    if let Err(error) = TestRunner::new(config).run(&strategy, holds) {
        panic!("{error}");
    }
}

fn fail(reason: impl Into<String>) -> TestCaseError {
    TestCaseError::fail(reason.into())
}

/// The findings of a workspace, and whether it is valid.
fn found(workspace: &Workspace, found: Vec<Diagnostic>) -> Result<(), TestCaseError> {
    let (found, valid) = check(workspace, found, &Settings::default());
    let errors: Vec<String> = found
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| {
            let at = finding.span().map(|span| (workspace.sources.get(span.file).map(|source| source.position(span.start)), span));
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
    law(64, plans(), |case| {
        let printed = case.print();
        same(&case.facts(), &facts(&printed.memory(), printed.plan())?)
    });
}
