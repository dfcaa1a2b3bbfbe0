"""Pages in dresses that the extraction was not written for: what stands where, and what must come out."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ARTICLES", "LISTS", "PARAGRAPHS", "TITLE", "Stranger"]

TITLE = "Trạm y tế xã Nậm Lành rút ngắn thời gian trả kết quả khám bệnh cho người dân"
SITE = "Sở Y tế tỉnh Hà Lĩnh"
PARAGRAPHS = (
    "Từ đầu tháng 5, người dân đến Trạm y tế xã Nậm Lành khám bệnh bằng thẻ bảo hiểm chỉ còn phải chờ khoảng mười lăm "
    "phút, thay vì gần một giờ như trước.",
    "Theo bác sĩ Lò Thị Mai, Trưởng trạm, đơn vị đã bố trí lại bàn tiếp đón, dùng phần mềm quản lý hồ sơ và trả kết quả "
    "xét nghiệm qua tin nhắn cho người bệnh.",
    "Trong sáu tháng, trạm tiếp nhận 1.240 lượt khám, trong đó 1.102 lượt được trả kết quả trước hẹn, không có trường "
    "hợp nào phải đi lại quá một lần.",
    "Trạm cũng công khai quy trình, giá dịch vụ và số điện thoại của lãnh đạo tại cửa ra vào để người dân tiện phản ánh "
    "khi gặp vướng mắc.",
)
NOTICE = (
    "Sở Y tế thông báo lịch tiếp công dân định kỳ của Giám đốc Sở tại phòng tiếp công dân, từ 8 giờ ngày 15 hằng tháng.",
    "Người dân có nhu cầu đăng ký trước với Thanh tra Sở qua số điện thoại 0212 3852 111.",
)
NEWS = (
    ("Tập huấn kỹ năng giao tiếp ứng xử cho nhân viên y tế", "Sáng 11/7, đơn vị mở lớp tập huấn cho hơn một trăm nhân "
     "viên y tế đang công tác tại các khoa phòng và trạm y tế xã trên toàn huyện."),
    ("Hội nghị sơ kết công tác y tế sáu tháng đầu năm", "Hội nghị nghe báo cáo kết quả công tác sáu tháng, bàn giải "
     "pháp thực hiện nhiệm vụ trọng tâm của những tháng còn lại trong năm."),
    ("Tăng cường phòng, chống dịch sốt xuất huyết trên địa bàn", "Trước diễn biến phức tạp của dịch, ngành Y tế triển "
     "khai chiến dịch diệt lăng quăng, các xã vùng thấp bắt đầu trước từ đầu tuần tới."),
    ("Lịch trực của lãnh đạo Sở trong dịp nghỉ lễ Quốc khánh", "Lịch trực cụ thể được niêm yết tại cổng cơ quan để "
     "người dân tiện liên hệ khi cần; mọi thay đổi sẽ được báo trước trên trang này."),
    ("Khai trương khu khám bệnh theo yêu cầu của bệnh viện tỉnh", "Khu khám mới có hai mươi phòng, lấy số tự động, "
     "quản lý bệnh án bằng phần mềm; giá khám không đổi so với các khu khác của bệnh viện."),
)  # fmt: skip
MENU = "<ul>" + "".join(
    f'<li><a href="/m/{n}">{name}</a></li>'
    for n, name in enumerate(("Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Cải cách hành chính", "Văn bản", "Hỏi đáp", "Liên hệ"))
) + "</ul>"  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stranger:
    """``html`` at ``url``; for an article what must come out of it."""

    name: str
    html: str
    url: str = "https://syt.halinh.example.vn/tin/tram-y-te-xa-nam-lanh-88.html"
    title: str = TITLE
    body: tuple[str, ...] = PARAGRAPHS
    author: str | None = None
    published: str | None = None
    updated: str | None = None


def ps(paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def rows(form: str) -> str:
    return "".join(form.format(n=n, t=t, s=s, d=f"1{n}/07/2024") for n, (t, s) in enumerate(NEWS))


ASIDE = f"<div class='sb'><h3>Tin nổi bật</h3>{rows('<div><a href=/n/{n}>{t}</a><span>{d}</span></div>')}</div>"


def page(main: str, *, title: str = SITE, top: str = "Thứ Hai, 22/07/2024 14:05", aside: str = ASIDE) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><div class='top'>{top}</div>{MENU}<div class='wrap'>"
        f"<div class='cl'>{main}</div>{aside}</div><div class='ft'>Giấy phép số 15/GP-STTTT ngày 15/01/2015</div></body></html>"
    )


H1 = f"<h1>{TITLE}</h1>"
_WEBPART = (
    "<div class='ms-webpart-chrome-title'><h2 class='ms-webpart-titleText'>{section}</h2></div><div class='ms-WPBody'>"
    f"<div class='detail-title'><span>{TITLE}</span></div><div class='ms-rtestate-field'>"
    + "".join(f"<div style='text-align:justify'><span class='ms-rteFontSize-3'>{text}</span></div>" for text in PARAGRAPHS)
    + "</div></div>"
)  # fmt: skip
_OLD = (
    f"<TABLE><TR><TD><FONT SIZE=4><B>{TITLE}</B></FONT><BR><FONT SIZE=1>Lò Văn Sơn 10:57, 21/06/2024</FONT><BR></TD></TR>"
    f"<TR><TD ALIGN=JUSTIFY>{'<BR><BR>'.join(PARAGRAPHS)}</TD></TR></TABLE>"
)
_PLAYER = "<div class='time'>Cập nhật: 21/06/2024</div><div class='tts'>Nghe bài viết <span>0:00</span> / <span>3:12</span></div>"
_JOOMLA = (
    f"<div class='item-page'><h2 itemprop='name'>{TITLE}</h2><dl class='article-info'><dd class='createdby'>Viết bởi "
    f"<span itemprop='name'>Lò Văn Sơn</span></dd><dd class='hits'>Lượt xem: 355</dd></dl>{ps()}</div>"
)
_COUNTER = f"{ASIDE}<div>Thống kê cập nhật lúc 14:00 ngày 22/07/2024</div>"
_TEASER = (
    f"<div class='in'><a href='/n/1'><img src='/1.jpg'></a><a href='/n/1'>{NEWS[1][0]}</a><p>{NEWS[1][1]}</p></div>"
)
_IMPRINT = f"<hr><p>Trang thông tin điện tử {SITE}</p><p>Địa chỉ: 12 Trần Phú - Điện thoại: 0212.3852.111 - Email: syt@halinh.example.vn</p>"
_COOKIES = "<div><p>Trang này dùng cookie để cải thiện trải nghiệm. Tiếp tục sử dụng nghĩa là bạn đồng ý với chính sách của chúng tôi.</p></div>"
_TOOLS = "<p>In bài | Gửi email | Lượt xem: 993</p>"
_STARS = "<p>★★★★★ (5/5) 12 đánh giá</p>"
_HOTLINE = "Đường dây nóng ngành Y tế: Nghe thật, làm thật"
_INVITED = (
    "<p>Theo dõi fanpage của Sở Y tế tại đây</p><p><b>&gt;&gt; Mời bạn xem thêm video:</b></p><p>Tập tin đính kèm:</p>"
    "<div>Bạn thấy bài viết này thế nào?</div><div>Rất hữu ích</div><div>Bình thường</div>"
)
_UNIT = "Trung tâm Y tế dự phòng tỉnh Hà Lĩnh"
_SIGNED = "<p style='text-align:right'><b>Trạm Y tế Phường 11</b></p>"
_SUMMARY = f"{H1}<div class='field field--name-body field--type-text-with-summary'>{ps(PARAGRAPHS[:1])}<table><tr><td>Tháng</td><td>Lượt</td></tr><tr><td>5</td><td>204</td></tr><tr><td>6</td><td>231</td></tr></table>{ps(PARAGRAPHS[1:])}</div>"
_KTHX = "Thông báo lịch tiếp công dân định kỳ của Giám đốc Sở"

ARTICLES = [
    Stranger("section as web part title", page(_WEBPART.format(section="Chính trị"), title=f"Chính trị - {SITE}")),
    Stranger(
        "section and site as page title",
        page(f"<h2 class='page-title'>Chi tiết tin - {SITE}</h2><h1 class='portlet-title'>Cải cách hành chính</h1><h3>{TITLE}</h3>{ps()}", title=f"Chi tiết tin - {SITE}"),
    ),
    Stranger("byline in the heading's cell", page(_OLD), author="Lò Văn Sơn", published="2024-06-21T10:57:00+07:00"),
    Stranger("audio player after the date", page(H1 + _PLAYER + ps()), updated="2024-06-21"),
    Stranger("counter says when it was updated", page(H1 + ps(), aside=_COUNTER)),
    Stranger("section heading over the title", page(f"<h2>Tin tức - Sự kiện</h2><div class='tieude-tin'>{TITLE}</div>{ps()}")),
    Stranger("several first headings", page(f"<h1>Cải cách hành chính</h1>{H1}{ps()}<h1>Liên hệ</h1>")),
    Stranger("tools and stars", page(H1 + _TOOLS + ps() + _STARS)),
    Stranger("teaser inside the text", page(H1 + ps(PARAGRAPHS[:3]) + _TEASER + ps(PARAGRAPHS[3:]))),
    Stranger("long side column", page(f"{H1}<div>{ps()}</div>", aside=f"<div class='right'>{rows('<div><h4><a href=/r{n}>{t}</a></h4><p>{s}</p></div>')}</div>")),
    Stranger("imprint in the same box", page(H1 + ps() + _IMPRINT, aside="")),
    Stranger("cookie line", page(H1 + ps() + _COOKIES, aside="")),
    Stranger("date inside the heading", page(f"<h1>{TITLE} <small>21/06/2024</small></h1>{ps()}"), published="2024-06-21"),
    Stranger("heading links to its page", page(f"<h2><a href='/tin/tram-y-te-xa-nam-lanh-88.html'>{TITLE}</a></h2>{ps()}", top=f"<h1>{SITE}</h1>")),
    Stranger("written by, without a colon", page(_JOOMLA), author="Lò Văn Sơn"),
    Stranger("title that opens with a hotline", page(f"<h1>{_HOTLINE}</h1>{ps()}"), title=_HOTLINE),
    Stranger("unit with its field in its name", page(f"<b>{TITLE}</b>{ps()}", title=_UNIT, top=f"<h1>{_UNIT}</h1>")),
    Stranger("month as a browser shortens it", page(f"{H1}<span>21 thg 6, 2024</span>{ps()}"), published="2024-06-21"),
    Stranger(
        "name behind the date",
        page(f"{H1}<div>21/06/2024 10:57 | Lò Văn Sơn</div>{ps()}"),
        author="Lò Văn Sơn",
        published="2024-06-21T10:57:00+07:00",
    ),
    Stranger("invitations and votes", page(H1 + ps() + _INVITED)),
    Stranger("unit with a number signs", page(H1 + ps() + _SIGNED)),
    Stranger("body box called summary", page(_SUMMARY), body=(PARAGRAPHS[0], "Tháng | Lượt\n5 | 204\n6 | 231", *PARAGRAPHS[1:])),
    Stranger("short notice", page(f"<div class='ttl'>{_KTHX}</div><div>{'<br><br>'.join(NOTICE)}</div>"), url="http://syt.halinh.example.vn/chitiet.aspx?id=901", title=_KTHX, body=NOTICE),
]  # fmt: skip

_AT = "https://syt.halinh.example.vn"
LISTS = [
    Stranger("album", page(f"<h1>Thư viện ảnh</h1>{rows('<div><a href=/a/{n}><img src=/{n}.jpg></a><p>{t}</p></div>')}"), f"{_AT}/thu-vien-anh"),
    Stranger("rest behind a link", page(f"<h1>Tin tức</h1>{rows('<div><h3>{t}</h3><p>{s}</p><a href=/n/{n}>Xem chi tiết</a></div>')}"), f"{_AT}/tin-tuc"),
    Stranger(
        "lead story",
        page(f"<div><h2><a href=/x.html>{TITLE}</a></h2>{ps(PARAGRAPHS[:2])}</div>{rows('<div><h3><a href=/{n}.html>{t}</a></h3><p>{s}</p></div>')}", title="Xã hội"),
        f"{_AT}/xa-hoi/",
    ),
    Stranger(
        "counters between title and teaser",
        page(f"<h1>Tin y tế</h1>{rows('<h3><a href=/{n}.html>{t}</a></h3><ul><li>{d} 08:00</li><li>Đã xem: 540</li><li>Phản hồi: 0</li></ul><div>{s}</div>')}"),
        f"{_AT}/vi/news/tin-y-te/",
    ),
    Stranger(
        "address and heading like an article's",
        page(f"<h1>Phòng chống dịch bệnh trên địa bàn tỉnh</h1>{rows('<div><h3><a href=/t/{n}.html>{t}</a></h3><p>{s}</p></div>')}", title="Phòng chống dịch bệnh trên địa bàn tỉnh"),
        f"{_AT}/phong-chong-dich-benh-tren-dia-ban-tinh",
    ),
    Stranger("second page", page(rows("<p><b><a href=/index.asp?id={n}>{t}</a></b><br>{s}</p>")), f"{_AT}/index.asp?menu=cchc&p=2"),
]  # fmt: skip
