"""Normalisation keeps the way back; folding keeps the length."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import Normalised, fold, fold_keeping_length, has_accents, normalise

VIETNAMESE = "aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵđĐbcghklmnpqrstvx 0123456789./-"
TONE_LETTERS = "òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤoeauyOEAUYàáảãạèéẻẽẹỳýỷỹỵ"
MIXED = st.text(
    st.one_of(
        st.sampled_from(VIETNAMESE),
        st.sampled_from("\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031b\u200b\u00a0\u00ad\ufeff\n😀Ðð–−"),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("hoà bình", "hòa bình"),
        ("KHOẺ", "KHỎE"),
        ("thuý", "thúy"),
        ("quý", "quý"),
        ("quỹ", "quỹ"),
        ("toàn", "toàn"),
        ("QÐ-UBND", "QĐ-UBND"),
        ("215/BC\u00a0–\u00a0UBND", "215/BC – UBND"),
        ("cải\u200b cách", "cải cách"),
        (unicodedata.normalize("NFD", "Đắk Lắk"), "Đắk Lắk"),
    ],
)
def test_one_normal_form(written: str, normal: str) -> None:
    assert normalise(written) == normal


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Đồng Tháp", "dong thap"), ("  Sở\n Y  tế ", "so y te"), ("HOÀ", "hoa"), ("Ð", "d"), ("ß", "ß")],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_accents_are_seen() -> None:
    assert has_accents("cải cách")
    assert has_accents(unicodedata.normalize("NFD", "cải"))
    assert has_accents("đ")
    assert not has_accents("CCHC 1603/KH-UBND")


@given(st.text(max_size=80))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_keeping_length(text)) == len(text)


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(MIXED)
@settings(max_examples=400)
def test_every_stretch_leads_back_to_the_given_text(given_text: str) -> None:
    made = Normalised(given_text)
    length = len(made.text)
    for start in range(length):
        for end in range(start + 1, min(length, start + 5) + 1):
            first, last = made.given_span(start, end)
            assert 0 <= first < last <= len(given_text)
            # What comes back is, once normalised, what was asked for or the letters that it is part of.
            assert made.text[start:end] in normalise(given_text[first:last]) or _composed(made.text[start:end])


def _composed(text: str) -> bool:
    """A stretch that begins with a mark, or whose tone belongs to a neighbour, is normalised differently alone."""
    return bool(text) and (
        unicodedata.combining(text[0]) != 0
        or any(char in TONE_LETTERS for char in text)
        or not unicodedata.is_normalized("NFC", text)
    )


@given(MIXED)
def test_the_whole_leads_back_to_the_whole(given_text: str) -> None:
    made = Normalised(given_text)
    if made.text:
        first, last = made.given_span(0, len(made.text))
        assert normalise(given_text[first:last]) == made.text
