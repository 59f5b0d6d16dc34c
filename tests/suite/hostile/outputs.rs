//! A plan every text of which means harm, compiled to everything, and read back by real parsers.

use odp::emit::{Artifact, Options, TARGETS, Target, emit};
use odp::files::Memory;
use odp::rules::{Settings, check};
use scraper::{Html, Selector};

use crate::suite::docx::reader::{Docx, Node};

/// What breaks out of each format, were it not escaped. In the plan's own strings `"` and `\` are escaped.
const HARM: &[&str] = &[
    "</td></table></script><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onload='x",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "https://example.org/\"onclick=alert(1)",
    "https://example.org/<script>",
    "<https://example.org/>",
    "a | b || c",
    "`code` ``` ~~~",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "*a* _b_ **c** ~~d~~",
    "---",
    "<!-- comment",
    "--> ]]>",
    "&lt; &amp; &#x3c; &nbsp;",
    "{{ template }} {{% x %}} ${{x}}",
    "\\n\\nEND:VEVENT",
    "x\\nBEGIN:VALARM",
    "; , : \\\\ \\\\n",
    "=cmd|' /C calc'!A0",
    "\\u{2029}",
];

fn quoted(harm: &str) -> String {
    harm.replace("\\u{2029}", "").replace('"', "\\\"")
}

/// A plan with `harm` in every text that it can hold.
fn plan(harm: &str) -> String {
    let text = |tag: &str| format!("tc \"{tag}甲{0}\" en \"{tag}A{0}\"", quoted(harm));
    let plain = text("").replace("{{", "(").replace("}}", ")").replace("{x}", "");
    format!(
        r#"odp 1
use "odp:hk/2026"
organisation own {{ name: {t} }}
category things {{ label: {t} }}
portal door {{ name: {t} }}
phrase said {{ text: {p} }}
plan x 2026..2028 {{
  title: {t}
  publisher: @own
  issued: 2025-12
  languages: tc, en
  section A {{
    spatial none
    non-spatial {{
      dataset one {{
        name: {t}
        description: - {t}
          - @said
        category: things
        owner: @own
        portal: @door "{q}"
        keywords: {t}
        note: {t}
        target: 2026-03
        frequency: daily
        slipped 2026-01..2026-03 {{ reason: {t} }}
      }}
    }}
  }}
  section B none
  section C none
  section D none
}}
"#,
        t = text(""),
        p = plain,
        q = quoted(harm),
    )
}

fn compiled(harm: &str) -> Vec<Artifact> {
    let memory = Memory::new().with("x.odp", plan(harm));
    let loaded = odp::resolve::load(&memory, &["x.odp".to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let targets: Vec<&Target> = TARGETS.iter().collect();
    let told = || found.iter().map(|finding| finding.message(Default::default())).collect::<Vec<_>>();
    emit(valid.unwrap_or_else(|| panic!("{harm}: {:?}\n{}", told(), plan(harm))), &targets, &Options::default()).artifacts
}

fn of<'a>(artifacts: &'a [Artifact], ending: &str) -> Vec<&'a str> {
    let wanted = artifacts.iter().filter(|artifact| artifact.path.ends_with(ending));
    wanted.map(|artifact| std::str::from_utf8(&artifact.bytes).expect("UTF-8")).collect()
}

/// The elements of a page, and the names of their attributes.
fn elements(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let all = Selector::parse("*").expect("a selector");
    page.select(&all)
        .map(|element| {
            let value = element.value();
            let attributes: Vec<&str> = value.attrs().map(|(name, _)| name).collect();
            format!("{} {attributes:?}", value.name())
        })
        .collect()
}

#[test]
fn pages_hold_harm_as_text() {
    for harm in HARM {
        for html in of(&compiled(harm), ".html") {
            let all = elements(html);
            // the data for search engines, which nothing runs
            assert_eq!(all.iter().filter(|element| element.starts_with("script ")).count(), 1, "{harm}");
            for element in all.into_iter().filter(|element| element != "script [\"type\"]") {
                let (name, attributes) = element.split_once(' ').expect("a name");
                assert!(!["script", "img", "iframe", "object", "embed"].contains(&name), "{harm}: {element}");
                assert!(!attributes.contains("\"on"), "{harm}: {element}");
            }
            let page = Html::parse_document(html);
            let data = Selector::parse("script[type='application/ld+json']").expect("a selector");
            for script in page.select(&data) {
                let text: String = script.text().collect();
                assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{harm}: {text}");
            }
            let links = Selector::parse("[href], [src]").expect("a selector");
            for link in page.select(&links) {
                let target = link.value().attr("href").or(link.value().attr("src")).unwrap_or_default();
                let safe = ["https://", "http://", "mailto:", "#"].iter().any(|scheme| target.starts_with(scheme));
                assert!(safe || !target.contains(':'), "{harm}: {target}");
                assert!(!target.contains(['<', '>', '"']), "{harm}: {target}");
            }
        }
    }
}

