"""Articles cut into pages, and articles longer than is kept."""

from __future__ import annotations

import pytest

from crawler.extraction import extract_page, next_pages_of, read_article
from crawler.extraction.article import MAX_BODY
from tests.crawler.extraction.kind_pages import PARAGRAPHS, TITLE, page

URL = "https://syt.halinh.example.vn/2024/05/tram-y-te-ban-pe/"
PAGER = (
    '<div class="page-links">Trang: <span>1</span> <a href="/2024/05/tram-y-te-ban-pe/2/">2</a> '
    '<a href="/2024/05/tram-y-te-ban-pe/3/">3</a></div>'
)


def part(*texts: str, pager: str = PAGER) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return page(f"<h1>{TITLE}</h1><div class='entry-content'>{paragraphs}{pager}</div>")


def test_the_pages_of_one_article_are_one_article() -> None:
    first, second = part(*PARAGRAPHS[:2]), part(PARAGRAPHS[2], "Trạm sẽ mở thêm giờ khám cho bà con ở bản xa.")
    assert next_pages_of(first, URL) == (f"{URL}2/", f"{URL}3/")
    parts = {f"{URL}2/": second, f"{URL}3/": part("Bài và ảnh: Trạm Y tế Bản Pe.")}
    begun = read_article(first, URL)
    assert (begun.next_page, begun.article.body.split("\n\n")) == (f"{URL}2/", [*PARAGRAPHS[:2]])
    assert read_article(first, URL, part={f"{URL}2/": second}.get).next_page == f"{URL}3/"
    article = read_article(first, URL, part=parts.get).article
    assert article.body.split("\n\n") == [*PARAGRAPHS, "Trạm sẽ mở thêm giờ khám cho bà con ở bản xa."]
    assert article.url == URL


@pytest.mark.parametrize(
    ("url", "link", "follows"),
    [
        (URL, "?page=2", True),
        ("https://a.vn/tin/bai-1.html", "/tin/bai-1-p2.html", True),
        ("https://a.vn/tin/bai-1.html", "/tin/bai-1.html?trang=2", True),
        ("https://a.vn/Chi-tiet.aspx?ItemID=5", "/Chi-tiet.aspx?ItemID=5&page=2", True),
        ("https://a.vn/Chi-tiet.aspx?ItemID=5", "/Chi-tiet.aspx?ItemID=6", False),
        ("https://a.vn/?p=12", "/?p=12&page=2", True),
        ("https://a.vn/?p=12", "/?p=2", False),
        ("https://a.vn/?p=12", "/?page=2", False),
        ("https://a.vn/archives/12", "/archives/12/2", True),
        ("https://a.vn/archives/12", "/archives/2", False),
        (URL, "/2024/05/bai-khac/", False),
        (URL, "/2024/05/tram-y-te-ban-pe/comment-page-2/", False),
        (URL, "/2024/05/tram-y-te-ban-pe/feed/", False),
        ("https://a.vn/tin/bai-1.html", "https://b.vn/tin/bai-1-p2.html", False),
    ],
)
def test_a_further_page_has_the_article_s_own_address(url: str, link: str, follows: bool) -> None:
    html = part(*PARAGRAPHS, pager=f'<p><a href="{link}">2</a></p><link rel="next" href="/2024/06/bai-sau/">')
    assert bool(next_pages_of(html, url)) is follows


def test_a_further_page_that_fails_takes_nothing_away() -> None:
    broken = (
        "<html><head><title>User Error</title></head><body><p>Could not connect to the data server.</p></body></html>"
    )
    article = read_article(part(*PARAGRAPHS), URL, part={f"{URL}2/": broken}.get).article
    assert article.body.split("\n\n") == list(PARAGRAPHS)


def test_an_endless_text_is_kept_up_to_a_cap_that_is_said() -> None:
    article = extract_page(part(*(f"Đoạn {n}: {PARAGRAPHS[0]}" for n in range(5000)), pager=""), URL)
    *kept, said = article.body.split("\n\n")
    assert MAX_BODY // 2 < len(article.body) <= MAX_BODY + 200
    assert kept[-1].endswith(PARAGRAPHS[0])
    assert "400.000 ký tự đầu" in said


def test_a_long_text_below_the_cap_is_whole() -> None:
    article = extract_page(part(*(f"Đoạn {n}: {PARAGRAPHS[0]}" for n in range(1000)), pager=""), URL)
    assert article.body.endswith(f"Đoạn 999: {PARAGRAPHS[0]}")
