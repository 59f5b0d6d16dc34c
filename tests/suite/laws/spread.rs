//! The generator reaches every corner of the language: else the laws hold of less than they say.

use std::collections::BTreeSet;

use odp::diagnostic::Sink;
use odp::resolve::BLOCKS;
use odp::source::{FileId, Source};
use odp::syntax::{AtomKind, Keyword, Statement, Tree, parse};

use crate::suite::generate::{Case, SEEN, Tape};

/// The blocks, the fields in them, and the parts of values of a tree.
fn constructs(tree: &Tree, all: &mut BTreeSet<String>) {
    fn walk(statements: &[Statement], inside: &str, text: &str, all: &mut BTreeSet<String>) {
        let kind = |kind: AtomKind| format!("{kind:?}");
        for statement in statements {
            match statement {
                Statement::Field(field) => {
                    all.insert(format!("{inside}.{}", &text[field.key.range()]));
                    all.extend(field.atoms.iter().map(|atom| kind(atom.kind)));
                }
                Statement::Block(block) => {
                    let word = block.keyword.word();
                    let is_body = block.head.first().is_some_and(|atom| atom.kind == AtomKind::Reference);
                    let name = match block.keyword {
                        Keyword::Spatial | Keyword::NonSpatial => "half",
                        Keyword::Slipped | Keyword::Withdrawn => "slipped, withdrawn",
                        Keyword::Organisation if is_body => "organisation @",
                        _ => word,
                    };
                    all.insert(word.to_owned());
                    all.extend(block.head.iter().map(|atom| kind(atom.kind)));
                    walk(block.body.statements(), name, text, all);
                }
                Statement::Bad(_) => {}
            }
        }
    }
    walk(&tree.statements, "top", &tree.text, all);
}

#[test]
fn every_construct_of_the_language_is_generated() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for seed in 0..80 {
        let case = Case::new(Tape::random(seed, 1600), Tape::random(seed + 1000, 5000));
        let printed = case.print();
        seen.extend(&printed.seen);
        for (path, source) in &printed.files {
            let source = Source::new(FileId(0), path, source.as_str());
            constructs(&parse(&source, &mut Sink::default()), &mut found);
        }
        found.extend(case.spec.sections.iter().map(|section| format!("section {}", section.letter.word())));
    }
    let fields = BLOCKS.iter().flat_map(|block| block.fields.iter().map(|field| format!("{}.{}", block.keyword, field.name)));
    let keywords = Keyword::ALL.iter().map(|keyword| keyword.word().to_owned());
    let sections = ["A", "B", "C", "D"].map(|letter| format!("section {letter}"));
    use AtomKind::{As, Comma, Dash, Date, Every, Name, Number, Range, Reference, String as Quoted, Times, Translation};
    let parts = [As, Comma, Dash, Date, Every, Name, Number, Range, Reference, Quoted, Times, Translation];
    let parts = parts.into_iter().map(|part| format!("{part:?}"));
    let due: BTreeSet<String> = fields.chain(keywords).chain(sections).chain(parts).collect();
    let mut missing: Vec<&str> = due.difference(&found).map(String::as_str).collect();
    missing.extend(SEEN.iter().filter(|what| !seen.contains(**what)));
    assert!(missing.is_empty(), "never generated: {missing:#?}");
    let unlisted: Vec<&&str> = seen.iter().filter(|what| !SEEN.contains(what)).collect();
    assert!(unlisted.is_empty(), "generated, but not in the list: {unlisted:#?}");
}
