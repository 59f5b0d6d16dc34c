//! Formatting changes the layout and nothing else.

use odp::diagnostic::Sink;
use odp::files::Memory;
use odp::format::{FormatError, format};
use odp::source::{FileId, Source};
use odp::syntax::{Statement, parse};
use proptest::prelude::*;

use super::{facts, fail, law, same};
use crate::suite::generate::{Printed, plans};

/// The tokens and comments of a source in one row. Of a string over several lines the lines count, not their indentation.
fn tokens(source: &str) -> Vec<String> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n");
    let mut all = Vec::new();
    let mut rest = source.as_str();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ' ' | '\t' | '\n' | ';' => {
                rest = &rest[1..];
                continue;
            }
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' => string_length(rest),
            '{' | '}' | ',' | ':' => 1,
            _ => rest.find([' ', '\t', '\n', ';', '#', '"', '{', '}', ',', ':']).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        all.push(token.split('\n').map(str::trim).collect::<Vec<_>>().join("\n"));
        rest = after;
    }
    all
}

fn string_length(text: &str) -> usize {
    let quotes = if text.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = quotes.len();
    loop {
        let rest = &text[at..];
        if rest.starts_with(quotes) {
            return at + quotes.len();
        }
        at += match rest.chars().next() {
            Some('\\') => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            Some(character) => character.len_utf8(),
            None => return text.len(),
        };
    }
}

fn formatted(source: &str) -> Result<String, TestCaseError> {
    match format(&Source::new(FileId(0), "plan.odp", source)) {
        Ok(formatted) => Ok(formatted),
        Err(FormatError::Ours) => Err(fail("formatting says that it is at fault")),
        Err(FormatError::Syntax(found)) => Err(fail(format!("a valid plan has syntax errors: {found:?}"))),
    }
}

/// What every formatted source looks like, whatever it says.
fn is_tidy(formatted: &str) -> Result<(), TestCaseError> {
    prop_assert!(!formatted.contains('\r') && !formatted.starts_with('\u{feff}'), "CR or a byte-order mark is left");
    prop_assert!(formatted.ends_with('\n') && !formatted.ends_with("\n\n"), "it does not end with one line end");
    let untidy = formatted.lines().find(|line| line.ends_with([' ', '\t']));
    prop_assert!(untidy.is_none(), "white space at the end of {untidy:?}");
    Ok(())
}

/// Whether each comment has a line of its own, and whether a blank line stands before each statement but a block's first
/// (where a comment stands between two, that is not asked).
fn lines(source: &str) -> (Vec<bool>, Vec<Option<bool>>) {
    fn walk(statements: &[Statement], text: &str, blank: &mut Vec<Option<bool>>) {
        for pair in statements.windows(2) {
            let between = &text[pair[0].span().end as usize..pair[1].span().start as usize];
            blank.push((!between.contains('#')).then(|| between.matches('\n').count() > 1));
        }
        for statement in statements {
            if let Statement::Block(block) = statement {
                walk(block.body.statements(), text, blank);
            }
        }
    }
    let source = Source::new(FileId(0), "plan.odp", source);
    let tree = parse(&source, &mut Sink::default());
    let mut blank = Vec::new();
    walk(&tree.statements, &source.text, &mut blank);
    (tree.comments.iter().map(|comment| comment.own_line).collect(), blank)
}

fn each_formatted(printed: &Printed) -> Result<Memory, TestCaseError> {
    let mut memory = Memory::new();
    for (path, source) in &printed.files {
        memory = memory.with(path, formatted(source)?);
    }
    Ok(memory)
}

#[test]
fn formatting_keeps_every_token_and_comment_and_is_done_once() {
    law(40, plans(), |case| {
        for (_, source) in &case.print().files {
            let once = formatted(source)?;
            let (before, after) = (tokens(source), tokens(&once));
            if let Some(at) = (0..before.len().max(after.len())).find(|at| before.get(*at) != after.get(*at)) {
                return Err(fail(format!("token {at}: {:?} became {:?} in\n{once}", before.get(at), after.get(at))));
            }
            is_tidy(&once)?;
            let ((own_before, blank_before), (own_after, blank_after)) = (lines(source), lines(&once));
            prop_assert!(own_before == own_after, "a comment lost its line, or was given one, in\n{once}");
            prop_assert!(blank_before == blank_after, "a blank line was lost, or made, in\n{once}");
            let twice = formatted(&once)?;
            if let Some((a, b)) = once.lines().zip(twice.lines()).find(|(a, b)| a != b) {
                return Err(fail(format!("formatted again, {a:?} became {b:?} in\n{once}")));
            }
            prop_assert_eq!(once, twice);
        }
        Ok(())
    });
}

#[test]
fn a_formatted_plan_says_the_same() {
    law(24, plans(), |case| {
        let printed = case.print();
        same(&case.facts(), &facts(&each_formatted(&printed)?, printed.plan())?)
    });
}
