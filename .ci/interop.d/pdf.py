#!/usr/bin/env python3
"""Checks PDF files as other programs see them, and reads their words back.

    pdf.py OUTPUT_FOLDER

Every `plan.*.pdf` below the folder is checked by `qpdf --check`, by `page-validation` (its rules of PDF/UA-1 and of PDF/A) and by
`outloud` (both from PyPI). What its tags say has to be, character by character, what the HTML page of the same edition says; its
tables have the same cells, its bookmarks are the headings; every text has its language; the source inside is the plan's. Then
samples are spoilt on purpose, and each fault has to be found for its own reason. Exit 1 on any difference, 2 where there is
nothing to compare.
"""

import re
import subprocess
import sys
import tempfile
from itertools import chain
from html.parser import HTMLParser
from pathlib import Path

import outloud
import page
import pikepdf
from outloud.model import Document

# page-validation takes the widths of CFF fonts from a place where they are not
MISJUDGED = {"PDFA3A-TRUETYPE-GLYPH-WIDTH-001", "PDFA2A-TRUETYPE-GLYPH-WIDTH-001", "PDFUA1-FONT-GLYPH-WIDTH-001"}

# outloud takes a table of one row for shredded, which has more heads than other cells; that its heads are the page's is seen below
GUESSED = {"TBL-010"}


class Page(HTMLParser):
    """What a page of HTML says: its words in order, the cells of its tables, its headings."""

    VOID = {"meta", "link", "br", "img", "hr"}
    HEADINGS = {"h2", "h3", "h4"}

    def __init__(self, text):
        super().__init__()
        self.words, self.tables, self.headings, self.stack = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag in self.VOID:
            return
        self.stack.append((tag, dict(attributes).get("class") or ""))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append([tag.upper(), ""])
        elif tag in self.HEADINGS:
            self.headings.append("")

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _ in self.stack}
        if tags & {"head", "caption"} or any("editions" in name for _, name in self.stack):
            return
        self.words.append(data)
        if tags & {"td", "th"}:
            self.tables[-1][-1][-1][1] += data
        if tags & self.HEADINGS:
            self.headings[-1] += data


class Tags:
    """What the tags of a PDF say, in the order of reading."""

    def __init__(self, path):
        self.document = Document(str(path))
        self.pdf = pikepdf.open(path)
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.root = self.pdf.Root.StructTreeRoot
        self.roles = {str(key)[1:]: str(value)[1:] for key, value in self.root.get("/RoleMap", {}).items()}

    def kind(self, node):
        name = str(node.get("/S", ""))[1:]
        return self.roles.get(name, name)

    def kids(self, node):
        kids = node.get("/K", [])
        return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    def all(self, node, kind):
        """Every element of a kind below one, in order."""
        for kid in self.kids(node):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if self.kind(kid) == kind:
                    yield kid
                yield from self.all(kid, kind)

    def text(self, node, where=None):
        """The words of an element; neither bullets are words nor what a picture shows."""
        if isinstance(node, int):
            return self.document.content(where).mcid_text.get((None, int(node)), "")
        where = self.pages[node.Pg.objgen] if "/Pg" in node else where
        if node.get("/Type") == "/MCR":
            return self.document.content(where).mcid_text.get((None, int(node.MCID)), "")
        if node.get("/Type") == "/OBJR" or self.kind(node) in ("Lbl", "Figure"):
            return ""
        return "".join(self.text(kid, where) for kid in self.kids(node))

    def languages(self):
        """Every language that a tag or the document names."""
        found = {str(self.pdf.Root.Lang)} if "/Lang" in self.pdf.Root else set()
        stack = self.kids(self.root)
        while stack:
            node = stack.pop()
            if isinstance(node, pikepdf.Dictionary):
                found |= {str(node.Lang)} if "/Lang" in node else set()
                stack += self.kids(node)
        return found


def bare(text):
    """Words without white space, and without the brackets that set off what is not the author's."""
    return "".join(c for c in text if not c.isspace() and c not in "[]\u200b\u00ad")


