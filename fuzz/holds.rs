//! What must hold for any bytes at all. The fuzzer and, over its corpus, the ordinary tests both call this.

use odp::diagnostic::{Diagnostic, MessageLang, Severity, Sink};
use odp::edition::{breaking, diff};
use odp::emit::{Artifact, Options, TARGETS, Target, emit};
use odp::files::{Files as _, Memory};
use odp::fix::fix;
use odp::format::{FormatError, format};
use odp::model::Workspace;
use odp::report::{Format, Look, Report};
use odp::resolve::load;
use odp::rules::{Settings, check};
use odp::source::{FileId, Source, Sources, Span, is_hidden};
use odp::syntax::{Atom, Body, Statement, Tree, parse};

/// How many findings are drawn: enough to meet every kind, few enough for speed.
const SHOWN: usize = 12;
const NAME: &str = "any.odp";
/// What the text may `use` beside itself and the library.
const OTHER: &str = "odp 1\n\nphrase other {\n  text: tc \"「{name}」\" en \"‘{name}’ on {portal}\"\n}\n";

/// Reads the bytes as a file, takes them through everything, and panics where something does not hold.
pub fn holds(bytes: &[u8]) {
    let files = Memory::new().with(NAME, bytes).with("other.odp", OTHER);
    if let Ok(text) = files.read(NAME) {
        read(&text);
    }
    resolved(&files);
}

/// A text by itself: the tree lies in the text, and formatting is idempotent.
fn read(text: &str) {
    let source = Source::new(FileId(0), NAME, text);
    let mut sink = Sink::default();
    let tree = parse(&source, &mut sink);
    assert_eq!(tree.text.len(), source.text.len(), "the scanned text has another length");
    for span in spans(&tree) {
        assert!(source.text.get(span.range()).is_some(), "{span:?} is not on character borders");
    }
    assert!(tree.comments.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "comments out of order");
    match format(&source) {
        Ok(printed) => {
            let again = format(&Source::new(FileId(0), NAME, &*printed));
            assert!(again.is_ok_and(|again| again == printed), "formatted twice, it reads otherwise:\n{printed}");
        }
        Err(FormatError::Ours) => panic!("what was printed does not say the same"),
        Err(FormatError::Syntax(_)) => {}
    }
}

/// A file of a workspace: what is found lies in its sources and can be reported; what is valid compiles.
fn resolved(files: &Memory) {
    let loaded = load(files, &[NAME.to_owned()]);
    let sources = loaded.workspace.sources.clone();
    let (mut found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    places(&sources, &found);
    if let Some(valid) = valid {
        assert!(found.iter().all(|finding| finding.severity < Severity::Error), "valid with an error");
        let targets: Vec<&Target> = TARGETS.iter().collect();
        emit(valid, &targets, &Options::default()).artifacts.iter().for_each(written);
    }
    compared(&loaded.workspace);
    found.truncate(SHOWN);
    reported(&sources, &found);
    if found.iter().any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.certain)) {
        fixed(files);
    }
}

/// Nothing changed from a workspace to itself, whatever is wrong in it, and no promise is broken.
fn compared(workspace: &Workspace) {
    let diff = diff(workspace, workspace);
    assert!(diff.is_empty(), "it is not the same as itself: {diff:?}");
    assert!(breaking(workspace, workspace).found.is_empty(), "it breaks its own promises");
}

/// Fixes come to an end, and leave text.
fn fixed(files: &Memory) {
    let names = [NAME.to_owned()];
    let settings = Settings::default();
    let outcome = fix(files, &names, &settings);
    let again = fix(&outcome.files, &names, &settings);
    assert!(again.files.changed().next().is_none(), "fixed twice, it is fixed otherwise");
}

fn places(sources: &Sources, found: &[Diagnostic]) {
    for finding in found {
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        for span in finding.labels.iter().map(|label| label.span).chain(edits.map(|edit| edit.span)) {
            let inside = sources.get(span.file).is_some_and(|source| source.text.get(span.range()).is_some());
            assert!(inside, "{} at {span:?}", finding.rule.name);
        }
    }
}

fn reported(sources: &Sources, found: &[Diagnostic]) {
    // one language a time, for speed
    let langs = [MessageLang::English, MessageLang::Traditional, MessageLang::Simplified];
    let turn = found.first().and_then(Diagnostic::span).map_or(0, |span| span.end as usize);
    let report = Report { found, sources, lang: langs[turn % langs.len()] };
    for (unicode, width) in [(true, 80), (false, 40)] {
        let shown = report.render(Format::Human, &Look { unicode, width, ..Look::default() });
        assert!(found.iter().all(|finding| shown.contains(finding.rule.code)), "a finding is not shown:\n{shown}");
        harmless(&shown, "a report");
    }
    for format in Format::ALL {
        harmless(&report.render(*format, &Look::default()), format.name());
    }
    let short = report.render(Format::Short, &Look::default());
    assert!(short.lines().count() >= found.len(), "{short}");
    let json = Report { found, sources, lang: MessageLang::English }.render(Format::Json, &Look::default());
    let parsed: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(parsed["diagnostics"].as_array().map(Vec::len), Some(found.len()));
}

/// An output is text that no terminal, page or calendar misreads.
fn written(artifact: &Artifact) {
    if [".xlsx", ".docx"].iter().any(|ending| artifact.path.ends_with(ending)) {
        // a ZIP: `tests/suite/tables` and `tests/suite/docx` read it with other programs
        return;
    }
    let text = std::str::from_utf8(&artifact.bytes).expect("UTF-8");
    if artifact.media_type == "text/calendar" {
        assert!(text.split_inclusive("\r\n").all(|line| line.ends_with("\r\n") && line.len() <= 77), "{}", artifact.path);
        harmless(&text.replace("\r\n", "\n"), &artifact.path);
    } else {
        harmless(&if artifact.path.ends_with(".csv") { text.replace("\r\n", "\n") } else { text.to_owned() }, &artifact.path);
    }
    if artifact.path.ends_with(".json") {
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{}", artifact.path);
    }
}

/// Without anything that a terminal obeys or an eye does not see.
fn harmless(text: &str, what: &str) {
    let harm = text.chars().find(|character| is_hidden(*character));
    assert!(harm.is_none(), "{what} holds {harm:?}:\n{text:?}");
}

/// The places of a tree.
pub fn spans(tree: &Tree) -> Vec<Span> {
    let mut all: Vec<Span> = tree.comments.iter().map(|comment| comment.span).collect();
    walk(&tree.statements, &mut all);
    all
}

fn walk(statements: &[Statement], all: &mut Vec<Span>) {
    let atoms = |list: &[Atom], all: &mut Vec<Span>| all.extend(list.iter().map(|atom| atom.span));
    for statement in statements {
        all.push(statement.span());
        match statement {
            Statement::Field(field) => {
                all.push(field.key);
                atoms(&field.atoms, all);
            }
            Statement::Block(block) => {
                all.push(block.word);
                all.extend(block.close);
                atoms(&block.head, all);
                if let Body::None(word, _) = block.body {
                    all.push(word);
                }
                walk(block.body.statements(), all);
            }
            Statement::Bad(_) => {}
        }
    }
}
