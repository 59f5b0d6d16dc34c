//! Blocks without a `}`, and a `}` too many: which ones were really meant, told by indentation.

use super::lower::Lowerer;
use super::scan::MAX_DEPTH;
use super::tree::{Block, Statement};
use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::source::Span;

/// Of how many braces too many the real place is looked for.
const MAX_STRAYS: usize = 20;
/// How far back the beginning of a line is looked for, in bytes.
const MAX_INDENTATION: usize = 1000;

impl Lowerer<'_, '_> {
    /// One report for all blocks left open at one place; the indentation tells which one was really meant.
    pub(super) fn report_unclosed(&mut self, statements: &[Statement]) {
        let unclosed = std::mem::take(&mut self.unclosed);
        let Some(first) = unclosed.first() else { return };
        let end = self.text.trim_end().len() as u32;
        let at_end = unclosed.iter().all(|word| find(statements, *word).is_none_or(|block| block.span.end >= end));
        if at_end && unclosed.len() > 1 {
            let mut finding = Diagnostic::at(&d::MISSING_BRACE, *first).arg("count", unclosed.len()).variant("several");
            for word in &unclosed[1..] {
                finding = finding.label("here", *word);
            }
            self.sink.push(finding);
            return;
        }
        for word in unclosed {
            let culprit = find(statements, word).map_or(word, |block| self.culprit(block));
            if find(statements, culprit).is_some_and(|block| self.holds_bare_brace(block)) {
                continue;
            }
            let head = Arg::from(self.slice(culprit));
            self.sink.push(Diagnostic::at(&d::MISSING_BRACE, culprit).arg("keyword", head));
        }
    }

    /// Whether a `{` too many stands in it, which was said, and which took its `}`.
    fn holds_bare_brace(&self, block: &Block) -> bool {
        let bare = |statement: &Statement| matches!(statement, Statement::Bad(span) if self.slice(*span).starts_with('{'));
        block.body.statements().iter().any(bare)
    }

    /// The innermost last block whose `}` stands under another block's beginning.
    fn culprit(&self, block: &Block) -> Span {
        let last = block.body.statements().iter().rev().find_map(|statement| match statement {
            Statement::Block(inner) => Some(inner),
            _ => None,
        });
        let Some(inner) = last else { return block.word };
        let Some(close) = inner.close else { return block.word };
        let misplaced = self.indentation(close.start).is_some_and(|column| Some(column) != self.indentation(inner.word.start));
        if misplaced { self.culprit(inner) } else { block.word }
    }

    /// One report for a `}` that closes nothing or closes too early: of those that stand under no beginning of their own, the first.
    pub(super) fn stray_brace(&mut self, stray: u32) {
        if self.strays.len() >= MAX_STRAYS {
            return self.report_stray(stray);
        }
        let pairs = self.braces_before(stray);
        let fits = |(open, close): &&(u32, u32)| match self.indentation(*close) {
            Some(column) => self.line_indentation(*open) == column,
            None => !self.slice_between(*open, *close).contains('\n'),
        };
        let odd = pairs.iter().rev().take(MAX_DEPTH as usize).take_while(|pair| !fits(pair)).count();
        // of several too many, the next
        let told = |(_, close): &(u32, u32)| self.strays.contains(close);
        let fitting = pairs.len() - odd;
        let culprit = pairs[fitting..].iter().find(|pair| !told(pair)).filter(|_| fitting > 0);
        let at = culprit.map_or(stray, |(_, close)| *close);
        self.strays.push(at);
        self.report_stray(at);
    }

    fn report_stray(&mut self, at: u32) {
        let span = Span::new(self.file, at, at + 1);
        self.sink.push(Diagnostic::at(&d::STRAY_BRACE, span).fix(span, "", false));
    }

    /// The pairs of braces that are closed before a place, by their end.
    fn braces_before(&self, end: u32) -> Vec<(u32, u32)> {
        let bytes = &self.text.as_bytes()[..end as usize];
        let (mut open, mut pairs) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(step) = memchr::memchr3(b'{', b'}', b'"', bytes.get(at..).unwrap_or_default()) {
            at += step;
            match bytes[at] {
                b'{' => open.push(at as u32),
                b'}' => pairs.extend(open.pop().map(|open| (open, at as u32))),
                _ => at = string_end(bytes, at),
            }
            at += 1;
        }
        pairs
    }

    fn slice_between(&self, from: u32, to: u32) -> &str {
        self.text.get(from as usize..to as usize).unwrap_or_default()
    }

    /// Bytes of white space at the beginning of the line of a place.
    fn line_indentation(&self, at: u32) -> usize {
        let line = self.line_before(at).unwrap_or_default();
        line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// The line of a place, up to it; nothing where it is too long.
    fn line_before(&self, at: u32) -> Option<&[u8]> {
        let before = self.text.as_bytes().get(..at as usize)?;
        let near = &before[before.len().saturating_sub(MAX_INDENTATION)..];
        match memchr::memrchr(b'\n', near) {
            Some(newline) => near.get(newline + 1..),
            None => (near.len() == before.len()).then_some(near),
        }
    }

    /// Bytes of white space before a place, if nothing else is before it on its line.
    pub(super) fn indentation(&self, at: u32) -> Option<usize> {
        let line = self.line_before(at)?;
        line.iter().all(|byte| matches!(byte, b' ' | b'\t')).then_some(line.len())
    }
}

/// The last byte of the string that begins at `at`; the scanner has closed all of them.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mark: &[u8] = if bytes[at..].starts_with(b"\"\"\"") { b"\"\"\"" } else { b"\"" };
    let mut end = at + mark.len();
    while let Some(step) = memchr::memchr2(b'"', b'\\', bytes.get(end..).unwrap_or_default()) {
        end += step;
        if bytes[end] == b'\\' {
            end += 2;
        } else if bytes[end..].starts_with(mark) {
            return end + mark.len() - 1;
        } else {
            end += 1;
        }
    }
    bytes.len()
}

fn find(statements: &[Statement], word: Span) -> Option<&Block> {
    statements.iter().find_map(|statement| match statement {
        Statement::Block(block) if block.word == word => Some(block),
        Statement::Block(block) if block.span.contains(word) => find(block.body.statements(), word),
        _ => None,
    })
}
