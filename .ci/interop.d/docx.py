#!/usr/bin/env python3
"""Reads documents for Word as other programs do, and compares them with catalogue.json.

    docx.py FOLDER…

Every `plan.*.docx` below the folders is validated by `openxml-audit` and read by `python-docx` (both from PyPI). Title, headings and
rows have to be those of `catalogue.json` and `plan.*.md` beside it, in every edition; heads repeated, rows whole, each run in its
language. LibreOffice sets each as PDF, in which no character may be lost. Then samples are spoilt on purpose, and each fault has to
be found for its own reason. Exit 1 on any difference, 2 where there is nothing to compare.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import docx
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

TAGS = {"zh-Hant": "zh-HK", "zh-Hans": "zh-CN", "en": "en-HK"}
HAN = re.compile(r"[\u4e00-\u9fff\U00020000-\U0003ffff]")


def squeezed(words):
    return "".join((words or "").split())


def text(said, tag):
    """A text of the catalogue in a language; empty where it is not there."""
    return squeezed((said or {}).get(tag, {}).get("text", ""))


def datasets(catalogue):
    """Every dataset of a catalogue, with the letter of its section, in the order of publication."""
    for section in catalogue["sections"]:
        for place in section.get("organisations", [section]):
            for half in place.get("halves") or []:
                for dataset in half["datasets"]:
                    yield section["letter"], dataset


def validated(path):
    """What openxml-audit says of a file."""
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(path)
    return [f"{error.part_uri}: {error.description}" for error in result.errors]


def headings(path):
    """The headings of the plan in Markdown: level and words."""
    for line in path.read_text("utf-8").splitlines():
        if found := re.match(r"(#+) (.*)", line):
            yield len(found[1]), squeezed(re.sub(r"\\(.)", r"\1", found[2]))


def outline(document):
    """The headings of a document for Word, the title being of level 1, but that of the summary."""
    for paragraph in document.paragraphs:
        name, words = paragraph.style.name, squeezed(paragraph.text.replace("\n", " / "))
        if name == "Title":
            yield 1, words
        elif name.startswith("Heading"):
            yield int(name.split()[-1]) + 1, words


def compare_row(cells, letter, dataset, tags):
    """What differs between a row and a dataset, in the languages of the edition."""
    number, category, name, description, date, frequency = [squeezed(cell.text) for cell in cells]
    if number != str(dataset["number"]):
        yield f"number {number!r}"
    for tag in tags:
        expected = [(text(dataset.get("category", {}).get("label"), tag), category), (text(dataset.get("name"), tag), name)]
        expected += [(text(item["text"], tag), description) for item in dataset.get("description", {}).get("items", [])]
        words = dataset["frequency"].get("words")
        labels = [words] if words else [item["label"] for item in dataset["frequency"].get("items", [])]
        expected += [(text(label, tag), frequency) for label in labels]
        for wanted, found in expected:
            if wanted not in found:
                yield f"{wanted!r} is not in {found!r}"
    listed = dataset.get("description", {}).get("form") == "bullets"
    items = len(dataset.get("description", {}).get("items", []))
    bullets = [paragraph for paragraph in cells[3].paragraphs if paragraph._p.pPr.numPr is not None]
    if len(bullets) != (items * len(tags) if listed else 0):
        yield f"{len(bullets)} bullets, not {items} in each language"
    # what is pending has no figures
    due = dataset["released" if letter == "D" else "target"].get("date")
    if set(re.findall(r"\d+", cells[4].paragraphs[0].text)) != set(due.split("-") if due else []):
        yield f"date {date!r}, not {due}"


def tables(document, wanted, tags, has_summary):
    """What differs between the tables and the catalogue."""
    all_tables = document.tables[1:] if has_summary else document.tables
    rows = []
    for table in document.tables:
        trs = table._tbl.tr_lst
        heads = [tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for tr in trs]
        if heads != [True] + [False] * (len(trs) - 1):
            yield f"heads {heads}"
        if any(tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for tr in trs):
            yield "a row may be split"
        if table._tbl.tblPr.find(qn("w:tblCaption")) is None:
            yield "a table without a caption"
    for table in all_tables:
        rows += [row.cells for row in table.rows[1:] if row.cells[0].text]
    if len(rows) != len(wanted):
        yield f"{len(rows)} rows, not {len(wanted)}"
    for cells, (letter, dataset) in zip(rows, wanted):
        for difference in compare_row(cells, letter, dataset, tags):
            yield f"{dataset['id']}: {difference}"


def said(part, tag):
    """Every text of a part of the catalogue in a language; nothing where one is owed."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if key == tag:
            yield squeezed(value.get("text")) if isinstance(value, dict) else None
        else:
            yield from said(value, tag)


