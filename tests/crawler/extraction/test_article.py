"""What ``extract_page`` promises beyond one page's text: sources, hints, hashes, addresses, tables, files."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest

from crawler.extraction import Hint, extract_page
from domain.article import DateOrigin
from domain.errors import ExtractError, NotAnArticle, SourceError
from domain.source import Selectors, Source

URL = "https://soyte.example.gov.vn/tin-tuc/day-manh-so-hoa-ho-so-tai-bo-phan-mot-cua-2219.html"
TITLE = "Đẩy mạnh số hóa hồ sơ tại bộ phận một cửa"
LEAD = "Từ đầu năm đến nay, bộ phận một cửa của ngành đã số hóa hơn ba nghìn hồ sơ, gấp đôi cùng kỳ năm ngoái."
TEXT = [
    "Việc số hóa được làm ngay khi tiếp nhận, cán bộ quét giấy tờ, ký số rồi trả bản giấy cho người dân mang về.",
    "Nhờ vậy, người nộp hồ sơ lần sau không phải nộp lại những giấy tờ đã có trong kho dữ liệu của ngành.",
    "Sở yêu cầu các đơn vị hoàn thành việc số hóa kết quả còn hiệu lực trước khi kết thúc quý IV.",
]


def page(*, body: str = "", head: str = "", extra: str = "", visits: int = 10, lead: str = LEAD) -> str:
    text = body or "".join(f"<p>{p}</p>" for p in TEXT)
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><div class='menu'><a href='/'>Trang chủ</a></div>"
        f"<div class='main'><h1>{TITLE}</h1><p class='sapo'>{lead}</p><div class='noidung'>{text}</div>{extra}</div>"
        f"<div class='thongke'>Tổng số lượt truy cập: {visits}</div></body></html>"
    )


def source(**selectors: str) -> Source:
    return Source(
        id="soyte-thu",
        name="Sở Y tế thử",
        base_url="https://soyte.example.gov.vn",
        selectors=Selectors.model_validate(selectors),
    )


def test_the_contract() -> None:
    fetched = datetime(2024, 5, 2, 3, 4, tzinfo=UTC)
    article = extract_page(
        page().encode(), URL, source=source(), content_type="text/html; charset=utf-8", fetched_at=fetched
    )
    assert article.url == article.canonical_url == URL
    assert article.source == "soyte-thu"
    assert article.lead == LEAD
    assert article.body == "\n\n".join([LEAD, *TEXT])
    assert article.language == "vi"
    assert article.fetched_at == fetched
    assert (article.published_at, article.date_origin) == (None, None)


def test_body_is_nfc_with_plain_spaces() -> None:
    text = (
        unicodedata.normalize("NFD", "".join(f"<p>{p}</p>" for p in TEXT))
        .replace(" số", "&nbsp;số")
        .replace("hồ", "\u200bhồ")
    )
    article = extract_page(page(body=text), URL)
    assert article.body == "\n\n".join([LEAD, *TEXT])


def test_counters_do_not_change_the_hash_and_words_do() -> None:
    first = extract_page(page(visits=10), URL).content_hash
    assert extract_page(page(visits=999_999), URL).content_hash == first
    assert extract_page(page(lead=LEAD.replace("ba nghìn", "bốn nghìn")), URL).content_hash != first


def test_a_hint_dates_an_undated_page_only() -> None:
    hint = Hint(title=TITLE, date=date(2024, 5, 1), origin=DateOrigin.LISTING)
    article = extract_page(page(), URL, hint=hint)
    assert (article.published_at, article.date_origin) == (date(2024, 5, 1), DateOrigin.LISTING)
    dated = extract_page(
        page(head='<meta property="article:published_time" content="2024-04-30T08:00:00+07:00">'), URL, hint=hint
    )
    assert dated.date_origin is DateOrigin.META


def test_a_sources_selectors_win() -> None:
    odd = (
        "<div class='khung'><p>" + "Phần này của trang dài hơn bài viết nhưng không phải bài viết. " * 40 + "</p></div>"
    )
    html = page(extra=odd).replace("class='noidung'", "class='zz' id='bai'")
    chosen = extract_page(html, URL, source=source(body="#bai", title="title", lead=".sapo", remove=".khung"))
    assert chosen.body == "\n\n".join([LEAD, *TEXT])
    removed = extract_page(html, URL, source=source(remove=".khung"))
    assert "không phải bài viết" not in removed.body


def test_a_selector_that_finds_nothing_falls_back() -> None:
    article = extract_page(page(), URL, source=source(body=".khong-co", title=".cung-khong"))
    assert article.title == TITLE
    assert article.body == "\n\n".join([LEAD, *TEXT])


def test_a_selector_that_cannot_be_read_is_a_source_error() -> None:
    broken = source().model_copy(update={"selectors": Selectors.model_construct(body="div[[[")})
    with pytest.raises(SourceError, match="CSS"):
        extract_page(page(), URL, source=broken)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("/tin-tuc/khac-99.html", "https://soyte.example.gov.vn/tin-tuc/khac-99.html"),
        (
            "https://www.soyte.example.gov.vn/tin-tuc/khac-99.html",
            "https://www.soyte.example.gov.vn/tin-tuc/khac-99.html",
        ),
        ("https://soyte.example.gov.vn/", URL),
        ("https://khac.example.com/tin/1.html", URL),
        ("javascript:alert(1)", URL),
        ("http://[::1", URL),
    ],
)
def test_canonical_address(given: str, right: str) -> None:
    assert extract_page(page(head=f'<link rel="canonical" href="{given}">'), URL).canonical_url == right


def test_tracking_leaves_the_canonical_address() -> None:
    assert extract_page(page(), URL + "?utm_source=zalo&fbclid=x1#top").canonical_url == URL
    kept = "https://soyte.example.gov.vn/Pages/tin.aspx?ItemID=7&CatID=3"
    assert extract_page(page(), kept).canonical_url == kept


def test_tables_of_figures_and_of_layout() -> None:
    figures = (
        "<table><tr><th>Đơn vị</th><th>Hồ sơ</th></tr>"
        "<tr><td>Phú Bình</td><td>1.204</td></tr><tr><td>Định Hóa</td><td></td></tr></table>"
    )
    layout = f"<table><tr><td><p>{TEXT[0]}</p><p>{TEXT[1]}</p></td></tr></table>"
    body = extract_page(page(body=f"{layout}<p>{TEXT[2]}</p>{figures}"), URL).body
    assert body == "\n\n".join([LEAD, *TEXT, "Đơn vị | Hồ sơ\nPhú Bình | 1.204\nĐịnh Hóa | "]).rstrip()


def test_lists_and_sub_headings_stay() -> None:
    text = (
        f"<p>{TEXT[0]}</p><h2>Ba việc phải làm</h2><ul><li>Quét hồ sơ cũ</li><li>Ký số bản quét</li></ul>"
        f"<p>{TEXT[1]}</p><h3>Thời hạn</h3><p>{TEXT[2]}</p>"
    )
    body = extract_page(page(body=text), URL).body
    assert body.split("\n\n") == [
        LEAD, TEXT[0], "Ba việc phải làm", "Quét hồ sơ cũ", "Ký số bản quét", TEXT[1], "Thời hạn", TEXT[2],
    ]  # fmt: skip


def test_files_of_the_article_and_not_of_the_menu() -> None:
    extra = (
        "<p>Tài liệu đính kèm: <a href='/f/Ke%20hoach.DOCX'>Kế hoạch</a>, "
        "<a href='/tai.aspx?file=bang.xlsx'>Tải về</a></p>"
        "<iframe src='https://docs.example.com/viewer?url=https://soyte.example.gov.vn/f/qd.pdf'></iframe>"
    )
    html = page(extra=extra).replace(
        "<div class='menu'>", "<div class='menu'><a href='/huong-dan.pdf'>Hướng dẫn sử dụng</a>"
    )
    files = extract_page(html, URL).attachments
    assert [(f.url.rsplit("/", 1)[1], f.name, (f.media_type or "").rsplit(".", 1)[-1]) for f in files] == [
        ("Ke%20hoach.DOCX", "Kế hoạch", "document"),
        ("tai.aspx?file=bang.xlsx", "tai.aspx", "sheet"),
        ("qd.pdf", "qd.pdf", "application/pdf"),
    ]


def test_pictures_keep_captions_and_icons_stay_out() -> None:
    text = (
        f"<p>{TEXT[0]}</p><figure><img data-src='/a/anh-1.jpg' src='data:image/gif;base64,AA'>"
        f"<figcaption>Cán bộ quét hồ sơ</figcaption></figure><p>{TEXT[1]}</p><p>"
        "<img src='/icons/zalo-icon.png'><img src='/b/anh-2.jpg' width='20'></p>"
        f"<p>{TEXT[2]}</p>"
    )
    article = extract_page(page(body=text), URL)
    assert [(i.url, i.caption) for i in article.images] == [
        ("https://soyte.example.gov.vn/a/anh-1.jpg", "Cán bộ quét hồ sơ")
    ]
    assert article.body.count("Cán bộ quét hồ sơ") == 1


def test_an_empty_page_and_a_page_of_links() -> None:
    for content in (
        b"",
        "   ",
        "<html></html>",
        "<p>" + "<a href='/x'>Một liên kết dài trong trang</a> " * 50 + "</p>",
    ):
        with pytest.raises(NotAnArticle):
            extract_page(content, URL)


def test_too_large_is_said_plainly() -> None:
    with pytest.raises(ExtractError, match="quá lớn"):
        extract_page("<p>x</p>" * 3_000_000, URL)
