//! pest's pairs → the tree, with a finding for every error production that matched.

use pest::Parser;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::recover;
use super::scan::Scanned;
use super::squeeze::{Jumps, Squeezed, squeeze};
use super::tree::{Atom, AtomKind, Block, Body, Field, Keyword, Statement};
use super::words::{FIELD_NAMES, classify};
use crate::diagnostic::{self as d, Diagnostic, Sink};
use crate::source::{FileId, Source, Span};

/// Parses what the scanner handed on.
pub(super) fn lower(source: &Source, scanned: &Scanned<'_>, sink: &mut Sink) -> Vec<Statement> {
    let found_before = sink.found.len();
    let Squeezed { text, jumps } = squeeze(&scanned.text, 0);
    let mut lowerer = Lowerer {
        file: source.id,
        source: &source.text,
        text: &scanned.text,
        jumps,
        faults: &scanned.faults,
        unclosed: Vec::new(),
        misplaced: Vec::new(),
        strays: Vec::new(),
        sink,
    };
    let statements = match Grammar::parse(Rule::file, &text) {
        Ok(pairs) => pairs.flat_map(Pair::into_inner).filter_map(|pair| lowerer.statement(&pair, None)).collect(),
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => lowerer.jumps.start(at as u32),
            };
            let end = source.text.get(at as usize..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let line = source.text.get(at as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let finding = Diagnostic::at(&d::NOT_A_STATEMENT, Span::new(source.id, at, at + end as u32));
            lowerer.sink.push(finding.arg("found", line.trim()));
            Vec::new()
        }
    };
    lowerer.report_unclosed(&statements);
    for finding in &mut sink.found[found_before..] {
        let edits = finding.fix.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        for span in finding.labels.iter_mut().map(|label| &mut label.span).chain(edits) {
            *span = whole_characters(&source.text, *span);
        }
    }
    statements
}

/// The scanner puts one ASCII byte for a full-width character, so that a token may end inside of what was written.
fn whole_characters(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if span.start == span.end {
        start = end;
    }
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    Span::new(span.file, start as u32, end as u32)
}

/// Turns pairs into tree; also used on the head of a block whose keyword was wrong.
pub(super) struct Lowerer<'a, 's> {
    pub(super) file: FileId,
    /// As written.
    source: &'a str,
    /// As scanned.
    pub(super) text: &'a str,
    /// Where the bytes of the parsed text stand in the source.
    pub(super) jumps: Jumps,
    faults: &'a [Span],
    /// Words of the blocks without a `}`, innermost first.
    pub(super) unclosed: Vec<Span>,
    /// Keywords of which the block being read has one that does not belong there, and that was said.
    pub(super) misplaced: Vec<Keyword>,
    /// Braces too many of which was said where they stand.
    pub(super) strays: Vec<u32>,
    pub(super) sink: &'s mut Sink,
}

