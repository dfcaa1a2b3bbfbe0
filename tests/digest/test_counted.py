from __future__ import annotations

from datetime import date

import pytest

from digest.counted import is_told
from digest.issues import Issues
from domain.annotation import Figure
from nlp.annotator import annotate
from store import Store
from tests.digest.making import NOW, publish, settings


def figure(text: str, value: float, unit: str) -> Figure:
    return Figure(text=text, start=0, end=len(text), value=value, unit=unit, sentence=text)


@pytest.mark.parametrize(
    ("text", "value", "unit", "told"),
    [
        ("2 đoàn", 2, "đoàn", True),
        ("hai đoàn", 2, "đoàn", False),
        ("bảy cơ quan", 7, "cơ quan", False),
        ("bảy hồ sơ", 7, "hồ sơ", True),
        ("năm TTHC", 5, "TTHC", True),
        ("ba ngày làm việc", 3, "ngày làm việc", True),
        ("một trăm hai mươi người bệnh", 120, "người bệnh", True),
    ],
)
def test_counts_in_words_stand_only_for_what_the_office_counts(text: str, value: float, unit: str, told: bool) -> None:
    assert is_told(figure(text, value, unit)) is told


def test_neither_an_item_nor_the_annex_has_them(store: Store) -> None:
    body = "Tỉnh lập hai đoàn kiểm tra tại bảy cơ quan, rút được ba ngày và trả trước hạn 12 hồ sơ."
    publish(store, "doan", date(2022, 9, 27), body=body, made=annotate(body, date=date(2022, 9, 27)))
    issue = Issues(store, settings()).view("2022-W39", NOW)
    assert {one.text for one in issue.figures} == {"ba ngày", "12 hồ sơ"}
    assert {one.text for one in issue.items[0].figures} == {"ba ngày", "12 hồ sơ"}
