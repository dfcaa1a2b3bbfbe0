"""Abbreviations of queries, both ways."""

from __future__ import annotations

import pytest

from domain.abbreviations import abbreviations
from index.analysis import words
from index.query.abbreviations import parts, variants


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cchc", ["cchc", "cai cach hanh chinh"]),
        ("cải cách hành chính", ["cai cach hanh chinh", "cchc"]),
        ("kiểm tra CCHC", ["kiem tra cchc", "kiem tra cai cach hanh chinh"]),
        ("dvc trực tuyến", ["dvc truc tuyen", "dich vu cong truc tuyen", "dvctt"]),
        ("khám bệnh, chữa bệnh", ["kham benh chua benh", "kcb"]),
        ("hoa tươi", ["hoa tuoi"]),
    ],
)
def test_variants(query: str, expected: list[str]) -> None:
    assert [" ".join(variant) for variant in variants(tuple(words(query)))] == expected


def test_every_abbreviation_goes_both_ways() -> None:
    for short, full in abbreviations().items():
        token, tokens = words(short)[0], tuple(words(full))
        assert tokens in variants((token,)), short
        assert any(len(variant) == 1 for variant in variants(tokens)), full


def test_words_of_a_run_are_kept_in_order() -> None:
    def flat(read: tuple[object, ...]) -> list[str]:
        return [token for part in read for token in ([part] if isinstance(part, str) else flat(part.inner))]  # type: ignore[attr-defined]

    for query in ("thực hiện dịch vụ công trực tuyến toàn trình", "CCHC và TTHC", "kiểm soát thủ tục hành chính", "a"):
        tokens = words(query)
        assert flat(parts(tuple(tokens))) == tokens


def test_long_runs_are_read() -> None:
    tokens = tuple(words("cải cách hành chính dvc " * 40))
    assert len(variants(tokens)) == 3
    assert len(parts(tokens)) == 80
