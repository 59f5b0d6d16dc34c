//! Where things stand in a text: lines, indentation, the comments that belong to a statement.

use super::Editor;
use crate::source::Span;
use crate::syntax::{Block, Comment, Field};

impl<'s> Editor<'s> {
    pub(super) fn text(&self, from: u32, to: u32) -> &'s str {
        self.source.text.get(from as usize..to as usize).unwrap_or_default()
    }

    pub(super) fn field<'b>(&self, block: &'b Block, key: &str) -> Option<&'b Field> {
        super::field(self.source, block, key)
    }

    /// How lines end in this source.
    pub(super) fn newline(&self) -> &'static str {
        if self.source.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The first byte of the line that holds `at`.
    pub(super) fn line_start(&self, at: u32) -> u32 {
        self.text(0, at).rfind('\n').map_or(0, |newline| newline as u32 + 1)
    }

    /// The blanks at the beginning of the line that holds `at`.
    pub(super) fn indentation(&self, at: u32) -> &'s str {
        let line = self.text(self.line_start(at), at);
        // what else is white may be the end of a string
        line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
    }

    /// The end of what follows on the line of `end`, if that is a comment only.
    pub(crate) fn with_trailing(&self, end: u32) -> u32 {
        let follows = |comment: &&Comment| {
            comment.span.start >= end && self.text(end, comment.span.start).chars().all(|c| matches!(c, ' ' | '\t' | ';'))
        };
        self.tree
            .comments
            .iter()
            .find(|comment| comment.span.start >= end)
            .filter(follows)
            .map_or(end, |comment| comment.span.end)
    }

    /// The comments right above a place, line by line without a blank one.
    fn first_comment_above(&self, start: u32) -> u32 {
        let mut first = start;
        for comment in self.tree.comments.iter().rev().filter(|comment| comment.span.end <= start && comment.own_line) {
            let between = self.text(comment.span.end, first);
            if !between.trim().is_empty() || between.matches('\n').count() > 1 {
                break;
            }
            first = comment.span.start;
        }
        first
    }

    /// The whole lines of a statement with the comments that belong to it, and the blank line above; where others stand on its
    /// lines, the statement alone.
    pub(super) fn lines_of(&self, span: Span) -> (u32, u32) {
        let first = self.first_comment_above(span.start);
        let from = self.line_start(first);
        let mut end = self.with_trailing(span.end);
        let rest = self.source.text.get(end as usize..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        if !self.text(from, first).trim().is_empty() || !line.trim_matches([' ', '\t', '\r', ';']).is_empty() {
            let separator = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let is_parted = rest.get(separator..).is_some_and(|rest| rest.starts_with(';'));
            return (first, if is_parted { end + separator as u32 + 1 } else { end });
        }
        end += (line.len() + 1).min(rest.len()) as u32;
        (from, end)
    }

    /// Puts comments that stand inside a value on lines of their own, above its field.
    pub(crate) fn lift_comments(&mut self, field: Span, value: Span) {
        let inside = self.tree.comments.iter().filter(|comment| value.contains(comment.span));
        let lifted: Vec<&str> = inside.map(|comment| self.source.slice(comment.span).trim_end()).collect();
        let newline = self.newline();
        let indentation = self.indentation(field.start);
        let lines: String = lifted.iter().map(|comment| format!("{comment}{newline}{indentation}")).collect();
        if !lines.is_empty() {
            self.changes.push((field.start, field.start, lines));
        }
    }
}
