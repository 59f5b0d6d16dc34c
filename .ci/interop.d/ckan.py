#!/usr/bin/env python3
"""Reads packages and catalogues with CKAN's own code, without a server, and compares them with catalogue.json.

    ckan.py OUTPUT_FOLDER

Every package of `ckan.LANG.json` has to pass the schema of `package_create`, without those of its validators that ask a database;
what the schema does not know has to be a field of Hong Kong's portal. Every `catalogue.jsonld` has to come back from ckanext-dcat
dataset by dataset. Then each check has to fail on samples that are wrong for one reason. Exit 1 on any difference, 2 where there
is nothing to compare.
"""

import hashlib
import json
import logging
import re
import sys
from pathlib import Path

logging.disable(logging.CRITICAL)

import flask
import flask_babel
from ckan import logic
from ckan.common import config
from ckan.lib.navl.dictization_functions import validate
from ckan.logic.schema import default_create_package_schema
from ckanext.dcat.processors import RDFParser

sys.path.append(str(Path(__file__).parent))
import catalogues

OF_THE_DATABASE = {
    "package_name_validator", "owner_org_validator", "ignore_not_package_admin", "package_id_does_not_exist",
    "datasets_with_no_organization_cannot_be_private", "empty_if_not_sysadmin", "ignore_not_sysadmin", "resource_id_does_not_exist",
}
OF_THE_PORTAL = {"update_frequency", "data_dictionary", "maintainer_phone"}
OF_RESOURCES = {"inLanguage", "is_api", "datePublished"}


def schema():
    """The schema of `package_create`, as far as it needs no database."""
    def bare(part):
        for key, value in part.items():
            if isinstance(value, dict):
                bare(value)
            else:
                part[key] = [each for each in value if getattr(each, "__name__", "") not in OF_THE_DATABASE]
        return part
    return bare(default_create_package_schema())


def is_named(name, dataset, catalogue):
    """Whether a name is that of a dataset: its id on a portal, else owner and id, with a hash of both where CKAN refuses these."""
    owner = (dataset.get("owners") or catalogue["plan"]["publishers"])[0]["id"]
    known = [portal["datasetId"] for portal in dataset.get("portals", []) if "datasetId" in portal]
    fitting = [each for each in [*known, f"{owner}-{dataset['id']}"] if re.fullmatch("[a-z0-9_-]{2,100}", each)]
    mark = hashlib.sha256(f"{owner}/{dataset['id']}".encode()).hexdigest()[:10]
    return name == fitting[0] if fitting else name.endswith(f"-{mark}")


def packages(all_of, language, catalogue):
    """What CKAN refuses in the packages of a file, and what differs from catalogue.json."""
    known = schema()
    names = [package.get("name") for package in all_of]
    for name in sorted({str(name) for name in names if names.count(name) > 1}):
        yield f"name: {name} stands there more than once"
    for package in all_of:
        errors = validate(json.loads(json.dumps(package)), known, {"ignore_auth": True})[1]
        for key, what in errors.items():
            yield f"{key}: {package.get('name')}: {what}"
        for key in set(package) - set(known) - OF_THE_PORTAL:
            yield f"field: {key} is one of neither CKAN nor the portal"
        for resource in package.get("resources", []):
            for key in set(resource) - set(known["resources"]) - OF_RESOURCES:
                yield f"field: {key} of a resource is one of neither CKAN nor the portal"
            if resource.get("format") != resource.get("format", "").upper():
                yield f"format: {resource['format']} is not in capitals"
    expected = catalogues.datasets(catalogue)
    if len(expected) != len(all_of):
        yield f"count: {len(all_of)} packages of {len(expected)} datasets"
    for dataset, package in zip(expected, all_of):
        if not is_named(package.get("name", ""), dataset, catalogue):
            yield f"id: {package.get('name')} is no name of {dataset['id']}"
        title = catalogues.title(dataset, language, catalogues.original(catalogue))
        if package.get("title") != title:
            yield f"title: {package.get('title')!r}, not {title!r}"
        if package.get("resources") and dataset["status"] != "released":
            yield f"resources: {package['name']} is not released"
        for resource in package.get("resources", []):
            if resource.get("datePublished") != dataset["released"].get("date"):
                yield f"month: {package['name']} {resource.get('datePublished')}, not {dataset['released']}"


