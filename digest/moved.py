"""Figures that moved: the same count of the same body, before and now, each with its sentence.

Two figures are compared only where nothing speaks against it: one site, one unit, one wording of what is counted, both
exact, both of a like period, and sentences that are built alike. Everything else is left to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from domain.annotation import Bound, Figure
from domain.text import fold
from store.digests.coverage import Annotated

__all__ = ["Earlier", "Key", "find_earlier", "index_earlier", "key_of"]

Key = tuple[str, str, str]
"""Source, unit and what is counted, folded."""

_ALIKE: Final = 0.6
_SLACK: Final = timedelta(days=3)
_NUMBER: Final = re.compile(r"\d[\d.,/]*")
_WORD: Final = re.compile(r"[^\W\d_]+|0")
_DURATIONS: Final = frozenset({"năm", "tháng", "tuần", "ngày", "giờ", "phút", "giây", "tuổi"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure of an earlier article."""

    article_id: str
    value: float
    text: str
    sentence: str
    period: tuple[date | None, date | None]


def key_of(source: str | None, figure: Mapping[str, Any]) -> Key | None:
    """What a figure may be compared by; None for one that never is."""
    unit, subject = figure.get("unit"), figure.get("subject")
    if source is None or not unit or not subject or figure.get("value") is None or unit in _DURATIONS:
        return None
    if figure.get("bound", "exact") != Bound.EXACT or figure.get("rank") or figure.get("change") or figure.get("per"):
        return None
    if figure.get("total") is not None or figure.get("low") is not None:
        return None
    wording = fold(str(subject))
    return (source, fold(str(unit)), wording) if len(wording.split()) > 1 else None


def index_earlier(rows: Iterable[Annotated]) -> dict[Key, list[Earlier]]:
    """The figures of earlier articles by what they may be compared by, the newest article first."""
    found: dict[Key, list[Earlier]] = {}
    for row in rows:
        for one in row.record.get("figures", ()):
            key = key_of(row.source, one)
            if key is not None:
                period = (_day(one.get("period_from")), _day(one.get("period_to")))
                made = Earlier(row.id, one["value"], one["text"], one.get("sentence", ""), period)
                found.setdefault(key, []).append(made)
    return found


def find_earlier(figure: Figure, candidates: Iterable[Earlier]) -> Earlier | None:
    """The newest earlier figure that this one can be set against and that says another value."""
    for one in candidates:
        if not _alike(figure.sentence, one.sentence) or not _of_like_periods(figure, one):
            continue
        return one if one.value != figure.value else None
    return None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(sentence: str) -> set[tuple[str, str]]:
    words = _WORD.findall(_NUMBER.sub("0", fold(sentence)))
    return set(pairwise(words))


def _alike(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    return bool(mine and theirs) and len(mine & theirs) >= _ALIKE * len(mine | theirs)


def _of_like_periods(figure: Figure, other: Earlier) -> bool:
    first, last = other.period
    if figure.period_from is None or figure.period_to is None or first is None or last is None:
        return figure.period_from is None and first is None
    if figure.period_from == first:
        return True  # counted from the same day on: the sum has grown
    length = figure.period_to - figure.period_from
    return abs(length - (last - first)) <= _SLACK and figure.period_from > first
