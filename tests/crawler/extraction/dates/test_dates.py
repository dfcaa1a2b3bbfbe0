"""Choosing a date: selectors and formats of a source, the time of the visit, and pages that mean harm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from crawler.extraction.authors.choosing import find_author
from crawler.extraction.dates.choosing import Dates, find_dates
from crawler.extraction.dates.labels import Label, label_of, only_label
from crawler.extraction.dates.stated import url_day
from crawler.extraction.metadata import read_jsonld, read_meta
from crawler.extraction.page import Page
from domain.article import DateOrigin
from domain.source import Selectors, Source

VN = timezone(timedelta(hours=7))
TITLE = "Sở Y tế công khai quy trình tiếp nhận hồ sơ"
TEXT = "<p>Bộ phận một cửa của Sở Y tế niêm yết đầy đủ quy trình, thời hạn và mức phí của từng thủ tục.</p>"


def page_of(
    html: str,
    url: str = "https://soyte.example.gov.vn/tin/1",
    source: Source | None = None,
    fetched: datetime | None = None,
) -> Page:
    tree = document_fromstring(html)
    heading = next(tree.iter("h1"), None)
    nodes: set[HtmlElement] = set(tree.iter("p"))
    container = next(iter(nodes)).getparent() if nodes else None
    return Page(
        url=url, tree=tree, source=source, title=TITLE, heading=heading, container=container, meta=read_meta(tree), jsonld=read_jsonld(tree),
        body_nodes=nodes, fetched_at=fetched,
    )  # fmt: skip


def html(above: str = "", head: str = "") -> str:
    return f'<html lang="vi"><head>{head}</head><body><div><h1>{TITLE}</h1>{above}{TEXT}</div></body></html>'


def source(**selectors: str) -> Source:
    return Source(
        id="syt-thu",
        name="Sở Y tế",
        base_url="https://soyte.example.gov.vn",
        selectors=Selectors.model_validate(selectors),
        date_formats=("%m/%d/%Y",),
    )


def test_the_selectors_of_the_source_come_first() -> None:
    page = page_of(
        html("<i class='a'>06/05/2024</i><i class='b'>07/08/2024</i>"), source=source(published=".a", updated=".b")
    )
    assert find_dates(page) == Dates(date(2024, 6, 5), date(2024, 7, 8), DateOrigin.SELECTOR)


def test_a_selector_that_finds_nothing_leaves_the_word_to_the_page() -> None:
    page = page_of(html("<div>Ngày đăng: 21/06/2024</div>"), source=source(published=".none", updated="time[x]"))
    assert find_dates(page) == Dates(date(2024, 6, 21), None, DateOrigin.TEXT)


def test_an_update_is_no_clock_of_the_visit() -> None:
    ld = '<script type="application/ld+json">{"@type":"Article","datePublished":"2024-06-21","dateModified":"%s"}</script>'
    visit = datetime(2024, 7, 16, 2, tzinfo=UTC)
    assert find_dates(page_of(html(head=ld % "2024-07-16T09:00:00+07:00"), fetched=visit)).updated_at is None
    assert find_dates(page_of(html(head=ld % "2024-07-10T09:00:00+07:00"), fetched=visit)).updated_at == datetime(
        2024, 7, 10, 9, tzinfo=VN
    )


def test_an_article_of_today_keeps_its_date() -> None:
    visit = datetime(2024, 6, 21, 12, tzinfo=UTC)
    assert find_dates(page_of(html("<div>Ngày đăng: 21/06/2024 18:30</div>"), fetched=visit)).published_at == datetime(
        2024, 6, 21, 18, 30, tzinfo=VN
    )


def test_a_date_after_the_visit_is_none() -> None:
    assert (
        find_dates(page_of(html("<div>Ngày đăng: 21/06/2034</div>"), fetched=datetime(2024, 6, 21, tzinfo=UTC)))
        == Dates()
    )


def test_an_update_before_the_publication_is_dropped() -> None:
    head = '<meta property="article:modified_time" content="2020-01-05T08:00:00+07:00">'
    assert find_dates(page_of(html("<div>Ngày đăng: 21/06/2024</div>", head))).updated_at is None


def test_the_main_entity_of_a_web_page_counts() -> None:
    ld = '<script type="application/ld+json">{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","datePublished":"2024-06-21"}}</script>'
    assert find_dates(page_of(html(head=ld))) == Dates(date(2024, 6, 21), None, DateOrigin.JSONLD)


def test_a_named_zone_is_kept() -> None:
    ld = '<script type="application/ld+json">{"@type":"Article","datePublished":"2024-06-21T10:00:00+09:00"}</script>'
    value = find_dates(page_of(html(head=ld))).published_at
    assert isinstance(value, datetime)
    assert value.isoformat() == "2024-06-21T10:00:00+09:00"


@pytest.mark.parametrize(
    ("before", "label"),
    [
        ("Ngày đăng: ", Label.PUBLISHED),
        ("Đăng lúc: ", Label.PUBLISHED),
        ("Được đăng vào ngày ", Label.PUBLISHED),
        ("Xuất bản: ", Label.PUBLISHED),
        ("Cập nhật: ", Label.UPDATED),
        ("Cập nhật lần cuối lúc ", Label.UPDATED),
        ("Last updated on ", Label.UPDATED),
        ("Giấy phép số 12/GP-TTĐT ngày ", Label.OTHER),
        ("Kế hoạch số 215/KH-UBND ngày ", Label.OTHER),
        ("Hôm nay: ", Label.OTHER),
        ("Ngày ban hành: ", Label.OTHER),
        ("Hạn nộp: ", Label.OTHER),
        ("Thời gian: ", Label.WHEN),
        ("Minh Châu ", Label.NONE),
        ("", Label.NONE),
    ],
)
def test_labels(before: str, label: Label) -> None:
    assert label_of(before) is label


def test_a_label_alone() -> None:
    assert only_label("Ngày đăng:") is Label.PUBLISHED
    assert only_label("Cập nhật") is Label.UPDATED
    assert only_label("Tin tức") is Label.NONE


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.vn/2022/09/26/tin.html", date(2022, 9, 26)),
        ("https://a.vn/2022-09-26-tin", date(2022, 9, 26)),
        ("https://a.vn/tin-20220926154412345.htm", date(2022, 9, 26)),
        ("https://a.vn/tin-20220926.html", date(2022, 9, 26)),
        ("https://web.archive.org/web/20230101000000/http://a.vn/2022/09/26/tin", date(2022, 9, 26)),
        ("https://a.vn/2022/13/26/tin", None),
        ("https://a.vn/tin-202209261.html", None),
        ("https://a.vn/y-te/202209/tin-1a2b3c4", None),
        ("https://a.vn/tin-1234567890.html", None),
        ("https://a.vn/?ngay=2022-09-26", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(url: str, day: date | None) -> None:
    assert url_day(url) == day


TAGS = st.sampled_from(
    "div p span table tr td ul li a h1 h2 time header footer aside nav article section b i br form".split()
)
NAMES = st.sampled_from(
    ["", "date", "author", "header", "footer", "sidebar", "content", "updated", "post-meta", "related", "ngay-dang"]
)
WORDS = st.sampled_from(
    ["Ngày đăng: 21/06/2024 22:57", "Cập nhật: 09/07/2024", "Thứ 3, Ngày 16/07/2024 -", "Tin: LVD", "Diệp Hương", "Hoàng Anh 15:44, 26/09/2022",
     "ngày 18/5/2021", "Giấy phép ngày 15/01/2015", TITLE, "x " * 60, "2024", "<!--", "\u0301", "Theo TTXVN", "(13/03/2018)"]
)  # fmt: skip
NODES = st.recursive(
    WORDS,
    lambda inner: st.tuples(TAGS, NAMES, st.lists(inner, max_size=4)).map(
        lambda node: f'<{node[0]} class="{node[1]}" datetime="2024-01-0">{"".join(node[2])}</{node[0]}>'
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(NODES)
def test_no_page_raises_and_dates_go_with_their_origin(body: str) -> None:
    page = page_of(f"<html><body>{body}{TEXT}</body></html>")
    dates = find_dates(page)
    assert (dates.published_at is None) == (dates.date_origin is None)
    paragraphs = [" ".join(node.text_content().split()) for node in page.tree.iter("p")]
    author = find_author(page, paragraphs)
    assert all(0 <= index < len(paragraphs) for index in author.drop)
    assert len(author.drop) < max(len(paragraphs), 1)


def test_a_page_of_many_dates_is_read_once() -> None:
    rows = "".join(f"<div><span class='date'>{i % 28 + 1:02}/06/2024</span> <b>Mục {i}</b></div>" for i in range(4000))
    assert find_dates(
        page_of(f"<html><body><div><h1>{TITLE}</h1><p>Ngày đăng: 21/06/2024</p>{TEXT}</div>{rows}</body></html>")
    ).published_at == date(2024, 6, 21)


def test_deep_nesting_is_read() -> None:
    deep = "<div>" * 200 + "Ngày đăng: 21/06/2024" + "</div>" * 200
    assert find_dates(page_of(html(deep))).published_at == date(2024, 6, 21)


def test_hostile_metadata_is_passed_over() -> None:
    head = (
        '<script type="application/ld+json">{"@type":["Article",7],"datePublished":["2024"],"dateModified":{"a":1},"headline":9,"author":[[]]}</script>'
        '<meta property="article:published_time" content="' + "9" * 5000 + '">'
    )
    page = page_of(html("<div>Ngày đăng: 21/06/2024</div>", head))
    assert find_dates(page).published_at == date(2024, 6, 21)
    assert find_author(page, ["x"]).name is None