#[test]
fn documents_keep_their_shape() {
    // lines, pipes and fences: what each text adds must stay inside its cell
    let shape = |markdown: &str| -> Vec<usize> {
        let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        markdown.lines().filter(|line| line.starts_with('|')).map(bars).collect()
    };
    let plain = compiled("plain");
    for harm in HARM.iter().filter(|harm| !harm.contains("\\n")) {
        for (markdown, plain) in of(&compiled(harm), ".md").iter().zip(of(&plain, ".md")) {
            assert_eq!(shape(markdown), shape(plain), "{harm}\n{markdown}");
            assert_eq!(markdown.lines().count(), plain.lines().count(), "{harm}\n{markdown}");
            let fence = markdown.lines().any(|line| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~"));
            assert!(!fence, "{harm}\n{markdown}");
        }
    }
}

/// The elements of a document's main part, links apart, which texts may hold.
fn shape(document: &Docx) -> Vec<String> {
    fn walk(node: &Node, out: &mut Vec<String>) {
        for child in node.children.iter().filter(|child| child.name != "w:r") {
            if child.name != "w:hyperlink" {
                out.push(child.name.clone());
            }
            walk(child, out);
        }
    }
    let mut out = Vec::new();
    walk(&document.body(), &mut out);
    out
}

#[test]
fn word_holds_harm_as_text() {
    let documents = |harm: &str| -> Vec<Docx> {
        let made = compiled(harm);
        let of_word = made.iter().filter(|artifact| artifact.path.ends_with(".docx"));
        of_word.map(|artifact| Docx::read(&artifact.bytes)).collect()
    };
    let plain = documents("plain");
    for harm in HARM.iter().filter(|harm| !harm.contains("\\n")) {
        let decoded = odp::syntax::decode(&format!("\"{}\"", quoted(harm))).0;
        for (document, plain) in documents(harm).iter().zip(&plain) {
            assert_eq!(shape(document), shape(plain), "{harm}");
            assert!(document.said().iter().any(|(_, words)| words.contains(&decoded)), "{harm}: {:?}", document.said());
            let body = document.body();
            for active in ["w:instrText", "w:fldSimple", "w:object", "w:drawing", "w:altChunk", "w:sdt"] {
                assert!(body.all(active).is_empty(), "{harm}: {active}");
            }
            for relation in document.part("word/_rels/document.xml.rels").all("Relationship") {
                let target = relation.get("Target");
                let is_link = ["https://", "http://"].iter().any(|scheme| target.starts_with(scheme));
                assert_eq!(relation.get("TargetMode") == "External", is_link, "{harm}: {target}");
            }
        }
    }
}

#[test]
fn feeds_have_only_our_lines() {
    let names = |feed: &str| -> Vec<String> {
        let unfolded = feed.replace("\r\n ", "");
        unfolded.split("\r\n").map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned()).collect()
    };
    let plain = compiled("plain");
    for harm in HARM {
        for (feed, plain) in of(&compiled(harm), ".ics").iter().zip(of(&plain, ".ics")) {
            assert_eq!(names(feed), names(plain), "{harm}\n{feed}");
            assert!(!feed.replace("\r\n", "").contains(['\r', '\n']), "{harm}\n{feed}");
        }
    }
}

#[test]
fn catalogues_say_what_was_written() {
    for harm in HARM {
        let made = compiled(harm);
        for json in ["catalogue.json", "calendar.json"].iter().flat_map(|name| of(&made, name)) {
            let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
            let decoded = odp::syntax::decode(&format!("\"A{}\"", quoted(harm))).0;
            assert!(says(&value, &decoded), "{harm}\n{json}");
        }
    }
}

/// Whether a string of a document holds these words.
fn says(value: &serde_json::Value, words: &str) -> bool {
    match value {
        serde_json::Value::String(text) => text.contains(words),
        serde_json::Value::Array(all) => all.iter().any(|value| says(value, words)),
        serde_json::Value::Object(all) => all.values().any(|value| says(value, words)),
        _ => false,
    }
}

#[test]
fn hidden_characters_never_come_out() {
    for hidden in [
        '\u{1b}',
        '\u{202e}',
        '\u{2066}',
        '\u{200b}',
        '\u{9b}',
        '\u{7f}',
        '\u{8}',
        '\u{feff}',
        '\u{61c}',
        '\u{2028}',
        '\u{e0041}',
        '\r',
        '\0',
    ] {
        for text in [hidden.to_string(), format!("\\u{{{:x}}}", u32::from(hidden))] {
            for place in [
                "phrase x { text: tc \"甲?\" en \"A\" }",
                "# a ? comment",
                "phrase a?b { text: tc \"甲\" en \"A\" }",
                "use \"a?.odp\"",
                "use \"odp:?\"",
                "? x",
                "phrase x { text: tc \"\"\"\n甲 ? 乙\n\"\"\" en \"A\" }",
            ] {
                let in_string = place.matches('"').next().is_some()
                    && place.split('?').next().is_some_and(|before| before.matches('"').count() % 2 == 1);
                if text.starts_with('\\') && !in_string {
                    continue;
                }
                let source = format!("odp 1\n{}\n", place.replace('?', &text));
                let name = format!("a{hidden}b.odp");
                let memory = Memory::new().with(&name, source.as_str());
                let loaded = odp::resolve::load(&memory, &[name]);
                let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
                assert!(valid.is_none(), "{source:?} is not refused");
                let told = found.iter().filter(|finding| ["ODP006", "ODP012"].contains(&finding.rule.code)).count();
                assert!(told > 0 || place.starts_with("use"), "{source:?}: {found:?}");
                for format in [odp::report::Format::Human, odp::report::Format::Short, odp::report::Format::Json] {
                    let report =
                        odp::report::Report { found: &found, sources: &loaded.workspace.sources, lang: Default::default() };
                    let shown = report.render(format, &Default::default());
                    assert!(!shown.contains(odp::source::is_hidden), "{format:?} {shown:?}");
                }
            }
        }
    }
}