def differing(what, found, wanted):
    """Where two texts part."""
    if found == wanted:
        return
    at = next((at for at, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
    yield f"{what}: after {wanted[max(0, at - 12):at]!r} stands {found[at:at + 24]!r}, not {wanted[at:at + 24]!r}"


def ends_where_it_says(path, number):
    """Whether a stream is as long as it says: where its last byte is CR, page-validation takes that for the end of a line."""
    data = path.read_bytes()
    head = re.search(rb"(?:^|\n)%d 0 obj\s*<<.*?/Length (\d+).*?>>\s*stream\r?\n" % number, data, re.DOTALL)
    end = head.end() + int(head[1])
    return data[end - 1 : end] == b"\r" and data[end:].startswith(b"\nendstream")


def conformance(path):
    """What the checkers find."""
    ran = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    if ran.returncode or "WARNING" in ran.stderr:
        yield f"qpdf: {ran.stderr.strip() or ran.stdout.strip()}"
    with pikepdf.open(path) as pdf:
        attached = len(pdf.attachments) > 0
    for profile in ("3a" if attached else "2a", "ua1"):
        for failure in page.validate_pdf(str(path), profile=profile).failures:
            is_whole = failure.rule_id.endswith("-STREAM-LENGTH-001") and ends_where_it_says(path, failure.object_id.object_number)
            if failure.rule_id not in MISJUDGED and not is_whole:
                yield f"page-validation {profile}: {failure.rule_id}: {failure.message}"
    heads = {word for table in Page(path.with_suffix(".html").read_text("utf-8")).tables for _, cell in table[0] for word in cell.split()}
    result = outloud.check(str(path))
    if result.error:
        yield f"outloud: {result.error}"
    for finding in result.findings:
        # the head of a table is read once; where a page repeats it for the eye, it is no content
        told = [word for word in (finding.evidence or "").split() if not word.endswith("…")]
        is_head = finding.rule == "TAG-002" and set(told) <= heads
        if finding.severity == "error" and finding.rule not in GUESSED and not is_head:
            yield f"outloud: {finding.rule}: {finding.message} ({finding.evidence})"


def outline(pdf):
    """The titles of all bookmarks."""
    with pdf.open_outline() as found:
        stack = list(reversed(found.root))
        while stack:
            item = stack.pop()
            yield item.title
            stack.extend(reversed(item.children))


def words(path):
    """What differs between a PDF and the page of the same edition."""
    told, tags = Page(path.with_suffix(".html").read_text("utf-8")), Tags(path)
    yield from differing("words", bare(tags.text(tags.root)), bare("".join(told.words)))
    tables = [
        [[[tags.kind(cell), bare(tags.text(cell))] for cell in tags.kids(row)] for row in tags.all(table, "TR")]
        for table in tags.all(tags.root, "Table")
    ]
    wanted = [[[[kind, bare(cell)] for kind, cell in row] for row in table] for table in told.tables]
    if tables != wanted:
        yield f"tables: {[len(table) for table in tables]} rows, not {[len(table) for table in wanted]}, or other cells"
    titles = [bare(title) for title in outline(tags.pdf)]
    if titles != [bare(heading) for heading in told.headings]:
        yield f"bookmarks: {titles}"
    names = {"tc": "zh-HK", "sc": "zh-CN", "en": "en-HK"}
    for suffix in path.stem.split(".")[1].split("-"):
        if names.get(suffix, suffix) not in tags.languages():
            yield f"no text is in {suffix}: {sorted(tags.languages())}"


def source(path, sources):
    """What differs between the source inside and the plan's."""
    with pikepdf.open(path) as pdf:
        held = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    for name, data in held.items():
        if data not in sources:
            yield f"{name} is no source of a plan here"


def check(path, sources):
    """All that is wrong with one file."""
    found = []
    try:
        for each in chain(conformance(path), words(path), source(path, sources)):
            found.append(each)
    except Exception as error:  # a reader that gives up is a finding, whatever it raises
        found.append(f"cannot be read: {error!r}")
    return [f"{path}: {each}" for each in found]


def changed(change):
    """A way to spoil a file: a change to its objects."""

    def spoil(path):
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(path)

    return spoil


def elements(pdf, kind):
    """Every element of a kind in a PDF."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind:
            yield item


def untagged(pdf):
    del pdf.Root.StructTreeRoot
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=False)


def unnamed(pdf):
    del pdf.Root.Lang


def undisplayed(pdf):
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=False)


def headless(pdf):
    for head in elements(pdf, "/TH"):
        head.S = pikepdf.Name("/TD")


def rowless(pdf):
    """Takes the last row of a table out of its tags."""
    body = [item for item in elements(pdf, "/TBody")][-1]
    del body.K[-1]


def unmarked(pdf):
    del pdf.Root.Outlines


def resourced(pdf):
    for name in list(pdf.attachments):
        held = pdf.attachments[name].obj
        held.EF.F.write(b"odp 1\n")


FAULTS = [
    ("no tags", changed(untagged), "PDFUA1-TAGGED-DOCUMENT-001"),
    ("no language", changed(unnamed), "PDFUA1-TEXT-LANGUAGE-001"),
    ("no title in the window", changed(undisplayed), "PDFUA1-VIEWER-PREFERENCES-001"),
    ("heads that are cells", changed(headless), "or other cells"),
    ("a row that nobody reads", changed(rowless), "words: after"),
    ("no bookmarks", changed(unmarked), "bookmarks"),
    ("another source", changed(resourced), "is no source of a plan here"),
    ("a file cut short", lambda path: path.write_bytes(path.read_bytes()[:-2000]), "qpdf: "),
]


def spoilt(sample, sources):
    """Faults that nobody found for their reason."""
    for what, spoil, reason in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / sample.name
            path.write_bytes(sample.read_bytes())
            path.with_suffix(".html").write_bytes(sample.with_suffix(".html").read_bytes())
            spoil(path)
            found = check(path, sources)
            if not any(reason in each for each in found):
                yield f"{what}: nobody found it: {found}"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    sources = {path.read_bytes() for path in (folder.parent / "in").rglob("*.odp")}
    files = sorted(folder.rglob("plan.*.pdf"))
    if not files:
        print(f"no PDF below {folder}", file=sys.stderr)
        return 2
    differences = [each for path in files for each in check(path, sources)]
    differences += spoilt(next(path for path in files if path.name == "plan.tc.pdf"), sources)
    print("\n".join(differences) if differences else f"{len(files)} files: tags, words, bookmarks and sources as they should be")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
