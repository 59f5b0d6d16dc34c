//! A Word document read back: its parts, parsed, and the paragraphs and tables of its body.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use odp::emit::Artifact;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// An element, with the text directly in it.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
    pub text: String,
}

impl Node {
    pub fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    /// All elements of this name below, in order.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Node> {
        let mut out = Vec::new();
        for child in &self.children {
            out.extend((child.name == name).then_some(child));
            out.extend(child.all(name));
        }
        out
    }

    pub fn first(&self, name: &str) -> Option<&Node> {
        self.all(name).into_iter().next()
    }

    /// The value of the first element of this name below.
    pub fn val(&self, name: &str) -> &str {
        self.first(name).map_or("", |node| node.get("w:val"))
    }

    /// The words below.
    pub fn words(&self) -> String {
        self.all("w:t").iter().map(|node| node.text.as_str()).collect()
    }

    fn open(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute, there once");
            let value: &str = &attribute.value;
            (attribute.key.as_ref().to_owned(), quick_xml::escape::unescape(value).expect("entities that are known").into_owned())
        });
        Self { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), ..Self::default() }
    }
}

/// Parses a part, which must be well-formed.
pub fn parse(xml: &str) -> Node {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(Node::open(&start)),
            Event::Empty(start) => open.last_mut().expect("a parent").children.push(Node::open(&start)),
            Event::End(_) => {
                let closed = open.pop().expect("an open element");
                open.last_mut().expect("a parent").children.push(closed);
            }
            Event::Text(text) => open.last_mut().expect("a parent").text.push_str(&text),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", &*name);
                open.last_mut().expect("a parent").text.push_str(&quick_xml::escape::unescape(&entity).expect("an entity"));
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("{other:?} has no place in a part"),
        }
    }
    let mut root = open.pop().filter(|_| open.is_empty()).expect("all elements are closed");
    assert_eq!(root.children.len(), 1, "one element holds all others");
    root.children.remove(0)
}

/// A document.
#[derive(Debug)]
pub struct Docx {
    /// The files in it, in their order.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Docx {
    pub fn read(bytes: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
        let files = (0..zip.len()).map(|at| {
            let mut file = zip.by_index(at).expect("a file");
            assert_eq!(file.last_modified(), Some(zip::DateTime::DEFAULT), "no clock");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("whole");
            (file.name().expect("a name in UTF-8").into_owned(), bytes)
        });
        Self { files: files.collect() }
    }

    /// The document of an edition among what was made.
    pub fn of(artifacts: &[Artifact], name: &str) -> Self {
        let found = artifacts.iter().find(|artifact| artifact.path.rsplit('/').next() == Some(name));
        Self::read(&found.unwrap_or_else(|| panic!("no {name}")).bytes)
    }

    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.as_slice())
    }

    pub fn part(&self, path: &str) -> Node {
        let bytes = self.file(path).unwrap_or_else(|| panic!("no part {path}"));
        parse(std::str::from_utf8(bytes).expect("UTF-8"))
    }

    pub fn body(&self) -> Node {
        self.part("word/document.xml").children.remove(0)
    }

    /// What stands in the body: the words of each paragraph, with its style, and of each cell.
    pub fn said(&self) -> Vec<(String, String)> {
        let style = |paragraph: &Node| paragraph.val("w:pStyle").to_owned();
        let mut out = Vec::new();
        for block in &self.body().children {
            match block.name.as_str() {
                "w:p" => out.push((style(block), block.words())),
                "w:tbl" => out.extend(block.all("w:tc").iter().map(|cell| ("cell".to_owned(), cell.words()))),
                _ => {}
            }
        }
        out
    }

    /// The body as lines to read: a paragraph by its style, a table row by row; words by their language where it changes.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for block in &self.body().children {
            match block.name.as_str() {
                "w:p" => out.push_str(&format!("{}\n", paragraph(block))),
                "w:tbl" => {
                    out.push_str(&format!("TABLE {} ({})\n", block.val("w:tblCaption"), block.val("w:tblDescription")));
                    let grid: Vec<&str> = block.all("w:gridCol").iter().map(|column| column.get("w:w")).collect();
                    out.push_str(&format!("  {}\n", grid.join(" ")));
                    for row in block.all("w:tr") {
                        out.push_str(if row.first("w:tblHeader").is_some() { "  HEAD\n" } else { "  ROW\n" });
                        for cell in row.all("w:tc") {
                            let all: Vec<String> = cell.all("w:p").iter().map(|found| paragraph(found)).collect();
                            out.push_str(&format!("    {}\n", all.join(" ¶ ")));
                        }
                    }
                }
                other => out.push_str(&format!("{other}\n")),
            }
        }
        out
    }
}

fn paragraph(node: &Node) -> String {
    let names: Vec<String> = node.all("w:bookmarkStart").iter().map(|start| format!("#{} ", start.get("w:name"))).collect();
    let mut out = format!("{}: {}", node.val("w:pStyle"), names.concat());
    let mut lang = String::new();
    for run in node.all("w:r") {
        let own = run.val("w:lang");
        if !own.is_empty() && own != lang {
            own.clone_into(&mut lang);
            out.push_str(&format!("[{own}]"));
        }
        let style = run.val("w:rStyle");
        let breaks = if run.first("w:br").is_some() { "⏎" } else { "" };
        let tab = if run.first("w:tab").is_some() { "⇥" } else { "" };
        let words = run.words();
        out.push_str(&if style.is_empty() { format!("{words}{breaks}{tab}") } else { format!("<{style}>{words}</>") });
    }
    out
}
