#!/usr/bin/env python3
"""Reads tables as other programs do, and compares them with catalogue.json.

    tables.py OUTPUT_FOLDER

Every `datapackage.json` below the folder is validated by `frictionless`, with the CSV files it names; every workbook is read by
`openpyxl` (both from PyPI). Ids, titles and months of all of them have to be those of `catalogue.json` beside them; of a whole
workspace, whose a dataset is and the totals too. Then samples are spoilt on purpose, and each fault has to be found for its own
reason. Exit 1 on any difference, 2 where there is nothing to compare.
"""

import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

import openpyxl
from frictionless import Package

sys.path.append(str(Path(__file__).parent))
import catalogues

SIGNS = "=+-@＝＋－＠"


COUNTS = ["datasets", "planned", "released", "withdrawn", "overdue"]


class Wanted:
    """What has to stand in the tables of a folder: those of a plan, or of a workspace."""

    def __init__(self, folder):
        self.folder, self.catalogue = folder, catalogues.read(folder / "catalogue.json")
        self.is_joint = catalogues.is_workspace(self.catalogue)
        self.stem = "plans" if self.is_joint else "plan"
        self.plans = catalogues.plans(self.catalogue)
        self.rows = [(plan, letter, dataset) for plan in self.plans for letter, dataset in catalogues.placed(plan)]
        self.languages = {each["tag"]: each for plan in self.plans for each in plan["plan"]["languages"]}

    def ids(self, rows):
        """What tells rows apart."""
        return [(plan["plan"]["id"], dataset["id"]) if self.is_joint else (dataset["id"],) for plan, _, dataset in rows]

    def key(self, row):
        return (row["plan"], row["id"]) if self.is_joint else (row["id"],)


def speaks(plan, tag):
    """Whether a plan is published in a language."""
    return any(language["tag"] == tag for language in plan["plan"]["languages"])


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


def machine(wanted):
    """What differs between the table for programs and the catalogue."""
    name = f"{wanted.stem}.csv"
    heads, rows = table(wanted.folder / name)
    found = [dict(zip(heads, row)) for row in rows]
    if [wanted.key(row) for row in found] != wanted.ids(wanted.rows):
        yield f"{name}: other ids"
        return
    for row, (plan, letter, dataset) in zip(found, wanted.rows):
        expected = {"section": letter, "status": dataset["status"], "number": str(dataset["number"])}
        expected |= {key: dataset.get(key, {}).get("date", "") for key in ("target", "released")}
        expected |= {f"name_{tag}": text(dataset["name"], tag) if speaks(plan, tag) else "" for tag in wanted.languages}
        expected |= {f"name_state_{tag}": dataset["name"][tag]["state"] if speaks(plan, tag) else "" for tag in wanted.languages}
        if wanted.is_joint:
            expected["publishers"] = json.dumps([each["id"] for each in plan["plan"]["publishers"]], separators=(",", ":"))
        for key, value in expected.items():
            if row[key] != value:
                yield f"{name}: {row['id']}: {key} is {row[key]!r}, not {value!r}"
        portals = [portal["id"] for portal in dataset.get("portals", [])]
        if json.loads(row["portals"] or "[]") != portals:
            yield f"{name}: {row['id']}: portals are {row['portals']}, not {portals}"


def printed(wanted):
    """What differs between the tables in one language and the catalogue."""
    package = json.loads((wanted.folder / "datapackage.json").read_text("utf-8"))
    paths = {resource["path"]: resource for resource in package["resources"]}
    if set(paths) != {path.name for path in wanted.folder.glob("*.csv")}:
        yield f"datapackage.json lists {sorted(paths)}"
    for tag, language in wanted.languages.items():
        name = f"{wanted.stem}.{language['suffix']}.csv"
        fields = [field["description"] for field in paths[name]["schema"]["fields"]]
        heads, rows = table(wanted.folder / name)
        found, due = [dict(zip(fields, row)) for row in rows], [each for each in wanted.rows if speaks(each[0], tag)]
        if len(heads) != len(fields) or [wanted.key(row) for row in found] != wanted.ids(due):
            yield f"{name}: other ids"
            continue
        for row, (plan, _, dataset) in zip(found, due):
            title = text(dataset.get("name"), tag)
            if title and squeezed(row["name"]) != squeezed(title):
                yield f"{name}: {row['id']}: name is {row['name']!r}, not {title!r}"
            publisher = text(plan["plan"]["publishers"][0]["name"], tag)
            if wanted.is_joint and publisher not in row["publisher"]:
                yield f"{name}: {row['id']}: publisher is {row['publisher']!r}, not {publisher!r}"
            for key in ("target", "released"):
                month = dataset.get(key, {}).get("date", "")
                if row[key] != month and not (row[key].startswith("[") and not month):
                    yield f"{name}: {row['id']}: {key} is {row[key]!r}, not {month!r}"