def languages(document, tags, catalogue):
    """Runs that are not in a language of the edition; what is not translated stands in the original."""
    known = {TAGS.get(tag, tag) for tag in tags}
    texts = {TAGS.get(tag, tag): list(said(catalogue, tag)) for tag in tags}
    if any(not text for all_texts in texts.values() for text in all_texts):
        known |= {TAGS.get(each["tag"], each["tag"]) for each in catalogue["plan"]["languages"]}
    for run in document.element.body.iter(qn("w:r")):
        words = "".join(part.text or "" for part in run.iter(qn("w:t")))
        if not words.strip(" /"):
            continue
        lang = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
        tag = lang is not None and lang.get(qn("w:val"))
        if tag not in known:
            yield f"{words!r} is in {tag}, not in one of {sorted(known)}"
        elif any(squeezed(words) in text for text in texts.get(tag, []) if text):
            continue
        elif HAN.search(words) and not (tag.startswith("zh") and lang.get(qn("w:eastAsia")) == tag):
            yield f"{words!r} is said to be in {tag}"


def read(path):
    """All differences between a document and what lies beside it."""
    catalogue = json.loads((path.parent / "catalogue.json").read_text("utf-8"))
    tag_of = {language["suffix"]: language["tag"] for language in catalogue["plan"]["languages"]}
    tags = [tag_of[suffix] for suffix in path.name.split(".")[1].split("-")]
    document = docx.Document(path)
    title = " / ".join(dict.fromkeys(catalogue["plan"]["title"][tag]["text"] for tag in tags))
    core = document.core_properties
    if core.title != title:
        yield f"title is {core.title!r}, not {title!r}"
    if core.language != ", ".join(TAGS.get(tag, tag) for tag in tags):
        yield f"language is {core.language!r}"
    if (issued := catalogue["plan"]["issued"]["date"]) != core.created.strftime("%Y-%m-%d")[: len(issued)]:
        yield f"created {core.created}, not {issued}"
    found, wanted = list(outline(document)), list(headings(path.with_suffix(".md")))
    has_summary = len(found) == len(wanted) + 1
    if has_summary:
        del found[1]
    if found != wanted:
        yield f"headings differ: {[pair for pair in zip(found, wanted) if pair[0] != pair[1]][:1]}, {len(found)} of {len(wanted)}"
    in_markdown = len(re.findall(r"(?m)^(\| --- )+\|$", path.with_suffix(".md").read_text("utf-8")))
    if len(document.tables) - has_summary != in_markdown:
        yield f"{len(document.tables)} tables, not {in_markdown + has_summary}"
    yield from tables(document, list(datasets(catalogue)), tags, has_summary)
    yield from languages(document, tags, catalogue)


def printed(paths, work):
    """What LibreOffice loses of documents: the characters of each that its PDF does not have."""
    for number, path in enumerate(paths):
        (work / f"{number}.docx").write_bytes(path.read_bytes())
    command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf", "--outdir", work]
    files = [work / f"{number}.docx" for number in range(len(paths))]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
    for number, path in enumerate(paths):
        done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", work / f"{number}.pdf", "-"], check=True, capture_output=True)
        with zipfile.ZipFile(path) as file:
            body = etree.fromstring(file.read("word/document.xml"))
        said = Counter("".join(squeezed(part.text) for part in body.iter(qn("w:t"))))
        if lost := said - Counter(squeezed(done.stdout.decode())):
            yield path, f"LibreOffice loses {''.join(sorted(lost))!r}"


