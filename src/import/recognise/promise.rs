//! What became of a promise, as the documents of odp print it: marks beside the month (`05/2026 Originally 02/2026`), reasons under
//! the description (`Reason: …`), each in the library's wordings.

use super::heads::Role;
use super::values::{Context, Line, doubt, subject};
use super::{cells, headings};
use crate::diagnostic::{self as d, Diagnostic};
use crate::import::dates::{self, Reading};
use crate::import::draft::{Dataset, Event, Tongues, Value};
use crate::model::{Date, Lang, to_simplified};
use crate::resolve::Lexicon;
use crate::source::Span;

/// What stands for the month in the wording of a mark.
const MONTH: &str = "{month}";
/// How long a date or a mark may be, in bytes.
const LONGEST: usize = 60;

/// What a mark says of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Released,
    /// What was promised at first.
    Original,
    Withdrawn,
}

static MARKS: &[(&str, Mark)] =
    &[("released-mark", Mark::Released), ("slipped-mark", Mark::Original), ("withdrawn-mark", Mark::Withdrawn)];

/// A month and the marks after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    /// What stands before the marks.
    pub(super) month: String,
    marks: Vec<(Mark, String)>,
}

impl Status {
    /// Reads a cell that has marks; nothing for any other.
    pub(super) fn read(words: &str, lexicon: &Lexicon) -> Option<Self> {
        let words = words.trim();
        let ends = words.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST);
        ends.filter_map(|end| words.split_at_checked(end)).find_map(|(month, rest)| {
            let is_month = || {
                date(month).is_some()
                    || cells::said(month, lexicon) == cells::Said::Pending
                    || headings::is_nothing(month, lexicon)
            };
            let marks = self::marks(rest, lexicon).filter(|marks| !marks.is_empty())?;
            (month.trim().is_empty() || is_month()).then(|| Self { month: month.trim().to_owned(), marks })
        })
    }

    /// The month as a date, where it is one.
    pub(super) fn date(&self) -> Option<String> {
        date(&self.month)
    }

    /// The date of a mark.
    pub(super) fn of(&self, mark: Mark) -> Option<&str> {
        self.marks.iter().find(|(known, _)| *known == mark).map(|(_, date)| &**date)
    }
}

/// A date as the documents print it, days first.
fn date(words: &str) -> Option<String> {
    match dates::read(words) {
        Reading::Known(date) | Reading::DayFirst(date) => Some(date),
        Reading::Impossible | Reading::Unread => None,
    }
}

/// Marks to the end of a text.
fn marks(words: &str, lexicon: &Lexicon) -> Option<Vec<(Mark, String)>> {
    let mut all = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let (mark, date, after) = first(rest, lexicon)?;
        all.push((mark, date));
        rest = after;
    }
    Some(all)
}

/// The mark at the beginning of a text, its date, and what follows.
fn first<'t>(words: &'t str, lexicon: &Lexicon) -> Option<(Mark, String, &'t str)> {
    // Markdown puts them in brackets
    let bare = words.strip_prefix('(').unwrap_or(words);
    let close = if bare.len() < words.len() { ")" } else { "" };
    MARKS.iter().find_map(|(id, mark)| {
        let wordings = lexicon.wording(id).flat_map(|words| [words.to_owned(), to_simplified(words)]);
        wordings.into_iter().find_map(|wording| {
            let (before, after) = wording.split_once(MONTH)?;
            let rest = bare.strip_prefix(before.trim())?;
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|at| *at <= LONGEST);
            // the longest date is the whole one
            let ends: Vec<usize> = ends.collect();
            ends.into_iter().rev().find_map(|end| {
                let (month, rest) = rest.split_at_checked(end)?;
                let rest = rest.trim_start().strip_prefix(after.trim())?.trim_start().strip_prefix(close)?;
                Some((*mark, date(month)?, rest.trim_start()))
            })
        })
    })
}

/// The date of a text that is nothing but the mark of a withdrawal.
pub(super) fn withdrawn(words: &str, lexicon: &Lexicon) -> Option<String> {
    let marks = marks(words, lexicon)?;
    let (Some((Mark::Withdrawn, date)), 1) = (marks.first(), marks.len()) else { return None };
    Some(date.clone())
}

/// The words of a reason, without its label.
pub(super) fn reason<'t>(words: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let words = words.trim();
    let labels = lexicon.wording("reason-label").flat_map(|label| [label.trim().to_owned(), to_simplified(label.trim())]);
    labels.into_iter().find_map(|label| words.strip_prefix(&*label)).map(str::trim).filter(|rest| !rest.is_empty())
}

/// A reason by language, and the same as it stands in the document, with its label.
#[derive(Clone, Debug, Default)]
struct Reason {
    text: Tongues,
    labelled: Tongues,
}

/// What stands under a description: the note, the reasons in their order, when the promise was withdrawn.
#[derive(Debug, Default)]
pub(super) struct Under {
    note: Tongues,
    reasons: Vec<Reason>,
    withdrawn: Option<String>,
    /// What a text without a label goes on with.
    last: Option<(Lang, Part)>,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Note,
    Reason(usize),
    Mark,
}

