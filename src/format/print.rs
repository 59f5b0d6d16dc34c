//! The printer: two spaces a level, one column of values a block, groups broken by display width (a Han character is two cells).

use unicode_width::UnicodeWidthStr;

use crate::source::{Source, Span};
use crate::syntax::{Atom, AtomKind, Block, Body, Comment, Field, Statement, Tree};

/// How many cells a line may take before a group in it is broken. A string is never broken.
const WIDTH: usize = 100;

/// Prints a tree.
pub(super) fn print(source: &Source, tree: &Tree) -> String {
    let end = source.text.len() as u32;
    let mut printer =
        Printer { source, text: &tree.text, comments: &tree.comments, out: String::with_capacity(source.text.len()) };
    printer.statements(&tree.statements, 0, 0, end);
    printer.out
}

struct Printer<'a> {
    source: &'a Source,
    /// The scanned text: no comments in it.
    text: &'a str,
    /// Those not printed yet.
    comments: &'a [Comment],
    out: String,
}

impl<'a> Printer<'a> {
    fn statements(&mut self, list: &[Statement], level: usize, start: u32, end: u32) {
        let keys = list.iter().filter_map(|statement| match statement {
            Statement::Field(field) => Some(self.slice(field.key).width()),
            _ => None,
        });
        let column = keys.max().unwrap_or(0);
        let mut last = start;
        for (index, statement) in list.iter().enumerate() {
            let span = statement.span();
            last = self.comments_before(span.start, level, last, start);
            self.blank_line(last, span.start, start);
            self.indent(level * 2);
            self.statement(statement, level, column);
            let next = list.get(index + 1).map_or(end, |next| next.span().start);
            last = self.trailing(span.end, next).unwrap_or(span.end);
            self.out.push('\n');
        }
        self.comments_before(end, level, last, start);
    }

    /// Comments on lines of their own; gives the end of the last one.
    fn comments_before(&mut self, end: u32, level: usize, mut last: u32, start: u32) -> u32 {
        while let Some((comment, rest)) = self.comments.split_first().filter(|(comment, _)| comment.span.start < end) {
            self.comments = rest;
            self.blank_line(last, comment.span.start, start);
            self.indent(level * 2);
            self.comment(*comment);
            self.out.push('\n');
            last = comment.span.end;
        }
        last
    }

    /// A comment that follows on the same line, before whatever comes next.
    fn trailing(&mut self, after: u32, next: u32) -> Option<u32> {
        let (comment, rest) = self.comments.split_first()?;
        if comment.own_line || comment.span.start >= next || self.newlines(after, comment.span.start) > 0 {
            return None;
        }
        self.comments = rest;
        self.out.push_str("  ");
        self.comment(*comment);
        Some(comment.span.end)
    }

    fn comment(&mut self, comment: Comment) {
        self.out.push_str(self.source.slice(comment.span).trim_end());
    }

    /// One blank line where the source has one or more, but not at the beginning of a block.
    fn blank_line(&mut self, last: u32, next: u32, start: u32) {
        if last != start && self.newlines(last, next) > 1 {
            self.out.push('\n');
        }
    }

    fn newlines(&self, from: u32, to: u32) -> usize {
        let between = self.source.text.as_bytes().get(from as usize..to as usize).unwrap_or_default();
        memchr::memchr_iter(b'\n', between).count()
    }

