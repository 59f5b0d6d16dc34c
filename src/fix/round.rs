//! One round: which fixes are taken, and what is found with them in.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{Mended, Outcome, Overlay};
use crate::diagnostic::{Diagnostic, Edit, FULL_WIDTH_PUNCTUATION, Severity, Sink};
use crate::files::Files as _;
use crate::resolve::load;
use crate::rules::{Settings, check};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::parse;

/// What is found in the files as they are.
pub(super) struct Round<'r, 'a> {
    files: &'r Overlay<'a>,
    paths: &'r [String],
    settings: &'r Settings,
    sources: Sources,
    found: Vec<Diagnostic>,
}

/// What must not get worse.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// File → errors, and those of syntax among them.
    errors: BTreeMap<Box<str>, (usize, usize)>,
    /// The comments of the files that were named.
    comments: Vec<Vec<Box<str>>>,
}

impl Tally {
    pub(super) fn is_worse_than(&self, before: &Self) -> bool {
        let mut counts = self.errors.iter().map(|(name, count)| (count, before.errors.get(name).copied().unwrap_or_default()));
        let more = counts.any(|(now, then)| now.0 > then.0 || (then.1 == 0 && now.1 > 0));
        more || self.comments != before.comments
    }
}

/// A certain fix of one file.
#[derive(Clone, Copy)]
struct Candidate<'r> {
    finding: &'r Diagnostic,
    file: FileId,
    edits: &'r [Edit],
}

impl<'r, 'a> Round<'r, 'a> {
    pub(super) fn new(files: &'r Overlay<'a>, paths: &'r [String], settings: &'r Settings) -> Self {
        let loaded = load(files, paths);
        let (found, _) = check(&loaded.workspace, loaded.found, settings);
        Self { files, paths, settings, sources: loaded.workspace.sources, found }
    }

