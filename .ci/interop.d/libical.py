"""Calendar feeds as libical reads them: the library of Evolution, KOrganizer and Thunderbird's past, called by its C interface."""

import ctypes
import datetime
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_void_p

SONAME = "libical.so.3"


class Time(Structure):
    """struct icaltimetype"""

    _fields_ = [(name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")]
    _fields_ += [("zone", c_void_p)]

    def date(self):
        """The day; an error where it is none, or is more exact than one."""
        if not self.is_date:
            raise ValueError(f"{self.year}-{self.month}-{self.day} is no date alone")
        return datetime.date(self.year, self.month, self.day)


class Span(Structure):
    """struct icaltime_span: seconds since 1970, in UTC"""

    _fields_ = [("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", c_int)]


VISIT = CFUNCTYPE(None, c_void_p, POINTER(Span), c_void_p)


def library():
    """libical, with the types of what is called here."""
    lib = ctypes.CDLL(SONAME)
    component, kind = c_void_p, c_int
    types = {
        "icalparser_parse_string": (component, c_char_p),
        "icalrestriction_check": (c_int, component),
        "icalcomponent_as_ical_string": (c_char_p, component),
        "icalcomponent_free": (None, component),
        "icalcomponent_string_to_kind": (kind, c_char_p),
        "icalproperty_string_to_kind": (kind, c_char_p),
        "icalcomponent_get_first_component": (component, component, kind),
        "icalcomponent_get_next_component": (component, component, kind),
        "icalcomponent_get_first_property": (c_void_p, component, kind),
        "icalcomponent_get_uid": (c_char_p, component),
        "icalcomponent_get_summary": (c_char_p, component),
        "icalcomponent_get_dtstart": (Time, component),
        "icalcomponent_get_dtend": (Time, component),
        "icalcomponent_get_sequence": (c_int, component),
        "icalcomponent_get_status": (c_int, component),
        "icalproperty_status_to_string": (c_char_p, c_int),
        "icalproperty_get_url": (c_char_p, c_void_p),
        "icalcomponent_foreach_recurrence": (None, component, Time, Time, VISIT, c_void_p),
        "icalerror_set_errors_are_fatal": (None, c_int),
    }
    for name, (result, *arguments) in types.items():
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    lib.icalerror_set_errors_are_fatal(0)
    return lib


def complaints(lib, root):
    """What it wrote into the feed: errors of parsing, and what RFC 5546 does not allow (`icalrestriction_check`)."""
    if not lib.icalrestriction_check(root):
        yield "icalrestriction_check fails"
    lines = lib.icalcomponent_as_ical_string(root).decode("utf-8").replace("\r\n ", "").splitlines()
    yield from (line for line in lines if line.startswith("X-LIC-ERROR"))


def occurrences(lib, event):
    """The days on which an event happens, as libical expands it."""
    days = []
    epoch = datetime.datetime(1970, 1, 1)
    visit = VISIT(lambda _, span, __: days.append((epoch + datetime.timedelta(seconds=span.contents.start)).date()))
    first, last = Time(1900, 1, 1, is_date=1), Time(2200, 1, 1, is_date=1)
    lib.icalcomponent_foreach_recurrence(event, first, last, visit, None)
    return days


def read(data):
    """The events of a feed, each as a dictionary, and what libical complains of."""
    lib = library()
    root = lib.icalparser_parse_string(data)
    if not root:
        raise ValueError("no calendar")
    try:
        found = list(complaints(lib, root))
        text = lambda value: value.decode("utf-8") if value is not None else None
        kind, url = lib.icalcomponent_string_to_kind(b"VEVENT"), lib.icalproperty_string_to_kind(b"URL")
        events = []
        event = lib.icalcomponent_get_first_component(root, kind)
        while event:
            address = lib.icalcomponent_get_first_property(event, url)
            events.append({
                "uid": text(lib.icalcomponent_get_uid(event)),
                "title": text(lib.icalcomponent_get_summary(event)),
                "first day": lib.icalcomponent_get_dtstart(event).date(),
                "day after": lib.icalcomponent_get_dtend(event).date(),
                "status": text(lib.icalproperty_status_to_string(lib.icalcomponent_get_status(event))),
                "address": text(lib.icalproperty_get_url(address)) if address else None,
                "sequence": lib.icalcomponent_get_sequence(event),
                "days": occurrences(lib, event),
            })
            event = lib.icalcomponent_get_next_component(root, kind)
        return events, found
    finally:
        lib.icalcomponent_free(root)
