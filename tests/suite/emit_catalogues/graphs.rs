//! Both forms of a catalogue say the same triples, and the triples keep what shapes do not see.

use std::collections::{BTreeMap, BTreeSet};

use odp::model::{Lang, Status};
use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;

use super::{BASE, Disk, Made, PLANS, make, odd, odd_plan};
use odp::files::Memory;

type Triples = BTreeSet<String>;

const EU: &str = "http://publications.europa.eu/resource/authority/";

fn turtle(text: &str) -> Vec<Triple> {
    TurtleParser::new().for_slice(text.as_bytes()).map(|triple| triple.expect("Turtle")).collect()
}

fn jsonld(text: &str) -> Vec<Triple> {
    JsonLdParser::new().for_slice(text.as_bytes()).map(|quad| Triple::from(quad.expect("JSON-LD"))).collect()
}

fn as_set(triples: &[Triple]) -> Triples {
    triples.iter().map(ToString::to_string).collect()
}

fn all() -> Vec<Made> {
    let mut all: Vec<Made> = PLANS.iter().map(|path| make(&Disk, &[path])).collect();
    all.push(odd());
    all.push(make(&Disk, &PLANS));
    all
}

/// The objects of a property, by subject.
fn said(triples: &[Triple], property: &str) -> BTreeMap<String, Vec<Term>> {
    let mut found: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    for triple in triples.iter().filter(|triple| triple.predicate.as_str() == property) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { panic!("a node without an address") };
        found.entry(subject.as_str().to_owned()).or_default().push(triple.object.clone());
    }
    found
}

fn iri(term: &Term) -> &str {
    let Term::NamedNode(node) = term else { panic!("{term} is no link") };
    node.as_str()
}

fn dct(name: &str) -> String {
    format!("http://purl.org/dc/terms/{name}")
}

fn dcat(name: &str) -> String {
    format!("http://www.w3.org/ns/dcat#{name}")
}

