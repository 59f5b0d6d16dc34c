//! `# odp: allow(rule) reason`: what it names and what it governs.

use super::imports::Unit;
use crate::diagnostic::{self as d, Diagnostic, Sink};
use crate::model::Allow;
use crate::source::{Span, Spanned};
use crate::syntax::{Comment, Statement};

/// The allow comments of a file.
pub(super) fn collect(unit: &Unit, sink: &mut Sink) -> Vec<Allow> {
    unit.tree.comments.iter().filter_map(|comment| read(unit, comment, sink)).collect()
}

fn read(unit: &Unit, comment: &Comment, sink: &mut Sink) -> Option<Allow> {
    let text = unit.source.slice(comment.span);
    let body = text.trim_start_matches('#').trim_start();
    let rest = body.strip_prefix("odp:")?.trim_start();
    let start = |part: &str| comment.span.start + (part.as_ptr() as usize - text.as_ptr() as usize) as u32;
    let inside = rest.strip_prefix("allow").map(str::trim_start).and_then(|rest| rest.strip_prefix('('));
    let Some((names, reason)) = inside.and_then(|inside| inside.split_once(')')) else {
        sink.push(Diagnostic::at(&d::BROKEN_ALLOW, comment.span).variant("form"));
        return None;
    };
    let rules: Vec<Spanned<Box<str>>> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let at = start(name);
            Spanned::new(name.into(), Span::new(comment.span.file, at, at + name.len() as u32))
        })
        .collect();
    if reason.trim().is_empty() {
        sink.push(Diagnostic::at(&d::BROKEN_ALLOW, comment.span).variant("reason"));
    }
    let governs = governed(unit, &unit.tree.statements, comment);
    Some(Allow { rules, reason: reason.trim().into(), span: comment.span, governs })
}

/// The statement that a comment precedes, or at whose line's end it stands.
fn governed(unit: &Unit, statements: &[Statement], comment: &Comment) -> Option<Span> {
    let mut before = None;
    for statement in statements {
        let span = statement.span();
        if span.end <= comment.span.start {
            before = Some(span);
            continue;
        }
        if span.start < comment.span.start {
            let Statement::Block(block) = statement else { return Some(span) };
            let inner = governed(unit, block.body.statements(), comment);
            let same_line = !comment.own_line && newlines(unit, span.start, comment.span.start) == 0;
            return if same_line { Some(span) } else { inner };
        }
        let ends = before.filter(|before| !comment.own_line && newlines(unit, before.end, comment.span.start) == 0);
        return Some(ends.unwrap_or(span));
    }
    before.filter(|before| !comment.own_line && newlines(unit, before.end, comment.span.start) == 0)
}

fn newlines(unit: &Unit, from: u32, to: u32) -> usize {
    let between = unit.source.text.as_bytes().get(from as usize..to as usize).unwrap_or_default();
    memchr::memchr_iter(b'\n', between).count()
}
