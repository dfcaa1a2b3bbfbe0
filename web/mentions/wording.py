"""A figure in words: its value, what bounds it, the sentence with the number marked, its day and period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.annotation import Bound
from store.annotations.mentions.figures import FigureRow
from web.article.items import BOUNDS
from web.filters import day, number, percent

__all__ = ["CITED_AS", "ShownFigure", "day_text", "shown_figure"]

CITED_AS = {
    "can_cu": "căn cứ",
    "thuc_hien": "thực hiện",
    "theo": "theo",
    "huong_dan": "hướng dẫn",
    "ban_hanh": "ban hành",
    "sua_doi": "sửa đổi, bổ sung",
    "thay_the": "thay thế, bãi bỏ",
}
"""How an article cites a document, by the store's code."""
_DIRECTIONS = {"up": "tăng", "down": "giảm"}
_ROUND = 130
"""Characters of a long sentence that are shown on each side of the number."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """The parts of a row: ``value`` ("352/389", "20 – 30"), ``words`` beneath it, the sentence in three pieces."""

    value: str
    words: str
    before: str
    marked: str
    after: str
    period: str
    href: str


def day_text(iso: str, none: str = "chưa rõ ngày đăng") -> str:
    """26/09/2022 of an ISO day of the store."""
    return day(date.fromisoformat(iso)) if iso else none


def shown_figure(row: FigureRow) -> ShownFigure:
    """A row as the screen shows it."""
    before, marked, after = _marked(row)
    return ShownFigure(
        _value(row), _words(row), before, marked, after, _period(row), f"/bai/{row.article_id}#so-lieu-{row.position}"
    )


def _value(row: FigureRow) -> str:
    if row.bound == Bound.RANGE and row.low is not None and row.high is not None:
        return f"{number(row.low)} – {number(row.high)}"
    if row.value is None:
        return number(row.low if row.low is not None else row.high)
    return f"{number(row.value)}/{number(row.total)}" if row.total is not None else number(row.value)


def _words(row: FigureRow) -> str:
    words = [
        _DIRECTIONS.get(row.direction or "", ""),
        "" if row.bound in {Bound.EXACT, Bound.RANGE} else BOUNDS[Bound(row.bound)],
        "thứ hạng" if row.rank else "",
        f"trên {row.per}" if row.per else "",
        f"{percent(row.ratio)}, tính ra" if row.ratio is not None and row.total is not None else "",
    ]
    return ", ".join(one for one in words if one)


def _period(row: FigureRow) -> str:
    if not row.period_from or not row.period_to:
        return ""
    first, last = day_text(row.period_from), day_text(row.period_to)
    return first if first == last else f"{first} – {last}"


def _marked(row: FigureRow) -> tuple[str, str, str]:
    sentence = row.sentence
    if row.at is None:
        return (sentence if len(sentence) <= 2 * _ROUND else f"{sentence[: 2 * _ROUND].rstrip()} …"), "", ""
    end = row.at + len(row.text)
    before, after = sentence[: row.at], sentence[end:]
    if len(before) > _ROUND:
        cut = before[-_ROUND:]
        before = f"… {cut.split(' ', 1)[-1]}"
    if len(after) > _ROUND:
        cut = after[:_ROUND]
        after = f"{cut.rsplit(' ', 1)[0]} …"
    return before, sentence[row.at : end], after
