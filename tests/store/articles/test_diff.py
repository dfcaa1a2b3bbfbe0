from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.article import Attachment
from store.articles.diff import differences, word_changes
from tests.store.making import PARAGRAPHS, make_article

paragraphs = st.lists(st.text(alphabet="ab cđ.", min_size=1, max_size=12).filter(str.strip), max_size=8)


@settings(max_examples=150, deadline=None)
@given(paragraphs, paragraphs)
def test_both_versions_can_be_read_off_the_diff(old: list[str], new: list[str]) -> None:
    diff = differences(make_article(body="\n\n".join(old)), make_article(body="\n\n".join(new)))
    assert [p.old for p in diff.paragraphs if p.old is not None] == old
    assert [p.new for p in diff.paragraphs if p.new is not None] == new
    assert bool(diff) == (old != new)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_off_the_word_changes(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(text for kind, text in pieces if kind in "=-") == old
    assert "".join(text for kind, text in pieces if kind in "=+") == new


def test_a_changed_figure_shows_as_the_words_that_changed() -> None:
    old, new = make_article(), make_article(body="\n\n".join(PARAGRAPHS).replace("1.185", "1.190"))
    lines = differences(old, new).lines()
    assert lines[0] == "  … 1 đoạn giữ nguyên …"
    assert "tiếp nhận [-1.185-][+1.190+] hồ sơ" in lines[1]
    assert lines[2:] == ["  … 1 đoạn giữ nguyên …"]


def test_fields_and_files_are_named_in_vietnamese() -> None:
    old = make_article(attachments=(Attachment(url="https://x/1.pdf", name="Kế hoạch.pdf"),))
    new = make_article(title="Tiêu đề mới", published_at=date(2026, 7, 2), author=None)
    assert differences(old, new).lines() == [
        "Tiêu đề: “Sở Y tế triển khai cải cách hành chính” → “Tiêu đề mới”",
        "Tác giả: “Diệp Hương” → “—”",
        "Ngày đăng: “2026-06-30” → “2026-07-02”",
        "- tệp đính kèm: Kế hoạch.pdf",
    ]


def test_a_paragraph_put_in_between_is_an_addition_only() -> None:
    body = [PARAGRAPHS[0], "Một đoạn mới hoàn toàn.", *PARAGRAPHS[1:]]
    lines = differences(make_article(), make_article(body="\n\n".join(body))).lines()
    assert lines == ["  … 1 đoạn giữ nguyên …", "+ Một đoạn mới hoàn toàn.", "  … 2 đoạn giữ nguyên …"]


def test_equal_articles_have_no_diff() -> None:
    diff = differences(make_article(), make_article())
    assert not diff
    assert diff.lines() == []


def test_two_long_texts_without_anything_in_common() -> None:
    pieces = word_changes("a b " * 20_000, "c d " * 20_000)
    assert [kind for kind, _ in pieces] == ["-", "+"]
