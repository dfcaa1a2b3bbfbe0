"""Rows of a list are judged by what they say; the form of an address decides only where nothing else speaks."""

from __future__ import annotations

import pytest

from crawler.discovery.listings import read_listing
from crawler.discovery.paging import counts_from_zero
from crawler.extraction.url_shape import looks_like_article_url
from domain.errors import DiemTinError
from domain.source import Listing, Source

BASE = "https://bvdk.example.vn"
TITLES = (
    "Bệnh viện đa khoa tỉnh khai trương khu tiếp đón người bệnh mới",
    "Khoa Nhi triển khai sổ khám bệnh điện tử cho trẻ dưới sáu tuổi",
    "Tập huấn quy trình tiếp nhận và trả kết quả cho nhân viên một cửa",
)


def source_of(**fields: object) -> Source:
    return Source.model_validate({"id": "bv", "name": "Bệnh viện", "base_url": BASE, **fields})


def listed(rows: str, **listing: object) -> list[str]:
    page = read_listing(rows, f"{BASE}/tin", Listing.model_validate({"url": "/tin", **listing}), source_of())
    return [link.url.removeprefix(BASE) for link in page.links]


@pytest.mark.parametrize(
    "address", ["/news/{n}", "/Tin/{n}.aspx", "/t{n}.htm", "/p/{n}", "/x{n}", "/Default.aspx?tabid={n}", "/a/b{n}"]
)
@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='{a}'>{t}</a> <span>(0{d}/11/2023)</span></li>",
        "<div class=o><h4><a href='{a}'>{t}</a></h4><p>Từ đầu tháng, người bệnh đến khám được hướng dẫn ngay tại cổng, không phải xếp hàng lấy số.</p></div>",
        "<tr><td>0{d}-11-2023</td><td><a href='{a}'>{t}</a></td></tr>",
    ],
)
def test_title_and_day_outweigh_a_short_address(address: str, row: str) -> None:
    wanted = [address.format(n=45 + n) for n in range(3)]
    rows = "".join(row.format(a=a, t=t, d=n + 1) for n, (a, t) in enumerate(zip(wanted, TITLES, strict=True)))
    assert listed(f"<table>{rows}</table>" if row.startswith("<tr") else f"<div>{rows}</div>") == wanted


def test_a_short_title_counts_where_its_neighbours_are_dated() -> None:
    rows = "".join(
        f"<li><a href='/n/{n}'>{t}</a> <i>1{n}/02/2024</i></li>"
        for n, t in enumerate([*TITLES, "Họp giao ban quý"], start=1)
    )
    assert listed(f"<ul>{rows}</ul>") == ["/n/1", "/n/2", "/n/3", "/n/4"]


def test_menus_and_boxes_without_days_stay_out() -> None:
    boxes = "".join(
        f"<li><a href='/m{n}'>{t}</a></li>" for n, t in enumerate(["Khoa Nội", "Khoa Ngoại tổng hợp", "Khoa Sản"])
    )
    clock = "<div>Hôm nay 27/11/2026 <a href='/'>Trang chủ bệnh viện đa khoa tỉnh ta</a></div>"
    units = "".join(f"<p><a href='/dv/k{n}'>Danh sách khoa phòng số {n}</a></p>" for n in range(5))
    assert listed(f"<ul>{boxes}</ul>{clock}{units}") == []


@pytest.mark.parametrize(
    ("path", "opinion"),
    [
        ("/archives/123", None),
        ("/archives/812.html", None),
        ("/archives/khai-truong-khu-tiep-don-nguoi-benh-moi", True),
        ("/archives", False),
        ("/archives/", False),
        ("/archives/2024", False),
        ("/archives/2024/05", False),
        ("/archives/date/2024/05/09", False),
        ("/archives/category/tin-tuc", False),
        ("/archives/author/quan-tri", False),
        ("/news/45", None),
        ("/category/7", False),
        ("/tin-tuc/page/4", False),
        ("/tin-tuc", False),
        ("/kham-chua-benh/mo-quay-tiep-don-3f0a91c/", True),
        ("/mo-quay-tiep-don-postid409722.bbg", True),
        ("/d2023032215063906.htm", True),
        ("/y-te/123456789012345678.htm", True),
        ("/mo-quay-tiep-don---oid57326", True),
        ("/a/tabid/92/id/8812/Default.aspx", True),
        ("/a/tabid/92/Default.aspx", False),
        ("/xem?CatId=97&NewsId=1689", True),
        ("/chuc-nang-nhiem-vu/", False),
        ("/chuyen-muc-benh-nhi-khoa", None),
    ],
)
def test_what_the_form_of_an_address_says(path: str, opinion: bool | None) -> None:
    assert looks_like_article_url(BASE + path) is opinion


def pages(
    numbers: list[tuple[str, int]], url: str, listing: Listing, number: int = 1
) -> tuple[str | None, tuple[str, ...]]:
    rows = "".join(f"<li><a href='/n/{n}'>{t}</a> <i>1{n}/02/2024</i></li>" for n, t in enumerate(TITLES))
    pager = "".join(f"<a href='/tin?page={at}'>{label}</a>" for label, at in numbers)
    page = read_listing(f"<ul>{rows}</ul>{pager}", url, listing, source_of(), number=number)
    return page.next, page.flaws


def test_pages_that_count_from_zero() -> None:
    own = Listing(url="/tin", pages="/tin?page={page}")
    zero = Listing(url="/tin", pages="/tin?page={page}", first_page=0)
    pager = [("1", 0), ("2", 1), ("3", 2), ("Sau", 1)]
    assert pages([], f"{BASE}/tin", own) == (f"{BASE}/tin?page=2", ())
    assert pages([], f"{BASE}/tin", zero) == (f"{BASE}/tin?page=1", ())
    assert pages([], f"{BASE}/tin?page=1", zero, 2) == (f"{BASE}/tin?page=2", ())
    following, (flaw,) = pages(pager, f"{BASE}/tin", own)
    assert following == f"{BASE}/tin?page=1", "the page's own pager is right"
    assert "first_page: 0" in flaw
    assert pages(pager, f"{BASE}/tin", zero) == (f"{BASE}/tin?page=1", ())
    assert pages([("2", 2), ("3", 3)], f"{BASE}/tin", own) == (f"{BASE}/tin?page=2", ())
    assert pages([("2", 2)], f"{BASE}/tin", zero)[0] == f"{BASE}/tin?page=2"
    assert pages([("9", 9)], f"{BASE}/tin", own)[0] == f"{BASE}/tin?page=2", "a link to the last page says nothing"


def test_a_second_page_called_one_is_known() -> None:
    assert counts_from_zero(f"{BASE}/tin?page=1") == f"{BASE}/tin?page={{page}}"
    assert counts_from_zero(f"{BASE}/tin?muc=1&page=1&k=2") == f"{BASE}/tin?muc=1&page={{page}}&k=2"
    assert counts_from_zero(f"{BASE}/tin?page=2") is None
    assert counts_from_zero(f"{BASE}/tin/trang-2") is None


def test_a_first_page_beyond_one_is_refused() -> None:
    with pytest.raises((DiemTinError, ValueError)):
        Listing(url="/tin", first_page=7)
