#!/usr/bin/env python3
"""Creates the packages of ckan.LANG.json in a running CKAN, reads them back, updates them with the same, and compares every field.

    compare.py URL TOKEN FOLDER LANG

First come the organisations and groups that the packages name. Titles are compared with catalogue.json, not only with what was sent.
Then bodies that are wrong for one reason have to be refused, or found when they are read back. Exit 1 on any difference, 2 where
there is nothing to compare.
"""

import json
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class Ckan:
    """A CKAN's actions."""

    def __init__(self, url, token):
        self.url, self.token = url, token

    def ask(self, action, **body):
        """What an action gives, and what it refuses: each None without the other."""
        headers = {"Authorization": self.token, "Content-Type": "application/json"}
        request = Request(f"{self.url}/api/3/action/{action}", json.dumps(body).encode(), headers)
        try:
            with urlopen(request, timeout=60) as answer:
                return json.load(answer)["result"], None
        except HTTPError as error:
            told = error.read().decode("utf-8", "replace")
            try:
                return None, json.loads(told)["error"]
            except ValueError:
                return None, {"server": told[:500]}

    def must(self, action, **body):
        result, refused = self.ask(action, **body)
        if refused:
            raise SystemExit(f"{action}: {body}: {refused}")
        return result


def datasets(catalogue):
    """Every dataset of a catalogue.json, with the letter of its section."""
    for section in catalogue["sections"]:
        for place in section.get("organisations", [section]):
            for half in place.get("halves", []):
                yield from ((section["letter"], dataset) for dataset in half["datasets"])


def read(package):
    """A package as CKAN shows it, as it would have to be sent: CKAN gives more of an organisation, a group, a tag than a name."""
    of = dict(package)
    of["owner_org"] = (package["organization"] or {}).get("name")
    of["groups"] = [{"name": group["name"]} for group in package["groups"]]
    of["tags"] = [{"name": tag["name"]} for tag in package["tags"]]
    return of


def differs(sent, shown):
    """What CKAN shows otherwise than it was sent. It sorts tags, and has its own capitals for some formats (GeoJSON)."""
    def plain(key, value):
        return sorted(tag["name"] for tag in value) if key == "tags" else value
    shown = read(shown)
    shown.setdefault("extras", [])
    for key, value in ({"tags": [], "extras": []} | sent).items():
        if key != "resources" and plain(key, value) != plain(key, shown.get(key)):
            yield f"{key}: {sent['name']}: sent {value!r}, read {shown.get(key)!r}"
    if len(sent["resources"]) != len(shown["resources"]):
        yield f"resources: {sent['name']}: sent {len(sent['resources'])}, read {len(shown['resources'])}"
    for at, (one, other) in enumerate(zip(sent["resources"], shown["resources"])):
        for key, value in one.items():
            kept = other.get(key, "").upper() if key == "format" else other.get(key)
            if kept != value:
                yield f"resource {key}: {sent['name']} {at}: sent {value!r}, read {other.get(key)!r}"


def taken(ckan, package, again=None, title=None):
    """What CKAN refuses of a package, or shows otherwise: once created, once updated with the same (or with what stands for it)."""
    shown = []
    for action, body in ("package_create", package), ("package_update", again or package):
        _, refused = ckan.ask(action, **body)
        if refused:
            yield from (f"{key}: {body['name']}: {action}: {what}" for key, what in refused.items() if key != "__type")
            return
        shown.append(ckan.must("package_show", id=body["name"]))
        yield from differs(body, shown[-1])
    before, after = shown
    if title not in (None, before["title"]):
        yield f"title: {package['name']}: {before['title']!r}, not {title!r}"
    yield from (f"update: {package['name']}: {key} {before[key]!r} became {after.get(key)!r}" for key in before if before[key] != after.get(key))


def blind(ckan, package):
    """Wrong bodies that CKAN takes and the comparison does not find."""
    resource = package["resources"][0]
    other = resource | {"id": "00000000-0000-8000-8000-000000000000"}
    package = package | {"name": "wrong", "resources": [other]}
    changes = [
        ({"name": "A Name"}, "name: "), ({"name": "x" * 101}, "name: "), ({"owner_org": "nobody"}, "owner_org: "),
        ({"groups": [{"name": "nothing"}]}, "groups: "), ({"tags": [{"name": "a;b"}]}, "tags: "), ({"maintainer_email": "a b"}, "maintainer_email: "),
        ({"colour": "red"}, "colour: "), ({"update_frequency": 7}, "update_frequency: "), ({"title": " A"}, "title: "),
        ({"resources": [resource]}, "resources: "), ({"resources": [other | {"id": "a"}]}, "resources: "),
        ({"resources": [other | {"format": "csv"}]}, "resource format: "), ({"resources": [other | {"url": "a b"}]}, "resource url: "),
    ]
    samples = [(change, {"package": package | change}, expected) for change, expected in changes]
    samples.append(("another title", {"package": package, "title": package["title"] + "𨋢"}, "title: "))
    anew = package | {"resources": [{key: value for key, value in other.items() if key != "id"}]}
    samples.append(("an update without ids", {"package": package, "again": anew}, "update: "))
    for what, sample, expected in samples:
        found = list(taken(ckan, **sample))
        ckan.ask("dataset_purge", id=sample["package"]["name"])
        if not any(each.startswith(expected) for each in found):
            yield f"{what} should give {expected!r}, and gives {found}"


def main():
    if len(sys.argv) != 5:
        print(__doc__, file=sys.stderr)
        return 2
    ckan, folder, suffix = Ckan(*sys.argv[1:3]), Path(sys.argv[3]), sys.argv[4]
    catalogue = json.loads((folder / "catalogue.json").read_text("utf-8"))
    packages = json.loads((folder / f"ckan.{suffix}.json").read_text("utf-8"))["packages"]
    expected = list(datasets(catalogue))
    languages = catalogue["plan"]["languages"]
    tag = next(each["tag"] for each in languages if each["suffix"] == suffix)
    original = next(each["tag"] for each in languages if each["role"] == "original")

    for name in sorted({package["owner_org"] for package in packages if "owner_org" in package}):
        ckan.must("organization_create", name=name)
    for name in sorted({group["name"] for package in packages for group in package["groups"]}):
        ckan.must("group_create", name=name)
    differences = []
    for (_, dataset), package in zip(expected, packages):
        title = dataset["name"].get(tag, {}).get("text") or dataset["name"][original]["text"]
        differences += taken(ckan, package, title=title.strip())
    names = ckan.must("package_list")
    if not len(expected) == len(packages) == len(names):
        differences.append(f"count: {len(expected)} datasets, {len(packages)} packages, {len(names)} in CKAN")
    with_resources = [package for package in packages if package["resources"]]
    differences += blind(ckan, with_resources[0]) if with_resources else ["no package with resources to make wrong samples of"]

    fields = sum(len(package) - 1 + sum(map(len, package["resources"])) for package in packages)
    released = sum(letter == "D" and dataset["status"] == "released" for letter, dataset in expected)
    print("\n".join(differences) if differences else
          f"ckan.{suffix}.json: {len(packages)} packages created, read back, updated with the same, unchanged: {released} released in section D, "
          f"{sum(len(package['resources']) for package in packages)} resources, {fields} fields each time; wrong samples found")
    return 1 if differences else 0 if packages else 2


if __name__ == "__main__":
    sys.exit(main())
