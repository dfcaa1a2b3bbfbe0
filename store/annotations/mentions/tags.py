"""What a sentence is found by: its words without accents, and marks for what its figures are filtered by.

The marks stand in the word index beside the words, so that "hồ sơ" in one province is counted by that index alone. A
mark is one word of small letters and digits, none that people write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

__all__ = ["DAY", "ORGANISATION", "PROVINCE", "SOURCE", "STATE", "TOPIC", "UNIT", "day_tags", "period_tags", "tag"]

UNIT, ORGANISATION, PROVINCE, SOURCE, TOPIC, STATE, DAY = "u", "o", "p", "s", "t", "x", "d"


def tag(kind: str, value: str) -> str:
    """The mark of a value of one kind."""
    return f"zq{kind}{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:12]}"


def day_tags(day: str) -> list[str]:
    """The marks of an ISO day: its month and its year; none for an unknown day."""
    return [f"zq{DAY}{day[:4]}{day[5:7]}", f"zq{DAY}{day[:4]}"] if day else []


def period_tags(first: date | None, last: date | None) -> list[str]:
    """The one mark that every day of a period has; none for a period that no month and no year holds."""
    if first is None or last is None or first.year != last.year:
        return []
    return [f"zq{DAY}{first.year:04}{first.month:02}" if first.month == last.month else f"zq{DAY}{first.year:04}"]


def joined(words: Iterable[str], tags: Iterable[str]) -> str:
    """The text that is indexed."""
    return " ".join([*words, *sorted(set(tags))])
