//! A graph as JSON-LD 1.1, with its context inside, so that it can be read without a network.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::graph::{Graph, Node, Value};
use super::terms::datatype;
use super::terms::{Kind, Name, PREFIXES, PROPERTIES, Property};
use crate::emit::json::to_bytes;
use crate::model::Date;

pub(super) fn bytes(graph: &Graph) -> Vec<u8> {
    to_bytes(&Document(graph), 8 * 1024 + graph.nodes.len() * 1024)
}

struct Document<'a>(&'a Graph);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("@context", &Context)?;
        let nodes: Vec<Object<'_>> = self.0.nodes.iter().map(Object).collect();
        map.serialize_entry("@graph", &nodes)?;
        map.end()
    }
}

/// What the terms stand for.
struct Context;

impl Serialize for Context {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("@version", &1.1)?;
        map.serialize_entry("id", "@id")?;
        map.serialize_entry("type", "@type")?;
        for (prefix, space) in PREFIXES {
            map.serialize_entry(prefix, space)?;
        }
        for property in PROPERTIES {
            map.serialize_entry(property.term, &Term(property))?;
        }
        map.end()
    }
}

struct Term(&'static Property);

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("@id", &Short(self.0.name))?;
        match self.0.kind {
            Kind::Words => map.serialize_entry("@container", "@language")?,
            Kind::Link => map.serialize_entry("@type", "@id")?,
            Kind::Date | Kind::Plain => {}
        }
        map.end()
    }
}

/// `dcat:Dataset`
struct Short(Name);

impl Serialize for Short {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}:{}", self.0.prefix, self.0.local))
    }
}

struct Object<'a>(&'a Node);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.0.iri)?;
        map.serialize_entry("type", &OneOrMore(&self.0.classes.iter().map(|class| Short(*class)).collect::<Vec<_>>()))?;
        for (property, values) in &self.0.properties {
            match property.kind {
                Kind::Words => map.serialize_entry(property.term, &Tagged(values))?,
                _ => map.serialize_entry(property.term, &OneOrMore(&values.iter().map(Single).collect::<Vec<_>>()))?,
            }
        }
        map.end()
    }
}

/// A value by itself, several as a list.
struct OneOrMore<'a, T>(&'a [T]);

impl<T: Serialize> Serialize for OneOrMore<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [one] => one.serialize(serializer),
            several => serializer.collect_seq(several),
        }
    }
}

struct Single<'a>(&'a Value);

impl Serialize for Single<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Link(text) | Value::Plain(text) | Value::Words(_, text) => serializer.serialize_str(text),
            Value::Date(date) => Dated(*date).serialize(serializer),
        }
    }
}

struct Dated(Date);

impl Serialize for Dated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("@value", &format_args!("{}", self.0))?;
        map.serialize_entry("@type", &Short(datatype(self.0)))?;
        map.end()
    }
}

/// Texts by language tag; `@none` where the language is not known.
struct Tagged<'a>(&'a [Value]);

impl Serialize for Tagged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
        for value in self.0 {
            let Value::Words(lang, text) = value else { continue };
            let tag = lang.as_ref().map_or("@none", |lang| lang.tag());
            match groups.iter_mut().find(|(known, _)| *known == tag) {
                Some((_, texts)) => texts.push(text),
                None => groups.push((tag, vec![text])),
            }
        }
        serializer.collect_map(groups.iter().map(|(tag, texts)| (tag, OneOrMore(texts))))
    }
}