impl Lowerer<'_, '_> {
    /// The place of a pair, without white space and `;` at its end.
    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let text = pair.as_str().trim_end_matches([' ', '\n', ';']);
        let start = pair.as_span().start() as u32;
        let end = start + text.len() as u32;
        let start = self.jumps.start(start);
        self.place(start, if text.is_empty() { start } else { self.jumps.end(end) })
    }

    /// A place in the source: whole characters.
    pub(super) fn place(&self, start: u32, end: u32) -> Span {
        whole_characters(self.source, Span::new(self.file, start, end))
    }

    /// Whether the scanner reported something there.
    pub(super) fn faulty(&self, span: Span) -> bool {
        !self.faults.is_empty() && self.faults.iter().any(|fault| fault.start < span.end && span.start < fault.end)
    }

    pub(super) fn to_line_end(&self, span: Span) -> Span {
        let rest = self.text.get(span.end as usize..).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        Span::new(span.file, span.start, span.end + length as u32)
    }

    pub(super) fn statement(&mut self, pair: &Pair<'_, Rule>, parent: Option<Keyword>) -> Option<Statement> {
        match pair.as_rule() {
            Rule::field => Some(Statement::Field(self.field(pair))),
            Rule::edition
            | Rule::r#use
            | Rule::decl
            | Rule::plan
            | Rule::section
            | Rule::body
            | Rule::half
            | Rule::defaults
            | Rule::dataset
            | Rule::history => Some(Statement::Block(self.block(pair))),
            Rule::bad_block => Some(self.bad_block(pair, parent)),
            Rule::bad_line => {
                let span = self.span(pair);
                if !self.faulty(span) {
                    let finding = recover::bad_line(self.file, self.slice(span), span, parent);
                    self.sink.push(finding);
                }
                Some(Statement::Bad(span))
            }
            rule if is_stray(rule) => {
                let start = self.span(pair).start;
                self.stray_brace(start);
                Some(Statement::Bad(self.place(start, start + 1)))
            }
            _ => None,
        }
    }

    fn field(&mut self, pair: &Pair<'_, Rule>) -> Field {
        let span = self.span(pair);
        let mut key = span.at_start();
        let mut atoms = Vec::with_capacity(2);
        let mut junk = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::key => key = self.span(&part),
                Rule::junk => junk = Some(self.span(&part)),
                Rule::orphan => {}
                Rule::glued => self.glued(&part, span),
                _ => self.atom(&part, &mut atoms),
            }
        }
        let mut broken = self.faulty(span);
        broken |= self.take_out_keys(&mut atoms, !broken);
        // `section: A none` is a block with a colon: the interpreter says so, once
        let word = self.slice(key);
        let is_block = Keyword::of(word).is_some() && !FIELD_NAMES.contains(&word);
        // `September 2026`: one date in another form
        let is_date = matches!(word, "issued" | "updated" | "target" | "released");
        // `every month`, `Climate and Weather`: one name in somebody's own words
        let is_name =
            matches!(word, "frequency" | "category" | "licence") && junk.is_some_and(|rest| !self.slice(rest).contains('"'));
        if let (true, Some(rest), [Atom { kind: AtomKind::Name | AtomKind::Number | AtomKind::Odd, span: begin }]) =
            ((is_date || is_name) && !broken, junk, atoms.as_slice())
        {
            atoms = vec![Atom { kind: AtomKind::Odd, span: begin.to(rest) }];
            junk = None;
        }
        if let Some(junk) = junk.filter(|_| !broken && !is_block) {
            // a quotation mark too few on the line was reported, and is why the rest of the line is too much
            if !self.faulty(self.to_line_end(junk)) {
                self.stray_after(key, junk, &atoms);
            }
            broken = true;
        }
        Field { key, atoms, span, broken }
    }

    /// A line such as `url "…"`, its colon forgotten, reads as a translation into a language called url: reports it, and takes
    /// it out of the value with all that follows. Says whether it did.
    fn take_out_keys(&mut self, atoms: &mut Vec<Atom>, report: bool) -> bool {
        let tag = |atom: &Atom| self.slice(atom.span).split([' ', '\t', '"']).next().unwrap_or_default();
        let is_key = |atom: &Atom| atom.kind == AtomKind::Translation && matches!(tag(atom), "use" | "url" | "crs");
        let Some(index) = atoms.iter().position(is_key) else { return false };
        let (atom, key) = (atoms[index], tag(&atoms[index]));
        let word = Span::new(atom.span.file, atom.span.start, atom.span.start + key.len() as u32);
        let finding = match key {
            "use" => Diagnostic::at(&d::STRAY_TEXT, atom.span).arg("found", self.slice(atom.span)).variant("alone"),
            _ => Diagnostic::at(&d::MISSING_COLON, word).arg("field", key).fix(Span { start: word.end, ..word }, ":", true),
        };
        if report {
            self.sink.push(finding);
        }
        atoms.truncate(index);
        true
    }

    /// Text after a value that was complete.
    fn stray_after(&mut self, key: Span, junk: Span, atoms: &[Atom]) {
        let found = self.slice(junk);
        let finding = Diagnostic::at(&d::STRAY_TEXT, junk).arg("found", found).arg("field", self.slice(key));
        let after_text = matches!(atoms.last().map(|atom| atom.kind), Some(AtomKind::Translation | AtomKind::String));
        let variant = match atoms.last() {
            Some(_) if after_text => "quote",
            Some(_) if found.starts_with(char::is_alphabetic) && !self.slice(key).is_empty() => "list",
            _ => "",
        };
        self.sink.push(finding.variant(variant));
    }

    /// The text of a span, as scanned.
    pub(super) fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default().trim()
    }

    pub(super) fn atom(&self, pair: &Pair<'_, Rule>, atoms: &mut Vec<Atom>) {
        let span = self.span(pair);
        let kind = match pair.as_rule() {
            Rule::tr => AtomKind::Translation,
            Rule::word | Rule::name | Rule::r#ref => classify(pair.as_str()),
            Rule::single | Rule::triple => AtomKind::String,
            Rule::dash => AtomKind::Dash,
            Rule::comma => AtomKind::Comma,
            Rule::count => return self.counted(span, atoms),
            Rule::kw_as => AtomKind::As,
            Rule::odd => AtomKind::Odd,
            Rule::head_junk | Rule::junk => AtomKind::Junk,
            _ => return,
        };
        atoms.push(Atom { kind, span });
    }

    /// `every` or a number becomes one with what follows it: `every 2 weeks`, `3 times a week`.
    fn counted(&self, span: Span, atoms: &mut Vec<Atom>) {
        let times = self.slice(span).starts_with("times");
        match atoms.last_mut() {
            Some(atom) if !times && self.slice(atom.span) == "every" => {
                *atom = Atom { kind: AtomKind::Every, span: atom.span.to(span) };
            }
            Some(atom) if times && matches!(atom.kind, AtomKind::Number | AtomKind::Date) => {
                *atom = Atom { kind: AtomKind::Times, span: atom.span.to(span) };
            }
            _ => atoms.push(Atom { kind: AtomKind::Junk, span }),
        }
    }

    fn block(&mut self, pair: &Pair<'_, Rule>) -> Block {
        let span = self.span(pair);
        let mut block = Block {
            keyword: Keyword::Odp,
            word: span.at_start(),
            head: Vec::new(),
            body: Body::Absent,
            close: None,
            span,
            broken: false,
        };
        let mut none = None;
        let mut inner = Vec::new();
        let outer = std::mem::take(&mut self.misplaced);
        let (mut opened, mut unclosed, mut headless, mut shut_early) = (false, false, None, false);
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::kw_odp
                | Rule::kw_use
                | Rule::kw_plan
                | Rule::kw_section
                | Rule::kw_half
                | Rule::kw_organisation
                | Rule::kw_defaults
                | Rule::kw_dataset
                | Rule::kw_history
                | Rule::kw_decl => {
                    block.word = self.span(&part);
                    block.keyword = Keyword::of(part.as_str()).unwrap_or(Keyword::Odp);
                }
                Rule::kw_none => none = Some(self.span(&part)),
                Rule::late_open => self.late_open(&part, block.word),
                Rule::missing_open => headless = self.missing_open(&part, &block),
                Rule::shut => {
                    block.close = Some(self.span(&part));
                    opened = true;
                }
                Rule::missing_close => {
                    // what was to come is not missing: it may stand somewhere else
                    inner.push(Statement::Bad(self.span(&part)));
                    unclosed = true;
                    opened = true;
                }
                Rule::glued => self.glued(&part, span),
                rule => match self.statement(&part, Some(block.keyword)) {
                    Some(statement) => {
                        shut_early |= is_stray(rule);
                        inner.push(statement);
                    }
                    None => self.atom(&part, &mut block.head),
                },
            }
        }
        Self::tell_halves(&mut inner);
        self.misplaced = outer;
        block.body = match none {
            Some(word) => Body::None(word, inner),
            None if opened => Body::Open(inner),
            None => Body::Absent,
        };
        self.check_head(&mut block);
        // a `}` that closes it too early was reported
        if unclosed && headless.is_none() && !shut_early {
            self.unclosed.push(block.word);
        }
        if let Some(finding) = headless.filter(|_| !block.broken) {
            self.sink.push(finding);
        }
        block
    }

    /// Reports a head that its keyword cannot have; the block is read on all the same.
    fn check_head(&mut self, block: &mut Block) {
        let whole = block.head.iter().fold(block.word, |span, atom| span.to(atom.span));
        block.broken = self.faulty(whole);
        let finding = recover::bad_head(block, |span| self.slice(span));
        if let Some(finding) = finding {
            if !block.broken {
                self.sink.push(finding);
            }
            block.broken = true;
        }
    }

    fn late_open(&mut self, pair: &Pair<'_, Rule>, word: Span) {
        let end = self.jumps.end(pair.as_span().end() as u32);
        let brace = self.place(end - 1, end);
        self.sink.push(Diagnostic::at(&d::BRACE_ON_OWN_LINE, brace).label("head", word));
    }

    fn missing_open(&self, pair: &Pair<'_, Rule>, block: &Block) -> Option<Diagnostic> {
        let head = block.head.iter().fold(block.word, |span, atom| span.to(atom.span));
        let at = Span::new(self.file, head.end, head.end);
        if self.faulty(head) || pair.as_span().start() == 0 {
            return None;
        }
        Some(Diagnostic::at(&d::MISSING_OPENING, head).arg("head", self.slice(head)).fix(at, " {", false))
    }
}

/// A `}` that closes nothing, or closes too early.
const fn is_stray(rule: Rule) -> bool {
    matches!(rule, Rule::stray_close | Rule::stray_plan | Rule::stray_section | Rule::stray_body | Rule::stray_half)
}