def check(paths):
    """All differences of documents."""
    for path in paths:
        for look in (validated, read):
            try:
                yield from (f"{path}: {difference}" for difference in look(path))
            except Exception as error:  # a reader that gives up is a finding, whatever it raises
                yield f"{path}: cannot be read: {error!r}"
    with tempfile.TemporaryDirectory() as work:
        yield from (f"{path}: {difference}" for path, difference in printed(paths, Path(work)))


def replaced(part, old, new):
    """A way to spoil a document: in one of its parts, the first of one text by another."""

    def spoil(path):
        with zipfile.ZipFile(path) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        words = parts[part].decode()
        changed = re.sub(old, new, words, count=1)
        assert changed != words, f"{part} does not have {old}"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in parts.items():
                file.writestr(name, changed if name == part else data)

    return spoil


BODY, TABLE = "word/document.xml", r"(<w:tblPr>.*?</w:tblPr>)(<w:tblGrid>.*?</w:tblGrid>)"
#: What is spoilt, and what has to be said of it.
SPOILT = [
    ("elements in another order", replaced(BODY, TABLE, r"\2\1"), "tblPr"),
    ("a relationship without a part", replaced("word/_rels/document.xml.rels", "styles.xml", "other.xml"), "other.xml"),
    ("another heading", replaced(BODY, "Heading2", "Heading3"), "headings differ"),
    ("another title", replaced("docProps/core.xml", "開放數據", "開放資料"), "title is"),
    ("a head that is not repeated", replaced(BODY, "<w:tblHeader></w:tblHeader>", ""), "heads ["),
    ("a row that may be split", replaced(BODY, "<w:cantSplit></w:cantSplit>(?!<w:tblHeader>)", ""), "may be split"),
    ("another word", replaced(BODY, "升降機事故紀錄", "升降機意外紀錄"), "is not in"),
    ("another month", replaced(BODY, ">03/2026<", ">04/2026<"), "date '04/2026"),
    ("another language", replaced(BODY, 'w:val="zh-HK" w:eastAsia="zh-HK"', 'w:val="en-HK"'), "is said to be in en-HK"),
    ("no language", replaced(BODY, '<w:lang w:val="en-HK"></w:lang>', ""), "is in False"),
    ("words that are not printed", replaced(BODY, "<w:rPr>(?=(?:(?!</w:rPr>).)*</w:rPr><w:t xml:space=.preserve.>[^<]*𨋢)", "<w:rPr><w:vanish/>"), "LibreOffice loses"),
]


def tried(sample):
    """The faults that are not found where they are made on purpose."""
    with tempfile.TemporaryDirectory() as work:
        copies = []
        for number, (_, spoil, _) in enumerate(SPOILT):
            folder = Path(work) / str(number)
            folder.mkdir()
            for name in ("catalogue.json", sample.with_suffix(".md").name, sample.name):
                (folder / name).write_bytes((sample.parent / name).read_bytes())
            spoil(folder / sample.name)
            copies.append(folder / sample.name)
        found = list(check(copies))
    for path, (what, _, expected) in zip(copies, SPOILT):
        own = [difference for difference in found if difference.startswith(f"{path}:")]
        if not any(expected in difference for difference in own):
            yield f"{what} is not found: {own}"


def main():
    paths = sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("plan.*.docx"))
    sample = next((path for path in paths if path.parent.name == "mid-year-example" and path.name == "plan.tc-en.docx"), None)
    if sample is None:
        print(__doc__, file=sys.stderr)
        return 2
    differences = [*check(paths), *tried(sample)]
    if differences:
        print("\n".join(differences))
        return 1
    print(f"{len(paths)} documents are valid, say what the catalogues say, and lose nothing in print; {len(SPOILT)} spoilt ones are found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
