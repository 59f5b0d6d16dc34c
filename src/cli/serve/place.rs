//! Places of sources and pages of the site: which dataset stands at `plan.odp:120`, and where the dataset of a page is written.

use std::path::{Component, Path, PathBuf};

use super::pages::Pages;
use crate::cli::output::shown;
use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::model::Workspace;
use crate::source::Span;

/// A file and a line of it, as editors and compilers name them: `plan.odp:120`, `plan.odp:120:9`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    /// From 1, where one is named.
    pub(super) line: Option<u32>,
}

impl Place {
    /// Reads a place. What is a file as it stands has no line, and `C:` is a drive.
    pub(super) fn parse(path: &Path) -> Self {
        let whole = Self { path: path.to_owned(), line: None };
        let Some(text) = path.to_str().filter(|_| !path.exists()) else { return whole };
        let Some((file, last)) = cut(text) else { return whole };
        let (file, line) = cut(file).filter(|_| !Path::new(file).exists()).unwrap_or((file, last));
        Self { path: file.into(), line: Some(line) }
    }
}

/// A name without the number after its last colon; a number that is too large is the largest.
fn cut(text: &str) -> Option<(&str, u32)> {
    let (file, number) = text.rsplit_once(':')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_drive = file.len() == 1 && file.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_number && !is_drive && !file.is_empty()).then(|| (file, number.parse().unwrap_or(u32::MAX)))
}

/// Where plans and datasets are written.
#[derive(Debug, Default)]
pub(super) struct Places {
    files: Vec<PlanFile>,
}

/// The file of a plan.
#[derive(Debug)]
struct PlanFile {
    name: String,
    path: PathBuf,
    /// How many lines it has.
    lines: u32,
    plan: Stretch,
    datasets: Vec<Stretch>,
}

/// The lines of what has an id, both ends with it.
#[derive(Debug)]
struct Stretch {
    id: String,
    first: u32,
    last: u32,
}

impl Places {
    /// The places of all plans that were read, be there errors in them.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let file = |plan: &crate::model::Plan| {
            let source = workspace.sources.get(plan.file)?;
            let stretch = |id: &str, span: Span| Stretch {
                id: id.to_owned(),
                first: source.position(span.start).line,
                last: source.position(span.end).line,
            };
            Some(PlanFile {
                name: source.name.to_string(),
                path: whole(Path::new(&*source.name)),
                lines: source.text.lines().count().max(1) as u32,
                plan: stretch(&plan.id.value, plan.span),
                datasets: plan.datasets().map(|(_, dataset)| stretch(&dataset.id.value, dataset.span)).collect(),
            })
        };
        Self { files: workspace.plans.iter().filter_map(file).collect() }
    }

    /// The page of what stands at a place: its dataset, else its plan.
    ///
    /// # Errors
    /// A finding where no plan is written there.
    pub(super) fn page<'p>(&self, place: &Place, pages: &'p Pages) -> Result<&'p str, Diagnostic> {
        let finding = || Diagnostic::bare(&d::UNKNOWN_PLACE).arg("path", shown(&place.path));
        let wanted = whole(&place.path);
        let Some(file) = self.files.iter().find(|file| file.path == wanted) else {
            let known = Arg::List(self.files.iter().map(|file| file.name.as_str().into()).collect());
            return Err(finding().arg("known", known));
        };
        let line = place.line.unwrap_or(file.plan.first);
        if !(1..=file.lines).contains(&line) {
            return Err(finding().variant("line").arg("line", line as usize).arg("count", file.lines as usize));
        }
        let dataset = file.datasets.iter().find(|dataset| (dataset.first..=dataset.last).contains(&line));
        let page = dataset.filter(|_| place.line.is_some()).and_then(|dataset| pages.dataset(&file.plan.id, &dataset.id));
        page.or_else(|| pages.plan(&file.plan.id)).ok_or_else(|| finding().variant("no-page"))
    }

    /// The page of what a finding is about, where it has one.
    pub(super) fn page_at<'p>(&self, file: &str, line: u32, pages: &'p Pages) -> Option<&'p str> {
        let file = self.files.iter().find(|known| known.name == file)?;
        let dataset = file.datasets.iter().find(|dataset| (dataset.first..=dataset.last).contains(&line))?;
        pages.dataset(&file.plan.id, &dataset.id)
    }

    /// Where the plan or dataset of a page is written: `plans/itib-2026.odp:120`.
    pub(super) fn source(&self, page: &str, pages: &Pages) -> Option<String> {
        let (plan, dataset) = pages.about(page)?;
        let file = self.files.iter().find(|file| file.plan.id == plan)?;
        let stretch = match dataset {
            Some(id) => file.datasets.iter().find(|dataset| dataset.id == id)?,
            None => &file.plan,
        };
        Some(format!("{}:{}", file.name, stretch.first))
    }
}

/// A path from the root, links followed as far as it is there, by which two names of a file are the same.
fn whole(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let mut out = PathBuf::new();
    for part in std::path::absolute(path).as_deref().unwrap_or(path).components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}
