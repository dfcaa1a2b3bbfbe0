"""More portal-like pages: dates in odd places, machine dates that lie, boxes that look like date lines and are none."""

from __future__ import annotations

from tests.crawler.extraction.portal_pages import (
    COMMENTS,
    FOOTER,
    LICENCE,
    MENU,
    OTHER_TITLES,
    PARAGRAPHS,
    TITLE,
    Portal,
    _html,
    _jsonld,
    _paragraphs,
    divs,
    semantic,
    tables,
)

__all__ = ["HARD"]

_DAY, _TIME, _LATER = "2024-06-21", "2024-06-21T10:57:00+07:00", "2024-07-09"


def wrapped(above: str = "", below: str = "", *, head: str = "") -> str:
    """Everything in one box, and no name that tells anything."""
    return _html(
        f"<title>Trang thông tin</title>{head}",
        '<div id="wrapper"><div class="c1"><a href="/"><img src="/logo.png"></a><p>Thứ Ba, 16/07/2024 09:41</p></div>'
        '<div class="c2"><a href="/">Trang chủ</a><a href="/a">Giới thiệu</a><a href="/b">Tin tức</a><a href="/c">Văn bản</a>'
        f'<a href="/d">Hỏi đáp</a></div><div class="c3"><h1>{TITLE}</h1>{above}<div class="c4">{_paragraphs()}</div>{below}</div>'
        f'<div class="c5"><div><a href="/x">{OTHER_TITLES[0]}</a><p>10/07/2024</p></div><div><a href="/y">{OTHER_TITLES[1]}</a>'
        f'<p>11/07/2024</p></div></div><div class="c6">{LICENCE}</div></div>',
    )


def left_column(above: str = "", below: str = "") -> str:
    """A dated column before the article in reading order."""
    items = "".join(
        f'<div class="it"><a href="/n/{i}">{title}</a><div class="d">1{i}/07/2024</div></div>'
        for i, title in enumerate(OTHER_TITLES)
    )
    return _html(
        "<title>Bệnh viện Đa khoa tỉnh</title>",
        f'{MENU}<table><tr><td width="200">{items}<p>Hôm nay: 16/07/2024</p></td><td><div class="tieude">{TITLE}</div>{above}'
        f"<div class='tomtat'>{PARAGRAPHS[0]}</div><div>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS[1:])}</div>{below}</td></tr></table>{FOOTER}",
    )


def newspaper(before: str = "", after: str = "", *, head: str = "", first: str = "") -> str:
    """A newspaper: the date stands over the heading in a row with the section."""
    return _html(
        f'<title>{TITLE} - Báo Sơn Hà</title><meta property="og:title" content="{TITLE}">{head}',
        f'<header class="site-header"><span class="today">Thứ Ba, 16/07/2024</span>{MENU}</header><section class="page-detail"><div class="container">'
        f'<div class="detail-main">{before}<h1 class="title-detail">{TITLE}</h1>{after}<div class="fck">{first}{_paragraphs()}</div></div></div></section>'
        f'<section class="comments">{COMMENTS}</section>{FOOTER}',
    )


_NOTICES = "<div>" + "".join(
    f'<div class="tb"><a href="/tb/{i}">Thông báo {i}</a><div>Ngày đăng: 1{i}/07/2024</div></div>' for i in range(3)
) + "</div>"  # fmt: skip
_EVENT = "<p>Sáng 12/6/2023, Sở Y tế tổ chức hội nghị sơ kết công tác cải cách hành chính.</p>"
_WEBPAGE = '<script type="application/ld+json">{"@type":"WebPage","name":"Trang thông tin","datePublished":"2019-03-05T08:00:00+07:00"}</script>'
_SITE = '<script type="application/ld+json">{"@type":"WebSite","name":"Sở Y tế","dateCreated":"2019-03-05"}</script>'
_META = '<meta property="article:published_time" content="%s">'