fn of_class(triples: &[Triple], class: &str) -> BTreeSet<String> {
    let types = said(triples, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    types.into_iter().filter(|(_, classes)| classes.iter().any(|known| iri(known) == class)).map(|(node, _)| node).collect()
}

#[test]
fn json_ld_and_turtle_say_the_same() {
    for made in all() {
        let files: Vec<&str> = made.outputs.keys().filter_map(|path| path.strip_suffix(".jsonld")).collect();
        assert!(files.len() > 1);
        for file in files {
            let (one, other) = (jsonld(made.text(&format!("{file}.jsonld"))), turtle(made.text(&format!("{file}.ttl"))));
            let (one, other) = (as_set(&one), as_set(&other));
            let differ: Vec<&String> = one.symmetric_difference(&other).collect();
            assert!(differ.is_empty() && !one.is_empty(), "{file}: {differ:#?}");
        }
    }
}

/// The triples of the first plan's catalogue, or of all plans together.
fn triples(made: &Made) -> Vec<Triple> {
    let path = match &*made.workspace.plans {
        [plan] => format!("{}/catalogue.ttl", plan.id.value),
        _ => "catalogue.ttl".to_owned(),
    };
    turtle(made.text(&path))
}

#[test]
fn every_dataset_is_in_one_catalogue_with_a_record() {
    for made in all() {
        let triples = triples(&made);
        let expected: BTreeSet<String> =
            made.workspace.plans.iter().flat_map(|plan| plan.datasets()).map(|(_, d)| d.id.to_string()).collect();
        let nodes = of_class(&triples, &dcat("Dataset"));
        assert_eq!(nodes.len(), expected.len());
        let of = |property: &str| -> Vec<String> {
            let mut all: Vec<String> = said(&triples, property).values().flatten().map(|term| iri(term).to_owned()).collect();
            all.sort();
            all
        };
        let nodes: Vec<String> = nodes.into_iter().collect();
        assert_eq!(of(&dcat("dataset")), nodes, "each in one catalogue");
        assert_eq!(of("http://xmlns.com/foaf/0.1/primaryTopic"), nodes, "each with one record");
        let records: Vec<String> = of_class(&triples, &dcat("CatalogRecord")).into_iter().collect();
        assert_eq!(of(&dcat("record")), records);
        let known: BTreeSet<String> = said(&triples, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type").into_keys().collect();
        for triple in &triples {
            if let Term::NamedNode(node) = &triple.object {
                let is_ours = node.as_str().starts_with(BASE) && !triple.predicate.as_str().ends_with("replaces");
                assert!(!is_ours || known.contains(node.as_str()), "{node} is pointed to, and not there");
            }
        }
    }
}

#[test]
fn texts_have_each_language_once_and_all_that_are_written() {
    let many = [dcat("keyword")];
    for made in all() {
        let triples = triples(&made);
        let mut seen = BTreeSet::new();
        for triple in &triples {
            let Term::Literal(literal) = &triple.object else { continue };
            let Some(language) = literal.language() else { continue };
            let is_new = seen.insert((triple.subject.to_string(), triple.predicate.to_string(), language.to_owned()));
            assert!(is_new || many.contains(&triple.predicate.as_str().to_owned()), "twice in {language}: {triple}");
        }
        let titles = said(&triples, &dct("title"));
        for plan in &made.workspace.plans {
            let publisher = &made.workspace.vocabulary.get(plan.publishers[0].value).id;
            for (_, dataset) in plan.datasets() {
                let id = dataset.id.replace('道', "%E9%81%93").replace('路', "%E8%B7%AF");
                let name = dataset.name.as_ref().expect("a name");
                let further = name.entries.iter().map(|entry| entry.lang);
                let langs: BTreeSet<Lang> = [Lang::TC, Lang::EN, Lang::SC].into_iter().chain(further).collect();
                let expected: BTreeSet<(String, String)> = langs
                    .into_iter()
                    .filter_map(|lang| Some((lang.tag().to_ascii_lowercase(), name.get(lang)?.to_owned())))
                    .collect();
                let found = titles[&format!("{BASE}{}/{id}", publisher.value)].iter().map(|term| match term {
                    Term::Literal(text) => (text.language().expect("a tag").to_owned(), text.value().to_owned()),
                    other => panic!("{other}"),
                });
                assert_eq!(found.collect::<BTreeSet<_>>(), expected);
            }
        }
    }
}

#[test]
fn dates_are_as_exact_as_written_and_codes_are_of_their_lists() {
    for made in all() {
        let triples = triples(&made);
        for triple in &triples {
            let (property, object) = (triple.predicate.as_str(), &triple.object);
            match property.rsplit(['/', '#']).next().expect("a name") {
                "issued" | "modified" | "available" | "startDate" | "endDate" => {
                    let Term::Literal(date) = object else { panic!("{triple}") };
                    let kind = date.datatype().as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#").map(str::to_owned);
                    let expected = ["gYear", "gYearMonth", "date"][date.value().split('-').count() - 1];
                    assert_eq!(kind.as_deref(), Some(expected), "{triple}");
                }
                "accrualPeriodicity" | "closeMatch" => {
                    let code = iri(object).strip_prefix(EU).and_then(|rest| rest.strip_prefix("frequency/"));
                    assert!(code.map_or(iri(object).ends_with("#frequency"), |code| KNOWN.contains(&code)), "{triple}");
                }
                "theme" => {
                    let code = iri(object).strip_prefix(EU).and_then(|rest| rest.strip_prefix("data-theme/"));
                    assert!(code.is_none_or(|code| code.len() == 4) || iri(object).starts_with(BASE), "{triple}");
                }
                "status" => {
                    let known = ["DEVELOP", "COMPLETED", "WITHDRAWN"].map(|code| format!("{EU}dataset-status/{code}"));
                    assert!(known.contains(&iri(object).to_owned()), "{triple}");
                }
                _ => {}
            }
        }
        let statuses = said(&triples, "http://www.w3.org/ns/adms#status");
        let (available, issued) = (said(&triples, &dct("available")), said(&triples, &dct("issued")));
        let distributions = said(&triples, &dcat("distribution"));
        for (_, dataset) in made.workspace.plans.iter().flat_map(|plan| plan.datasets()) {
            let Some(node) = statuses.keys().find(|node| node.ends_with(&format!("/{}", dataset.id.value))) else { continue };
            let has = |map: &BTreeMap<String, Vec<Term>>| map.contains_key(node);
            let expected = match dataset.status() {
                Status::Planned => (dataset.target_date().is_some(), false, false),
                Status::Released => (false, true, has(&distributions)),
                Status::Withdrawn => (false, false, false),
            };
            assert_eq!((has(&available), has(&issued), has(&distributions)), expected, "{node}");
        }
    }
}

const KNOWN: &[&str] = &[
    "ANNUAL",
    "ANNUAL_2",
    "AS_NEEDED",
    "BIWEEKLY",
    "DAILY",
    "MONTHLY",
    "OTHER",
    "QUARTERLY",
    "QUINQUENNIAL",
    "TRIENNIAL",
    "WEEKLY",
    "WEEKLY_3",
];

#[test]
fn odd_cases_are_told_in_full() {
    let made = odd();
    let text = made.text("odd-2026/catalogue.ttl");
    let node = |start: &str| {
        let (_, rest) = text.split_once(&format!("\n<{BASE}{start}> a ")).unwrap_or_else(|| panic!("no {start}"));
        rest.split("\n<").next().expect("a node").to_owned()
    };
    let roads = node("hk-td/%E9%81%93%E8%B7%AF");
    for expected in [
        "dct:title \"道路\"@zh-Hant , \"Roads\"@en , \"道路\"@zh-Hans , \"Routes\"@fr ;",
        "\"- 一\\n- 二\"@zh-Hant , \"- One\"@en , \"- 一\\n- 二\"@zh-Hans , \"- Deux\"@fr",
        "dct:publisher <https://www.example.gov.hk/open-data/#organisations-hk-td.hk-hyd>",
        "dct:rightsHolder <https://www.example.gov.hk/open-data/#organisation-hk-td> , <https://www.example.gov.hk/open-data/#organisation-hk-hyd>",
        "dct:replaces <https://www.example.gov.hk/open-data/hk-td/old-roads>",
        "geodcat:spatialResolutionAsText \"1:1000\"",
        "<http://www.opengis.net/def/crs/EPSG/0/2326> , <https://www.example.gov.hk/open-data/#crs-HK80%20%28%E6%9C%AC%E5%9C%B0%29>",
        "dcat:keyword \"路\"@zh-Hant , \"road\"@en , \"路\"@zh-Hans , \"街(橋)\"@zh-Hant",
    ] {
        assert!(roads.contains(expected), "{expected} is not in {roads}");
    }
    let frequency = node("hk-td/%E9%81%93%E8%B7%AF#frequency");
    assert!(frequency.contains("\"Yearly or as needed\"@en") && frequency.contains("frequency/AS_NEEDED>"), "{frequency}");
    assert!(node("#organisations-hk-td.hk-hyd").contains("foaf:member"));
    assert!(node("hk-td/tides#frequency").contains("rdfs:label \"每次潮汐\"@zh-Hant"));
    assert!(!text.contains("QUARTERLYY"), "a code that is not in the list");
    assert!(node("hk-td/counts").contains("rdfs:comment \"更新頻率：每年兩次\"@zh-Hant , \"Update frequency: Twice a year\"@en"));
    assert!(node("hk-td/counts#withdrawn").contains("\"Withdrawn (03/2026)\\nReason: None\"@en"));
    assert!(node("hk-td/counts").contains("\"Counts.\\n\\nNote: A remark\"@en"));
    let tides = node("hk-td/tides");
    assert_eq!(tides.matches("#site-").count(), 3, "{tides}");
    assert!(tides.contains("https://example.gov.hk/%3Cdata%3E/%E6%BD%AE%20%E6%B1%90"), "{tides}");
    assert!(!tides.contains("#csdi"), "an entry without an id has no page: {tides}");
    assert!(node("hk-td/tides#site-gtfs").contains("dct:license <https://www.example.gov.hk/open-data/#licence-broken>"));
    assert!(text.contains("<mailto:a%20b@example.gov.hk>") && text.contains(&"甲𨋢".repeat(200)));
}

#[test]
fn a_dataset_of_two_editions_is_as_the_newest_says() {
    let older = odd_plan("odd-2025", "2026-02").replace("\"Roads\"", "\"Old roads\"");
    let files = Memory::new().with("a.odp", older).with("b.odp", odd_plan("odd-2026", "2026-03"));
    let made = make(&files, &["a.odp", "b.odp"]);
    let triples = turtle(made.text("catalogue.ttl"));
    let titles = said(&triples, &dct("title"));
    let roads = format!("{:?}", titles[&format!("{BASE}hk-td/%E9%81%93%E8%B7%AF")]);
    assert!(roads.contains("\"Roads\"") && !roads.contains("Old roads"), "{roads}");
    let catalogues = said(&triples, &dcat("catalog"));
    assert_eq!(catalogues[BASE].len(), 2);
    assert_eq!(of_class(&triples, &dcat("Dataset")).len(), 4);
    assert_eq!(of_class(&triples, &dcat("CatalogRecord")).len(), 8, "each plan keeps its record");
}
