#!/usr/bin/env python3
"""Reads calendar feeds as other programs do, and compares them with catalogue.json.

    ics.py OUTPUT_FOLDER

Every `calendar.*.ics` and `updates.*.ics` below the folder, those of a whole workspace too, is read by `icalendar`, by `vobject`
(both from PyPI) and by libical. For each language of `catalogue.json` beside it, all three have to find the datasets that are due
there, each once, with its title, its month, its status, its address and the days on which it recurs, and nothing to complain of.
Then feeds that are wrong for one reason have to be found, by each of the three. Exit 1 on any difference, 2 where there is nothing
to compare.
"""

import calendar
import datetime
import re
import sys
from pathlib import Path

import icalendar
import vobject
from dateutil.rrule import rrulestr

sys.path.append(str(Path(__file__).parent))
import catalogues
import libical

STATUS = {"planned": "TENTATIVE", "released": "CONFIRMED", "withdrawn": "CANCELLED"}
FACTS = ["first day", "day after", "status", "address", "sequence", "days"]


def last_day(date):
    """The last day of a year, month or day as ISO 8601 writes it."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day)


def months_later(day, count):
    """The first day of a month, so many months later."""
    return datetime.date(day.year + (day.month - 1 + count) // 12, (day.month - 1 + count) % 12 + 1, 1)


def date_of(dataset):
    """The date that a dataset stands under, or None while that is pending."""
    order = ["released", "target"] if dataset["status"] == "released" else ["target"]
    if dataset["status"] == "withdrawn":
        order += ["released", "withdrawn"]
    return next((dataset[key]["date"] for key in order if "date" in dataset.get(key, {})), None)


def address(dataset, tag):
    """Its address on the first portal where its id is known."""
    return next((portal["urls"].get(tag) for portal in dataset.get("portals", []) if portal.get("urls")), None)


def releases(plan, language):
    """The events of releases of a plan in a language, by UID."""
    for dataset in catalogues.datasets(plan):
        date = date_of(dataset)
        if date is None:
            continue
        day = last_day(date)
        yield f"{catalogues.publisher(plan)}.{dataset['id']}.{language['suffix']}@odp", {
            "title": catalogues.title(dataset, language["tag"], catalogues.original(plan)),
            "first day": day,
            "day after": day + datetime.timedelta(days=1),
            "status": STATUS[dataset["status"]],
            "address": address(dataset, language["tag"]),
            "sequence": len(dataset.get("slips", [])) + ("released" in dataset) + ("withdrawn" in dataset),
            "days": [day],
        }


def recurs(first, period, last):
    """The days on which something of this period is due; none where it is due more often than each week, or at no such time."""
    number, unit = (re.fullmatch(r"P(\d+)([DWMY])", period or "") or re.match("(0)(.?)", "0")).groups()
    number = int(number)
    if number == 0 or unit == "D" and number < 7:
        return []
    days, at = [], first
    while at <= last:
        days.append(at)
        months = {"M": number, "Y": number * 12}.get(unit)
        at = months_later(first, months * len(days)) if months else at + datetime.timedelta(days=number * (7 if unit == "W" else 1))
    return days


def updates(plan, language):
    """The events of regular updates of a plan in a language, by UID: from the month after the release to the plan's end."""
    last = last_day(plan["plan"]["period"]["to"])
    for dataset in catalogues.datasets(plan):
        released = dataset.get("released", {}).get("date")
        if dataset["status"] != "released" or released is None:
            continue
        first = months_later(last_day(released), 1)
        frequencies = [recurs(first, item.get("period"), last) for item in dataset["frequency"].get("items", [])]
        for number, days in enumerate(filter(None, frequencies), 1):
            part = "updates" if number == 1 else f"updates-{number}"
            yield f"{catalogues.publisher(plan)}.{dataset['id']}.{part}.{language['suffix']}@odp", {
                "title": catalogues.title(dataset, language["tag"], catalogues.original(plan)),
                "first day": first,
                "day after": first + datetime.timedelta(days=1),
                "status": "TENTATIVE",
                "address": address(dataset, language["tag"]),
                "sequence": 0,
                "days": days,
            }


def by_icalendar(data):
    """The events as `icalendar` reads them, and what it complains of."""
    feed = icalendar.Calendar.from_ical(data)
    complaints = [f"{part.name}: {error}" for part in feed.walk() for error in part.errors]
    text = lambda event, key: str(event[key]) if key in event else None

    def days(event):
        start = event["DTSTART"].dt
        if "RRULE" not in event:
            return [start]
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=datetime.datetime.combine(start, datetime.time()))
        return [each.date() for each in rule]

    events = [
        {
            "uid": text(event, "UID"), "title": text(event, "SUMMARY"), "first day": event["DTSTART"].dt,
            "day after": event["DTEND"].dt, "status": text(event, "STATUS"), "address": text(event, "URL"),
            "sequence": int(event.get("SEQUENCE", 0)), "days": days(event),
        }
        for event in feed.walk("VEVENT")
    ]
    return events, complaints


