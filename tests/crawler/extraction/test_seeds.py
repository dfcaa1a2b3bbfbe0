"""The five seed articles, wrapped as pages of their kinds; runs where ../shared/seeds stands beside the repository."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from crawler.extraction import extract_page
from domain.article import Article, day_of

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the seed articles (../shared/seeds) are not on this machine"
)

NOISE = ("EMC Đã kết nối EMC", "Your email address", "Bài viết liên quan", "bình luận cho bài viết", "goole news",
         "44541247",
         "THỐNG KÊ TRUY CẬP", "Số người đang truy cập", "Bạn đã không sử dụng Site", "Thời gian chờ", "HOTLINE",
         "Chia sẻ nhận xét", "Gửi nhận xét", "HỎI VÀ ĐÁP", "Giấy phép", "Trang chủ", "THÔNG TIN CẢI CÁCH")  # fmt: skip


def seed(number: int) -> list[str]:
    path = next(SEEDS.glob(f"{number:03d}_*.txt"))
    return [" ".join(line.split()) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


MENU = (
    "<div class='menu'><ul>"
    + "".join(f"<li><a href='/m{i}'>Mục {i} của trang</a></li>" for i in range(8))
    + "</ul></div>"
)
FOOT = "<div id='footer'><p>Giấy phép số 12/GP-TTĐT ngày 15/01/2015. Chịu trách nhiệm: Giám đốc Sở Y tế.</p></div>"


def wordpress(lines: list[str]) -> str:
    head, meta, *rest = lines
    body, tail = rest[: rest.index("Bài viết liên quan")], rest[rest.index("Bài viết liên quan") :]
    return f"""<html><head><title>Sở Y tế</title><meta property="og:type" content="article"></head><body>{MENU}
    <article class="post"><h1 class="entry-title">{escape(head)}</h1><div class="entry-meta">{meta}</div>
    <div class="entry-content">{paragraphs(body)}</div></article>
    <section class="tail">{paragraphs(tail)}</section>{FOOT}</body></html>"""


def portal(lines: list[str]) -> str:
    section, head, stamp, lead, *rest = lines
    cut = rest.index("THÔNG TIN CẢI CÁCH")
    return f"""<html><head><title>Cổng thông tin Sở Y tế</title></head><body><table width="100%"><tr>
    <td>{MENU}</td></tr>
    <tr><td><div class="section"><a href="/cchc">{section}</a></div><table><tr><td><div class="tieude">
    <h2>{escape(head)}</h2></div>
    <div class="ngay">{stamp}</div><div class="tomtat"><b>{escape(lead)}</b></div>
    <div class="noidung">{paragraphs(rest[:cut])}</div>
    </td></tr></table></td><td>{paragraphs(rest[cut:])}</td></tr></table>{FOOT}</body></html>"""


def newspaper(lines: list[str]) -> str:
    head, stamp, lead, *rest = lines
    return f"""<html><head><title>{escape(head)} - Báo Thái Nguyên</title>
    <meta property="og:title" content="{escape(head)}"></head>
    <body><header>{MENU}</header><main><h1>{escape(head)}</h1><div class="meta">{stamp}</div>
    <h2 class="sapo">{escape(lead)}</h2>
    <div class="detail">{paragraphs(rest)}</div></main>{FOOT}</body></html>"""


def sharepoint(lines: list[str]) -> str:
    site, address, head, *rest = lines
    notice = rest.pop()
    return f"""<html><head><title>{site}</title></head><body><form action="/"><div id="banner"><h1>
    <a href="/">{site}</a></h1>{address}
    </div>{MENU}<div class="ms-webpart"><h3 class="news-title">{escape(head)}</h3>
    <div class="ms-rtestate-field">{"<br>".join(map(escape, rest))}
    </div></div><div id="timeout">{notice}</div>{FOOT}</form></body></html>"""


def city(lines: list[str]) -> str:
    hotline, head, *rest = lines
    cut = rest.index("Chia sẻ nhận xét về bài viết")
    return f"""<html><head><title>Trung tâm Y tế</title></head><body>
    <div class="top">{hotline}</div>{MENU}<div class="main">
    <div class="title-detail">{escape(head)}</div><div id="ContentDetail">{paragraphs(rest[:cut])}</div>
    <div class="form">{paragraphs(rest[cut:])}</div></div>{FOOT}</body></html>"""


CASES: list[tuple[int, Callable[[list[str]], str], int]] = [
    (0, wordpress, 0), (1, portal, 1), (2, newspaper, 0), (3, sharepoint, 2), (4, city, 1),
]  # fmt: skip


def article(number: int) -> Article:
    _, dress, _ = CASES[number]
    return extract_page(
        dress(seed(number)), f"https://example.gov.vn/tin-tuc/bai-viet-so-{number}-ve-cai-cach-hanh-chinh"
    )


@pytest.mark.parametrize(("number", "dress", "title_line"), CASES)
def test_title_is_the_heading(number: int, dress: Callable[[list[str]], str], title_line: int) -> None:
    assert article(number).title == seed(number)[title_line]


@pytest.mark.parametrize("number", range(5))
def test_long_paragraphs_are_all_there_and_nothing_of_the_page(number: int) -> None:
    body = article(number).body
    for line in seed(number):
        if len(line) > 130 and not line.startswith("Bạn đã"):
            assert line in body or line == seed(number)[CASES[number][2]]
    for noise in NOISE:
        assert noise not in body
    assert "\xa0" not in body


def test_dates_are_said_or_unknown() -> None:
    assert str(day_of(article(0).updated_at)) == "2024-07-09"
    assert article(0).published_at is None
    published = article(1).published_at
    assert published is not None
    assert published.isoformat() == "2018-03-13T08:00:00+07:00"
    published = article(2).published_at
    assert published is not None
    assert published.isoformat() == "2022-09-26T15:44:00+07:00"
    assert article(3).published_at is None
    assert article(4).published_at is None


def test_authors() -> None:
    assert [article(n).author for n in range(1, 4)] == ["Diệp Hương", "Hoàng Anh", "LVD"]


def test_leads_open_the_body() -> None:
    for number, line in ((1, 3), (2, 2)):
        assert article(number).lead == seed(number)[line]
        assert article(number).body.startswith(seed(number)[line])