impl Under {
    /// Takes a text that is labelled, or goes on with one that is; says whether it did.
    pub(super) fn takes(&mut self, words: &str, lang: Lang, is_plain: bool, lexicon: &Lexicon) -> bool {
        let words = words.trim();
        if let Some(date) = withdrawn(words, lexicon) {
            self.withdrawn.get_or_insert(date);
            self.last = Some((lang, Part::Mark));
        } else if let Some(note) = headings::note(words, lexicon) {
            self.last = Some((lang, Part::Note));
            add(&mut self.note, lang, note, lexicon);
        } else if let Some(reason) = reason(words, lexicon) {
            let is_said = |known: &&Reason| known.labelled.iter().any(|(known, _)| *known == lang);
            let at = self.reasons.iter().filter(is_said).count();
            if at == self.reasons.len() {
                self.reasons.push(Reason::default());
            }
            self.last = Some((lang, Part::Reason(at)));
            self.reason(at, lang, reason, words, lexicon);
        } else {
            match self.last.filter(|(known, _)| is_plain && *known == lang) {
                Some((_, Part::Note)) => add(&mut self.note, lang, words, lexicon),
                Some((_, Part::Reason(at))) => self.reason(at, lang, words, words, lexicon),
                Some((_, Part::Mark)) | None => return false,
            }
        }
        true
    }

    fn reason(&mut self, at: usize, lang: Lang, words: &str, labelled: &str, lexicon: &Lexicon) {
        if let Some(reason) = self.reasons.get_mut(at) {
            add(&mut reason.text, lang, words, lexicon);
            add(&mut reason.labelled, lang, labelled, lexicon);
        }
    }

    /// Puts what became of the promise into a dataset, and the note.
    pub(super) fn settle(mut self, status: Option<&Status>, dataset: &mut Dataset, span: Span, context: &mut Context<'_, '_>) {
        let withdrawn = status.and_then(|status| status.of(Mark::Withdrawn)).map(str::to_owned).or(self.withdrawn.take());
        let of_withdrawal = withdrawn.map(|date| {
            let reason = self.reasons.pop().unwrap_or_default().text;
            Event { head: format!("withdrawn {date}"), reason }
        });
        let original = status.and_then(|status| status.of(Mark::Original));
        let target = match dataset.value("target") {
            Some(Value::Written(date)) => Date::parse(date),
            _ => None,
        };
        let slipped = original.and_then(|from| Some((Date::parse(from)?, target?))).filter(|(from, to)| to.after(*from));
        if let Some((from, to)) = slipped {
            let reasons = std::mem::take(&mut self.reasons);
            if reasons.len() > 1 {
                let finding = Diagnostic::at(&d::IMPORT_DATE, span).variant("slips").arg("found", reasons.len());
                doubt(dataset, "", finding.arg("where", &subject(dataset)), context);
            }
            let mut reason = Tongues::new();
            reasons.into_iter().for_each(|one| one.text.into_iter().for_each(|(lang, words)| put(&mut reason, lang, words)));
            dataset.events.push(Event { head: format!("slipped {from}..{to}"), reason });
        } else if let Some(from) = original {
            let finding = Diagnostic::at(&d::IMPORT_DATE, span).variant("original").arg("found", from);
            doubt(dataset, "target", finding.arg("where", &subject(dataset)), context);
        }
        dataset.events.extend(of_withdrawal);
        if !self.reasons.is_empty() {
            let finding = Diagnostic::at(&d::IMPORT_DATE, span).variant("reason").arg("found", self.reasons.len());
            doubt(dataset, "note", finding.arg("where", &subject(dataset)), context);
        }
        for reason in self.reasons {
            reason.labelled.into_iter().for_each(|(lang, words)| put(&mut self.note, lang, words));
        }
        if !self.note.is_empty() {
            dataset.texts.push(("note", self.note));
        }
    }
}

/// Says where a table has only the word that a promise was withdrawn.
pub(super) fn without_month(line: &Line<'_>, dataset: &mut Dataset, context: &mut Context<'_, '_>) {
    let Some((words, span)) = line.line(Role::Status) else { return };
    let wordings = context.desk.lexicon.wording("status-withdrawn");
    let is_withdrawn = wordings.flat_map(|known| [known.to_owned(), to_simplified(known)]).any(|known| known == words)
        || words == crate::model::Status::Withdrawn.word();
    if is_withdrawn && dataset.events.iter().all(|event| event.withdrawn().is_none()) {
        let finding = Diagnostic::at(&d::IMPORT_DATE, span).variant("withdrawn").arg("found", words);
        doubt(dataset, "", finding.arg("where", &subject(dataset)), context);
    }
}

/// Adds words of a cell to a text.
fn add(text: &mut Tongues, lang: Lang, words: &str, lexicon: &Lexicon) {
    match cells::said(words, lexicon) {
        cells::Said::Words(words) => put(text, lang, Some(words)),
        cells::Said::Pending => put(text, lang, None),
    }
}

/// Adds words to a text, on a line of their own.
fn put(text: &mut Tongues, lang: Lang, words: Option<String>) {
    match (text.iter_mut().find(|(known, _)| *known == lang), words) {
        (Some((_, Some(known))), Some(words)) => {
            known.push('\n');
            known.push_str(&words);
        }
        (Some((_, known)), words) => *known = known.take().or(words),
        (None, words) => text.push((lang, words)),
    }
}