def by_vobject(data):
    """The events as `vobject` reads them, and what it complains of."""
    feed = vobject.readOne(data.decode("utf-8"))
    complaints = []
    try:
        feed.validate(raiseException=True)
    except vobject.base.ValidateError as error:
        complaints.append(str(error))
    value = lambda event, key: getattr(event, key).value if hasattr(event, key) else None
    day = lambda at: at.date() if isinstance(at, datetime.datetime) else at
    events = [
        {
            "uid": value(event, "uid"), "title": value(event, "summary"), "first day": value(event, "dtstart"),
            "day after": value(event, "dtend"), "status": value(event, "status"), "address": value(event, "url"),
            "sequence": int(value(event, "sequence") or 0),
            "days": [day(each) for each in event.getrruleset()] if hasattr(event, "rrule") else [value(event, "dtstart")],
        }
        for event in feed.contents.get("vevent", [])
    ]
    return events, complaints


READERS = {"icalendar": by_icalendar, "vobject": by_vobject, "libical": libical.read}


def compare(events, wanted):
    """What differs between the events read and those wanted."""
    uids = [event["uid"] for event in events]
    if len(events) != len(wanted):
        yield f"{len(events)} events, not {len(wanted)}"
    for uid in sorted({uid for uid in uids if uids.count(uid) > 1}):
        yield f"{uid} stands there more than once"
    found = {event["uid"]: event for event in events}
    for uid in sorted(set(wanted) - set(found)):
        yield f"{uid} is missing"
    for uid in sorted(set(found) - set(wanted), key=str):
        yield f"{uid} is not in the catalogue"
    for uid in sorted(set(found) & set(wanted)):
        if not (found[uid]["title"] or "").endswith(wanted[uid]["title"]) and f"{wanted[uid]['title']} [" not in found[uid]["title"]:
            yield f"{uid}: title {found[uid]['title']!r}, not {wanted[uid]['title']!r}"
        for what in FACTS:
            if found[uid][what] != wanted[uid][what]:
                yield f"{uid}: {what} {found[uid][what]}, not {wanted[uid][what]}"


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


def read(data, wanted):
    """All differences of one feed."""
    yield from lines(data)
    for name, reader in READERS.items():
        try:
            events, complaints = reader(data)
            yield from (f"{name}: {each}" for each in [*complaints, *compare(events, wanted)])
        except Exception as error:  # a reader that gives up is a finding, whatever it raises
            yield f"{name}: cannot read it: {error!r}"


def feeds(folder, kind, expected):
    """The feeds of a kind in a folder: path, and what has to stand there. A feed too few or too many has nothing of the other."""
    plans = catalogues.plans(catalogues.read(folder / "catalogue.json"))
    languages = {language["suffix"]: language for plan in plans for language in plan["plan"]["languages"]}
    there = {path.name.split(".")[1]: path for path in folder.glob(f"{kind}.*.ics")}
    for suffix in sorted(set(languages) | set(there)):
        wanted = {}
        for plan in catalogues.newest_last(plans):
            if any(language["suffix"] == suffix for language in plan["plan"]["languages"]):
                wanted.update(expected(plan, languages[suffix]))
        yield there.get(suffix), folder / f"{kind}.{suffix}.ics", wanted if suffix in languages else None


def check(folder):
    """All differences of the feeds of a folder, how many there were, and how many events."""
    differences, count, events = [], 0, 0
    for kind, expected in (("calendar", releases), ("updates", updates)):
        for path, name, wanted in feeds(folder, kind, expected):
            if path is None or wanted is None:
                differences.append(f"{name}: {'is not there' if path is None else 'is in no language of the plan'}")
                continue
            differences += [f"{name}: {each}" for each in read(path.read_bytes(), wanted)]
            count, events = count + 1, events + len(wanted)
    return differences, count, events


def unfolded(data):
    return data.replace(b"\r\n ", b"")


def swapped(old, new):
    """A way to spoil a feed: one text for another, once."""

    def spoil(data):
        assert re.search(old, unfolded(data)), f"no {old}"
        return re.sub(old, new, unfolded(data), count=1)

    return spoil