    /// The files with fixes in them. A careful round leaves out each that does harm.
    pub(super) fn run(&self, careful: bool) -> Outcome<'a> {
        let candidates = self.candidates();
        let mut chosen: Vec<Candidate<'_>> = Vec::new();
        let mut refused = 0;
        if careful {
            self.choose(&candidates, &mut chosen, &mut refused);
        } else {
            chosen = candidates;
        }
        let mended = chosen.iter().filter_map(|candidate| self.mended(candidate)).collect();
        Outcome { files: self.with(&chosen), mended, refused }
    }

    /// Takes of `rest` what does no harm beside what is `chosen`.
    fn choose<'s>(&'s self, rest: &[Candidate<'s>], chosen: &mut Vec<Candidate<'s>>, refused: &mut usize) {
        if rest.is_empty() {
            return;
        }
        let known = chosen.len();
        let before = self.tally_with(chosen);
        chosen.extend(rest);
        if !self.tally_with(chosen).is_worse_than(&before) {
            return;
        }
        chosen.truncate(known);
        if rest.len() == 1 {
            *refused += 1;
            return;
        }
        let (one, other) = rest.split_at(rest.len() / 2);
        self.choose(one, chosen, refused);
        self.choose(other, chosen, refused);
    }

    /// The certain fixes by file and place, none that meets an earlier one.
    fn candidates(&self) -> Vec<Candidate<'_>> {
        let mut all: Vec<Candidate<'_>> = self.found.iter().filter_map(|finding| self.candidate(finding)).collect();
        // on a line with full-width characters the places of other fixes may lie inside of one: they wait
        let is_wide = |candidate: &Candidate<'_>| *candidate.finding.rule == FULL_WIDTH_PUNCTUATION;
        let line = |file, at| self.sources.get(file).map(|source| (file, source.position(at).line));
        let wide = all.iter().filter(|candidate| is_wide(candidate)).flat_map(|candidate| candidate.edits);
        let wide: FxHashSet<_> = wide.map(|edit| line(edit.span.file, edit.span.start)).collect();
        let meets = |edit: &Edit| [edit.span.start, edit.span.end].iter().any(|at| wide.contains(&line(edit.span.file, *at)));
        all.retain(|candidate| is_wide(candidate) || !candidate.edits.iter().any(meets));
        all.sort_by_key(|candidate| (candidate.file, candidate.edits.first().map(|edit| (edit.span.start, edit.span.end))));
        let mut file = None;
        let (mut comments, mut taken): (Vec<Span>, Option<u32>) = (Vec::new(), None);
        all.retain(|candidate| {
            if file.replace(candidate.file) != Some(candidate.file) {
                comments = self.sources.get(candidate.file).map(comment_spans).unwrap_or_default();
                taken = None;
            }
            let free = |edit: &Edit| {
                let next = comments.partition_point(|comment| comment.end <= edit.span.start);
                let in_comment = comments.get(next).is_some_and(|comment| comment.start < edit.span.end);
                // what is put in at the edge of another edit has no order beside it
                !in_comment && taken.is_none_or(|taken| taken < edit.span.start)
            };
            let fits = candidate.edits.iter().all(free);
            if fits {
                taken = candidate.edits.last().map(|edit| edit.span.end);
            }
            fits
        });
        all
    }

    fn candidate<'s>(&'s self, finding: &'s Diagnostic) -> Option<Candidate<'s>> {
        let fix = finding.fix.as_ref().filter(|fix| fix.certain)?;
        let file = fix.edits.first()?.span.file;
        let source = self.sources.get(file).filter(|source| self.paths.iter().any(|path| **path == *source.name))?;
        let of_one_file = fix.edits.iter().all(|edit| edit.span.file == file);
        let apart = fix.edits.windows(2).all(|pair| matches!(pair, [one, other] if one.span.end <= other.span.start));
        let changes = fix.edits.iter().any(|edit| source.slice(edit.span) != &*edit.text);
        (of_one_file && apart && changes).then_some(Candidate { finding, file, edits: &fix.edits })
    }

    /// The files with these fixes in them.
    fn with(&self, chosen: &[Candidate<'_>]) -> Overlay<'a> {
        let mut files = self.files.clone();
        let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
        for candidate in chosen {
            by_file.entry(candidate.file).or_default().extend(candidate.edits);
        }
        for (file, mut edits) in by_file {
            let Some(source) = self.sources.get(file) else { continue };
            edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
            let mark = self.files.read(&source.name).is_ok_and(|text| text.starts_with('\u{feff}'));
            let text = applied(&source.text, &edits);
            files.texts.insert(source.name.to_string(), if mark { format!("\u{feff}{text}") } else { text });
        }
        files
    }

    fn mended(&self, candidate: &Candidate<'_>) -> Option<Mended> {
        let source = self.sources.get(candidate.file)?;
        let change = |edit: &Edit| (source.slice(edit.span).into(), edit.text.clone());
        Some(Mended {
            name: source.name.clone(),
            position: source.position(candidate.edits.first()?.span.start),
            finding: candidate.finding.clone(),
            changes: candidate.edits.iter().map(change).collect(),
        })
    }

    fn tally_with(&self, chosen: &[Candidate<'_>]) -> Tally {
        Round::new(&self.with(chosen), self.paths, self.settings).tally()
    }

    pub(super) fn tally(&self) -> Tally {
        let mut errors: BTreeMap<Box<str>, (usize, usize)> = BTreeMap::new();
        for finding in self.found.iter().filter(|finding| finding.severity == Severity::Error) {
            let source = finding.span().and_then(|span| self.sources.get(span.file));
            let count = errors.entry(source.map_or_else(|| "".into(), |source| source.name.clone())).or_default();
            count.0 += 1;
            count.1 += usize::from(finding.rule.code < "ODP100");
        }
        let named = self.sources.iter().filter(|source| self.paths.iter().any(|path| **path == *source.name));
        let words = |source: &Source| comment_spans(source).into_iter().map(|span| source.slice(span).into()).collect();
        Tally { errors, comments: named.map(|source| words(source)).collect() }
    }
}

fn comment_spans(source: &Source) -> Vec<Span> {
    parse(source, &mut Sink::default()).comments.iter().map(|comment| comment.span).collect()
}

/// A text with edits put in, line ends as the text has them.
fn applied(text: &str, edits: &[&Edit]) -> String {
    let crlf = text.contains("\r\n");
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        let put_in: &str = &edit.text;
        out.push_str(&if crlf { put_in.replace('\n', "\r\n") } else { put_in.to_owned() });
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
