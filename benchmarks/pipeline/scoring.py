"""Which fields of a record are right, by the samples' truth table.

The same rules for every extractor: spacing, letter case and Unicode form never count; a date is judged by its day,
since most peers give no time; where the page does not say, only nothing is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

__all__ = ["BODY_FROM", "FIELDS", "Expected", "Score", "score", "word_f1"]

FIELDS = ("title", "published", "author", "body")
BODY_FROM = 0.98
"""A body is right from this F1 of its words on: whole, and next to nothing that is not part of it."""

_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Expected:
    """What is right for a page; ``published`` null where the page itself does not say."""

    title: str
    author: str | None
    published: date | None
    body: str


@dataclass(slots=True)
class Score:
    """Right fields over all pages; ``f1`` of each body; ``invented``: dates given where the page says none."""

    pages: int = 0
    right: Counter[str] = field(default_factory=Counter)
    f1: list[float] = field(default_factory=list)
    invented: int = 0
    missing: int = 0

    @property
    def fields(self) -> int:
        """Right fields in all."""
        return sum(self.right[name] for name in FIELDS)

    @property
    def of(self) -> int:
        """Fields in all."""
        return self.pages * len(FIELDS)

    @property
    def mean_f1(self) -> float:
        """Mean F1 of the bodies; 0 without pages."""
        return sum(self.f1) / len(self.f1) if self.f1 else 0.0


def _plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").casefold().split())


def word_f1(found: str, right: str) -> float:
    """F1 of the words, each as often as it stands there; two empty texts are the same."""
    ours, theirs = (Counter(_WORD.findall(_plain(text))) for text in (found, right))
    if not ours and not theirs:
        return 1.0
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total())


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.match(str(value or ""))
    return date.fromisoformat(found[0]) if found else None


def score(expected: Mapping[str, Expected], found: Iterable[tuple[str, Mapping[str, Any] | None]]) -> Score:
    """Judge records by page address. Every expected page counts, also one that no record speaks of."""
    records = dict(found)
    total = Score(pages=len(expected))
    for url, right in expected.items():
        record = records.get(url)
        if record is None:
            total.missing += 1
            total.f1.append(0.0)
            continue
        f1 = word_f1(str(record["body"] or ""), right.body)
        day = _day(record["published"])
        total.f1.append(f1)
        total.invented += day is not None and right.published is None
        total.right["title"] += _plain(record["title"]) == _plain(right.title)
        total.right["published"] += day == right.published
        total.right["author"] += _plain(record["author"]) == _plain(right.author)
        total.right["body"] += f1 >= BODY_FROM
    return total
