"""Document numbers in queries and texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.annotation import DocumentReference
from domain.text import normalise
from index.document_numbers import (
    document_keys,
    find_numbers,
    normal_number,
    read_number_query,
    read_number_value,
    type_code,
)


def named(number: str, kind: str | None = None) -> DocumentReference:
    return DocumentReference(text=number, start=0, end=len(number), number=number, type=kind)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("1603/KH-UBND", ["1603/kh-ubnd"]),
        ("kế hoạch số 1603/KH-UBND ngày 18/5/2021", ["1603/kh-ubnd"]),
        ("ke hoach 1603", ["kh 1603"]),
        ("ke hoach so 1603", ["kh 1603"]),
        ("KH 1603", ["kh 1603"]),
        ("QĐ 1229", ["qd 1229"]),
        ("luật 98/2023", ["luat 98/2023"]),
        ("98/2023/QH15", ["98/2023/qh15"]),
        ("văn bản số 33", ["33"]),
        ("215/BC – UBND", ["215/bc-ubnd"]),
        ("73/1999NĐ-CP", ["73/1999/nd-cp"]),
        ("05-NQ/TU", ["5-nq/tu", "5/nq-tu"]),
        ("66.1/2025/NQ-CP", ["66.1/2025/nq-cp"]),
        ("30a/2008/NQ-CP", ["30a/2008/nq-cp"]),
        ("Số: 33/TB-SYT,", ["33/tb-syt"]),
        ("1085/QĐ-TTg và 104/QĐ-TTg", ["1085/qd-ttg", "104/qd-ttg"]),
        # no documents
        ("1.687/1.909 hồ sơ", []),
        ("24/7", []),
        ("ngày 18/5/2021", []),
        ("60km/h", []),
        ("kế hoạch năm 2022", []),
        ("quyết định 12,5%", []),
        ("kế hoạch 12 tháng", ["kh 12"]),  # plain words find it too
    ],
)
def test_queries(query: str, keys: list[str]) -> None:
    assert [key for number in read_number_query(normalise(query)) for key in number.keys] == keys


@pytest.mark.parametrize(
    ("reference", "found_by"),
    [
        (named("1603/KH-UBND", "Kế hoạch"), ["1603", "1603/KH", "1603/kh-ubnd", "KH-UBND", "ke hoach 1603", "KH 1603"]),
        (named("05-NQ/TU", "Nghị quyết"), ["05-NQ/TU", "5-nq/tu", "5", "nghị quyết 05", "05/NQ-TU"]),
        (named("98/2023/QH15", "Luật"), ["98/2023/QH15", "98/2023", "98", "luật 98", "luật 98/2023", "QH15"]),
        (named("98/2023/QH15"), ["luật 98/2023"]),
        (named("66.1/2025/NQ-CP", None), ["66.1/2025/NQ-CP", "66.1/2025"]),
        (named("73/1999NĐ-CP"), ["73/1999/NĐ-CP", "nghị định 73"]),
        (named("33/TB-SYT"), ["thông báo 33", "33/TB"]),
    ],
)
def test_a_document_is_found_by(reference: DocumentReference, found_by: list[str]) -> None:
    keys = set(document_keys([reference], []))
    for written in found_by:
        assert keys & set(read_number_value(written)), written


@pytest.mark.parametrize("written", ["1603/KH-SYT", "160", "603/KH-UBND", "quyết định 1603", "1603/UBND-KH", "16030"])
def test_a_document_is_not_found_by_another(written: str) -> None:
    keys = set(document_keys([named("1603/KH-UBND", "Kế hoạch")], []))
    assert not keys & set(read_number_value(written))


def test_numbers_are_also_read_from_the_text() -> None:
    text = "Kế hoạch số 1603/KH-UBND ngày 18/5/2021; Nghị quyết 05-NQ/TU; 1.687/1.909 hồ sơ; 24/7; QÐ số 12/QÐ-SYT"
    assert list(find_numbers(text)) == ["1603/kh-ubnd", "5-nq/tu", "12/qd-syt"]
    assert "kh 1603" in document_keys([], [text])


def test_references_without_a_number_have_no_key() -> None:
    unnamed = DocumentReference(text="Kế hoạch của UBND tỉnh", start=0, end=22, type="Kế hoạch")
    assert document_keys([unnamed], []) == []


def test_types() -> None:
    assert type_code("Kế hoạch") == "kh"
    assert type_code("QĐ") == "qd"
    assert type_code("Bản tin") is None


@pytest.mark.parametrize("value", ["((", "", "không số", "😀"])
def test_values_that_are_no_number_match_nothing(value: str) -> None:
    assert not set(read_number_value(value)) & set(document_keys([named("1603/KH-UBND", "Kế hoạch")], []))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 99_999), st.sampled_from(["KH", "QĐ", "BC"]), st.sampled_from(["UBND", "SYT", "HĐND"]))
def test_every_number_is_found_in_every_writing(number: int, kind: str, issuer: str) -> None:
    keys = set(document_keys([named(f"{number}/{kind}-{issuer}")], []))
    for written in (
        f"{number}/{kind}-{issuer}",
        f"{number} / {kind} – {issuer}",
        f"{number}/{kind}",
        f"{kind} {number}",
    ):
        assert keys & set(read_number_value(written)), written


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for number in read_number_query(normalise(text)):
        assert number.start < number.end
        assert number.keys
    assert normal_number(normal_number(text)) == normal_number(normal_number(normal_number(text)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["x" * 70, " ", "/", "a/b", "số ", "lấp chỗ "]), max_size=30), st.integers(1, 9_999))
def test_a_number_is_read_wherever_it_stands(around: list[str], number: int) -> None:
    text = "".join(around) + f" Kế hoạch số {number}/KH-UBND ngày 18/5/2021 " + "".join(around)
    assert f"{number}/kh-ubnd" in list(find_numbers(text))
