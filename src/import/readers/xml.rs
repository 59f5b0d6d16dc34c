//! XML as a tree, as far as documents need it: names without prefixes, no more than so many elements, none deeper than so deep.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::archive::Refused;
use crate::files::decoded;

/// The most elements of a part.
const MOST: usize = 2_000_000;
/// How deep elements stand within each other at most.
const DEEPEST: usize = 200;

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) children: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The first element of a name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| *element.name == *name)
    }

    /// All text in it.
    pub(super) fn text(&self) -> String {
        let one = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.text(),
        };
        self.children.iter().map(one).collect()
    }
}

/// A part as a tree.
pub(super) fn parse(bytes: Vec<u8>) -> Result<Element, Refused> {
    let (text, _) = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                open.push(element(&tag)?);
                count += 1;
            }
            Event::Empty(tag) => {
                add(&mut open, Node::Element(element(&tag)?));
                count += 1;
            }
            Event::End(_) => close(&mut open),
            Event::Text(text) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(entity) => {
                let character = entity.resolve_char_ref()?;
                let known = || resolve_predefined_entity(&entity.xml10_content()).map(str::to_owned);
                let text = character.map(String::from).or_else(known).unwrap_or_else(|| '\u{fffd}'.to_string());
                add(&mut open, Node::Text(text));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if count > MOST || open.len() > DEEPEST {
            return Err(Refused::Large);
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let nodes = open.pop().map(|top| top.children).unwrap_or_default();
    let root = nodes.into_iter().find_map(|node| if let Node::Element(element) = node { Some(element) } else { None });
    root.ok_or_else(|| Refused::Broken("it holds no XML".to_owned()))
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// The innermost element ends; the outermost, which holds the root, does not.
fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(closed) = open.pop()
    {
        add(open, Node::Element(closed));
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, Refused> {
    let mut element = Element { name: tag.local_name().as_ref().into(), ..Element::default() };
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
        element.attributes.push((attribute.key.local_name().as_ref().into(), value.into()));
    }
    Ok(element)
}
