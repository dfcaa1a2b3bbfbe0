"""Feeds and sitemaps with one flaw: what can be read is read, and the flaw is said."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from crawler.discovery.feeds import read_feed
from crawler.discovery.sitemaps import read_sitemap

BASE = "https://ttyt.example.vn"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'


def sitemap(numbers: range, extra: str = "") -> str:
    rows = "".join(f"<url><loc>{BASE}/tin/xet-nghiem-dem-{n}.html</loc></url>" for n in numbers)
    return f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}{extra}</urlset>'


def feed(items: str, encoding: str = "utf-8") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>K</title>{items}</channel></rss>'


def item(number: int, title: str = "Trạm y tế xã mở thêm quầy", link: str | None = None, more: str = "") -> str:
    return f"<item><title>{title} {number}</title><link>{link or f'{BASE}/tin/{number}.html'}</link>{more}</item>"


def wrong_checksum(text: str) -> bytes:
    packed = bytearray(gzip.compress(text.encode()))
    packed[-6] ^= 0xFF
    return bytes(packed)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: ("\r\n\r\n" + text).encode(), "thừa trước"),
        (lambda text: ("Warning: mysql\n" + text).encode(), "thừa trước"),
        (lambda text: text.replace("-3.html", "-3.html?a=1&b=2").encode(), "&amp;"),
        (lambda text: text.replace("</urlset>", "<!-- \x0b --></urlset>").encode(), "điều khiển"),
        (wrong_checksum, "gzip"),
        (lambda text: text.encode("utf-16"), ""),
        (lambda text: text.replace("utf-8", "utf-16").encode(), ""),
        (lambda text: gzip.compress(text[:200].encode()) + gzip.compress(text[200:].encode()), ""),
        (lambda text: gzip.compress(text.encode()) + b"\0" * 40, ""),
    ],
)
def test_a_sitemap_with_a_flaw_names_all_that_it_lists(damage: Callable[[str], bytes], said: str) -> None:
    found = read_sitemap(damage(sitemap(range(6))), f"{BASE}/sitemap.xml")
    assert len(found.pages) == 6
    assert [said in flaw for flaw in found.flaws] == ([True] if said else [])


def test_a_raw_ampersand_keeps_the_address_whole() -> None:
    text = sitemap(range(2), f"<url><loc>{BASE}/xem?muc=4&bai=77</loc></url>")
    assert read_sitemap(text.encode(), BASE).pages[-1].url == f"{BASE}/xem?muc=4&bai=77"


def test_a_cut_archive_gives_what_came_before_and_no_half_address() -> None:
    packed = gzip.compress(sitemap(range(3000)).encode())
    found = read_sitemap(packed[: len(packed) // 2], BASE)
    assert 500 < len(found.pages) < 3000
    assert all(link.url.endswith(".html") for link in found.pages)
    assert any("gzip" in flaw for flaw in found.flaws)


def test_a_lost_byte_loses_its_own_address_alone() -> None:
    data = sitemap(range(6)).encode() + b""
    data = data.replace(b"dem-2", b"d\xe1m-2")
    found = read_sitemap(
        data.replace(b"<urlset", "<!-- Trạm Y tế phường, người dân được phục vụ --><urlset".encode()), BASE
    )
    assert [link.url[-6] for link in found.pages] == ["0", "1", "3", "4", "5"]
    assert found.flaws == ("có chữ hỏng không đọc được",)


def test_pictures_and_films_say_nothing_of_their_page() -> None:
    text = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><image:image><image:loc>https://anh.example/x.jpg</image:loc><image:title>Ảnh: quầy tiếp đón</image:title></image:image>"
        f"<loc>{BASE}/a/quay-tiep-don-moi-1.html</loc></url>"
        f"<url><loc>{BASE}/a/quay-tiep-don-moi-2.html</loc><news:news><news:publication_date>2023-04-05</news:publication_date>"
        "<news:title>Quầy tiếp đón &amp; hướng dẫn</news:title></news:news></url></urlset>"
    )
    for written in (text, text.replace('xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"', "")):
        first, second = read_sitemap(written.encode(), BASE).pages
        assert (first.url, first.title) == (f"{BASE}/a/quay-tiep-don-moi-1.html", None)
        assert (second.title, str(second.date)) == ("Quầy tiếp đón & hướng dẫn", "2023-04-05")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: ("\n\n" + text).encode(), "thừa trước"),
        (lambda text: text.replace("quầy 2", "quầy A & B 2").encode(), "&amp;"),
        (lambda text: text.encode("utf-16-le"), ""),
        (lambda text: text.replace('"utf-8"', '"utf-16"').encode(), ""),
        (lambda text: text.replace('"utf-8"', '"iso-8859-1"').encode(), ""),
        (lambda text: gzip.compress(text.encode()), ""),
        (lambda text: text.replace("</channel></rss>", "<item><title>Dở").encode(), "cụt"),
    ],
)
def test_a_feed_with_a_flaw_names_its_entries_with_titles_as_written(damage: Callable[[str], bytes], said: str) -> None:
    found = read_feed(damage(feed("".join(item(n) for n in range(4)))), f"{BASE}/rss")
    assert [link.url for link in found.links] == [f"{BASE}/tin/{n}.html" for n in range(4)]
    assert found.links[0].title == "Trạm y tế xã mở thêm quầy 0"
    assert [said in flaw for flaw in found.flaws] == ([True] if said else [])


def test_where_every_link_is_the_front_page_the_identity_is_the_address() -> None:
    items = "".join(item(n, link=BASE + "/", more=f"<guid isPermaLink='false'>{BASE}/bai/{n}</guid>") for n in range(3))
    assert [link.url for link in read_feed(feed(items).encode(), BASE).links] == [f"{BASE}/bai/{n}" for n in range(3)]
    same = "".join(item(n, link=f"{BASE}/tin.aspx", more=f"<guid>{BASE}/tin.aspx?id={n}</guid>") for n in range(3))
    assert [link.url[-4:] for link in read_feed(feed(same).encode(), BASE).links] == ["id=0", "id=1", "id=2"]
    usual = "".join(item(n, more=f"<guid>{BASE}/?p={n}</guid>") for n in range(3))
    assert [link.url for link in read_feed(feed(usual).encode(), BASE).links] == [
        f"{BASE}/tin/{n}.html" for n in range(3)
    ]


def test_a_feed_that_leads_only_home_says_so() -> None:
    found = read_feed(feed("".join(item(n, link=BASE + "/") for n in range(3))).encode(), BASE)
    assert found.links == ()
    assert found.flaws == ("3 mục chỉ dẫn về trang chủ",)


def test_a_clean_feed_and_sitemap_have_no_flaw() -> None:
    assert read_feed(feed(item(1)).encode(), BASE).flaws == ()
    assert read_sitemap(sitemap(range(3)).encode(), BASE).flaws == ()