    fn indent(&mut self, width: usize) {
        self.out.extend(std::iter::repeat_n(' ', width));
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn has_comments(&self, span: Span) -> bool {
        self.comments.iter().take_while(|comment| comment.span.start < span.end).any(|comment| comment.span.start >= span.start)
    }

    fn statement(&mut self, statement: &Statement, level: usize, column: usize) {
        match statement {
            Statement::Field(field) => self.field(field, level * 2, column),
            Statement::Block(block) => self.block(block, level),
            Statement::Bad(span) => self.out.push_str(self.slice(*span)),
        }
    }

    fn block(&mut self, block: &Block, level: usize) {
        self.out.push_str(block.keyword.word());
        let mut head_end = block.word.end;
        for atom in &block.head {
            self.out.push(' ');
            self.out.push_str(&self.atom(*atom, 0));
            head_end = atom.span.end;
        }
        let inner = match &block.body {
            Body::Absent => return,
            Body::None(word, inner) => {
                self.out.push_str(" none");
                head_end = word.end;
                inner
            }
            Body::Open(inner) => inner,
        };
        let Some(close) = block.close else { return };
        let open = self.text.get(head_end as usize..).and_then(|rest| rest.find('{')).map_or(head_end, |at| head_end + at as u32);
        if let Some(line) = self.one_line(block, inner, open, close, level) {
            self.out.push_str(&line);
            return;
        }
        self.out.push_str(" {");
        let start = open + 1;
        let first = inner.first().map_or(close.start, |first| first.span().start);
        let start = self.trailing(start, first).unwrap_or(start);
        self.out.push('\n');
        self.statements(inner, level + 1, start, close.start);
        self.indent(level * 2);
        self.out.push('}');
    }

    /// A block of one statement stays on one line where it was written so, and fits.
    fn one_line(&self, block: &Block, inner: &[Statement], open: u32, close: Span, level: usize) -> Option<String> {
        let between = Span::new(close.file, open, close.end);
        if self.has_comments(between) {
            return None;
        }
        let line = match inner {
            [] => " {}".to_owned(),
            [Statement::Field(field)] if self.newlines(block.span.start, close.start) == 0 => {
                format!(" {{ {}: {} }}", self.slice(field.key), self.inline(&field.atoms))
            }
            _ => return None,
        };
        let before = self.out.rsplit('\n').next().unwrap_or_default().width().max(level * 2);
        (inner.is_empty() || before + line.width() <= WIDTH).then_some(line)
    }

    fn field(&mut self, field: &Field, indent: usize, column: usize) {
        let key = self.slice(field.key);
        self.out.push_str(key);
        self.out.push(':');
        if field.atoms.is_empty() {
            return;
        }
        let padding = column - key.width().min(column) + 1;
        let column = indent + column + 2;
        let parts = self.parts(field, column);
        let first = field.atoms.first().map_or(field.span.end, |first| first.span.start);
        if self.has_comments(Span::new(field.span.file, field.span.start, first)) {
            self.comments_inside(first, column);
            self.indent(column);
        } else {
            self.indent(padding);
        }
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                let start = part.first().map_or(field.span.end, |first| first.span.start);
                if !self.comments_inside(start, column) {
                    self.out.push('\n');
                }
                self.indent(column);
            }
            let deeper = self.deeper(field, part);
            self.indent(deeper);
            for (index, atom) in part.iter().enumerate() {
                if index > 0 && atom.kind != AtomKind::Comma {
                    self.out.push(' ');
                }
                let here = self.out.rsplit('\n').next().unwrap_or_default().width();
                let printed = self.atom(*atom, here);
                self.out.push_str(&printed);
            }
        }
    }

    /// A further translation inside a bullet stands under the first.
    fn deeper(&self, field: &Field, part: &[Atom]) -> usize {
        let bulleted = field.atoms.first().is_some_and(|first| first.kind == AtomKind::Dash);
        let begins = part.first().is_some_and(|first| first.kind == AtomKind::Dash);
        if bulleted && !begins { 2 } else { 0 }
    }

    /// Comments between two lines of a value; whether there were any (then the line is ended).
    fn comments_inside(&mut self, end: u32, column: usize) -> bool {
        let mut any = false;
        while let Some((comment, rest)) = self.comments.split_first().filter(|(comment, _)| comment.span.start < end) {
            self.comments = rest;
            if comment.own_line {
                if !any {
                    self.out.push('\n');
                }
                self.indent(column);
            } else {
                self.out.push_str("  ");
            }
            self.comment(*comment);
            self.out.push('\n');
            any = true;
        }
        any
    }

    /// The lines of a value.
    fn parts<'f>(&self, field: &'f Field, column: usize) -> Vec<&'f [Atom]> {
        let atoms = &field.atoms[..];
        let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else { return Vec::new() };
        let whole = first.span.to(last.span);
        let one_line = self.newlines(whole.start, whole.end) == 0 && !self.has_comments(whole);
        let bullets = atoms.iter().filter(|atom| atom.kind == AtomKind::Dash).count();
        if one_line && bullets < 2 && column + self.inline(atoms).width() <= WIDTH {
            return vec![atoms];
        }
        let texts = atoms.iter().any(|atom| atom.kind == AtomKind::Translation);
        let mut parts = Vec::new();
        let mut start = 0;
        for index in 1..atoms.len() {
            let (before, here) = (atoms[index - 1], atoms[index]);
            let commented = self.has_comments(Span::new(here.span.file, before.span.end, here.span.start));
            let breaks = match here.kind {
                AtomKind::Dash => true,
                AtomKind::Comma => false,
                AtomKind::Translation => before.kind != AtomKind::Dash,
                _ => {
                    before.kind == AtomKind::Comma
                        && (!texts || commented)
                        && self.breaks_list(&atoms[start..index], here, column)
                }
            };
            if breaks || commented {
                parts.push(&atoms[start..index]);
                start = index;
            }
        }
        parts.push(&atoms[start..]);
        parts
    }

    /// A list goes on in the next line where the next item does not fit, or a comment stands between.
    fn breaks_list(&self, line: &[Atom], next: Atom, column: usize) -> bool {
        let next = self.atom(next, 0);
        let first_line = next.split('\n').next().unwrap_or_default();
        column + self.inline(line).width() + 2 + first_line.width() > WIDTH
    }

    fn inline(&self, atoms: &[Atom]) -> String {
        let mut line = String::new();
        for atom in atoms {
            if !line.is_empty() && atom.kind != AtomKind::Comma {
                line.push(' ');
            }
            line.push_str(&self.atom(*atom, 0));
        }
        line
    }

    /// An atom as written, but for the white space between its words and the indentation of a string's further lines.
    fn atom(&self, atom: Atom, column: usize) -> String {
        let written = self.slice(atom.span);
        match atom.kind {
            AtomKind::Translation => {
                let tag = written.find([' ', '\t', '"']).unwrap_or(written.len());
                let (tag, literal) = written.split_at(tag);
                format!("{tag} {}", reindent(literal.trim_start(), column))
            }
            AtomKind::String => reindent(written, column),
            AtomKind::Every | AtomKind::Times => written.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => written.to_owned(),
        }
    }
}

/// Puts the further lines of a long string under its beginning.
fn reindent(literal: &str, column: usize) -> String {
    let Some((first, rest)) = literal.split_once('\n') else { return literal.to_owned() };
    let lines: Vec<&str> = rest.split('\n').map(str::trim_end).collect();
    let blanks = |line: &&str| line.chars().take_while(|character| character.is_whitespace()).count();
    let margin = lines.iter().filter(|line| !line.is_empty()).map(blanks).min().unwrap_or(0);
    let mut out = first.trim_end().to_owned();
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', column));
            out.extend(line.chars().skip(margin));
        }
    }
    out
}