def harvested(text, catalogue):
    """What ckanext-dcat reads otherwise than catalogue.json has it."""
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(text, _format="json-ld")
    found, read = {}, list(parser.datasets())
    for package in read:
        extras = {extra["key"]: extra["value"] for extra in package["extras"]}
        found[extras["identifier"].split("/", 1)[1]] = (package, extras)
    expected = {dataset["id"]: dataset for dataset in catalogues.datasets(catalogue)}
    if len(read) != len(expected):
        yield f"count: {len(read)} datasets, not {len(expected)}"
    for key in sorted(set(found) ^ set(expected)):
        yield f"id: {key} is in one of both only"
    for key in sorted(set(found) & set(expected)):
        (package, extras), dataset = found[key], expected[key]
        titles = {said["text"] for said in dataset["name"].values() if "text" in said}
        english = dataset["name"].get("en", {}).get("text")
        if package["title"] != english if english else package["title"] not in titles:
            yield f"title: {package['title']!r}, not {english!r}"
        if not package["notes"]:
            yield f"notes: {key} has none"
        if dataset["status"] == "released" and extras.get("issued") != dataset["released"].get("date"):
            yield f"month: {key} {extras.get('issued')}, not {dataset['released']}"
        if package["resources"] and dataset["status"] != "released":
            yield f"resources: {key} is not released"
        if ("frequency" in extras) != ("items" in dataset["frequency"]):
            yield f"frequency: {key} {extras.get('frequency')}"


def blind(all_of, language, catalogue, text):
    """Checks that let a wrong sample pass."""
    at = next(index for index, package in enumerate(all_of) if package["resources"])
    samples = [
        ({"name": "A Name"}, "name: "), ({"name": "a"}, "name: "), ({"name": "x" * 101}, "name: "),
        ({"name": all_of[at - 1]["name"]}, "name: "), ({"tags": [{"name": "a;b"}]}, "tags: "), ({"maintainer_email": "a b"}, "maintainer_email: "),
        ({"name": "another-name"}, "id: "), ({"colour": "red"}, "field: "), ({"title": "Another"}, "title: "), ({"private": "perhaps", "resources": "none"}, ""),
        ({"resources": [all_of[at]["resources"][0] | {"format": "csv"}]}, "format: "),
        ({"resources": [all_of[at]["resources"][0] | {"datePublished": "2001-01"}]}, "month: "),
        ({"resources": [all_of[at]["resources"][0] | {"colour": "red"}]}, "field: "),
    ]
    samples = [sample for sample in samples if sample[1]]
    for change, expected in samples:
        wrong = all_of[:at] + [all_of[at] | change] + all_of[at + 1:]
        found = list(packages(wrong, language, catalogue))
        if not any(each.startswith(expected) for each in found):
            yield f"{change} should give {expected!r}, and gives {found}"
    if not any(each.startswith("count: ") for each in packages(all_of[1:], language, catalogue)):
        yield "a package too few is not found"
    document = json.loads(text)
    fewer = [node for node in document["@graph"] if "dcat:Dataset" not in node["type"] or "issued" not in node]
    if not any(each.startswith("count: ") for each in harvested(json.dumps(document | {"@graph": fewer}), catalogue)):
        yield "a dataset too few is not found"
    issued = next(node for node in document["@graph"] if "dcat:Dataset" in node["type"] and "issued" in node)
    changes = [("title", {"en": "Another"}, "title: "), ("issued", {"@value": "2001-01", "@type": "xsd:gYearMonth"}, "month: ")]
    changes += [("identifier", "x/y", "id: "), ("accrualPeriodicity", [], "frequency: ")]
    for key, value, expected in changes:
        nodes = [node | {key: value} if node is issued else node for node in document["@graph"]]
        found = list(harvested(json.dumps(document | {"@graph": nodes}), catalogue))
        if not any(each.startswith(expected) for each in found):
            yield f"{key} {value} should give {expected!r}, and gives {found}"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    config.update({"ckan.locale_default": "en", "ckan.site_url": "http://localhost"})
    app = flask.Flask("ckan")
    flask_babel.Babel(app)
    differences, count, read, sample = [], 0, 0, None
    with app.test_request_context():
        for path, catalogue in catalogues.of_plans(Path(sys.argv[1])).items():
            text = path.with_suffix(".jsonld").read_text("utf-8")
            differences += [f"{path.parent}: {each}" for each in harvested(text, catalogue)]
            read += 1
            for language in catalogue["plan"]["languages"]:
                file = path.with_name(f"ckan.{language['suffix']}.json")
                all_of = json.loads(file.read_text("utf-8"))["packages"]
                differences += [f"{file}: {each}" for each in packages(all_of, language["tag"], catalogue)]
                count += len(all_of)
                if sample is None and any(package["resources"] for package in all_of[1:]):
                    sample = (all_of, language["tag"], catalogue, text)
        differences += blind(*sample) if sample else ["no package with resources to make wrong samples of"]
    print("\n".join(differences) if differences else f"{count} packages and {read} catalogues taken by CKAN; wrong samples refused")
    return 1 if differences else 0 if count else 2


if __name__ == "__main__":
    sys.exit(main())