HARD = [
    Portal("one box, plain line", wrapped("<span>21/06/2024 10:57</span>"), _TIME),
    Portal("one box, none", wrapped(), None, origin=None),
    Portal("one box, labelled below", wrapped(below="<p>Ngày đăng: 21/06/2024</p>"), _DAY),
    Portal("left column", left_column("<div>(21/06/2024)</div>"), _DAY),
    Portal("left column, none", left_column(), None, origin=None),
    Portal("left column, update below", left_column(below="<div>Cập nhật ngày: 09/07/2024</div>"), None, _LATER, None),
    Portal("over the heading", newspaper('<div class="header-content"><a href="/xa-hoi">Xã hội</a> <span class="date">Thứ sáu, 21/6/2024, 10:57 (GMT+7)</span></div>'), _TIME),
    Portal("newspaper, under", newspaper(after='<div class="meta"><i class="fa fa-clock"></i> 21/06/2024 10:57 <i class="fa fa-eye"></i> 1.024</div>'), _TIME),
    Portal("newspaper, none", newspaper(), None, origin=None),
    Portal("newspaper, in the text", newspaper(first="<p><em>Đăng lúc 10:57, 21/06/2024</em></p>"), _TIME),
    Portal("newspaper, update in the text", newspaper(first="<p><em>Cập nhật lúc 10:57, 21/06/2024</em></p>"), None, _TIME, None),
    Portal("people and counters", divs("<p>Người đăng: admin - Ngày đăng: 21/06/2024 - Lượt xem: 1.203</p>"), _DAY),
    Portal("by a board", divs("<p>Đăng bởi: Ban biên tập, 21/06/2024 10:57</p>"), _TIME),
    Portal("source and date", divs("<p>Nguồn: Sở Y tế | Ngày: 21/06/2024</p>"), _DAY),
    Portal("medinet", divs('<div class="PostDate">Đăng lúc: 21/06/2024 10:57 (GMT+7)</div><div>Số lần xem: 1.203</div>'), _TIME),
    Portal("short month", divs('<span class="posted">21 Th6, 2024</span>'), _DAY),
    Portal("joomla", divs("<dl><dt>Chi tiết</dt><dd>Được đăng: Thứ sáu, 21 Tháng 6 2024 10:57</dd><dd>Lượt xem: 304</dd></dl>"), _TIME),
    Portal("joomla, created and updated", divs("<dl><dd>Được viết ngày 21 Tháng 6 2024</dd><dd>Cập nhật lần cuối ngày 09 Tháng 7 2024</dd></dl>"), _DAY, _LATER),
    Portal("update in brackets", divs("<p>21/06/2024 10:57 (Cập nhật: 09/07/2024)</p>"), _TIME, _LATER),
    Portal("date and time apart", divs('<div class="day">21/06/2024</div><div class="hour">10:57</div>'), _TIME),
    Portal("time first, apart", divs("<span>10:57</span> <span>21/06/2024</span>"), _TIME),
    Portal("hAtom", divs('<span class="entry-meta-date updated">21/06/2024</span>'), _DAY),
    Portal("two-figure year", divs('<span class="date">21/06/24</span>'), _DAY),
    Portal(
        "labelled list with short links before the article, none",
        wrapped().replace('<div class="c3">', _NOTICES + '<div class="c3">'),
        None,
        origin=None,
    ),
    Portal(
        "labelled list with short links before the article",
        wrapped("<p>21/06/2024</p>").replace('<div class="c3">', _NOTICES + '<div class="c3">'),
        _DAY,
    ),
    Portal("dated notices between heading and text", divs(_NOTICES.replace("Ngày đăng: ", "")), None, origin=None),
    Portal("labelled list with short links after the text, none", wrapped(below=_NOTICES), None, origin=None),
    Portal(
        "clock in the row of the path",
        wrapped("<p>Ngày đăng: 21/06/2024</p>").replace(
            '<div class="c3">', '<div><a href="/">Trang chủ</a> » <a href="/tt">Tin tức</a><span>Thứ Ba, 16/07/2024</span></div><div class="c3">'
        ),
        _DAY,
    ),
    # machine dates that lie
    Portal("web page json-ld of the site", divs('<p class="date">21/06/2024 10:57</p>', head=_WEBPAGE), _TIME),
    Portal("web site json-ld", divs(head=_SITE), None, origin=None),
    Portal("meta of the request", divs("<p>21/06/2024 10:57</p>", head=_META % "2024-07-16T09:41:22+07:00"), _TIME),
    Portal("meta of the build", divs("<p>21/06/2024 10:57</p>", head=_META % "2020-02-03T08:00:00+07:00"), _TIME),
    Portal("meta build-date", divs(head='<meta name="build-date" content="2024-03-03"><meta name="revised" content="2024-03-04">'), None, origin=None),
    Portal("last-modified header in meta", divs(head='<meta http-equiv="last-modified" content="Tue, 16 Jul 2024 02:41:22 GMT">'), None, origin=None),
    Portal("json-ld of another article", divs(head=_jsonld("2024-07-14T08:00:00+07:00", headline=OTHER_TITLES[0])), None, origin=None),
    Portal("json-ld in UTC", divs("<p>Ngày đăng: 22/06/2024</p>", head=_jsonld("2024-06-21T22:57:00Z")), "2024-06-21T22:57:00+00:00", origin="jsonld"),
    Portal("broken json-ld", divs("<p>Ngày đăng: 21/06/2024</p>", head='<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>'), _DAY),
    # what looks like a date line and is none
    Portal("event in the lead", newspaper(first=_EVENT), None, origin=None),
    Portal("table of a document", divs("<table><tr><td>Ngày ban hành</td><td>18/5/2021</td></tr><tr><td>Ngày hiệu lực</td><td>01/6/2021</td></tr></table>"), None, origin=None),
    Portal("document line under the heading", divs("<p>Kế hoạch số 215/KH-UBND ngày 18/5/2021</p>"), None, origin=None),
    Portal("deadline", divs("<p>Hạn nộp hồ sơ: 30/11/2021</p>"), None, origin=None),
    Portal("comments unnamed", divs(below="<div><b>Nguyễn Hải</b><br>Đăng lúc 09:12 22/06/2024<p>Bài viết hay.</p></div><div><b>Lê Mai</b><br>Đăng lúc 10:12 23/06/2024<p>Rất bổ ích.</p></div>"), None, origin=None),
    Portal("figures in the text with a source date", divs(below="<p>(Số liệu tính đến ngày 31/5/2024)</p>"), None, origin=None),
    Portal("licence without a class", wrapped(below=f"<div>{LICENCE}</div>"), None, origin=None),
    Portal("dated teasers between heading and text", divs('<ul class="xem"><li><a href="/x">' + OTHER_TITLES[0] + "</a> (10/07/2024)</li></ul><p>21/06/2024</p>"), _DAY),
    Portal("tables, update and nothing else", tables("<tr><td align='right'><i>Cập nhật: 10:57 21/06/2024</i></td></tr>"), None, _TIME, None),
    Portal("relative", divs('<span class="time">3 ngày trước</span>'), None, origin=None),
    Portal("future event by time element", semantic(below='<p>Hội nghị: <time datetime="2024-09-01">01/9/2024</time></p>'), None, origin=None),
]  # fmt: skip
