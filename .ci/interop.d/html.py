#!/usr/bin/env python3
"""Reads pages as search engines and readers do, and compares them with catalogue.json.

    html.py OUTPUT_FOLDER

Every page below the folder has its datasets twice: as data in the words of schema.org, and as rows of its tables. Count, ids, titles
in the languages of the page, months and status of both have to be those of `catalogue.json` beside it. Then pages that are wrong for
one reason have to be found. Needs nothing beyond Python. Exit 1 on any difference, 2 where there is nothing to compare.
"""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
import catalogues

STATUS = {"planned": "Planned", "released": "Published", "withdrawn": "Withdrawn"}


def squeezed(text):
    return "".join(text.split())


class Page(HTMLParser):
    """The data of a page, and for each row with an id its name and its date, without the marks under it."""

    def __init__(self, text):
        super().__init__()
        self.data, self.rows, self.cell, self.is_data, self.is_mark = [], [], None, False, False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        of = attributes.get("class")
        self.is_data = tag == "script" and attributes.get("type") == "application/ld+json"
        if self.is_data:
            self.data.append("")
        if tag == "tr":
            self.cell = None
            if attributes.get("id"):
                self.rows.append({"id": attributes["id"], "name": "", "date": ""})
        if tag in ("td", "th"):
            self.cell = of if of in ("name", "date") else None
        self.is_mark = of == "status"

    def handle_endtag(self, tag):
        self.is_data = False
        if tag == "p":
            self.is_mark = False

    def handle_data(self, text):
        if self.is_data:
            self.data[-1] += text
        elif self.cell and self.rows and not self.is_mark:
            self.rows[-1][self.cell] += text


def texts(value):
    """Texts of schema.org by language: one or several."""
    several = value if isinstance(value, list) else [value] if value else []
    return {each["@language"]: each["@value"] for each in several}


def date_of(dataset, letter):
    """What stands in the column of dates: the month of release in D, else the target."""
    return dataset.get("released" if letter == "D" else "target", {}).get("date")


def engine(data, wanted, tags):
    """What differs between the data for search engines and the catalogue."""
    found = data.get("dataset", [])
    ids, due = [each.get("identifier") for each in found], [dataset["id"] for _, dataset in wanted]
    if ids != due:
        yield f"data: ids {ids}, not {due}"
        return
    for each, (_, dataset) in zip(found, wanted):
        titles = {tag: dataset["name"][tag]["text"] for tag in tags if "text" in dataset["name"].get(tag, {})}
        if texts(each.get("name")) != titles:
            yield f"data: title {texts(each.get('name'))}, not {titles}"
        if each["creativeWorkStatus"] != STATUS[dataset["status"]]:
            yield f"data: status {each['creativeWorkStatus']} of {dataset['id']}"
        is_out = dataset["status"] == "released"
        month = dataset["released"].get("date") if is_out else None
        if each.get("datePublished") != month:
            yield f"data: month {each.get('datePublished')} of {dataset['id']}, not {month}"
        urls = [portal["urls"][tags[0]] for portal in dataset.get("portals", []) if portal.get("urls") and is_out]
        url = each.get("url", [])
        if (url if isinstance(url, list) else [url]) != urls:
            yield f"data: address {url} of {dataset['id']}, not {urls}"


def table(rows, wanted, tags):
    """What differs between the rows of the tables and the catalogue."""
    rows = [row for row in rows if row["id"].startswith("dataset-")]
    ids, due = [row["id"] for row in rows], [f"dataset-{dataset['id']}" for _, dataset in wanted]
    if ids != due:
        yield f"table: ids {ids}, not {due}"
        return
    for row, (letter, dataset) in zip(rows, wanted):
        for tag in tags:
            title = dataset["name"].get(tag, {}).get("text", "")
            if squeezed(title) not in squeezed(row["name"]):
                yield f"table: title {row['name']!r}, not {title!r}"
        numbers, month = set(re.findall(r"\d+", row["date"])), date_of(dataset, letter)
        if numbers != set(month.split("-") if month else []):
            yield f"table: month {row['date']!r} of {dataset['id']}, not {month}"


