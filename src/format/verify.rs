//! Whether what was printed says what was written: the same tokens, the same comments, in the same order.

use crate::diagnostic::Sink;
use crate::source::{FileId, Source};
use crate::syntax::{AtomKind, Body, Statement, Tree, decode, parse};

/// Compares a tree with what its printed form reads as.
pub(super) fn says_the_same(source: &Source, tree: &Tree, printed: &str) -> bool {
    let again = Source::new(FileId(source.id.0), &source.name, printed);
    let mut sink = Sink::default();
    let tree_again = parse(&again, &mut sink);
    let clean = sink.found.iter().all(|finding| finding.severity < crate::diagnostic::Severity::Error);
    clean && tokens(tree) == tokens(&tree_again) && comments(source, tree) == comments(&again, &tree_again)
}

fn comments<'a>(source: &'a Source, tree: &Tree) -> Vec<&'a str> {
    tree.comments.iter().map(|comment| source.slice(comment.span).trim_end()).collect()
}

/// Everything that is written, flat; long strings by what they mean.
fn tokens(tree: &Tree) -> Vec<String> {
    let mut all = Vec::new();
    walk(&tree.statements, &tree.text, &mut all);
    all
}

fn walk(statements: &[Statement], text: &str, all: &mut Vec<String>) {
    let slice = |span: crate::source::Span| text.get(span.range()).unwrap_or_default();
    let atom = |atom: &crate::syntax::Atom| {
        let written = slice(atom.span);
        match atom.kind {
            AtomKind::Every | AtomKind::Times => written.split_whitespace().collect::<Vec<_>>().join(" "),
            AtomKind::String | AtomKind::Translation => match written.find('"') {
                Some(quote) => format!("{} {:?}", written[..quote].trim(), decode(&written[quote..]).0),
                None => written.split_whitespace().collect::<Vec<_>>().join(" "),
            },
            _ => written.to_owned(),
        }
    };
    for statement in statements {
        match statement {
            Statement::Field(field) => {
                all.push(format!("{}:", slice(field.key)));
                all.extend(field.atoms.iter().map(atom));
            }
            Statement::Block(block) => {
                all.push(block.keyword.word().to_owned());
                all.extend(block.head.iter().map(atom));
                let brace = match block.body {
                    Body::Absent => continue,
                    Body::None(..) => "none",
                    Body::Open(_) => "{",
                };
                all.push(brace.to_owned());
                walk(block.body.statements(), text, all);
                all.push("}".to_owned());
            }
            Statement::Bad(span) => all.push(slice(*span).to_owned()),
        }
    }
}
