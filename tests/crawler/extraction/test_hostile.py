"""Pages meant to hurt: extraction ends with an article or one of its two errors, in bounded time and memory."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import extract_page
from domain.article import Article
from domain.errors import ExtractError

URL = "https://example.gov.vn/tin-tuc/bai-viet-thu-nghiem-so-mot-123.html"


def outcome(content: bytes | str, url: str = URL) -> Article | None:
    """The article, or None where the page was refused with one plain line; any other error fails the test."""
    try:
        return extract_page(content, url)
    except ExtractError as error:
        line = str(error)
    assert line.strip()
    assert "\n" not in line
    return None


WORDS = ("cải cách", "hồ sơ", "<p>", "</p>", "<div class='article-body'>", "</div>", "<table><tr><td>", "</table>", "<!--", "-->",
         "<script>", "</script>", "&nbsp;", "&#x110000;", "<a href='/x'>", "</a>", "<h1>", "</h1>", "\x00", "<br>", "<![CDATA[",
         "<title>", "</title>", "<base href='http://[::1'>", "<a href='http://[bad/x.pdf'>", "<img src='//[::x/a.jpg'>",
         "<meta charset=utf-16>", "<html lang='vi'>", "<body>", "<iframe src='javascript:1'>", "x" * 90, "ả" * 300, ". ")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=120))
def test_broken_markup(parts: list[str]) -> None:
    outcome("".join(parts))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=4000))
def test_binary_noise(content: bytes) -> None:
    outcome(content)
    outcome(b"<html><body><p>" + content + b"</p></body></html>")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_address(address: str) -> None:
    page = (
        "<html><body><h1>Tin thử nghiệm của trang</h1>"
        + "<p>Một đoạn văn dài vừa đủ để được đọc như một bài viết. </p>" * 9
    )
    outcome(page + "<a href='x.pdf'>tệp</a></body></html>", address)


DEEP = 100_000
NASTY = {
    "nested divs": "<div>" * DEEP + "<p>" + "chữ " * 500 + "</p>" + "</div>" * DEEP,
    "nested tables": "<table><tr><td>" * 20_000 + "chữ " * 500,
    "nested inline": "<b><i><a href='/x'>" * 30_000 + "chữ " * 500,
    "nested lists": "<ul><li>" * 30_000 + "chữ " * 500,
    "nested tables with text": "<table><tr><td><p>một đoạn văn có nội dung, dài chừng này chữ để được tính điểm.</p>"
    * 1500,
    "many blocks": "<p>Một đoạn văn ngắn, có dấu phẩy, và một dấu chấm.</p>" * 60_000,
    "many links": "<a href='/tin-1.pdf'>Một liên kết dài hơn hai mươi chữ cái</a>" * 30_000,
    "many headings": "<h2>Một tiêu đề dài hơn hai mươi chữ cái</h2>" * 20_000,
    "one long word": "<p>" + "a" * 3_000_000 + "</p>",
    "one long line of commas": "<p>" + "1, " * 800_000 + "</p>",
    "spaces": "<p>" + " " * 3_000_000 + "</p>",
    "many attributes": "<div " + " ".join(f"a{n}=1" for n in range(300_000)) + "><p>chữ</p></div>",
    "long attribute": "<div class='" + "x " * 500_000 + "'><p>chữ</p></div>",
    "attribute without parts": "<div class='" + "a-" * 300_000 + "'><p>chữ</p></div>",
    "deep json": "<script type='application/ld+json'>" + "[" * 200_000 + "</script><p>chữ</p>",
    "wide table": "<table>" + "<tr>" + "<td>1</td>" * 2000 + "</tr>" * 20 + "</table>",
    "long table": "<table>" + "<tr><td>a</td><td>2</td></tr>" * 60_000 + "</table>",
    "breaks": "<p>" + "chữ<br>" * 80_000 + "</p>",
    "comments": "<!-- x -->chữ" * 80_000,
    "entities": "<p>" + "&amp;" * 400_000 + "</p>",
    "swallowing button": "<button>" + "<p>Đoạn văn dài vừa phải nằm trong nút bấm không đóng lại.</p>" * 3000,
}


@pytest.mark.parametrize("name", sorted(NASTY))
def test_nasty_pages_end(name: str) -> None:
    outcome("<html><body><h1>Tin thử nghiệm của trang</h1>" + NASTY[name])  # quadratic code would never come back


def test_fifty_megabytes_are_refused_unread() -> None:
    assert outcome(b"<p>chu</p>" * 5_000_000) is None


@pytest.mark.parametrize(
    "head", [b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"\x1f\x8b\x08", b""]
)
def test_files_are_no_pages(head: bytes) -> None:
    assert outcome(head + random.Random(7).randbytes(20_000)) is None


def test_types_that_are_no_pages() -> None:
    with pytest.raises(ExtractError):
        extract_page(b"<p>x</p>", URL, content_type="application/pdf")
    with pytest.raises(ExtractError):
        extract_page(b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", URL, content_type="text/xml")
