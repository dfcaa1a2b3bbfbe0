"""Columns of months and quarters: numbers in them are targets, marks are times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from domain.numerals import parse_digits
from domain.plan import Due, Frequency, ProductKind, ProductPart
from plan.reading.columns import Columns
from plan.reading.draft import Draft
from plan.reading.passage import Passage

__all__ = ["read_months"]

_MARK: Final = re.compile(r"[xX×vV✓✔☑●•✗]+")


def read_months(
    draft: Draft, values: Mapping[int, Passage], columns: Columns, context: tuple[ProductKind, ...]
) -> None:
    """Columns of months: numbers are targets, marks are times."""
    marked: list[int] = []
    for x in sorted(columns.months):
        passage = values.get(x)
        if passage is None:
            continue
        first, last = columns.months[x]
        number = re.fullmatch(r"(\d[\d. ]*)(?:\s\D{1,30})?", passage.text)
        value = parse_digits(number[1].strip()) if number is not None else None
        if value:
            draft.parts.append(
                ProductPart.model_validate(
                    {"from": first, "to": last, "quantity": value, "quote": passage.quote, "place": passage.place}
                )
            )
            marked.append(x)
        elif _MARK.fullmatch(passage.text) or (value is None and passage.text.strip() not in {"-", "0"}):
            marked.append(x)
    if draft.parts:
        draft.parts_kind = context[0] if context else None
        draft.parts_whole = len(draft.parts) == len(columns.months)
    if marked:
        _marked(draft, marked, values, columns)


def _marked(draft: Draft, marked: list[int], values: Mapping[int, Passage], columns: Columns) -> None:
    """The times of marks: all of them are a frequency, some are deadlines."""
    spans = [columns.months[x] for x in marked]
    if len(marked) == len(columns.months) and len(marked) in {4, 12}:
        draft.frequency = draft.frequency or (Frequency.HANG_THANG if len(marked) == 12 else Frequency.HANG_QUY)
        return
    if draft.due is not None:
        return
    passage = values[marked[0]]
    names = ", ".join(dict.fromkeys(columns.titles[x] for x in marked))
    dates = tuple(last for _, last in spans)
    draft.due = Due.model_validate(
        {
            "text": names, "from": spans[0][0], "to": spans[-1][1], "dates": dates if len(dates) > 1 else (),
            "place": passage.place,
        }
    )  # fmt: skip
