"""The quality gate of references, dates and figures: labelled sentences of the project, floors that only rise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from datetime import date
from typing import Any

from domain.annotation import Annotation, DateSpan, DocumentReference, Figure
from nlp import annotate
from tests.nlp.scoring import rows, score

DOCUMENT_FLOOR = 0.99
DOCUMENT_DETAIL_FLOOR = 0.99
DATE_FLOOR = 0.99
FIGURE_FLOOR = 0.99
FIGURE_DETAIL_FLOOR = 0.99


def _annotated(row: dict[str, Any], fallback: str | None = None) -> Annotation:
    day = row.get("date", fallback)
    return annotate(row["text"], date=date.fromisoformat(day) if day else None)


def _document(d: DocumentReference | dict[str, Any], *, detail: bool) -> Hashable:
    row = d if isinstance(d, dict) else d.model_dump(mode="json")
    keys = ("number", "type", "date", "issuer") if detail else ("number", "type")
    return tuple(row[key] for key in keys)


def test_references_are_found_and_no_others() -> None:
    pairs = [
        (
            row["text"],
            Counter(_document(d, detail=False) for d in row["documents"]),
            Counter(_document(d, detail=False) for d in _annotated(row).documents),
        )
        for row in rows("documents.jsonl")
    ]
    result = score(pairs)
    assert result.precision >= DOCUMENT_FLOOR, result.differences
    assert result.recall >= DOCUMENT_FLOOR, result.differences


def test_date_and_issuer_of_references_are_read_from_the_words_around() -> None:
    pairs = [
        (
            row["text"],
            Counter(_document(d, detail=True) for d in row["documents"]),
            Counter(_document(d, detail=True) for d in _annotated(row).documents),
        )
        for row in rows("documents.jsonl")
    ]
    result = score(pairs)
    assert result.f1 >= DOCUMENT_DETAIL_FLOOR, result.differences


def _day(d: DateSpan) -> Hashable:
    return d.from_.isoformat(), d.to.isoformat()


def test_dates_are_found_and_no_others() -> None:
    pairs = [
        (
            row["text"],
            Counter((d["from"], d["to"]) for d in row["dates"]),
            Counter(_day(d) for d in _annotated(row).dates),
        )
        for row in rows("dates.jsonl")
    ]
    result = score(pairs)
    assert result.precision >= DATE_FLOOR, result.differences
    assert result.recall >= DATE_FLOOR, result.differences


def _figure(f: Figure | dict[str, Any]) -> Hashable:
    row = f if isinstance(f, dict) else f.model_dump()
    return tuple(row.get(key) for key in ("value", "low", "high", "total"))


def _detail(f: Figure | dict[str, Any]) -> dict[str, Any]:
    row = f if isinstance(f, dict) else f.model_dump(mode="json")
    change = row.get("change")
    if isinstance(change, dict):
        # "tăng 5 bậc" is a change as well; the labels name those with both ends.
        change = [change["direction"], change["before"], change["after"]] if change["before"] is not None else None
    return {
        "unit": row.get("unit"),
        "bound": row.get("bound"),
        "ratio": row.get("ratio"),
        "per": row.get("per"),
        "rank": bool(row.get("rank")),
        "change": change,
    }


def test_figures_are_found_and_no_others() -> None:
    pairs = [
        (
            row["text"],
            Counter(_figure(f) for f in row["figures"]),
            Counter(_figure(f) for f in _annotated(row, "2022-09-30").figures),
        )
        for row in rows("figures.jsonl")
    ]
    result = score(pairs)
    assert result.precision >= FIGURE_FLOOR, result.differences
    assert result.recall >= FIGURE_FLOOR, result.differences


def test_units_bounds_rates_and_changes_of_figures() -> None:
    total, wrong = 0, []
    for row in rows("figures.jsonl"):
        found = {_figure(f): _detail(f) for f in _annotated(row, "2022-09-30").figures}
        for labelled in row["figures"]:
            have = found.get(_figure(labelled))
            if have is None:
                continue
            total += 1
            if have != _detail(labelled):
                wrong.append((row["text"], _detail(labelled), have))
    assert total > 100
    assert 1 - len(wrong) / total >= FIGURE_DETAIL_FLOOR, wrong


def test_there_are_enough_labelled_sentences() -> None:
    assert sum(1 for name in ("documents", "dates", "figures") for _ in rows(f"{name}.jsonl")) >= 300


def test_offsets_hold_in_every_labelled_sentence() -> None:
    for name in ("documents", "dates", "figures"):
        for row in rows(f"{name}.jsonl"):
            found = _annotated(row, "2022-09-30")
            for span in (*found.documents, *found.dates, *found.figures, *found.entities, *found.places):
                assert span.text == row["text"][span.start : span.end]
