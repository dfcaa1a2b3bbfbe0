"""A time of day and its zone as Vietnamese pages write them: ``15:44``, ``15h44``, ``10:30 CH``, ``08:00 | GMT +7``."""

from __future__ import annotations

import re
from datetime import time, timedelta, timezone

__all__ = ["TIME", "VIETNAM", "read_time"]

VIETNAM = timezone(timedelta(hours=7))
"""The zone of a time whose page names none."""

_NAMED_ZONES = {
    "gmt": 0.0, "utc": 0.0, "z": 0.0, "ict": 7.0, "est": -5.0, "edt": -4.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0,
    "pst": -8.0, "pdt": -7.0, "cet": 1.0, "cest": 2.0, "bst": 1.0,
}  # fmt: skip

_ZONE = (
    r"(?:[\s,|(\-–]{0,4}(?:gmt|utc)\s?(?P<zsign>[+\-])\s?(?P<zhour>\d{1,2})(?::?(?P<zmin>\d{2}))?(?!\d)"
    r"|\s?(?P<osign>[+\-])(?P<ohour>\d{2})(?::?(?P<omin>\d{2}))?(?![\d:/.\-])"
    r"|[\s(]{0,2}(?P<zname>gmt|utc|ict|est|edt|cdt|mst|mdt|pst|pdt|cet|cest|bst|z)\b)"
)

TIME = (
    r"(?<![\d:.,])(?P<hour>\d{1,2})"
    r"(?:\s?:\s?(?P<min>\d{2})(?::(?P<sec>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])"
    r"|\s?(?:h|g|gio)(?:\s?(?P<hmin>\d{1,2})(?!\d)(?:\s?(?:phut|p)(?![a-z]))?)?(?![a-z\d]))['’]?"
    r"(?:\s?(?P<half>am|pm|sa|ch|a\.m\.?|p\.m\.?|sang|trua|chieu|toi)(?![a-z]))?"
    rf"(?:{_ZONE})?"
)
"""One time of day in folded lower-case text, with half of the day and zone where given."""


def _zone(match: re.Match[str]) -> timezone | None:
    """The zone that was written; None where none (or an impossible one) was."""
    if name := match["zname"]:
        return timezone(timedelta(hours=_NAMED_ZONES[name]))
    for sign, hour, minute in (("zsign", "zhour", "zmin"), ("osign", "ohour", "omin")):
        if match[hour]:
            offset = timedelta(hours=int(match[hour]), minutes=int(match[minute] or 0))
            if offset > timedelta(hours=14) or int(match[minute] or 0) > 59:
                return None
            return timezone(-offset if match[sign] == "-" else offset)
    return None


def _hour(hour: int, half: str | None) -> int:
    """24-hour clock. "15:44 PM" is 15:44, "00:01 AM" is 00:01, "12:05 SA" is five past midnight."""
    half = (half or "").replace(".", "")
    if half in {"pm", "ch", "chieu", "toi"} and hour < 12:
        return hour + 12
    if half == "trua" and hour < 6:
        return hour + 12
    if half in {"am", "sa"} and hour == 12:
        return 0
    return hour


def read_time(match: re.Match[str]) -> time | None:
    """The time of a ``TIME`` match, with offset (+07:00 where none is written); None where it is no time of day."""
    hour = _hour(int(match["hour"]), match["half"])
    minute, second = int(match["min"] or match["hmin"] or 0), int(match["sec"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second, tzinfo=_zone(match) or VIETNAM)
