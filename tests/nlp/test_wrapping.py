"""Raw texts: doubled blanks and lines broken at a width say what the even text says, and offsets hold."""

from __future__ import annotations

import random
import textwrap
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import annotate
from nlp.gold.articles import gold_articles
from nlp.wrapping import even


def _broken_at(text: str, width: int, doubled: float) -> str:
    chance = random.Random(width)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        pieces = [paragraph]
        if "|" not in paragraph and paragraph.strip():
            pieces = textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        lines += ["".join(c + " " * (c == " " and chance.random() < doubled) for c in piece) for piece in pieces]
    return "\n".join(lines)


@pytest.mark.parametrize(("width", "doubled"), [(60, 0.0), (72, 0.2), (1000, 0.5)])
def test_no_date_document_or_figure_is_lost_to_spacing(width: int, doubled: float) -> None:
    for gold in gold_articles()[::4]:
        raw = _broken_at(gold.text, width, doubled)
        smooth = annotate(gold.text, date=gold.date, title=gold.title)
        rough = annotate(raw, date=gold.date, title=gold.title)
        assert [d.number for d in rough.documents] == [d.number for d in smooth.documents]
        assert [(d.from_, d.to) for d in rough.dates] == [(d.from_, d.to) for d in smooth.dates]
        assert [(f.value, f.total, f.unit) for f in rough.figures] == [
            (f.value, f.total, f.unit) for f in smooth.figures
        ]
        assert (rough.relevance >= 0.5) == (smooth.relevance >= 0.5)
        for span in (*rough.documents, *rough.dates, *rough.figures, *rough.entities, *rough.places):
            assert span.text == raw[span.start : span.end]
        for sentence in rough.summary:
            assert sentence in raw


def test_a_date_and_a_number_across_a_break_are_whole() -> None:
    text = "Sở Y tế ban hành Kế hoạch  số\n27/KH-SYT ngày\n14/02/2023 về rà soát\nthủ tục."
    annotation = annotate(text, date=date(2023, 2, 20))
    assert [(d.number, d.date) for d in annotation.documents] == [("27/KH-SYT", date(2023, 2, 14))]
    assert annotation.dates[0].text == "ngày\n14/02/2023"


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả nổi bật\nSở Y tế tiếp nhận 12 hồ sơ",
        "Nội dung gồm:\n- rà soát thủ tục\n- công khai phí",
        "1. Chỉ đạo\n2. Điều hành",
        "Chỉ tiêu | Kết quả\nhồ sơ | 12",
        "Đoạn một nói về hồ sơ\n\nđoạn hai nói về phí",
        "Đã trả kết quả.\nCông dân hài lòng.",
    ],
)
def test_headings_items_tables_and_paragraphs_keep_their_lines(text: str) -> None:
    assert even(text) == (text, None)


def test_lines_that_fill_a_width_are_joined_though_the_next_begins_with_a_capital() -> None:
    text = (
        "Trong tháng qua, các khoa phòng của Bệnh viện đa khoa\n"
        "Mường Thanh đã trả đúng hẹn toàn bộ phiếu kết quả cho\n"
        "Người bệnh, không để ai phải chờ quá một buổi làm việc"
    )
    joined, places = even(text)
    assert "\n" not in joined
    assert places is not None
    assert len(places) == len(joined)


@given(st.text(alphabet=st.sampled_from(list("ab A.,:-|1\t\r\n  ")), max_size=80))
@settings(max_examples=300, deadline=None)
def test_only_white_space_is_touched(text: str) -> None:
    joined, places = even(text)
    assert "".join(joined.split()) == "".join(text.split())
    if places is not None:
        assert list(places) == sorted(set(places))
        assert all(
            text[at] == char or (text[at].isspace() and char.isspace()) for at, char in zip(places, joined, strict=True)
        )
