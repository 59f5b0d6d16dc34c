//! SARIF 2.1.0, the form that code-scanning services read. The rules that were broken come with their pages.

use serde_json::{Value, json};

use super::place::place;
use super::{Look, Report};
use crate::diagnostic::{Diagnostic, Example, Fix, MessageLang, Page, Rule};
use crate::emit::percent_encoded;
use crate::source::{Sources, Span, escaped_json};

const LANG: MessageLang = MessageLang::English;

pub(super) fn render(report: &Report<'_>, _: &Look) -> String {
    let mut rules: Vec<&Rule> = report.found.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup();
    let results: Vec<Value> = report.found.iter().map(|finding| result(finding, &rules, report.sources)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "odp",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).map(|text| escaped_json(text) + "\n").unwrap_or_default()
}

fn described(rule: &Rule) -> Value {
    let page = Page::parse(rule.page);
    let texts = page.texts(LANG);
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": texts.title },
        "fullDescription": { "text": texts.why },
        "help": { "text": texts.why, "markdown": markdown(&page) },
        "defaultConfiguration": { "level": rule.severity.word() },
    })
}

/// The reasons and the examples of a page.
fn markdown(page: &Page<'_>) -> String {
    let mut out = page.texts(LANG).why.to_owned();
    for (heading, examples) in [("Wrong", &page.wrong), ("Right", &page.right)] {
        out.push_str(&format!("\n\n**{heading}**"));
        for Example { info, code } in examples {
            let language = info.split(' ').next().unwrap_or_default();
            out.push_str(&format!("\n\n```{language}\n{code}```"));
        }
    }
    out
}

fn result(finding: &Diagnostic, rules: &[&Rule], sources: &Sources) -> Value {
    let message = finding.message(LANG);
    let text = finding.help(LANG).map_or_else(|| message.clone(), |help| format!("{message}\n{help}"));
    let mut result = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
        "level": finding.severity.word(),
        "message": { "text": text },
    });
    let labels = finding.labels.iter().enumerate();
    let mut places = labels.filter_map(|(id, label)| {
        let mut location = json!({ "physicalLocation": physical(label.span, sources)? });
        if id > 0 {
            location["id"] = json!(id);
        }
        if let Some(text) = finding.label_text(label, LANG) {
            location["message"] = json!({ "text": text });
        }
        Some(location)
    });
    if let Some(first) = places.next() {
        result["locations"] = json!([first]);
    }
    let related: Vec<Value> = places.collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([mended(fix, finding, sources)]);
    }
    result
}

fn mended(fix: &Fix, finding: &Diagnostic, sources: &Sources) -> Value {
    let mut changes: Vec<Value> = Vec::new();
    for edits in fix.edits.chunk_by(|one, next| one.span.file == next.span.file) {
        let replaced = |span: Span, text: &str| {
            let at = physical(span, sources)?;
            Some(json!({ "deletedRegion": at["region"], "insertedContent": { "text": text } }))
        };
        let replacements: Vec<Value> = edits.iter().filter_map(|edit| replaced(edit.span, &edit.text)).collect();
        let file = edits.first().and_then(|edit| physical(edit.span, sources));
        changes.extend(file.map(|at| json!({ "artifactLocation": at["artifactLocation"], "replacements": replacements })));
    }
    let mut fix = json!({ "artifactChanges": changes });
    if let Some(help) = finding.help(LANG) {
        fix["description"] = json!({ "text": help });
    }
    fix
}

fn physical(span: Span, sources: &Sources) -> Option<Value> {
    let at = place(span, sources)?;
    Some(json!({
        "artifactLocation": { "uri": uri(at.file) },
        "region": {
            "startLine": at.start.line,
            "startColumn": at.start.column,
            "endLine": at.end.line,
            "endColumn": at.end.column,
        },
    }))
}

/// A path as a reference: relative to where `odp` ran, unless it is absolute.
fn uri(name: &str) -> String {
    if name.starts_with("odp:") {
        return name.to_owned();
    }
    let path = name.split('/').map(percent_encoded).collect::<Vec<_>>().join("/");
    match name.as_bytes() {
        [b'/', ..] => format!("file://{path}"),
        // a drive of Windows, its colon encoded
        [_, b':', b'/', ..] => format!("file:///{path}"),
        _ => path,
    }
}
