#!/usr/bin/env python3
"""Reads tables as other programs do, and compares them with catalogue.json.

    tables.py OUTPUT_FOLDER

Every `datapackage.json` below the folder is validated by `frictionless`, with the CSV files it names; every `plan.xlsx` is read by
`openpyxl` (both from PyPI). Ids, titles and months of all of them have to be those of `catalogue.json` beside them. Then samples are
spoilt on purpose, and each fault has to be found for its own reason. Exit 1 on any difference, 2 where there is nothing to compare.
"""

import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

import openpyxl
from frictionless import Package

SIGNS = "=+-@＝＋－＠"


def datasets(catalogue):
    """Every dataset of a catalogue, with the letter of its section."""
    for section in catalogue["sections"]:
        for place in section.get("organisations", [section]):
            for half in place.get("halves") or []:
                for dataset in half["datasets"]:
                    yield section["letter"], dataset


def unshield(cell):
    """The text of a cell: without the apostrophe that keeps a spreadsheet from running it."""
    rest = cell.lstrip("'")
    begin = rest.lstrip()
    risky = rest[:1] in ("\t", "\r", "\n") and rest or begin[:1] and begin[0] in SIGNS
    return cell[1:] if cell.startswith("'") and risky else cell


def text(said, tag):
    """A text of the catalogue in a language; empty where it is not there."""
    return (said or {}).get(tag, {}).get("text", "")


def squeezed(words):
    return "".join((words or "").split())


def validate(folder):
    """What frictionless finds in a package."""
    report = Package(str(folder / "datapackage.json")).validate()
    for error in report.errors:
        yield f"datapackage.json: {error.type}: {error.message}"
    for task in report.tasks:
        for error in task.errors:
            yield f"{task.name}: {error.type}: {error.message}"


def table(path):
    """The rows of a CSV file, unshielded."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [[unshield(cell) for cell in row] for row in csv.reader(file, strict=True)]
    return rows[0], rows[1:]


def machine(folder, wanted, tags):
    """What differs between plan.csv and the catalogue."""
    heads, rows = table(folder / "plan.csv")
    found = [dict(zip(heads, row)) for row in rows]
    if [row["id"] for row in found] != [dataset["id"] for _, dataset in wanted]:
        yield "plan.csv: other ids"
        return
    for row, (letter, dataset) in zip(found, wanted):
        expected = {"section": letter, "status": dataset["status"], "number": str(dataset["number"])}
        expected |= {key: dataset.get(key, {}).get("date", "") for key in ("target", "released")}
        expected |= {f"name_{tag}": text(dataset.get("name"), tag) for tag in tags}
        expected |= {f"name_state_{tag}": dataset["name"][tag]["state"] for tag in tags if "name" in dataset}
        for key, value in expected.items():
            if row[key] != value:
                yield f"plan.csv: {row['id']}: {key} is {row[key]!r}, not {value!r}"
        portals = [portal["id"] for portal in dataset.get("portals", [])]
        if json.loads(row["portals"] or "[]") != portals:
            yield f"plan.csv: {row['id']}: portals are {row['portals']}, not {portals}"


def printed(folder, wanted, languages):
    """What differs between the tables in one language and the catalogue."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    paths = {resource["path"]: resource for resource in package["resources"]}
    if set(paths) != {path.name for path in folder.glob("*.csv")}:
        yield f"datapackage.json lists {sorted(paths)}"
    for language in languages:
        name = f"plan.{language['suffix']}.csv"
        fields = [field["description"] for field in paths[name]["schema"]["fields"]]
        heads, rows = table(folder / name)
        found = [dict(zip(fields, row)) for row in rows]
        if len(heads) != len(fields) or [row["id"] for row in found] != [dataset["id"] for _, dataset in wanted]:
            yield f"{name}: other ids"
            continue
        for row, (_, dataset) in zip(found, wanted):
            title = text(dataset.get("name"), language["tag"])
            if title and squeezed(row["name"]) != squeezed(title):
                yield f"{name}: {row['id']}: name is {row['name']!r}, not {title!r}"
            for key in ("target", "released"):
                month = dataset.get(key, {}).get("date", "")
                if row[key] != month and not (row[key].startswith("[") and not month):
                    yield f"{name}: {row['id']}: {key} is {row[key]!r}, not {month!r}"


def workbook(folder, wanted, tags):
    """What differs between the workbook and the catalogue."""
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    sheets = {sheet.title[0]: sheet for sheet in book.worksheets[1:]}
    letters = list(dict.fromkeys(letter for letter, _ in wanted))
    for letter in letters:
        if letter not in sheets:
            yield f"plan.xlsx: no sheet for section {letter}"
    for letter, sheet in sheets.items():
        where = f"plan.xlsx: {letter}"
        if sheet.freeze_panes != "A2":
            yield f"{where}: frozen at {sheet.freeze_panes}, not at A2"
        if sheet.auto_filter.ref != sheet.dimensions:
            yield f"{where}: filter of {sheet.auto_filter.ref}, not of {sheet.dimensions}"
        rows = list(sheet.iter_rows(min_row=2))
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                yield f"{where}: {cell.coordinate} is a formula"
            elif cell.is_date:
                yield f"{where}: {cell.coordinate} is a date"
            elif isinstance(cell.value, str) and cell.value.lstrip("'")[:1] in tuple(SIGNS) and not cell.quotePrefix:
                yield f"{where}: {cell.coordinate} is not marked as quoted"
        due = [dataset for of, dataset in wanted if of == letter]
        # the id is the last column; what stands in the cells is looked for by value
        if [row[-1].value for row in rows] != [dataset["id"] for dataset in due]:
            yield f"{where}: other ids"
            continue
        for row, dataset in zip(rows, due):
            cells = {squeezed(cell.value) for cell in row if isinstance(cell.value, str)}
            titles = [text(dataset.get("name"), tag) for tag in tags]
            months = [dataset.get(key, {}).get("date", "") for key in ("target", "released")]
            for value in filter(None, [*titles, *months]):
                if squeezed(value) not in cells:
                    yield f"{where}: {dataset['id']}: {value!r} is not there"


