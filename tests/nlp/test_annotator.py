"""The whole annotation: the contract's promises on any text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.annotation import Annotation, Span
from nlp import annotate

WORDS = st.lists(
    st.sampled_from(
        "Sở Y tế|UBND tỉnh Kon Tum|Kế hoạch số|1603/KH-UBND|ngày|18/5/2021|26-9|từ|đến|trên|80%|1.687/1.909|hồ sơ|tháng 6, 7 năm 2023|"
        "giảm|xuống còn|15 ngày|7 ngày|xếp thứ|9/63|tỷ đồng|1,2|(|)|,|.|\n|/|-|–|số|và|Luật|Dược|năm|2023|QÐ|QĐ-TTg|hoà|🏥|\u200b|\u00a0|"
        "mười hai|đơn vị|quý III/2022|của|Bộ Y tế|ban hành|| |:|Điều 5|0912 345 678|a|\u0301|24/7".split("|")
    ),
    max_size=40,
)


def _spans(annotation: Annotation) -> tuple[Span, ...]:
    return (
        *annotation.documents,
        *annotation.figures,
        *annotation.dates,
        *annotation.entities,
        *annotation.places,
    )


def _check(text: str, annotation: Annotation) -> None:
    for span in _spans(annotation):
        assert span.text == text[span.start : span.end]
        assert span.text
        assert 0 <= span.confidence <= 1
        assert span.method
    for figure in annotation.figures:
        assert figure.sentence in text
    for sentence in annotation.summary:
        assert sentence in text
    for day in annotation.dates:
        assert day.from_ <= day.to


@given(WORDS, st.sampled_from([" ", ""]))
@settings(max_examples=250, deadline=None)
def test_offsets_hold_on_whatever_words_come(words: list[str], glue: str) -> None:
    text = glue.join(words)
    _check(text, annotate(text, date=date(2022, 9, 30)))


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_annotated(text: str) -> None:
    _check(text, annotate(text))


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_binary_noise_is_annotated(noise: bytes) -> None:
    text = noise.decode("latin-1")
    _check(text, annotate(text))


@given(WORDS)
@settings(max_examples=100, deadline=None)
def test_decomposed_text_says_the_same(words: list[str]) -> None:
    text = unicodedata.normalize("NFC", " ".join(words))
    apart = unicodedata.normalize("NFD", text)
    one, other = annotate(text, date=date(2022, 9, 30)), annotate(apart, date=date(2022, 9, 30))
    _check(apart, other)
    assert [d.number for d in one.documents] == [d.number for d in other.documents]
    assert [(d.from_, d.to) for d in one.dates] == [(d.from_, d.to) for d in other.dates]
    assert [(f.value, f.low, f.high, f.total, f.unit) for f in one.figures] == [
        (f.value, f.low, f.high, f.total, f.unit) for f in other.figures
    ]


SENTENCE = (
    "Thực hiện Kế hoạch số 1603/KH-UBND ngày 18/5/2021, Sở Y tế hoà giải 1.687/1.909 hồ sơ (88,37%) trong quý III/2022."
)


@pytest.mark.parametrize(
    "given_text",
    [
        SENTENCE,
        unicodedata.normalize("NFD", SENTENCE),
        SENTENCE.replace(" ", "\u00a0"),
        SENTENCE.replace("hồ", "h\u200bồ"),
        "👩‍⚕️🏥 " + SENTENCE + " 👍🏽",
        unicodedata.normalize("NFD", SENTENCE[:40]) + SENTENCE[40:],
        SENTENCE.replace("-", "‐"),
    ],
)
def test_every_way_of_encoding_is_understood_alike(given_text: str) -> None:
    annotation = annotate(given_text)
    _check(given_text, annotation)
    assert [(d.number, d.date) for d in annotation.documents] == [("1603/KH-UBND", date(2021, 5, 18))]
    assert [(f.value, f.total, f.unit) for f in annotation.figures] == [(1687, 1909, "hồ sơ"), (88.37, None, "%")]
    assert [d.from_ for d in annotation.dates] == [date(2021, 5, 18), date(2022, 7, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\x00",
        "a" * 100_000,
        "1/" * 50_000,
        "từ 1 đến " * 10_000,
        "(" * 50_000,
        "ngày 1, " * 10_000,
        "." * 50_000,
    ],
    ids=lambda text: f"{text[:9]!r}x{len(text)}",
)
def test_hostile_texts_end(text: str) -> None:
    _check(text, annotate(text, date=date(2022, 9, 30)))
