#!/usr/bin/env python3
"""Opens working copies as other programs do, and sends them through LibreOffice and back into their plan.

    export.py ODP PLAN…

Each plan is exported by the program ODP in every form. The workbook is read by `openpyxl`: ids and heads have to be locked without a
password, all else open, every list has to lie in the sheet of choices. The document is validated by `openxml-audit` (both from
PyPI). Then LibreOffice saves both anew, and nothing may have changed when they are taken back; nor where the table is. An edit made
by `openpyxl` has to come back as that edit. Exit 1 on any difference, 2 where there is nothing to compare.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openxml_audit import FileFormat, OpenXmlValidator


def run(odp, *arguments):
    return subprocess.run([odp, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=120)


def workbook(path):
    """What is wrong with the locks and lists of a workbook."""
    book = openpyxl.load_workbook(path)
    _, table, choices = book.worksheets
    for sheet in book.worksheets:
        if not sheet.protection.sheet or sheet.protection.password:
            yield f"sheet {sheet.title}: it should be protected, without a password"
    heads = {str(cell.value).splitlines()[-1]: cell.column for cell in table[1]}
    for name, column in heads.items():
        locked = table.cell(2, column).protection.locked
        if locked != (name in ("id", "odp")):
            yield f"column {name}: locked is {locked}"
    if not table.column_dimensions[get_column_letter(heads["odp"])].hidden:
        yield "the column of marks is seen"
    lists = 0
    for validation in table.data_validations.dataValidation:
        if validation.type != "list":
            continue
        lists += 1
        sheet, cells = re.fullmatch(r"'(.+)'!(.+)", validation.formula1).groups()
        values = [cell.value for row in choices[cells.replace("$", "")] for cell in row]
        if sheet != choices.title or not values or None in values or len(set(values)) != len(values):
            yield f"list {validation.formula1}: {values}"
        column = next(iter(validation.sqref.ranges)).min_col
        for row in range(2, table.max_row + 1):
            words = table.cell(row, column).value
            if words and not set(words.split("\n")) <= set(values):
                yield f"{get_column_letter(column)}{row}: {words!r} is none of its choices"
    if lists != 9:
        yield f"{lists} lists"


def check(odp, plan, work):
    """What is wrong with the working copies of a plan."""
    source = work / "plan.odp"
    copies = {form: work / f"copy.{form}" for form in ("xlsx", "docx", "csv")}
    for form, path in copies.items():
        done = run(odp, "export", source, "--to", form, "-o", path)
        if done.returncode:
            yield f"{form}: {done.stderr}"
            return
    yield from workbook(copies["xlsx"])
    for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(copies["docx"]).errors:
        yield f"docx: {error.part_uri}: {error.description}"
    saved = work / "saved"
    for form in ("xlsx", "docx"):
        command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", form, "--outdir", saved]
        subprocess.run([*command, copies[form]], check=True, capture_output=True, timeout=600)
    for path in [*copies.values(), saved / "copy.xlsx", saved / "copy.docx"]:
        done = run(odp, "import", path, "--into", source, "--lang", "en")
        if done.returncode or done.stdout or done.stderr != "0 values changed\n":
            yield f"{path.relative_to(work)}: {done.stderr}{done.stdout}"
    edited = openpyxl.load_workbook(copies["xlsx"])
    table = edited.worksheets[1]
    column = next(cell.column for cell in table[1] if str(cell.value).splitlines()[-1] in ("name_tc", "name_en"))
    table.cell(2, column).value = "改名 𨋢"
    edited.save(work / "edited.xlsx")
    done = run(odp, "import", work / "edited.xlsx", "--into", source, "--lang", "en")
    added = [line for line in done.stdout.splitlines() if re.match(r"\+[^+]", line)]
    if done.returncode != 1 or len(added) != 1 or "改名 𨋢" not in added[0]:
        yield f"an edit of a name: {done.stderr}{done.stdout}"


def main():
    odp, *plans = sys.argv[1:]
    odp = str(Path(odp).resolve())
    faults = 0
    for plan in map(Path, plans):
        with tempfile.TemporaryDirectory() as work:
            shutil.copytree(plan.parent, work, dirs_exist_ok=True)
            (Path(work) / plan.name).rename(Path(work) / "plan.odp")
            for fault in check(odp, plan, Path(work)):
                faults += 1
                print(f"export: {plan}: {fault}")
    print(f"export: {len(plans)} plans, {faults} faults")
    sys.exit(1 if faults else 0 if plans else 2)


if __name__ == "__main__":
    main()
