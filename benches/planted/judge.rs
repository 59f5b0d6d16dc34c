//! Whether a mistake's reports are about it.

use odp::files::Memory;
use odp::rules::{Settings, check};

use super::plant::{Dice, KINDS, plant};

/// How many seeds are tried for one mistake that changes something.
const TRIES: u64 = 50;

/// What became of all mistakes.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many were made.
    pub planted: usize,
    /// Those reported badly, in words.
    pub misses: Vec<String>,
}

impl Tally {
    /// Whether 95 of 100 are reported well.
    pub fn is_good(&self) -> bool {
        self.misses.len() * 20 <= self.planted
    }
}

/// Plants `count` mistakes of each kind, one at a time, with seeds from `seed` on.
pub fn judge(text: &str, seed: u64, count: u64) -> Tally {
    let mut tally = Tally::default();
    for kind in KINDS {
        let mut next = seed * 1_000_003;
        for _ in 0..count {
            for _ in 0..TRIES {
                next += 1;
                let Some(planted) = plant(text, *kind, &mut Dice(next)) else { continue };
                let reports = reports(&planted.text);
                if reports.is_empty() {
                    continue;
                }
                tally.planted += 1;
                if !planted.lines.contains(&reports[0].0) || reports.len() > 2 {
                    let said: Vec<String> = reports.iter().map(|(line, said)| format!("  {line}: {said}")).collect();
                    tally.misses.push(format!("seed {next}, line {:?}: {}\n{}", planted.lines, planted.what, said.join("\n")));
                }
                break;
            }
        }
    }
    tally
}

/// Lines and messages, in the order in which they are printed.
fn reports(text: &str) -> Vec<(usize, String)> {
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]);
    let sources = loaded.workspace.sources.clone();
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let line = |finding: &odp::diagnostic::Diagnostic| {
        let place = finding.span().and_then(|span| Some(sources.get(span.file)?.position(span.start).line));
        place.unwrap_or(0) as usize
    };
    let message = |finding: &odp::diagnostic::Diagnostic| {
        format!("{} {}", finding.rule.code, finding.message(odp::diagnostic::MessageLang::English))
    };
    found.iter().map(|finding| (line(finding), message(finding))).collect()
}

/// Plants one mistake of each kind into a plan, each into a dataset of its own where it can. In words, where one of them is on no
/// report's line, or where there are more than two reports too many.
pub fn together(text: &str, seed: u64) -> Option<String> {
    let mut dice = Dice(seed);
    let mut parts: Vec<String> = text.split_inclusive("\n      dataset ").map(str::to_owned).collect();
    let clean = parts.clone();
    let mut made = Vec::new();
    for (index, kind) in KINDS.iter().enumerate() {
        let at = 1 + index;
        let alone = |part: &str| [&clean[..at].concat(), part, &clean[at + 1..].concat()].concat();
        let planted = (0..TRIES).find_map(|_| {
            let planted = plant(clean.get(at)?, *kind, &mut dice)?;
            (!reports(&alone(&planted.text)).is_empty()).then_some(planted)
        })?;
        parts[at] = planted.text;
        made.push((at, planted.lines, planted.what));
    }
    let first_line = |part: usize| parts[..part].iter().map(|part| part.matches('\n').count()).sum::<usize>();
    let reports = reports(&parts.concat());
    let silent: Vec<String> = made
        .iter()
        .filter(|(part, lines, _)| {
            let on = |line: &usize| reports.iter().any(|(known, _)| *known == line + first_line(*part));
            !lines.iter().any(on)
        })
        .map(|(part, lines, what)| format!("line {}: {what}", lines[0] + first_line(*part)))
        .collect();
    if silent.is_empty() && reports.len() <= made.len() + 2 {
        return None;
    }
    let said: Vec<String> = reports.iter().map(|(line, said)| format!("  {line}: {said}")).collect();
    let all: Vec<String> =
        made.iter().map(|(part, lines, what)| format!("  planted {}: {what}", lines[0] + first_line(*part))).collect();
    Some(format!("seed {seed}: silent about {silent:#?}\n{}\n{}", all.join("\n"), said.join("\n")))
}