def workbook(wanted):
    """What differs between the workbook and the catalogue."""
    name = f"{wanted.stem}.xlsx"
    book = openpyxl.load_workbook(wanted.folder / name)
    first = 2 if wanted.is_joint else 1
    sheets = {sheet.title[0]: sheet for sheet in book.worksheets[first:]}
    for letter in dict.fromkeys(letter for _, letter, _ in wanted.rows):
        if letter not in sheets:
            yield f"{name}: no sheet for section {letter}"
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        where = f"{name}: {cell.parent.title[0]}: {cell.coordinate}"
        if cell.data_type == "f":
            yield f"{where} is a formula"
        elif cell.is_date:
            yield f"{where} is a date"
        elif isinstance(cell.value, str) and cell.value.lstrip("'")[:1] in tuple(SIGNS) and not cell.quotePrefix:
            yield f"{where} is not marked as quoted"
    for sheet in book.worksheets[1:]:
        if sheet.freeze_panes != "A2":
            yield f"{name}: {sheet.title[0]}: frozen at {sheet.freeze_panes}, not at A2"
        if sheet.auto_filter.ref != sheet.dimensions:
            yield f"{name}: {sheet.title[0]}: filter of {sheet.auto_filter.ref}, not of {sheet.dimensions}"
    for letter, sheet in sheets.items():
        due = [each for each in wanted.rows if each[1] == letter]
        yield from (f"{name}: {letter}: {each}" for each in section(sheet, due, wanted))
    if wanted.is_joint:
        yield from (f"{name}: {each}" for each in counted(book.worksheets, wanted))


def section(sheet, due, wanted):
    """What differs between the sheet of a section and the catalogue."""
    rows = list(sheet.iter_rows(min_row=2))
    # the id is the last column; what stands in the cells is looked for by value
    if [row[-1].value for row in rows] != [dataset["id"] for _, _, dataset in due]:
        yield "other ids"
        return
    for row, (plan, _, dataset) in zip(rows, due):
        cells = {squeezed(cell.value) for cell in row if isinstance(cell.value, str)}
        tags = [tag for tag in wanted.languages if speaks(plan, tag)]
        titles = [text(dataset.get("name"), tag) for tag in tags]
        months = [dataset.get(key, {}).get("date", "") for key in ("target", "released")]
        whose = [text(plan["plan"]["publishers"][0]["name"], tag) for tag in tags if len(plan["plan"]["publishers"]) == 1]
        for value in filter(None, [*titles, *months, *([plan["plan"]["id"], *whose] if wanted.is_joint else [])]):
            if squeezed(value) not in cells:
                yield f"{dataset['id']}: {value!r} is not there"


def counted(sheets, wanted):
    """What differs between the totals of a workspace and the catalogue."""
    totals = wanted.catalogue["totals"]
    blocks, block = [], []
    for row in [*sheets[0].iter_rows(values_only=True), (None,)]:
        if any(cell is not None for cell in row):
            block.append(row)
        elif block:
            blocks, block = [*blocks, block[1:]], []
    status, halves = COUNTS[:4], ["spatial", "nonSpatial"]
    every = [[totals], totals["sections"], totals["quarters"], totals["categories"]]
    kinds = [(1, COUNTS), (1, ["datasets"]), (1, status), (1, status)]
    if [len(block) for block in blocks] != [len(each) for each in every]:
        yield f"totals: blocks of {[len(block) for block in blocks]} lines"
        return
    for block, due, (at, keys) in zip(blocks, every, kinds):
        for row, each in zip(block, due):
            if list(row[at:at + len(keys)]) != [each[key] for key in keys]:
                yield f"totals: {row}, not {[each[key] for key in keys]}"
    for row, each in zip(blocks[1], totals["sections"]):
        if not row[0].startswith(each["letter"]) or list(row[6:8]) != [each[key] for key in halves]:
            yield f"totals: {row}, not {each}"
    for row, each in zip(blocks[2], totals["quarters"]):
        if row[0] != each.get("quarter", each.get("year", row[0])):
            yield f"totals: {row}, not {each}"
    listed = list(sheets[1].iter_rows(min_row=2, values_only=True))
    if len(listed) != len(wanted.plans):
        yield f"plans: {len(listed)}, not {len(wanted.plans)}"
    for row, plan in zip(listed, wanted.plans):
        facts = [plan["plan"]["id"], *(text(plan["plan"]["title"], tag) for tag in wanted.languages if speaks(plan, tag))]
        if any(fact and fact not in row for fact in facts) or list(row[-7:-2]) != [plan["totals"][key] for key in COUNTS]:
            yield f"plans: {row}, not {facts} and {plan['totals']}"


