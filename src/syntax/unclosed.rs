//! Blocks without a `}`: which ones were really meant, told by indentation.

use super::lower::Lowerer;
use super::tree::{Block, Statement};
use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::source::Span;

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

    /// Bytes of white space before a place, if nothing else is before it on its line.
    fn indentation(&self, at: u32) -> Option<usize> {
        let before = self.text.get(..at as usize)?;
        let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        line.bytes().all(|byte| byte == b' ' || byte == b'\t').then_some(line.len())
    }
}

fn find(statements: &[Statement], word: Span) -> Option<&Block> {
    statements.iter().find_map(|statement| match statement {
        Statement::Block(block) if block.word == word => Some(block),
        Statement::Block(block) if block.span.contains(word) => find(block.body.statements(), word),
        _ => None,
    })
}