def check(folder):
    """All differences of one plan's folder."""
    catalogue = json.loads((folder / "catalogue.json").read_text("utf-8"))
    languages = catalogue["plan"]["languages"]
    wanted, tags = list(datasets(catalogue)), [language["tag"] for language in languages]
    differences = list(validate(folder))
    for compare in (lambda: machine(folder, wanted, tags), lambda: printed(folder, wanted, languages), lambda: workbook(folder, wanted, tags)):
        try:
            differences += compare()
        except Exception as error:  # a reader that gives up is a finding, whatever it raises
            differences.append(f"cannot be read: {error!r}")
    return [f"{folder}: {difference}" for difference in differences]


def replaced(name, old, new):
    """A way to spoil a file: one text for another, its bytes and hash being told anew."""

    def spoil(folder):
        path = folder / name
        data = path.read_bytes()
        assert old(folder) in data, f"{name} does not have {old(folder)!r}"
        path.write_bytes(data.replace(old(folder), new(folder), 1))
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        for resource in package["resources"]:
            if resource["path"] == name:
                del resource["bytes"], resource["hash"]
        (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")

    return spoil


def in_book(change):
    """A way to spoil the workbook: a change to the first sheet of a section that has a dataset."""

    def spoil(folder):
        book = openpyxl.load_workbook(folder / "plan.xlsx")
        change(next(sheet for sheet in book.worksheets[1:] if sheet.max_row > 1))
        book.save(folder / "plan.xlsx")

    return spoil


def first(folder):
    """The first dataset of a folder's catalogue."""
    return next(datasets(json.loads((folder / "catalogue.json").read_text("utf-8"))))[1]


def named(folder):
    return first(folder)["id"].encode()


def doubled(folder):
    """Writes a row of plan.csv twice."""
    path = folder / "plan.csv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows, rows[1]])


def other_title(folder):
    path = folder / "plan.en.csv"
    path.write_text(path.read_text("utf-8").replace(text(first(folder)["name"], "en"), "Another name"), "utf-8")


def formula(sheet):
    sheet["C2"] = "=1+1"


def unquoted(sheet):
    sheet["C2"] = "x"
    sheet["C2"].data_type = "s"
    sheet["C2"]._value = "＝1"


def moved(sheet):
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str) and cell.value[:3] == "202":
                cell.value = "1999-01"


def other_pane(sheet):
    sheet.freeze_panes = None


def other_filter(sheet):
    sheet.auto_filter.ref = "A1:B2"


def date_cell(sheet):
    sheet["C2"] = __import__("datetime").date(2026, 1, 1)


def no_file(folder):
    (folder / "plan.en.csv").unlink()


#: What is spoilt, and what has to be said of it.
SPOILT = [
    ("a word that is none", replaced("plan.csv", lambda _: b",non-spatial,", lambda _: b",neither,"), "constraint-error"),
    ("a month that is none", replaced("plan.csv", lambda of: f",{first(of)['target']['date']},".encode(), lambda _: b",06/2026,"), "type-error"),
    ("a row twice", doubled, "primary-key"),
    ("other bytes", doubled, "byte-count"),
    ("another id", replaced("plan.en.csv", named, lambda _: b"another-id"), "foreign-key"),
    ("another id in plan.csv", replaced("plan.csv", named, lambda _: b"another-id"), "other ids"),
    ("another title", other_title, "'Another name'"),
    ("another head", replaced("plan.csv", lambda _: b"id,section", lambda _: b"id,part"), "incorrect-label"),
    ("a file that is not there", no_file, "plan.en.csv"),
    ("a formula", in_book(formula), "is a formula"),
    ("a date", in_book(date_cell), "is a date"),
    ("no mark of quotes", in_book(unquoted), "is not marked as quoted"),
    ("another month", in_book(moved), "is not there"),
    ("no frozen head", in_book(other_pane), "not at A2"),
    ("another filter", in_book(other_filter), "filter of A1:B2"),
]


def tried(sample):
    """The faults that are not found where they are made on purpose."""
    for what, spoil, expected in SPOILT:
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work) / sample.name
            shutil.copytree(sample, folder)
            spoil(folder)
            found = check(folder)
        if not any(expected in difference for difference in found):
            yield f"{what} is not found: {found}"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folders = sorted(path.parent for path in Path(sys.argv[1]).rglob("datapackage.json"))
    differences = [difference for folder in folders for difference in check(folder)]
    sample = next((folder for folder in folders if folder.name == "mid-year-example"), None)
    if not folders or sample is None:
        return 2
    differences += tried(sample)
    if differences:
        print("\n".join(differences))
        return 1
    rows = sum(len(table(path)[1]) for folder in folders for path in folder.glob("plan*.csv"))
    print(f"{len(folders)} packages with {rows} rows and as many workbooks are what the catalogues say; {len(SPOILT)} spoilt ones are found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