def check(text, catalogue, tags):
    """All differences of one page."""
    page, wanted = Page(text), list(catalogues.placed(catalogue))
    if len(page.data) != 1:
        return [f"data: {len(page.data)} scripts of data"]
    try:
        data = json.loads(page.data[0])
    except ValueError as error:
        return [f"data: cannot be read: {error}"]
    return [*engine(data, wanted, tags), *table(page.rows, wanted, tags)]


def pages(catalogue):
    """The pages that a plan has: names of files, and tags of languages."""
    languages = catalogue["plan"]["languages"]
    for language in languages:
        yield f"plan.{language['suffix']}.html", [language["tag"]]
    owed = [language for language in languages if language["role"] != "derived"][:2]
    if len(owed) == 2:
        yield f"plan.{owed[0]['suffix']}-{owed[1]['suffix']}.html", [language["tag"] for language in owed]


def blind(text, catalogue, tags):
    """Checks that let a wrong page pass."""
    title = re.search(r'<th scope="row" class="name"[^>]*>.*?<div>(.*?)</div>', text).group(1)
    english = re.search(r'<th scope="row" class="name"[^>]*>.*?<div lang="en">(.*?)</div>', text).group(1)
    samples = [
        ("another title in the data", f'"@value":"{title}"', '"@value":"Another"', "data: title "),
        ("a language too few in the data", f'"@language":"en","@value":"{english}"', f'"@language":"de","@value":"{english}"', "data: title "),
        ("another title in a row", f"<div>{title}</div>", "<div>Another</div>", "table: title "),
        ("another id in the data", '"identifier":"', '"identifier":"x', "data: ids "),
        ("another id in a row", 'id="dataset-', 'id="dataset-x', "table: ids "),
        ("a row too few", '<tr id="dataset-', '<tr data-x="', "table: ids "),
        ("another month in the data", '"datePublished":"2026-0', '"datePublished":"2027-0', "data: month "),
        ("a month of what is planned", '"creativeWorkStatus":"Planned"', '"creativeWorkStatus":"Planned","datePublished":"2026-01"', "data: month "),
        ("another month in a row", "<p>03/2026</p>", "<p>04/2026</p>", "table: month "),
        ("another status", '"creativeWorkStatus":"Withdrawn"', '"creativeWorkStatus":"Planned"', "data: status "),
        ("another address", '"url":"https://data.gov.hk/', '"url":"https://example.org/', "data: address "),
        ("no data", "application/ld+json", "text/plain", "data: 0 scripts"),
        ("data that is none", '"@context":', '"@context"', "data: cannot be read"),
    ]
    for what, old, new, expected in samples:
        assert old in text, f"{what}: the page has no {old}"
        found = check(text.replace(old, new, 1), catalogue, tags)
        if not any(each.startswith(expected) for each in found):
            yield f"{what} is not found: {found}"
    catalogues.datasets(catalogue)[0]["id"] += "x"
    if not check(text, catalogue, tags):
        yield "another id in catalogue.json is not found"
    print(f"html.py: {len(samples)} wrong pages found")


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    differences, sample = [], None
    count = rows = 0
    for path, catalogue in catalogues.of_plans(Path(sys.argv[1])).items():
        expected = dict(pages(catalogue))
        there = {page.name for page in path.parent.glob("*.html")}
        if there != set(expected):
            differences.append(f"{path.parent}: pages {sorted(there)}, not {sorted(expected)}")
        for name in sorted(there & set(expected)):
            text = (path.parent / name).read_text("utf-8")
            differences += [f"{path.parent / name}: {each}" for each in check(text, catalogue, expected[name])]
            count, rows = count + 1, rows + len(catalogues.datasets(catalogue))
            if path.parent.name == "mid-year-example" and len(expected[name]) == 2:
                sample = (text, catalogue, expected[name])
    if sample is None:
        return 2
    differences += blind(*sample)
    print("\n".join(differences) if differences else f"html.py: {count} pages, {rows} rows as the catalogues say")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