def first_event(data):
    return re.search(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", unfolded(data), re.S).group()


EVERYONE = tuple(READERS)
#: What is spoilt in a feed of releases, and what has to be said of it, by which readers; by none: by the rules of lines.
SPOILT = [
    ("another title", swapped(rb"(SUMMARY[^\r]*:)[^\r]*", rb"\1Another"), ": title ", EVERYONE),
    ("another month", swapped(rb"DTSTART;VALUE=DATE:\d+", b"DTSTART;VALUE=DATE:20260115"), ": first day ", EVERYONE),
    ("another end", swapped(rb"DTEND;VALUE=DATE:\d+", b"DTEND;VALUE=DATE:20300115"), ": day after ", EVERYONE),
    ("another status", swapped(b"STATUS:CONFIRMED", b"STATUS:TENTATIVE"), ": status ", EVERYONE),
    ("a withdrawal that is none", swapped(b"STATUS:CANCELLED", b"STATUS:TENTATIVE"), ": status ", EVERYONE),
    ("another address", swapped(rb"URL:[^\r]*", b"URL:https://example.org/"), ": address ", EVERYONE),
    ("another sequence", swapped(rb"SEQUENCE:\d+", b"SEQUENCE:9"), ": sequence ", EVERYONE),
    ("another id", swapped(rb"UID:[^\r]*", b"UID:x@odp"), "x@odp is not in the catalogue", EVERYONE),
    ("an event too few", lambda data: unfolded(data).replace(first_event(data), b""), " is missing", EVERYONE),
    ("an event twice", lambda data: unfolded(data).replace(first_event(data), first_event(data) * 2), "more than once", EVERYONE),
    ("a rule where there is none", swapped(b"TRANSP:", b"RRULE:FREQ=YEARLY;COUNT=2\r\nTRANSP:"), ": days ", EVERYONE),
    ("no id", swapped(rb"UID:[^\r]*\r\n", b""), "", EVERYONE),
    ("no time of making", swapped(rb"DTSTAMP:[^\r]*\r\n", b""), "DTSTAMP", ("vobject",)),
    ("a day that is none", swapped(rb"DTSTART;VALUE=DATE:\d+", b"DTSTART;VALUE=DATE:soon"), "", EVERYONE),
    ("a status that is none", swapped(b"STATUS:CONFIRMED", b"STATUS:PERHAPS"), "", EVERYONE),
    ("a meeting", swapped(b"CALSCALE:", b"METHOD:REQUEST\r\nCALSCALE:"), "icalrestriction_check fails", ("libical",)),
    ("an end left out", swapped(b"END:VEVENT\r\n", b""), "", EVERYONE),
    ("a long line", unfolded, " octets", ()),
    ("a character cut", lambda data: re.sub(rb"([\xe4-\xe9])([\x80-\xbf]{2})", b"\\1\r\n \\2", data, count=1), "inside a character", ()),
    ("other ends of lines", lambda data: data.replace(b"\r\n", b"\n"), "do not all end by CRLF", ()),
]
#: The same of a feed of updates.
SPOILT_UPDATES = [
    ("another pace", swapped(b"FREQ=MONTHLY", b"FREQ=WEEKLY"), ": days ", EVERYONE),
    ("another interval", swapped(rb"(RRULE:FREQ=\w+)(;INTERVAL=\d+)?", rb"\1;INTERVAL=5"), ": days ", EVERYONE),
    ("another end", swapped(rb"UNTIL=\d{4}", b"UNTIL=2027"), ": days ", EVERYONE),
    ("no end", swapped(rb";UNTIL=\d+", b";COUNT=3"), ": days ", EVERYONE),
    ("no rule", swapped(rb"RRULE:[^\r]*\r\n", b""), ": days ", EVERYONE),
    ("a rule that is none", swapped(rb"FREQ=\w+", b"FREQ=SOMETIMES"), "", EVERYONE),
    ("another day", swapped(rb"(DTSTART;VALUE=DATE:\d{6})01", rb"\g<1>02"), ": first day ", EVERYONE),
]


def blind(folder):
    """Checks that let a wrong feed pass."""
    for kind, expected, spoilt in (("calendar", releases, SPOILT), ("updates", updates, SPOILT_UPDATES)):
        path, _, wanted = next(each for each in feeds(folder, kind, expected) if each[1].name.endswith(".tc.ics"))
        data = path.read_bytes()
        if list(read(data, wanted)):
            continue  # it is told already
        for what, spoil, expected_words, readers in spoilt:
            found = list(read(spoil(data), wanted))
            for name in readers or ("line",):
                if not any(each.startswith(name) and expected_words in each for each in found):
                    yield f"{what} in {path.name} is not found by {name}: {found}"
    empty = dict.fromkeys(wanted, None)
    if not list(compare([], empty)):
        yield "a feed of nothing is not found"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folders = sorted(path.parent for path in Path(sys.argv[1]).rglob("catalogue.json"))
    results = [check(folder) for folder in folders]
    differences = [each for found, *_ in results for each in found]
    sample = next((folder for folder in folders if folder.name == "mid-year-example"), None)
    if sample is None:
        return 2
    differences += blind(sample)
    count, events, wrong = sum(one for _, one, _ in results), sum(one for *_, one in results), len(SPOILT) + len(SPOILT_UPDATES)
    said = f"{count} feeds, {events} events read alike by {', '.join(READERS)}; {wrong} wrong feeds found"
    print("\n".join(differences) if differences else said)
    return 1 if differences else 0 if events else 2


if __name__ == "__main__":
    sys.exit(main())
