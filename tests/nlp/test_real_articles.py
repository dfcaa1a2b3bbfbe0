"""The facts of five real articles, where they lie beside the repository (they are not ours to keep in it)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.annotation import Annotation, Bound
from nlp import annotate

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="no real articles in ../shared/seeds")


def _annotated(start: str, day: date | None = None) -> Annotation:
    (path,) = SEEDS.glob(f"{start}_*.txt")
    return annotate(path.read_text(encoding="utf-8"), date=day)


def _figures(annotation: Annotation) -> list[tuple[float | None, str | None]]:
    return [(f.value, f.unit) for f in annotation.figures]


def test_an_inspection_of_eight_units() -> None:
    found = _annotated("000")
    assert [(d.number, d.date) for d in found.documents] == [
        ("1674/KH-SYT", date(2023, 4, 26)),
        ("1229/QĐ-SYT", date(2023, 5, 12)),
    ]
    assert (date(2023, 6, 1), date(2023, 7, 31)) in [(d.from_, d.to) for d in found.dates]
    assert _figures(found) == [(8, "đơn vị"), (80, "%")]
    assert found.figures[1].bound is Bound.MORE_THAN


def test_a_year_of_files_and_no_visits() -> None:
    found = _annotated("001", date(2018, 3, 13))
    assert _figures(found) == [
        (1185, "hồ sơ"),
        (100, "%"),
        (12.85, "%"),
        (75, "TTHC"),
        (None, "%"),
        (5, "TTHC"),
        (53, "TTHC"),
    ]
    assert (found.figures[4].low, found.figures[4].high) == (20, 30)


def test_settled_and_pending_files() -> None:
    found = _annotated("002", date(2022, 9, 26))
    assert [(d.number, d.type, d.issuer) for d in found.documents] == [(None, "Kế hoạch", "UBND tỉnh")]
    shares = [(f.value, f.total, f.ratio) for f in found.figures if f.total]
    assert shares == [(1687, 1909, 0.8837), (39, 168, 0.2321)]
    days = [(d.from_, d.to) for d in found.dates]
    assert (date(2022, 9, 26), date(2022, 9, 26)) in days
    assert (date(2022, 9, 26), date(2022, 10, 4)) in days


def test_a_plan_carries_out_another_and_no_target_is_invented() -> None:
    found = _annotated("003")
    assert [(d.number, d.date, d.implements) for d in found.documents] == [
        ("1603/KH-UBND", date(2021, 5, 18), ()),
        ("2105/KH-SYT", date(2021, 5, 19), ("1603/KH-UBND",)),
    ]
    assert found.figures == ()


def test_six_areas_and_eight_tasks() -> None:
    found = _annotated("004")
    assert {d.number for d in found.documents} == {"98/2023/QH15"}
    assert _figures(found) == [(6, "lĩnh vực"), (8, "nhiệm vụ")]
