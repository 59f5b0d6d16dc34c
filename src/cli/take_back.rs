//! `odp import FILE --into PLAN`: the changes of a working copy, as a diff or written.

use std::path::{Path, PathBuf};

use super::Exit;
use super::disk::{Disk, read_bytes};
use super::load::{self, summary};
use super::output::{self, Failure, shown};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{Files as _, System};
use crate::fix::Overlay;
use crate::import::{File, Taken, take_back};
use crate::report::{Format, Report};
use crate::resolve::{load, unreadable};
use crate::rules::{Settings, check};
use crate::source::Sources;

/// Takes working copies back, one after the other.
///
/// # Errors
/// A finding where a file cannot be read or written.
pub(super) fn run_into(
    paths: &[PathBuf],
    plan: &Path,
    from: Option<&str>,
    write: bool,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let disk = Disk::open(&[plan.to_owned()], terminal, "stdin.odp");
    let names = disk.names();
    let loaded = load(&disk, &names);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let [name] = &*names else {
        let finding = Diagnostic::bare(&crate::diagnostic::NO_PLANS).variant("several");
        return Err(finding.arg("paths", shown(plan)).into());
    };
    if valid.is_none() || loaded.workspace.plans.is_empty() {
        let report = Report { found: &found, sources: &loaded.workspace.sources, lang: terminal.lang };
        load::tell(&report, terminal);
        output::tell(summary(&loaded.workspace, &report, terminal));
        return Ok(Exit::of(&found, true));
    }
    let old = disk.read(name).unwrap_or_default();
    let (mut text, mut failed) = (old.clone(), false);
    for path in paths {
        let shown = shown(path);
        let bytes = read_bytes(path, terminal.max_bytes)
            .map_err(|error| Failure::from(unreadable(error, &shown, System::HERE, &mut Sources::default())))?;
        // of several copies, each is compared with what those before it made of the plan
        let taken = take_back(&File { name: shown, bytes }, from, &Overlay::new(&disk).with(name, &text), name);
        let report = Report { found: &taken.found, sources: &taken.sources, lang: terminal.lang };
        output::tell(report.render(Format::Human, &terminal.stderr()));
        output::tell(sum(&taken, terminal));
        failed |= taken.text.is_none() || report.count(Severity::Error) > 0;
        text = taken.text.unwrap_or(text);
    }
    let changed = text != old;
    if changed {
        failed |= tell_errors(&Overlay::new(&disk).with(name, &text), name, terminal);
    }
    if !write {
        output::print(output::diff(name, &old, &text))?;
    } else if changed {
        match disk.path(name) {
            Some(path) => output::write(path, text.as_bytes())?,
            None => output::print(&text)?,
        }
    }
    Ok(if failed || (changed && !write) { Exit::Found } else { Exit::Clean })
}

/// Tells the errors that the plan has with the changes in it, and whether there are any.
fn tell_errors(files: &Overlay<'_>, name: &str, terminal: &Terminal) -> bool {
    let loaded = load(files, &[name.to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let errors: Vec<_> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let report = Report { found: &errors, sources: &loaded.workspace.sources, lang: terminal.lang };
    load::tell(&report, terminal);
    if !errors.is_empty() {
        output::tell(summary(&loaded.workspace, &report, terminal));
    }
    !errors.is_empty()
}

/// What a working copy changes: `3 values changed, 1 dataset added, 1 conflict`.
fn sum(taken: &Taken, terminal: &Terminal) -> String {
    if taken.text.is_none() {
        return String::new();
    }
    let parts = [
        (taken.changed, ["value changed", "values changed"], "項內容有改動"),
        (taken.added, ["dataset added", "datasets added"], "個新增數據集"),
        (taken.conflicts, ["conflict", "conflicts"], "項衝突"),
        (taken.removed, ["dataset without a row", "datasets without a row"], "個數據集沒有相應的行"),
    ];
    let said = parts.iter().enumerate().filter(|(at, (count, ..))| *at == 0 || *count > 0);
    let one = |(_, (count, [one, several], chinese)): (usize, &(usize, [&str; 2], &str))| {
        format!("{count} {}", terminal.say(if *count == 1 { one } else { several }, chinese))
    };
    said.map(one).collect::<Vec<_>>().join(&terminal.say(", ", "、")) + "\n"
}
