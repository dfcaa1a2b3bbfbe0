"""Passages: marked, escaped, of the accented original."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.highlight import Target, targets_of
from index.answer.snippets import SNIPPET_LENGTH, marked_text, snippet
from index.query.parser import parse


def targets(query: str) -> tuple[Target, ...]:
    return targets_of(parse(query).root)


def marks(query: str, text: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", snippet((text,), targets(query)))


FILLER = "Đoạn này chỉ để lấp chỗ, không nói điều gì đáng kể về chuyện đang tìm. " * 12


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("hai long", "Mức độ Hài lòng.", ["Hài lòng"]),
        ("hài lòng", "hai lòng, hài lòng", ["hài lòng"]),
        ("hài lòng", "chỉ có hai long thôi", ["hai long"]),
        ("long", "lòng và long", ["lòng", "long"]),
        ("=long", "lòng và long", ["long"]),
        ("hoà", "Tổ hoà giải, hòa nhập", ["hoà", "hòa"]),
        ("so y te", "Số người và Sở Y tế và ý tưởng", ["Sở Y tế"]),
        ("so y te", "Số người, tế nhị, ý tưởng", ["Số", "tế", "ý"]),
        ("cai cach hanh chinh", "cải cách hành động", ["cải cách hành"]),
        ('"một cửa"', "một cánh cửa, một cửa", ["một cửa"]),
        ("CCHC", "cải cách hành chính", ["cải cách hành chính"]),
        ("cải cách hành chính", "CCHC", ["CCHC"]),
        ("1603/KH-UBND", "số 1603/KH - UBND.", ["1603/KH - UBND"]),
        ("1185", "có 1.185 hồ sơ, 11850", ["1.185"]),
        ("1.185", "có 1185 hồ sơ", ["1185"]),
        ("8 đơn vị", "08 đơn vị", ["08 đơn vị"]),
        ("hoa -tươi", "hoa tươi", ["hoa"]),
        ("a OR b", "a b c", ["a b"]),
        ("xyz", "không có", []),
        ("", "không có", []),
        ("te", "tế, tết, te-te", ["tế", "te", "te"]),
    ],
)
def test_marks(query: str, text: str, expected: list[str]) -> None:
    assert marks(query, text) == expected


def test_decomposed_and_odd_spaces_keep_the_original() -> None:
    given_text = "Mức độ hài\u00a0lòng và hài lòng"
    assert marks("hài lòng", given_text) == ["hài\u00a0lòng".replace("\u00a0", " "), "hài lòng"]


def test_the_passage_with_most_of_the_query_is_shown() -> None:
    text = f"Một cửa mở đầu. {FILLER} Hồ sơ một cửa trả đúng hạn ở trạm. {FILLER}"
    shown = snippet((text,), targets("một cửa trả đúng hạn"))
    assert "<mark>một cửa trả đúng hạn</mark>" in shown
    assert "mở đầu" not in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_the_second_text_is_shown_where_the_first_has_nothing() -> None:
    assert snippet(("Thân bài.", "Phụ lục vị trí việc làm."), targets("viec lam")) == (
        "Phụ lục vị trí <mark>việc làm</mark>."
    )


def test_the_opening_is_shown_where_nothing_matches() -> None:
    assert snippet(("Thân bài.", "Phụ lục."), targets("zzz")) == "Thân bài."
    assert snippet(("", ""), targets("zzz")) == ""
    assert snippet((FILLER,), ()).endswith(" …")


def test_everything_else_is_escaped() -> None:
    shown = snippet(('<img src=x onerror="1"> & hoa\'s <mark>giả</mark>',), targets("hoa src"))
    assert shown == (
        "&lt;img <mark>src</mark>=x onerror=&quot;1&quot;&gt; &amp; <mark>hoa</mark>&#x27;s "
        "&lt;mark&gt;giả&lt;/mark&gt;"
    )


TEXT = st.text(alphabet=st.sampled_from("<>&\"' /markhoàò́aHOĐđ.\n\u200b\u00a0123"), max_size=400)


@settings(max_examples=400, deadline=None)
@given(TEXT, st.one_of(TEXT, st.sampled_from(["hoa", "mark", "hoà a", '"o a"', "=hoà", "12", "<mark>", "a OR o"])))
def test_no_tag_but_mark_and_no_letter_invented(text: str, query: str) -> None:
    shown = snippet((text,), targets(query))
    tags = re.findall(r"<[^>]*>?", shown)
    assert tags == ["<mark>", "</mark>"] * (len(tags) // 2)
    plain = html.unescape(re.sub(r"</?mark>", "", shown)).removeprefix("… ").removesuffix(" …")
    assert " ".join(plain.split()) in " ".join(text.split()) or plain == ""


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=300, max_size=3000), st.text(min_size=1, max_size=30))
def test_a_passage_is_short(text: str, query: str) -> None:
    shown = snippet((text,), targets(query))
    assert len(html.unescape(re.sub(r"</?mark>", "", shown))) <= SNIPPET_LENGTH + 60


def test_marked_text_is_normalised() -> None:
    assert marked_text("Tổ hoà giải", targets("hoa giai")) == ["hòa giải"]
