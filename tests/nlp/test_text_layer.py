"""The text layer: sentences, masks, and the way back to the given offsets."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import Normalised, fold_keeping_length
from nlp.sentences import split_sentences
from nlp.text import BLANK, layer_of

VIETNAMESE = st.text(
    alphabet=st.sampled_from(
        list(
            'aàáảãạăằâầđeèêềiìoòôồơờuùưừyỳ ĐÐHKN0123456789.,/:-–()\n\t%|"“”\u00a0\u200b\u0301\u0323\u0302🏥👍\ufe0f\u200dgctbs'
        )
    ),
    max_size=120,
)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@given(st.one_of(st.text(max_size=80), VIETNAMESE))
@settings(max_examples=300, deadline=None)
def test_the_way_back_covers_every_character(text: str) -> None:
    normalised = Normalised(text)
    for at in range(len(normalised.text)):
        start, end = normalised.given_span(at, at + 1)
        assert 0 <= start < end <= len(text)
        # A tone may have moved to the letter before; the bare letter is there.
        assert fold_keeping_length(normalised.text[at]) in fold_keeping_length(Normalised(text[start:end]).text)
    assert normalised.given_span(0, len(normalised.text))[1] <= len(text)


@given(VIETNAMESE)
@settings(max_examples=200, deadline=None)
def test_sentences_are_in_order_trimmed_and_lose_nothing(text: str) -> None:
    layer = layer_of(text)
    position = 0
    for start, end in layer.sentences:
        assert position <= start < end
        assert not layer.text[position:start].strip()
        assert layer.text[start:end] == layer.text[start:end].strip()
        assert "\n" not in layer.text[start:end]
        position = end
    assert not layer.text[position:].strip()


@given(VIETNAMESE, st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)), max_size=6))
@settings(max_examples=100, deadline=None)
def test_masks_blank_what_they_cover_and_keep_the_length(text: str, spans: list[tuple[int, int]]) -> None:
    layer = layer_of(text)
    taken = [(a, min(a + n, len(layer.text))) for a, n in spans if a < len(layer.text)]
    layer.mask("x", taken)
    masked = layer.masked("x")
    assert len(masked) == len(layer.text)
    for start, end in taken:
        assert set(masked[start:end]) <= {BLANK}
        assert start == end or layer.covered(start, end, "x")


def test_a_decomposed_text_is_cut_where_the_composed_one_is() -> None:
    composed = "Kế hoạch số 1603/KH-UBND của Ủy ban nhân dân tỉnh"
    given_text = unicodedata.normalize("NFD", composed)
    layer = layer_of(given_text)
    assert layer.text == composed
    start = composed.index("Ủy ban")
    located = layer.locate(start, start + len("Ủy ban"))
    assert unicodedata.normalize("NFC", located["text"]) == "Ủy ban"
    assert given_text[located["start"] : located["end"]] == located["text"]


def test_very_many_marks_on_one_letter_end_in_time_and_keep_offsets() -> None:
    text = "a" + "\u0323\u0301" * 100_000 + " hết"
    layer = layer_of(text)
    located = layer.locate(len(layer.text) - 3, len(layer.text))
    assert located["text"] == "hết"


def test_titles_places_and_numbers_do_not_end_a_sentence() -> None:
    text = "PGS.TS. Lê An và BS.CKII. Trần Bình ở TP. Hồ Chí Minh nhận 1.185 hồ sơ lúc 8.30. Sau đó họp."
    assert _sentences(text) == [text[: text.index(" Sau")], "Sau đó họp."]


def test_headings_lists_and_official_endings() -> None:
    text = "1. Công tác chỉ đạo\n- Kế hoạch: đã ban hành;\nI. Mục tiêu. Nâng cao chất lượng./.\nNơi nhận: như trên"
    assert _sentences(text) == [
        "1. Công tác chỉ đạo",
        "- Kế hoạch: đã ban hành;",
        "I. Mục tiêu.",
        "Nâng cao chất lượng./.",
        "Nơi nhận: như trên",
    ]


def test_addresses_stay_whole_and_lost_spaces_are_seen() -> None:
    text = "Xem https://syt.example.vn/tin.html?a=1. Hồ sơ đã trả.Theo đó, không có phản ánh…Góp phần cải cách"
    assert _sentences(text) == [
        "Xem https://syt.example.vn/tin.html?a=1.",
        "Hồ sơ đã trả.",
        "Theo đó, không có phản ánh…",
        "Góp phần cải cách",
    ]


def test_a_letter_that_ends_a_disease_ends_the_sentence() -> None:
    assert len(_sentences("Điều trị viêm gan B. Ngành y tế đã có thuốc.")) == 2
