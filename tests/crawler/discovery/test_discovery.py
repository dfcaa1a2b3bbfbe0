"""Feeds, sitemaps and list pages as sites write them."""

from __future__ import annotations

import gzip
from datetime import date, datetime

import pytest

from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap
from domain.article import DateOrigin
from domain.source import Listing, Source

BASE = "https://soyte.example.gov.vn"
LIST = f"{BASE}/tin-tuc"


def source_of(**fields: object) -> Source:
    return Source.model_validate({"id": "thu", "name": "Thử", "base_url": BASE, **fields})


def urls(html: str, **fields: object) -> list[str]:
    return [
        link.url.removeprefix(BASE)
        for link in read_listing(html, LIST, Listing(url="/tin-tuc"), source_of(**fields)).links
    ]


def following(html: str, number: int = 1, url: str = LIST) -> str | None:
    return read_listing(html, url, Listing(url="/tin-tuc"), source_of(), number=number).next


RSS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel>
<item><title>Bài &amp; một</title><link>/tin/1.html?utm_source=rss</link><pubDate>Mon, 26 Sep 2022 15:44:00 +0700</pubDate></item>
<item><title>Bài <![CDATA[<b>hai</b>]]></title><guid isPermaLink="true">https://soyte.example.gov.vn/tin/2.html</guid>
<pubDate>26/09/2022 15:44</pubDate></item>
<item><title>Không địa chỉ</title></item><item><title>&x;</title><link>javascript:alert(1)</link></item>
</channel></rss>"""


def test_rss_gives_address_title_and_date() -> None:
    first, second = read_feed(RSS.encode(), f"{BASE}/feed").links
    assert (first.url, first.title, first.origin) == (f"{BASE}/tin/1.html", "Bài & một", DateOrigin.FEED)
    assert isinstance(first.date, datetime)
    assert first.date.isoformat() == "2022-09-26T15:44:00+07:00"
    assert (second.url, second.title) == (f"{BASE}/tin/2.html", "Bài hai")
    assert isinstance(second.date, datetime)
    assert second.date.isoformat() == "2022-09-26T15:44:00+07:00", "day first, Vietnam's time where no zone is said"


def test_atom_and_its_update_which_is_no_publication() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Một</title><link href="/tin/1"/>'
        "<updated>2024-07-09T08:00:00+07:00</updated></entry></feed>"
    )
    (link,) = read_feed(atom.encode(), f"{BASE}/atom.xml").links
    assert link.date is None
    assert link.origin is None
    assert link.changed is not None


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>rss</body></html>", b"\x00\xff", b"<rss", b"<rss><channel>" * 500]
)
def test_no_feed_gives_nothing(content: bytes) -> None:
    assert read_feed(content, BASE).links == ()


def test_sitemap_index_newest_first_and_pages() -> None:
    index = (
        "<sitemapindex><sitemap><loc>/s/1.xml</loc><lastmod>2022-08-01</lastmod></sitemap>"
        "<sitemap><loc>/s/2.xml.gz</loc><lastmod>2022-09-01</lastmod></sitemap></sitemapindex>"
    )
    assert [link.url for link in read_sitemap(index.encode(), BASE).sitemaps] == [
        f"{BASE}/s/2.xml.gz",
        f"{BASE}/s/1.xml",
    ]
    pages = "<urlset><url><loc>https://soyte.example.gov.vn/a</loc><lastmod>2022-09-01T10:00:00+07:00</lastmod></url></urlset>"
    (page,) = read_sitemap(gzip.compress(pages.encode()), BASE).pages
    assert page.url == f"{BASE}/a"
    assert page.date is None, "lastmod says when a page changed, not when it was published"
    assert page.changed is not None


def test_a_sitemap_cut_off_gives_what_came_before() -> None:
    pages = "".join(f"<url><loc>/bai/{n}</loc></url>" for n in range(5))
    assert len(read_sitemap(f"<urlset>{pages}<url><loc>/bai/5</l".encode(), BASE).pages) == 5


def test_a_sitemap_with_entities_is_refused() -> None:
    bomb = (
        "<!DOCTYPE u ["
        + "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};">' for n in range(30))
        + "]><urlset><url><loc>&a30;</loc></url></urlset>"
    )
    assert not read_sitemap(bomb.encode(), BASE).pages


def test_a_bursting_archive_is_cut() -> None:
    assert not read_sitemap(gzip.compress(b"\0" * 200_000_000, 1), BASE).pages


ROW = '<div class="tin"><a href="{href}"><img src="x.jpg"></a><h3><a href="{href}">{title}</a></h3>{more}</div>'
TITLE = "Ngành y tế đẩy mạnh cải cách hành chính năm nay"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("<span>(13/03/2018)</span>", date(2018, 3, 13)),
        ("<i>Thứ Ba, 13/03/2018</i>", date(2018, 3, 13)),
        ("<p>Ngày đăng: 13-03-2018</p>", date(2018, 3, 13)),
        ("<time datetime='2018-03-13'>hôm qua</time>", date(2018, 3, 13)),
        ("<p>Theo Kế hoạch số 1603/KH-UBND ngày 18/5/2021 của Ủy ban nhân dân tỉnh về tuyên truyền, các đơn vị đã triển khai.</p>", None),
        ("<span>Cập nhật: 09/07/2024</span>", None),
        ("<span>Lượt xem: 1302</span>", None),
    ],
)  # fmt: skip
def test_the_date_of_a_row_is_a_date_and_little_else(more: str, found: date | None) -> None:
    other = ROW.format(href="/tin/bai-khac-cua-nganh-y-te-2.html", title="Một bài khác của ngành y tế tỉnh", more="")
    page = ROW.format(href="/tin/day-manh-cai-cach-hanh-chinh-1.html", title=TITLE, more=more) + other
    links = read_listing(page, LIST, Listing(url="/tin-tuc"), source_of()).links
    assert [link.title for link in links] == [TITLE, "Một bài khác của ngành y tế tỉnh"]
    assert links[0].date == found
    assert links[1].date is None


def test_menus_footers_files_and_strangers_are_no_articles() -> None:
    page = (
        '<div class="menu"><a href="/chuc-nang-nhiem-vu-quyen-han-cua-so">Chức năng nhiệm vụ quyền hạn của Sở</a></div>'
        f'<a href="/tin/bai-so-1-ve-cai-cach-hanh-chinh.html">{TITLE}</a>'
        f'<a href="/tep/quyet-dinh-phe-duyet-ke-hoach.pdf">{TITLE}</a><a href="https://khac.vn/tin-ve-cai-cach-hanh-chinh-1">{TITLE}</a>'
        f'<a href="mailto:a@b.vn">{TITLE}</a><a href="#top">{TITLE}</a><a href="/tin-tuc?page=2">2</a>'
        '<footer><a href="/ban-quyen-thuoc-ve-so-y-te-tinh">Bản quyền thuộc về Sở Y tế tỉnh</a></footer>'
    )
    assert urls(page) == ["/tin/bai-so-1-ve-cai-cach-hanh-chinh.html"]
    assert urls(page, deny_urls=["bai-so-1"]) == []


def test_numbered_addresses_count_by_their_titles() -> None:
    page = (
        "".join(f'<p><a href="/xem-tin?id={n}">{TITLE} {n}</a></p>' for n in (57017, 57018))
        + '<a href="/xem-tin?id=3">In</a>'
    )
    assert urls(page) == ["/xem-tin?id=57017", "/xem-tin?id=57018"]


def test_selectors_that_name_nothing_fall_back_and_say_so() -> None:
    listing = Listing(url="/tin-tuc", item=".cu", links="a")
    page = read_listing(f'<p><a href="/bai/mot-bai-viet-ve-nganh-y-te-1">{TITLE}</a></p>', LIST, listing, source_of())
    assert page.astray
    assert len(page.links) == 1


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="/tin-tuc?page=2">2</a> <a href="/tin-tuc?page=3">3</a> <a href="/tin-tuc?page=9">Cuối</a>',
        '<a rel="next" href="/tin-tuc?page=2">x</a>',
        '<a href="/tin-tuc?page=2">Trang sau</a>',
        '<a href="/tin-tuc?page=2">Xem tiếp trang 2</a>',
        '<a href="/tin-tuc?page=2">›</a> <a href="/tin-tuc?page=9">»</a>',
        '<a href="/tin-tuc?page=2">»</a>',
        '<a class="next page-numbers" href="/tin-tuc?page=2"><i></i></a>',
        '<a href="/tin-tuc?page=2" title="Trang tiếp theo"><img src="n.gif"></a>',
        '<a href="/tin-tuc?page=2"><b>[2]</b></a>',
    ],
)
def test_the_next_page_in_many_dresses(pager: str) -> None:
    assert following(pager) == f"{LIST}?page=2"


@pytest.mark.parametrize(
    ("pager", "url", "number", "expected"),
    [
        ('<a href="/tin-tuc/page/3/">Cũ hơn</a>', f"{LIST}/page/2/", 2, f"{LIST}/page/3/"),
        ('<a href="/tin-tuc?page=1">1</a><a href="/tin-tuc?page=1">Trang trước</a>', f"{LIST}?page=2", 2, None),
        ('<a href="/khac?page=2">2</a>', LIST, 1, None),
        ('<a href="/tin-tuc/bai-viet-dai-1">Xem thêm</a>', LIST, 1, None),
        ("<a href=\"javascript:__doPostBack('p','2')\">2</a>", LIST, 1, None),
    ],
)
def test_what_is_and_is_not_the_next_page(pager: str, url: str, number: int, expected: str | None) -> None:
    assert following(pager, number, url) == expected
