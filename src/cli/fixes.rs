//! `odp check --fix`: fixes that are certain, put into the files or only shown.

use super::Exit;
use super::disk::Disk;
use super::load::Inputs;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::MessageLang;
use crate::files::Files as _;
use crate::fix::{Mended, Outcome, fix};
use crate::model::to_simplified;
use crate::resolve::{Loaded, load};
use crate::rules::{Settings, check};
use crate::source::visible;

// What to do with fixes. (A comment, for clap would print documentation.)
#[derive(clap::Args, Debug)]
pub(super) struct Fixes {
    /// Put in the fixes that are certain, then report what remains
    #[arg(long)]
    fix: bool,
    /// Write nothing; list what --fix would put in
    #[arg(long)]
    dry_run: bool,
    /// Write nothing; print as a diff what --fix would put in
    #[arg(long)]
    diff: bool,
}

/// What fixing came to.
pub(super) struct Fixed {
    /// The files as they are now, read anew.
    pub(super) loaded: Loaded,
    /// Whether standard output holds a fixed text, so that findings go elsewhere.
    pub(super) is_piped: bool,
    count: usize,
    refused: usize,
}

impl Fixes {
    const fn is_preview(&self) -> bool {
        self.dry_run || self.diff
    }

    /// Puts fixes in, where that was asked; how the command ends, where it only shows them.
    ///
    /// # Errors
    /// A finding where there is nothing to read, or a file cannot be written.
    pub(super) fn apply(
        &self,
        inputs: &Inputs,
        settings: &Settings,
        terminal: &Terminal,
    ) -> Result<Result<Option<Fixed>, Exit>, Failure> {
        if !self.fix && !self.is_preview() {
            return Ok(Ok(None));
        }
        let (disk, names) = inputs.open(terminal)?;
        let outcome = fix(&disk, &names, settings);
        let mut loaded = load(&outcome.files, &names);
        if let Some(project) = &terminal.project {
            project.judge(&mut loaded);
        }
        if self.is_preview() {
            return self.preview(&outcome, loaded, &disk, settings, terminal).map(Err);
        }
        for (name, text) in outcome.files.changed() {
            if let Some(path) = disk.path(name) {
                output::write(path, text.as_bytes())?;
            }
        }
        let piped = names.iter().find(|name| disk.path(name).is_none());
        if let Some(text) = piped.and_then(|name| outcome.files.read(name).ok()) {
            output::print(text)?;
        }
        let (count, refused) = (outcome.mended.len(), outcome.refused);
        Ok(Ok(Some(Fixed { loaded, is_piped: piped.is_some(), count, refused })))
    }

    fn preview(
        &self,
        outcome: &Outcome<'_>,
        loaded: Loaded,
        disk: &Disk,
        settings: &Settings,
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        if self.dry_run {
            output::print(outcome.mended.iter().map(|mended| line(mended, terminal)).collect::<String>())?;
        }
        if self.diff {
            for (name, text) in outcome.files.changed() {
                output::print(output::diff(name, &disk.read(name).unwrap_or_default(), text))?;
            }
        }
        let (remaining, _) = check(&loaded.workspace, loaded.found, settings);
        output::tell(sum(outcome.mended.len(), remaining.len(), outcome.refused, true, terminal));
        Ok(Exit::of(&remaining, !outcome.mended.is_empty()))
    }
}

impl Fixed {
    /// The sum for people: `3 fixed, 2 remain`.
    pub(super) fn summary(&self, remaining: usize, terminal: &Terminal) -> String {
        sum(self.count, remaining, self.refused, false, terminal)
    }
}

/// `plan.odp:3:12: ODP104: 01/2026 → 2026-01`.
fn line(mended: &Mended, terminal: &Terminal) -> String {
    let change = |(old, new): &(Box<str>, Box<str>)| match (&**old, &**new) {
        ("", new) => format!("+ {}", shown(new)),
        (old, "") => format!("- {}", shown(old)),
        (old, new) => format!("{} → {}", shown(old), shown(new)),
    };
    let mut changes: Vec<(String, usize)> = Vec::new();
    for change in mended.changes.iter().map(change) {
        match changes.iter_mut().find(|(known, _)| *known == change) {
            Some((_, count)) => *count += 1,
            None => changes.push((change, 1)),
        }
    }
    let counted = |(change, count): (String, usize)| if count > 1 { format!("{change} (× {count})") } else { change };
    let changes = changes.into_iter().map(counted).collect::<Vec<_>>().join("; ");
    let message = mended.finding.message(terminal.lang);
    let message = if terminal.lang == MessageLang::Simplified { to_simplified(&message) } else { message };
    let (line, column) = (mended.position.line, mended.position.column);
    format!("{}:{line}:{column}: {}: {message}\n    {changes}\n", mended.name, mended.finding.rule.code)
}

/// A piece of source on one line.
fn shown(text: &str) -> String {
    visible(text).trim().to_owned()
}

fn sum(count: usize, remaining: usize, refused: usize, is_preview: bool, terminal: &Terminal) -> String {
    if terminal.lang == MessageLang::English {
        let left = match refused {
            0 => String::new(),
            _ => format!("; {refused} left alone, which would bring new errors"),
        };
        return match (is_preview, remaining) {
            (true, _) => format!("{count} would be fixed, {remaining} would remain{left}\n"),
            (false, 1) => format!("{count} fixed, 1 remains{left}\n"),
            (false, _) => format!("{count} fixed, {remaining} remain{left}\n"),
        };
    }
    let left = match refused {
        0 => String::new(),
        _ => format!("；另有 {refused} 項修正會帶來新的錯誤，沒有採用"),
    };
    let text = if is_preview {
        format!("可修正 {count} 項，將餘 {remaining} 項{left}\n")
    } else {
        format!("已修正 {count} 項，尚餘 {remaining} 項{left}\n")
    };
    if terminal.lang == MessageLang::Simplified { to_simplified(&text) } else { text }
}
