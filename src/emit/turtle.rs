//! `catalogue.ttl`: the same catalogue as `catalogue.jsonld`, as Turtle.

use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, TripleRef, vocab::rdf};
use oxttl::TurtleSerializer;
use oxttl::turtle::WriterTurtleSerializer;

use super::dcat::{Graph, Node, PREFIXES, Value, datatype, of_all, of_plan};
use super::{Artifact, Options};
use crate::model::Plan;
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let graph = of_plan(workspace, plan, options);
    graph.map(|graph| artifact(format!("{}/catalogue.ttl", plan.id.value), &graph)).into_iter().collect()
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    of_all(workspace, options).map(|graph| artifact("catalogue.ttl".to_owned(), &graph)).into_iter().collect()
}

fn artifact(path: String, graph: &Graph) -> Artifact {
    Artifact { path, media_type: "text/turtle", bytes: bytes(graph) }
}

fn bytes(graph: &Graph) -> Vec<u8> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, space) in PREFIXES {
        // all of them are IRIs
        serializer = serializer.clone().with_prefix(*prefix, *space).unwrap_or(serializer);
    }
    let mut writer = serializer.for_writer(Vec::with_capacity(8 * 1024 + graph.nodes.len() * 1024));
    for node in &graph.nodes {
        // writing to memory cannot fail
        let _ = write(&mut writer, node);
    }
    in_order(&writer.finish().unwrap_or_default())
}

/// The serializer lists prefixes as its hash map has them: here in an order that stays.
fn in_order(written: &[u8]) -> Vec<u8> {
    let mut rest = written;
    while let Some(line) = rest.starts_with(b"@prefix ").then(|| rest.iter().position(|byte| *byte == b'\n')).flatten() {
        rest = rest.get(line + 1..).unwrap_or_default();
    }
    let prefixes: String = PREFIXES.iter().map(|(prefix, space)| format!("@prefix {prefix}: <{space}> .\n")).collect();
    [prefixes.as_bytes(), rest].concat()
}

fn write(writer: &mut WriterTurtleSerializer<Vec<u8>>, node: &Node) -> std::io::Result<()> {
    let subject = NamedNodeRef::new_unchecked(&node.iri);
    for class in &node.classes {
        let class = NamedNode::new_unchecked(class.iri());
        writer.serialize_triple(TripleRef::new(subject, rdf::TYPE, &class))?;
    }
    for (property, values) in &node.properties {
        let predicate = NamedNode::new_unchecked(property.name.iri());
        for value in values {
            match value {
                Value::Link(iri) => {
                    writer.serialize_triple(TripleRef::new(subject, &predicate, NamedNodeRef::new_unchecked(iri)))?;
                }
                Value::Words(Some(lang), text) => {
                    let text = LiteralRef::new_language_tagged_literal_unchecked(text, lang.tag());
                    writer.serialize_triple(TripleRef::new(subject, &predicate, text))?;
                }
                Value::Words(None, text) | Value::Plain(text) => {
                    writer.serialize_triple(TripleRef::new(subject, &predicate, LiteralRef::new_simple_literal(text)))?;
                }
                Value::Date(date) => {
                    let (text, kind) = (date.to_string(), NamedNode::new_unchecked(datatype(*date).iri()));
                    let text = LiteralRef::new_typed_literal(&text, &kind);
                    writer.serialize_triple(TripleRef::new(subject, &predicate, text))?;
                }
            }
        }
    }
    Ok(())
}
