//! The published plan of ITIB against our HTML of it: read back into the lines of `tests/itib/expected.tsv`.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Node, Selector};

use super::emit_docs::{compile, text_of};

/// Every element that carries what was published, in the order of the document; what else the cover tells is ours.
const CARRIERS: &str = "header > .publisher, h1, main h2, main h3, main h4, main section > .note, main table, footer > p";

fn select<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector");
    element.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// The page as lines: place, kind, cells.
fn lines(page: &Html) -> Vec<String> {
    let (mut section, mut organisation, mut half) = (String::new(), String::new(), String::new());
    let mut out = Vec::new();
    let mut dates = Vec::new();
    for element in select(page.root_element(), CARRIERS) {
        let text = words(element);
        let place = format!("{section}{organisation}{half}");
        match element.value().name() {
            "p" if element.value().classes().any(|class| class == "date") => dates.push(format!("document\tissued\t{text}")),
            "p" => out.push(format!("document\tpublisher\t{text}")),
            "h1" => out.push(format!("document\ttitle\t{text}")),
            "h2" => {
                (section, organisation, half) = (text.chars().take(1).collect(), String::new(), String::new());
                out.push(format!("{section}\theading\t{text}"));
            }
            "div" => out.push(format!("{place}\tnote\t{text}")),
            "table" => table(element, &place, &mut out),
            _ if text.starts_with('(') => {
                (organisation, half) = (text.split_inclusive(')').take(1).collect(), String::new());
                out.push(format!("{section}{organisation}\torganisation\t{text}"));
            }
            _ => {
                half = format!(".{}", text.split('.').next().unwrap_or_default());
                out.push(format!("{section}{organisation}{half}\theading\t{text}"));
            }
        }
    }
    out.extend(dates);
    out
}

fn table(table: ElementRef<'_>, place: &str, out: &mut Vec<String>) {
    let head: Vec<String> = select(table, "thead th").into_iter().map(words).collect();
    out.push(format!("{place}\thead\t{}", head.join("\t")));
    let rows = select(table, "tbody tr");
    if rows.is_empty() {
        out.push(format!("{place}\tempty"));
    }
    for row in rows {
        let cells: Vec<String> = select(row, "td, th").into_iter().map(cell).collect();
        out.push(format!("{place}\trow\t{}", cells.join("\t")));
    }
}

/// A cell's words; its paragraphs and bullets joined.
fn cell(cell: ElementRef<'_>) -> String {
    let parts = select(cell, "li, p");
    if parts.is_empty() { words(cell) } else { parts.into_iter().map(words).collect::<Vec<_>>().join(" ¦ ") }
}

fn expected() -> Vec<String> {
    include_str!("../itib/expected.tsv").lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

fn page() -> Html {
    let artifacts = compile("plans/itib-2026.odp");
    Html::parse_document(&text_of(&artifacts, "plan.tc.html"))
}

#[test]
fn the_page_says_what_was_published() {
    let (ours, expected) = (lines(&page()), expected());
    for (ours, expected) in ours.iter().zip(&expected) {
        assert_eq!(ours, expected);
    }
    assert_eq!(ours.len(), expected.len());
}

/// Each text that the comparison reads, changed by one character, makes it fail.
#[test]
fn every_character_counts() {
    let expected = expected();
    let mut page = page();
    let carriers: BTreeSet<_> = select(page.root_element(), CARRIERS).into_iter().map(|element| element.id()).collect();
    let texts: Vec<_> = page
        .tree
        .nodes()
        .filter(|node| node.value().as_text().is_some_and(|text| !text.trim().is_empty()))
        .filter(|node| node.ancestors().any(|above| carriers.contains(&above.id())))
        .filter(|node| !node.ancestors().any(|above| is(above.value(), "caption")))
        .map(|node| (node.id(), kind(node.parent().map(|above| above.value()))))
        .collect();
    for (id, _) in &texts {
        let before = page.tree.get(*id).map(|node| node.value().clone()).expect("a text");
        let mut changed = before.as_text().expect("a text").text.to_string();
        let last = changed.pop();
        changed.push(if last == Some('X') { 'Y' } else { 'X' });
        set_text(page.tree.get_mut(*id).expect("a text").value(), &changed);
        assert_ne!(lines(&page), expected, "nobody saw {changed:?}");
        *page.tree.get_mut(*id).expect("a text").value() = before;
    }
    assert_eq!(lines(&page), expected);
    let kinds: BTreeSet<&str> = texts.iter().map(|(_, kind)| kind.as_str()).collect();
    let all =
        ["category", "date", "frequency", "h1", "h2", "h3", "h4", "li", "name", "note", "number", "publisher", "th", "years"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
}

/// What kind of cell or heading a text stands in.
fn kind(parent: Option<&Node>) -> String {
    let Some(element) = parent.and_then(Node::as_element) else { return String::new() };
    match element.name() {
        "td" | "div" | "span" => element.classes().next().unwrap_or_default().to_owned(),
        "p" if element.classes().next().is_none() => "note".to_owned(),
        "p" => element.classes().next().unwrap_or_default().to_owned(),
        "th" if element.attr("scope") == Some("row") => element.classes().next().unwrap_or_default().to_owned(),
        name => name.to_owned(),
    }
}

fn is(node: &Node, name: &str) -> bool {
    node.as_element().is_some_and(|element| element.name() == name)
}

fn set_text(node: &mut Node, to: &str) {
    if let Node::Text(text) = node {
        text.text = to.into();
    }
}

/// A row too many in the empty table, and one too few elsewhere.
#[test]
fn an_empty_table_counts() {
    let artifacts = compile("plans/itib-2026.odp");
    let page = text_of(&artifacts, "plan.tc.html");
    let none = page.find("<tr class=\"none\">").map(|at| {
        let end = page[at..].find("</tr>").map(|length| at + length + 5).expect("its end");
        page[at..end].to_owned()
    });
    let none = none.expect("a row that says that there is nothing");
    let filled = page.replacen("<tbody></tbody>", &format!("<tbody>{none}</tbody>"), 1);
    let bare = page.replacen(&none, "", 1);
    for changed in [filled, bare] {
        assert_ne!(changed, page);
        assert_ne!(lines(&Html::parse_document(&changed)), expected());
    }
}

/// The published text as it was taken from the document, where that is at hand: the page holds the same characters in the same
/// order, but for white space, bullet signs, and the table heads that the document repeats on each of its pages.
#[test]
fn the_page_holds_the_published_text() {
    let Ok(text) = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/cases/itib-2026.zh.txt")) else {
        return;
    };
    let mut published = String::new();
    let mut in_rows = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let repeated = in_rows && line.starts_with("編號");
        in_rows = repeated || line.starts_with(|first: char| first.is_ascii_digit());
        if !repeated {
            published.push_str(&line.replace("<ul style=\"list-style-type: none\">", ""));
        }
    }
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '•' | '¦')).collect::<String>();
    let ours: String = lines(&page()).iter().filter_map(|line| line.splitn(3, '\t').nth(2).map(str::to_owned)).collect();
    assert_eq!(bare(&ours), bare(&published));
}