def check(folder):
    """All differences of one folder."""
    wanted = Wanted(folder)
    differences = list(validate(folder))
    for compare in (machine, printed, workbook):
        try:
            differences += compare(wanted)
        except Exception as error:  # a reader that gives up is a finding, whatever it raises
            differences.append(f"{compare.__name__}: cannot be read: {error!r}")
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


def in_book(change, name="plan.xlsx", first=1):
    """A way to spoil a workbook: a change to its first sheet, from one on, that has a row."""

    def spoil(folder):
        book = openpyxl.load_workbook(folder / name)
        change(next(sheet for sheet in book.worksheets[first:] if sheet.max_row > 1))
        book.save(folder / name)

    return spoil


def first(folder):
    """The first dataset of a folder's catalogue."""
    return Wanted(folder).rows[0][2]


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


def plan_id(folder):
    return Wanted(folder).plans[0]["plan"]["id"].encode()


def publisher_id(folder):
    return catalogues.publisher(Wanted(folder).plans[0]).encode()


def last_row_out(folder):
    path = folder / "plans.tc.csv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows[:-1])


def one_more(sheet):
    sheet["B2"].value += 1


def other_quarter(sheet):
    cell = next(cell for row in sheet.iter_rows() for cell in row if "-Q" in str(cell.value))
    cell.value = "1999-Q1"


def no_line(sheet):
    sheet.delete_rows(sheet.max_row)


def other_count(sheet):
    sheet.cell(2, sheet.max_column - 6).value += 1


def other_bureau(sheet):
    for row in sheet.iter_rows(min_row=2, max_col=4):
        for cell in row:
            cell.value = "Another"


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

#: The same of a workspace.
SPOILT_JOINT = [
    ("another plan", replaced("plans.csv", lambda of: plan_id(of), lambda _: b"another-plan"), "plans.csv: other ids"),
    ("another plan in a language", replaced("plans.en.csv", lambda of: plan_id(of), lambda _: b"another-plan"), "foreign-key"),
    ("another publisher", replaced("plans.csv", publisher_id, lambda _: b"hk-nobody"), "publishers is"),
    ("no column of plans", replaced("plans.csv", lambda _: b"plan,publishers", lambda _: b"plans,publishers"), "incorrect-label"),
    ("a row too few", last_row_out, "plans.tc.csv: other ids"),
    ("another total", in_book(one_more, "plans.xlsx", 0), "plans.xlsx: totals: "),
    ("another name of a quarter", in_book(other_quarter, "plans.xlsx", 0), "plans.xlsx: totals: "),
    ("a line of totals too few", in_book(no_line, "plans.xlsx", 0), "plans.xlsx: totals: "),
    ("another count of a plan", in_book(other_count, "plans.xlsx", 1), "plans.xlsx: plans: "),
    ("a plan too few", in_book(no_line, "plans.xlsx", 1), "plans.xlsx: plans: "),
    ("another bureau in a section", in_book(other_bureau, "plans.xlsx", 2), "is not there"),
    ("a dataset too few", in_book(no_line, "plans.xlsx", 2), "other ids"),
]


def tried(sample, spoilt):
    """The faults that are not found where they are made on purpose."""
    for what, spoil, expected in spoilt:
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work) / sample.name
            shutil.copytree(sample, folder, ignore=lambda of, names: [name for name in names if (Path(of) / name).is_dir()])
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
    joint = next((folder for folder in folders if Wanted(folder).is_joint), None)
    if sample is None or joint is None:
        return 2
    differences += [*tried(sample, SPOILT), *tried(joint, SPOILT_JOINT)]
    if differences:
        print("\n".join(differences))
        return 1
    rows = sum(len(table(path)[1]) for folder in folders for path in folder.glob("plan*.csv"))
    spoilt = len(SPOILT) + len(SPOILT_JOINT)
    print(f"{len(folders)} packages with {rows} rows and as many workbooks are what the catalogues say; {spoilt} spoilt ones are found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
