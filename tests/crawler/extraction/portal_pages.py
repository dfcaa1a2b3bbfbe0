"""Pages in the manner of provincial portals: many dresses, every trap for dates, and what is right on each.

All text is made for the tests. A page is put together from parts: what stands above the article (clock, menu), the
article in one of several templates, what stands beside and below it, the footer with its licence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["PAGES", "Portal"]


@dataclass(frozen=True)
class Portal:
    """One page and its truth. ``published``/``updated`` as ISO text, None where the page does not say."""

    name: str
    html: str
    published: str | None
    updated: str | None = None
    origin: str | None = "text"
    url: str = "https://soyte.example.gov.vn/tin-tuc/bai-viet-1"
    hint: tuple[str, str] | None = field(default=None)


TITLE = "Ngành y tế tỉnh rút ngắn thời gian giải quyết thủ tục hành chính cho người dân"
LEAD = (
    "Sáu tháng qua, bộ phận một cửa của Sở Y tế đã trả kết quả sớm cho phần lớn hồ sơ, người dân không còn phải đi lại "
    "nhiều lần như trước."
)
PARAGRAPHS = (
    "Thực hiện Kế hoạch số 215/KH-UBND ngày 18/5/2021 của Ủy ban nhân dân tỉnh, Sở Y tế đã rà soát toàn bộ quy trình nội "
    "bộ và bỏ những bước trùng lặp giữa các phòng chuyên môn.",
    "Ngày 19/5/2021, Giám đốc Sở chủ trì cuộc họp giao ban và yêu cầu từng phòng đăng ký việc cần làm, người chịu trách "
    "nhiệm và thời hạn hoàn thành cụ thể.",
    "Từ ngày 01/6/2021 đến ngày 30/11/2021, các bệnh viện tuyến huyện thí điểm đặt lịch khám qua mạng; hơn tám nghìn lượt "
    "người đã dùng và đa số cho biết thời gian chờ giảm rõ rệt.",
    "Lãnh đạo Sở cho biết thời gian tới sẽ tiếp tục công khai quy trình, mức phí và số điện thoại tiếp nhận phản ánh tại "
    "nơi làm thủ tục để người dân giám sát.",
)

CLOCK = '<div class="top-bar"><span id="clock">Thứ 3, Ngày 16/07/2024 - <b id="gio"></b></span></div>'
CLOCK_PLAIN = "<div>Thứ Ba, 16/07/2024 09:41:22</div>"
CLOCK_TODAY = '<p class="ngaythang">Hôm nay: Thứ ba, ngày 16 tháng 7 năm 2024</p>'
CLOCK_ROW = '<tr><td colspan="2" bgcolor="#0066aa">Thứ ba, 16/07/2024, 08:15 (GMT+7)</td></tr>'
MENU = (
    '<div id="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/gt">Giới thiệu</a></li>'
    '<li><a href="/tt">Tin tức</a></li><li><a href="/vb">Văn bản</a></li><li><a href="/lh">Liên hệ</a></li></ul></div>'
)
LICENCE = (
    "Trang thông tin điện tử Sở Y tế. Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 15/01/2015. "
    "Bản quyền © 2015 - 2023"
)
FOOTER = f'<div id="footer"><p>{LICENCE}</p><p>Điện thoại: 0260.3862.444</p></div>'
FOOTER_BARE = f"<div><p>{LICENCE}</p></div>"
OTHER_TITLES = (
    "Hội nghị sơ kết công tác dân số sáu tháng đầu năm",
    "Bệnh viện đa khoa tỉnh đưa vào sử dụng máy chụp cộng hưởng từ mới",
    "Tập huấn phần mềm quản lý văn bản cho cán bộ trạm y tế xã",
    "Kiểm tra an toàn thực phẩm tại các bếp ăn trường học",
)
SIDEBAR = (
    '<div class="sidebar"><h3>Tin mới</h3><ul>'
    + "".join(
        f'<li><a href="/tin/{i}">{title}</a> <span class="date">{10 + i}/07/2024</span></li>'
        for i, title in enumerate(OTHER_TITLES)
    )
    + "</ul></div>"
)
SIDE_BARE = (
    "<div>"
    + "".join(
        f'<div><a href="/tin/{i}">{title}</a><br><i>Ngày đăng: {10 + i}/07/2024</i></div>'
        for i, title in enumerate(OTHER_TITLES)
    )
    + "</div>"
)
RELATED = (
    '<div class="box2"><b>Các tin khác</b>'
    + "".join(f'<p><a href="/tin/{i}">{title}</a> ({20 + i}/06/2024)</p>' for i, title in enumerate(OTHER_TITLES))
    + "</div>"
)
COMMENTS = (
    '<div class="ykien"><h4>Ý kiến bạn đọc</h4><div><b>Nguyễn Hải</b> - 09:12 22/06/2024<p>Bài viết hay, mong Sở làm '
    "tiếp ở các trạm y tế.</p></div></div>"
)
ATTACHED = '<p>Tệp đính kèm: <a href="/f/ke-hoach-215.pdf">Kế hoạch số 215/KH-UBND ngày 18/5/2021</a></p>'


def _paragraphs(*, lead: bool = True) -> str:
    return "".join(f"<p>{text}</p>" for text in ((LEAD,) if lead else ()) + PARAGRAPHS)


def _html(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def divs(
    above: str = "", below: str = "", *, top: str = CLOCK, side: str = SIDEBAR, foot: str = FOOTER, head: str = ""
) -> str:
    """Bare boxes with classes; the date goes right under the heading (``above``) or under the text (``below``)."""
    return _html(
        f"<title>Sở Y tế tỉnh</title>{head}",
        f'{top}{MENU}<div class="wrap"><div class="col1"><div class="news-detail"><h1 class="tieu-de">{TITLE}</h1>{above}'
        f'<div class="noi-dung">{_paragraphs()}</div>{below}</div>{RELATED}</div>{side}</div>{foot}',
    )


def tables(above: str = "", below: str = "", *, top: str = CLOCK_ROW) -> str:
    """A portal of the table age: no class that tells anything."""
    side = "".join(f'<tr><td><a href="/t/{i}">{t}</a> (1{i}/07/2024)</td></tr>' for i, t in enumerate(OTHER_TITLES))
    return _html(
        "<title>Cổng thông tin điện tử</title>",
        f'<table width="980">{top}<tr><td colspan="2"><a href="/">Trang chủ</a> | <a href="/tin">Tin tức</a> | '
        '<a href="/vb">Văn bản</a> | <a href="/lh">Liên hệ</a> | <a href="/sd">Sơ đồ</a></td></tr>'
        f'<tr><td width="70%" valign="top"><table><tr><td><b><font size="4">{TITLE}</font></b></td></tr>{above}'
        f"<tr><td>{_paragraphs()}</td></tr>{below}</table></td><td valign='top'><table>{side}</table></td></tr>"
        f"<tr><td colspan='2'>{LICENCE}</td></tr></table>",
    )


def row(text: str) -> str:
    return f"<tr><td>{text}</td></tr>"


def semantic(above: str = "", below: str = "", *, before: str = "", head: str = "") -> str:
    """HTML5 elements, as themes of the last years write them."""
    return _html(
        f"<title>{TITLE} | Sở Y tế</title>{head}",
        f'<header><div>Thứ Ba, ngày 16/07/2024</div><nav><a href="/">Trang chủ</a></nav></header><main><article>{before}'
        f"<h1>{TITLE}</h1>{above}<section>{_paragraphs()}</section>{below}</article><aside><h2>Tin nổi bật</h2><article>"
        f'<h3><a href="/x">{OTHER_TITLES[0]}</a></h3><time datetime="2024-07-14T08:00:00+07:00">14/07/2024</time></article>'
        f"</aside></main><section>{COMMENTS}</section><footer><p>{LICENCE}</p></footer>",
    )


def aspnet(above: str = "", below: str = "") -> str:
    """An ASP.NET portal: everything in one form, generated ids, no heading element."""
    return _html(
        "<title>Sở Y tế</title>",
        '<form id="aspnetForm"><div id="ctl00_Head"><span id="ctl00_lblToday">Thứ Ba, 16/07/2024</span></div>'
        f'{MENU}<div id="ctl00_Main"><div class="ArticleTitle" id="ctl00_lblTitle">{TITLE}</div>{above}'
        f'<div id="ctl00_lblLead"><b>{LEAD}</b></div><div id="ctl00_lblContent">{_paragraphs(lead=False)}</div>{below}</div>'
        f'<div id="ctl00_Others"><div>Tin cùng chuyên mục</div>{RELATED}</div>{FOOTER_BARE}</form>',
    )


def breaks(above: str = "", below: str = "") -> str:
    """One cell, everything parted by line breaks."""
    text = "<br><br>".join((LEAD, *PARAGRAPHS))
    return _html(
        "<title>Trung tâm Y tế</title>",
        f'{CLOCK_PLAIN}{MENU}<div id="main"><h2 class="title">{TITLE}</h2>{above}<div class="body">{text}</div>{below}</div>'
        f"{SIDEBAR}{FOOTER}",
    )


_JSONLD = '<script type="application/ld+json">%s</script>'


def _jsonld(published: str, modified: str = "", headline: str = TITLE) -> str:
    more = f', "dateModified": "{modified}"' if modified else ""
    return _JSONLD % (
        f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}","datePublished":"{published}"{more}}}'
    )


_LIST_JSONLD = _JSONLD % (
    '[{"@type":"NewsArticle","headline":"Hội nghị sơ kết công tác dân số sáu tháng đầu năm","url":"https://soyte.example.gov.vn/x1",'
    '"datePublished":"2024-07-14"},{"@type":"NewsArticle","headline":"Kiểm tra an toàn thực phẩm tại các bếp ăn trường học",'
    '"url":"https://soyte.example.gov.vn/x2","datePublished":"2024-07-13"}]'
)

_DAY, _TIME = "2024-06-21", "2024-06-21T22:57:00+07:00"


def _pages() -> list[Portal]:
    page = Portal
    date_div: Callable[[str], str] = lambda text: f'<div class="date">{text}</div>'  # noqa: E731
    return [
        # the clock, the licence, the sidebar, the cited plan against a labelled date
        page("labelled", divs("<div>Ngày đăng: 21/06/2024  22:57</div>"), _TIME),
        page("labelled, spans", divs("<div><span>Ngày đăng:</span> <span>21/06/2024</span> <span>22:57</span></div>"), _TIME),
        page("labelled, boxes", divs("<ul><li>Ngày đăng:</li><li>21/06/2024</li><li>22:57</li></ul>"), _TIME),
        page("labelled below", divs(below="<div>Ngày đăng: 21/06/2024</div>"), _DAY),
        page("labelled below, plain clock", divs(below="<p><i>Đăng ngày 21-06-2024</i></p>", top=CLOCK_PLAIN), _DAY),
        page("labelled above the heading", semantic(before="<p>Đăng lúc: 22:57 - 21/06/2024</p>"), _TIME),
        page("posted, views", divs("<p>21/06/2024 10:57:00 SA | Đã xem: 1.204 | Cỡ chữ: A- A+</p>"), "2024-06-21T10:57:00+07:00"),
        page("afternoon", divs(date_div("21/06/2024 10:57 CH")), _TIME),
        page("zone", divs(date_div("Fri, 21/06/2024 22:57 | GMT +7")), _TIME),
        page("slash and zone", divs("<span>21/6/2024 | 22:57 GMT+7</span>"), _TIME),
        page("nukeviet", divs("<span class='h5'>Thứ sáu - 21/06/2024 22:57</span>"), _TIME),
        page("long form", divs("<p class='ngay'>Thứ Sáu, ngày 21 tháng 6 năm 2024</p>"), _DAY),
        page("month spelt", divs("<span>21 Tháng Sáu, 2024</span>"), _DAY),
        page("just after midnight", divs(date_div("21-06-2024 - 00:01 AM")), "2024-06-21T00:01:00+07:00"),
        page("byline first", divs("<p>Hoàng Anh 22:57, 21/06/2024</p>"), _TIME),
        page("hour with h", divs("<p>22h57 ngày 21/6/2024</p>"), _TIME),
        page("in the heading", divs().replace(TITLE + "</h1>", TITLE + " <small>(21/06/2024)</small></h1>"), _DAY),
        # only an update
        page("update only", divs("<p>Cập nhật: 09/07/2024</p>"), None, "2024-07-09", None),
        page("update only, below", divs(below="<p>Cập nhật lần cuối: 09/07/2024 15:30</p>"), None, "2024-07-09T15:30:00+07:00", None),
        page("both", divs("<p>Ngày đăng: 21/06/2024 22:57 - Cập nhật: 09/07/2024 15:30</p>"), _TIME, "2024-07-09T15:30:00+07:00"),
        page("both, boxes", divs("<div>Đăng ngày: 21/06/2024</div><div>Sửa lần cuối: 09/07/2024</div>"), _DAY, "2024-07-09"),
        # no date at all
        page("none", divs(), None, None, None),
        page("none, plain clock", divs(top=CLOCK_PLAIN, foot=FOOTER_BARE), None, None, None),
        page("none, today", divs(top=CLOCK_TODAY, side=SIDE_BARE), None, None, None),
        page("none, tables", tables(), None, None, None),
        page("none, aspnet", aspnet(), None, None, None),
        page("none, attached", divs(below=ATTACHED + COMMENTS), None, None, None),
        page("none, breaks", breaks(), None, None, None),
        page("none, list json-ld", divs(head=_LIST_JSONLD), None, None, None),
        page("none, default meta", divs(head='<meta name="date" content="2023-01-01">'), None, None, None),
        page("none, default json-ld", divs(head=_jsonld("2023-01-01T00:00:00+07:00")), None, None, None),
        page("none, signed document", divs(below="<p>Kon Tum, ngày 18 tháng 5 năm 2021</p>"), None, None, None),
        page("none, event box", divs("<p>Thời gian: 8h00 ngày 12/5/2023</p><p>Địa điểm: Hội trường Sở Y tế</p>"), None, None, None),
        page("none, site update in the footer", divs(foot=FOOTER.replace("Điện", "Cập nhật: 01/07/2024. Điện")), None, None, None),
        # other dresses
        page("tables, row", tables(row("<i>21/06/2024 22:57</i>")), _TIME),
        page("tables, labelled below", tables(below=row("Ngày đăng: 21/06/2024")), _DAY),
        page("tables, two cells", tables("<tr><td>Ngày đăng: </td><td>21/06/2024</td></tr>"), _DAY),
        page("aspnet, label", aspnet('<span id="ctl00_lblNgayDang">21/06/2024 10:57:00 CH</span>'), _TIME),
        page("aspnet, plain", aspnet("<div>(21/06/2024)</div>"), _DAY),
        page("aspnet, below", aspnet(below="<div>Ngày đăng tin: 21/06/2024</div>"), _DAY),
        page("breaks, posted", breaks("<small>21.06.2024</small>"), _DAY),
        page("breaks, below", breaks(below="<div>Được đăng vào ngày 21/06/2024</div>"), _DAY),
        page("semantic, time", semantic('<time datetime="2024-06-21T22:57:00+07:00">3 tuần trước</time>'), _TIME),
        page("semantic, two times", semantic(
            '<time class="entry-date published" datetime="2024-06-21T22:57:00+07:00">21/06/2024</time>'
            '<time class="updated" datetime="2024-07-09T15:30:00+07:00">09/07/2024</time>'), _TIME, "2024-07-09T15:30:00+07:00"),
        page("semantic, date over the heading", semantic(before='<div class="date">Thứ sáu, 21/06/2024, 22:57 (GMT+7)</div>'), _TIME),
        page("entry footer", semantic(below='<footer class="entry-footer">Đăng ngày 21/06/2024</footer>'), _DAY),
        # what is stated for programs
        page("json-ld", divs(head=_jsonld("2024-06-21T22:57:00+07:00", "2024-07-09T15:30:00+07:00")), _TIME, "2024-07-09T15:30:00+07:00", "jsonld"),
        page("json-ld and its day", divs(date_div("21/06/2024"), head=_jsonld("2024-06-21T22:57:00+07:00")), _TIME, None, "jsonld"),
        page("json-ld with the clock", divs("<p>Ngày đăng: 21/06/2024</p>", head=_jsonld("2024-07-16T09:00:00+07:00")), _DAY),
        page("json-ld modified now", divs(head=_jsonld("2024-06-21T22:57:00+07:00", "2024-07-16T09:00:00+07:00")), _TIME, None, "jsonld"),
        page("json-ld default", divs(date_div("21/06/2024"), head=_jsonld("2023-01-01T00:00:00+07:00")), _DAY),
        page("meta", divs(head='<meta property="article:published_time" content="2024-06-21T22:57:00+07:00">'), _TIME, None, "meta"),
        page("meta of a template", divs("<p>Ngày đăng: 21/06/2024 22:57</p>",
             head='<meta property="article:published_time" content="2019-03-05T00:00:00+07:00">'), _TIME),
        page("og:updated_time", divs(head='<meta property="og:updated_time" content="2024-07-16T09:00:00+07:00">'), None, None, None),
        page("itemprop", divs('<meta itemprop="datePublished" content="2024-06-21T22:57:00+07:00">'), _TIME, None, "meta"),
        # what others said of the page
        page("listing", divs(), _DAY, None, "listing", hint=(_DAY, "listing")),
        page("feed", divs(), _TIME, None, "feed", hint=(_TIME, "feed")),
        page("feed against an update", divs("<p>Cập nhật: 09/07/2024</p>"), _DAY, "2024-07-09", "feed", hint=(_DAY, "feed")),
        page("listing under the page", divs("<p>Ngày đăng: 21/06/2024 22:57</p>"), _TIME, hint=("2024-06-22", "listing")),
        page("address", divs(), _DAY, None, "url", url="https://soyte.example.gov.vn/2024/06/21/rut-ngan-thoi-gian.html"),
        page("address number", divs(), _DAY, None, "url", url="https://bao.example.vn/rut-ngan-20240621225711345.htm"),
        page("address under the page", divs(date_div("21/06/2024")), _DAY, url="https://soyte.example.gov.vn/2024/06/20/rut-ngan.html"),
    ]  # fmt: skip


PAGES = _pages()
