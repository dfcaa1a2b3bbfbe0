"""What a sentence is found by: its words without accents, and marks for what its figures are filtered by.

The marks stand in the word index beside the words, so that "hồ sơ" in one province is counted by that index alone. A
mark is one word of small letters and digits, none that people write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

__all__ = ["DAY", "ORGANISATION", "PROVINCE", "SOURCE", "TOPIC", "UNIT", "day_tags", "period_tags", "tag"]

UNIT, ORGANISATION, PROVINCE, SOURCE, TOPIC, DAY = "u", "o", "p", "s", "t", "d"
_MOST_MONTHS = 36


def tag(kind: str, value: str) -> str:
    """The mark of a value of one kind."""
    return f"zq{kind}{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:12]}"


def day_tags(day: str) -> list[str]:
    """The marks of an ISO day: its month and its year; none for an unknown day."""
    return [f"zq{DAY}{day[:4]}{day[5:7]}", f"zq{DAY}{day[:4]}"] if day else []


def period_tags(first: date | None, last: date | None) -> list[str]:
    """The marks of which a day of the period has one; empty where the period is open or too long to be of use."""
    if first is None or last is None or first > last:
        return []
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= _MOST_MONTHS:
        return [_month(first.year * 12 + first.month - 1 + step) for step in range(months)]
    return [f"zq{DAY}{year}" for year in range(first.year, last.year + 1)] if last.year - first.year < 200 else []


def _month(number: int) -> str:
    return f"zq{DAY}{number // 12:04}{number % 12 + 1:02}"


def joined(words: Iterable[str], tags: Iterable[str]) -> str:
    """The text that is indexed."""
    return " ".join([*words, *sorted(set(tags))])
