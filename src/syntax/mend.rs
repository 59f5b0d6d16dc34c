//! Statements whose beginning or end is wrong, read as what was meant.

use pest::Parser;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::lower::Lowerer;
use super::recover;
use super::squeeze::{Squeezed, squeeze};
use super::tree::{Atom, Block, Body, Keyword, Statement};
use crate::diagnostic::{self as d, Diagnostic};
use crate::source::Span;

impl Lowerer<'_, '_> {
    /// Two statements on one line: the second is read for itself.
    pub(super) fn glued(&mut self, pair: &Pair<'_, Rule>, statement: Span) {
        let at = self.jumps.start(pair.as_span().start() as u32);
        let rest = self.text.get(at as usize..).unwrap_or_default();
        let word_end = rest.find([' ', '\n', ':', '{']).unwrap_or(rest.len()) as u32;
        let word = Span::new(self.file, at, at + word_end);
        if self.faulty(word) {
            return;
        }
        let blanks = self.text[..at as usize].trim_end_matches([' ', '\t']).len() as u32;
        let indentation = " ".repeat(self.indentation(statement.start).unwrap_or(0));
        let finding = Diagnostic::at(&d::MISSING_LINE_END, word).arg("found", self.slice(word));
        self.sink.push(finding.fix(Span::new(self.file, blanks, at), format!("\n{indentation}"), true));
    }

    /// A block whose first word begins none: read as what was meant, where that is plain.
    pub(super) fn bad_block(&mut self, pair: &Pair<'_, Rule>, parent: Option<Keyword>) -> Statement {
        let span = self.span(pair);
        let mut parts = pair.clone().into_inner();
        let head = parts.next().map_or(span.at_start(), |part| self.span(&part));
        let (finding, meant) = recover::bad_block(self.file, head, self.slice(head), parent);
        let of_field = finding.rule == &d::BLOCK_FOR_FIELD;
        let is_misplaced = finding.rule == &d::MISPLACED_BLOCK;
        let told = match meant {
            Some((keyword, _)) if is_misplaced && self.misplaced.contains(&keyword) => true,
            Some((keyword, _)) if is_misplaced => {
                self.misplaced.push(keyword);
                false
            }
            _ => false,
        };
        if !told && !self.faulty(head) {
            self.sink.push(finding);
        }
        let reported = self.sink.found.len();
        let mut inner = Vec::new();
        let mut close = None;
        for part in parts {
            match part.as_rule() {
                Rule::shut => close = Some(self.span(&part)),
                Rule::missing_close => self.unclosed.push(head),
                _ => inner.extend(self.statement(&part, meant.map(|(keyword, _)| keyword).or(parent))),
            }
        }
        if of_field {
            // what stands in its braces is a value: nothing in it is a statement, and that was said
            self.sink.found.truncate(reported);
        }
        let is_bare = self.slice(head).is_empty();
        let by_content = || is_bare.then(|| keyword_of(parent, &inner)).flatten();
        let meant = meant.or_else(|| Some((by_content()?, head)));
        let Some((keyword, rest)) = meant else { return Statement::Bad(span) };
        let atoms = self.head_atoms(rest);
        let word = self.place(head.start, rest.start);
        let mut block = Block { keyword, word, head: atoms, body: Body::Open(inner), close, span, broken: false };
        block.broken = is_bare || recover::bad_head(&block, |span| self.slice(span)).is_some();
        Statement::Block(block)
    }

    /// A half without its keyword is the one that its section does not have yet.
    pub(super) fn tell_halves(statements: &mut [Statement]) {
        let has = |statements: &[Statement], keyword| {
            statements.iter().any(
                |statement| matches!(statement, Statement::Block(block) if block.keyword == keyword && block.word.start < block.word.end),
            )
        };
        let other = if has(statements, Keyword::NonSpatial) { Keyword::Spatial } else { return };
        for statement in statements {
            if let Statement::Block(block) = statement
                && block.keyword == Keyword::NonSpatial
                && block.word.start == block.word.end
            {
                block.keyword = other;
            }
        }
    }

    fn head_atoms(&mut self, rest: Span) -> Vec<Atom> {
        let mut atoms = Vec::new();
        let Squeezed { text, jumps } = squeeze(self.text.get(rest.range()).unwrap_or_default(), rest.start);
        let outer = std::mem::replace(&mut self.jumps, jumps);
        if let Ok(pairs) = Grammar::parse(Rule::head, &text) {
            for pair in pairs {
                self.atom(&pair, &mut atoms);
            }
        }
        self.jumps = outer;
        atoms
    }
}

/// What braces without a keyword were meant to be, by what stands in them.
fn keyword_of(parent: Option<Keyword>, inner: &[Statement]) -> Option<Keyword> {
    let holds = |keyword| inner.iter().any(|statement| matches!(statement, Statement::Block(block) if block.keyword == keyword));
    let only_fields = !inner.is_empty() && inner.iter().all(|statement| matches!(statement, Statement::Field(_)));
    match parent? {
        Keyword::Section | Keyword::Organisation if holds(Keyword::Dataset) => Some(Keyword::NonSpatial),
        Keyword::Plan | Keyword::Section | Keyword::Organisation | Keyword::Spatial | Keyword::NonSpatial if only_fields => {
            Some(Keyword::Defaults)
        }
        _ => None,
    }
}
