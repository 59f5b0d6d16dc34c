//! What must hold for any bytes that are imported. The fuzzer and, over the cases, the ordinary tests both call this.

use odp::diagnostic::MessageLang;
use odp::files::Memory;
use odp::format::format;
use odp::import::{File, Imported, Options, import};
use odp::report::{Format, Look, Report};
use odp::resolve::load;
use odp::source::{FileId, Source, is_hidden};

/// Imports the bytes with a reader, and panics where something does not hold.
pub fn holds(reader: &str, bytes: &[u8]) {
    let file = File { name: "any".to_owned(), bytes: bytes.to_vec() };
    let options = Options { from: Some(reader.to_owned()), ..Options::default() };
    imported(&import(&[file], &options));
}

/// Every row is accounted for; the plan is formatted, has as many datasets as were counted, and hides nothing; findings lie in
/// their sources and can be printed.
pub fn imported(imported: &Imported) {
    assert!(imported.account.is_right(), "rows are lost: {:?}", imported.account);
    for span in imported.found.iter().flat_map(|finding| &finding.labels).map(|label| label.span) {
        let source = imported.sources.get(span.file).expect("a place is in a source");
        assert!(source.text.get(span.range()).is_some(), "{span:?} is not on character borders");
    }
    let report = Report { found: &imported.found, sources: &imported.sources, lang: MessageLang::English };
    let _ = report.render(Format::Plain, &Look::default());
    let Some(text) = &imported.text else { return };
    assert!(!text.chars().any(|c| is_hidden(c) && c != '\n'), "a hidden character came out");
    let source = Source::new(FileId(0), "any.odp", text.as_str());
    assert!(format(&source).is_ok_and(|again| again == *text), "it is not formatted:\n{text}");
    let loaded = load(&Memory::new().with("any.odp", text.as_str()), &["any.odp".to_owned()]);
    let count: usize = loaded.workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
    assert_eq!(count, imported.account.datasets, "datasets were lost:\n{text}");
}
