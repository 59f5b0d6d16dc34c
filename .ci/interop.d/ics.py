#!/usr/bin/env python3
"""Reads calendar feeds as other programs do, and compares them with catalogue.json.

    ics.py OUTPUT_FOLDER

Every `calendar.*.ics` below the folder is read by `icalendar` and by `vobject` (both from PyPI). For each language of
`catalogue.json` beside it, both have to find the datasets that have a date, each once, with its title, its month, its
status and its address, and no broken line. Exit 1 on any difference, 2 where there is nothing to compare.
"""

import calendar
import datetime
import json
import sys
from pathlib import Path

import icalendar
import vobject

STATUS = {"planned": "TENTATIVE", "released": "CONFIRMED", "withdrawn": "CANCELLED"}


def datasets(catalogue):
    """Every dataset of a catalogue."""
    for section in catalogue["sections"]:
        places = section.get("organisations", [section])
        for place in places:
            for half in place.get("halves", []):
                yield from half["datasets"]


def last_day(date):
    """The last day of a year, month or day as ISO 8601 writes it."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day)


def date_of(dataset):
    """The date that a dataset stands under, or None while that is pending."""
    order = ["released", "target"] if dataset["status"] == "released" else ["target"]
    if dataset["status"] == "withdrawn":
        order += ["released", "withdrawn"]
    return next((dataset[key]["date"] for key in order if "date" in dataset.get(key, {})), None)


def expected(catalogue, language):
    """By UID: title, first day, day after, status, address."""
    publisher = catalogue["plan"]["publishers"][0]["id"]
    original = next(each["tag"] for each in catalogue["plan"]["languages"] if each["role"] == "original")
    events = {}
    for dataset in datasets(catalogue):
        date = date_of(dataset)
        if date is None:
            continue
        name = dataset["name"]
        title = name[language["tag"]].get("text") or name[original].get("text")
        day = last_day(date)
        portals = [portal["urls"] for portal in dataset.get("portals", []) if portal.get("urls")]
        url = portals[0][language["tag"]] if portals else None
        uid = f"{publisher}.{dataset['id']}.{language['suffix']}@odp"
        events[uid] = (title, day, day + datetime.timedelta(days=1), STATUS[dataset["status"]], url)
    return events


def by_icalendar(data):
    """The events as `icalendar` reads them, and what it complains of."""
    feed = icalendar.Calendar.from_ical(data)
    complaints = [f"{part.name}: {error}" for part in feed.walk() for error in part.errors]
    text = lambda event, key: str(event[key]) if key in event else None
    return [
        (text(event, "UID"), text(event, "SUMMARY"), event["DTSTART"].dt, event["DTEND"].dt, text(event, "STATUS"), text(event, "URL"))
        for event in feed.walk("VEVENT")
    ], complaints


def by_vobject(data):
    """The events as `vobject` reads them, and what it complains of."""
    feed = vobject.readOne(data.decode("utf-8"))
    complaints = []
    try:
        feed.validate(raiseException=True)
    except vobject.base.ValidateError as error:
        complaints.append(str(error))
    value = lambda event, key: getattr(event, key).value if hasattr(event, key) else None
    return [
        tuple(value(event, key) for key in ("uid", "summary", "dtstart", "dtend", "status", "url"))
        for event in feed.contents.get("vevent", [])
    ], complaints


def compare(events, wanted):
    """What differs between the events read and those wanted."""
    uids = [event[0] for event in events]
    for uid in sorted({uid for uid in uids if uids.count(uid) > 1}):
        yield f"{uid} stands there more than once"
    found = {uid: rest for uid, *rest in events}
    for uid in sorted(set(wanted) - set(found)):
        yield f"{uid} is missing"
    for uid in sorted(set(found) - set(wanted)):
        yield f"{uid} is not in the catalogue"
    for uid in sorted(set(found) & set(wanted)):
        (summary, *facts), (title, *due) = found[uid], wanted[uid]
        if title not in (summary or ""):
            yield f"{uid}: title {summary!r}, not {title!r}"
        for what, is_now, should in zip(["first day", "day after", "status", "address"], facts, due):
            if is_now != should:
                yield f"{uid}: {what} {is_now}, not {should}"


def lines(data):
    """What breaks RFC 5545 in the lines themselves."""
    if not data.endswith(b"\r\n") or data.replace(b"\r\n", b"").count(b"\n") or data.replace(b"\r\n", b"").count(b"\r"):
        yield "lines do not all end by CRLF"
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75:
            yield f"line {number} has {len(line)} octets"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"line {number} is cut inside a character"


def check(folder):
    """All differences of one plan's folder, and how many feeds there were."""
    catalogue = json.loads((folder / "catalogue.json").read_text("utf-8"))
    languages = {language["suffix"]: language for language in catalogue["plan"]["languages"]}
    feeds = {path.name.split(".")[1]: path for path in folder.glob("calendar.*.ics")}
    differences = [f"{folder}: no feed in {suffix}" for suffix in sorted(set(languages) - set(feeds))]
    differences += [f"{folder}: a feed in {suffix}, not a language of the plan" for suffix in sorted(set(feeds) - set(languages))]
    for suffix in sorted(set(feeds) & set(languages)):
        path, data = feeds[suffix], feeds[suffix].read_bytes()
        differences += [f"{path}: {each}" for each in lines(data)]
        wanted = expected(catalogue, languages[suffix])
        for name, read in (("icalendar", by_icalendar), ("vobject", by_vobject)):
            try:
                events, complaints = read(data)
            except Exception as error:  # a reader that gives up is a finding, whatever it raises
                differences.append(f"{path}: {name} cannot read it: {error!r}")
                continue
            differences += [f"{path}: {name}: {each}" for each in [*complaints, *compare(events, wanted)]]
    return differences, len(feeds)


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folders = sorted(path.parent for path in Path(sys.argv[1]).rglob("catalogue.json"))
    results = [check(folder) for folder in folders]
    differences = [each for found, _ in results for each in found]
    feeds = sum(count for _, count in results)
    print("\n".join(differences) if differences else f"{feeds} feeds of {len(folders)} plans read alike by icalendar and vobject")
    return 1 if differences else 0 if feeds else 2


if __name__ == "__main__":
    sys.exit(main())
