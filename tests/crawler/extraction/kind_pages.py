"""Pages by kind of trouble: each kind once or more, beside a neighbour that must stay what it is. All text is ours."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ARTICLES", "PARAGRAPHS", "REFUSED", "TITLE", "Kind", "page", "ps"]

TITLE = "Trạm y tế xã Bản Pe trả kết quả khám ngay trong buổi sáng"
SITE = "Sở Y tế tỉnh Hà Lĩnh"
PARAGRAPHS = (
    "Từ đầu tháng 6, người dân đến Trạm y tế xã Bản Pe khám bằng thẻ bảo hiểm nhận kết quả ngay trong buổi sáng, không "
    "phải quay lại vào hôm sau.",
    "Theo bác sĩ Vàng Thị Mỷ, trạm đã bố trí lại bàn tiếp đón, dùng phần mềm quản lý hồ sơ và nhắn tin kết quả xét "
    "nghiệm cho người bệnh ở bản xa.",
    "Trong năm tháng, trạm tiếp nhận 1.310 lượt khám, trong đó 1.208 lượt được trả kết quả sớm hơn giờ đã hẹn.",
)
MENU = '<div id="menu"><ul>' + "".join(
    f'<li><a href="/m/{n}">{name}</a></li>'
    for n, name in enumerate(("Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Cải cách hành chính", "Văn bản", "Hỏi đáp"))
) + "</ul></div>"  # fmt: skip
OTHERS = (
    "Hội nghị sơ kết công tác dân số sáu tháng đầu năm",
    "Bệnh viện đa khoa tỉnh đưa máy chụp mới vào sử dụng",
    "Tập huấn phần mềm quản lý văn bản cho cán bộ trạm y tế",
    "Kiểm tra an toàn thực phẩm tại bếp ăn các trường học",
)
SIDE = '<div class="sidebar"><h3>Tin mới</h3><ul>' + "".join(
    f'<li><a href="/tin/{n}.html">{title}</a> <span>{11 + n}/07/2024</span></li>' for n, title in enumerate(OTHERS)
) + "</ul></div>"  # fmt: skip
FOOT = (
    f'<div id="footer"><p>Trang thông tin điện tử {SITE}. Giấy phép số 9/GP-TTĐT cấp ngày 15/01/2015</p>'
    "<p>Địa chỉ: 9 Lê Lợi, phường Tân An. Điện thoại: 0260 3862 999</p></div>"
)


def ps(*more: str) -> str:
    return "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS, *more))


def page(main: str, *, title: str = TITLE, head: str = "", side: str = SIDE) -> str:
    return (
        f'<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{MENU}'
        f'<div class="main">{main}</div>{side}{FOOT}</body></html>'
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """``html`` at ``url`` and what must come out. ``body`` None: not looked at; ``refused``: a word of the reason."""

    name: str
    html: str
    title: str = TITLE
    body: tuple[str, ...] | None = PARAGRAPHS
    lead: str | None = None
    author: str | None = None
    office: str | None = None
    published: str | None = None
    updated: str | None = None
    files: tuple[str, ...] = ()
    images: int = 0
    refused: str = ""
    url: str = "https://syt.halinh.example.vn/tin-tuc/tram-y-te-xa-ban-pe-tra-ket-qua-ngay-88.html"


MICRODATA = (
    '<span class="hidden hide d-none" itemprop="datePublished">2026-11-20T09:26:00+07:00</span>'
    '<span class="d-none" itemprop="dateModified">2026-11-20T09:26:00+07:00</span>'
    '<span class="hidden" itemprop="publisher">Sở Y tế <span itemprop="url">https://syt.example.vn/logo.png</span></span>'
)
LD_EDIT = (
    f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}",'
    '"datePublished":"2026-11-20T09:26:00+07:00","dateModified":"2026-11-20T09:26:00+07:00"}</script>'
)
LD_PLAIN = LD_EDIT.replace('"dateModified":"2026-11-20T09:26', '"dateModified":"2026-11-21T10:00')
SHOWN = '<span class="h5">Chủ nhật - 08/11/2026 02:26</span>'
_SHOWN_AT, _EDITED = "2026-11-08T02:26:00+07:00", "2026-11-20T09:26:00+07:00"
NOTICE = "Thông báo kết quả xét tuyển viên chức năm nay"
DATED = "<div>Ngày đăng: 08/01/2024</div>"
SENTENCES = ("Văn phòng Sở sẽ trả lời trong tuần tới.", "Trung tâm Y tế tổ chức tiêm chủng vào thứ Bảy.")
SAPO = "Trạm bố trí lại bàn tiếp đón."
TAGGED = "(PL+) - Năm tháng đầu năm, trạm y tế xã đã trả kết quả sớm cho phần lớn người bệnh trong xã."
BARE_TAG = "HLO - Năm tháng đầu năm, trạm y tế xã đã trả kết quả sớm cho phần lớn người bệnh."
OFFICE_AT = "Địa chỉ: 12 Lê Lợi, phường Tân An, thành phố Hà Lĩnh. Điện thoại: 0260 3862 111 Email: ttyt@example.vn"
INFO = "Infographic: năm việc cần làm khi nộp hồ sơ"
OWN_LINE = f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}"


def hidden(mark: str) -> Kind:
    inside = f"<span {mark}>{TITLE}: mô tả dùng cho máy https://syt.example.vn/uploads/logo.png</span>"
    return Kind(f"hidden by {mark}", page(f"{inside}<h1>{TITLE}</h1><div class='nd'>{inside}{ps()}</div>"))


def below(name: str, line: str, *, stays: bool = False, dress: str = "", **right: str | None) -> Kind:
    body = (*PARAGRAPHS, line) if stays else PARAGRAPHS
    html = page(f"<h1>{TITLE}</h1><div class='nd'>{ps()}<p {dress}>{line}</p></div>")
    return Kind(name, html, body=body, author=right.get("author"), office=right.get("office"))


def above(name: str, line: str, **right: str | None) -> Kind:
    html = page(f"<h1>{TITLE}</h1>{line}<div class='nd'>{ps()}</div>")
    return Kind(
        name,
        html,
        body=None,
        author=right.get("author"),
        published=right.get("published"),
        updated=right.get("updated"),
    )


ARTICLES = [
    hidden('style="display: none"'),
    hidden("hidden"),
    hidden('class="d-none"'),
    hidden('class="meta hidden"'),
    hidden('class="sr-only"'),
    hidden('class="visually-hidden"'),
    Kind("shown on wide screens", page(f'<h1>{TITLE}</h1><div class="d-none d-md-block">{ps()}</div>')),
    Kind("shown by a script", page(f'<h1>{TITLE}</h1><div style="display:none">{ps()}</div>')),
    Kind("last edit in microdata", page(f"<h1>{TITLE}</h1>{SHOWN}{MICRODATA}<div class='bodytext'>{ps()}</div>"),
         published=_SHOWN_AT, updated=_EDITED),
    Kind("last edit in json-ld", page(f"<h1>{TITLE}</h1>{SHOWN}<div class='bodytext'>{ps()}</div>", head=LD_EDIT),
         published=_SHOWN_AT, updated=_EDITED),
    Kind("json-ld that tells edit from publication",
         page(f"<h1>{TITLE}</h1><p>08/11/2026</p><div class='nd'>{ps()}</div>", head=LD_PLAIN),
         published=_EDITED, updated="2026-11-21T10:00:00+07:00"),
    Kind("microdata alone", page(f"<h1>{TITLE}</h1>{MICRODATA}<div class='bodytext'>{ps()}</div>"), published=_EDITED),
    Kind("a heading with a day", page(f'<h1>Sở Y tế gặp mặt báo chí ngày 27/02/2024</h1><div class="time">02/08/2024</div>{ps()}',
         title=SITE), title="Sở Y tế gặp mặt báo chí ngày 27/02/2024", published="2024-08-02"),
    Kind("a heading with a document", page(f"<h2>Báo cáo số 81/BC-SYT ngày 27/02/2024 về kiểm soát thủ tục</h2><p>02/08/2024</p>{ps()}",
         title=SITE), title="Báo cáo số 81/BC-SYT ngày 27/02/2024 về kiểm soát thủ tục", published="2024-08-02"),
    above("a caption's day", '<p><img src="/a.jpg"></p><p>Đoàn công tác tại xã Bản Pe, 12/05/2024</p>'),
    above("a place and a day under a picture", '<p><img src="/a.jpg"></p><p>Bản Pe, 12/05/2024</p>'),
    above("figures up to a day", "<p>Số liệu đến 12/05/2024</p>"),
    above("a bold opening with a day", "<p><b>Ngày 12/05/2024, Sở Y tế mở lớp tập huấn.</b></p>"),
    above("a letterhead's day", "<p>Hà Lĩnh, ngày 12 tháng 5 năm 2024</p>"),
    above("the day of what is cited", "<p>Nguồn: Sở Y tế Hà Lĩnh, 30/11/2021</p>"),
    above("the day of a source in capitals", "<p>Nguồn: UNICEF, 30/11/2021</p>"),
    above("the day of a source's figures", "<p>Nguồn dữ liệu: tổng hợp tới 30/11/2021</p>"),
    above("the day of a borrowed picture", "<p>Nguồn hình: WHO, 09/09/2019</p>"),
    above("a source parted from the day by a bar", "<p>Nguồn: Báo Hà Lĩnh | 12/05/2024</p>", published="2024-05-12"),
    above("a labelled day after a source", "<p>Nguồn: UNICEF - Ngày đăng: 12/05/2024</p>", published="2024-05-12"),
    above("who wrote and when, by slashes", "<div>Bởi Ngô Thị Hạnh/ 9 Tháng Tư 2024/ 45 lượt xem</div>",
          published="2024-04-09", author="Ngô Thị Hạnh"),
    above("a bare day", "<p>12/05/2024</p>", published="2024-05-12"),
    above("a name and a day", "<p>Hoàng Anh - 12/05/2024</p>", published="2024-05-12", author="Hoàng Anh"),
    above("a section and a day", "<p>Tin trong tỉnh | 12/05/2024</p>", published="2024-05-12"),
    above("a byline of slashes", "<div class='m'>Tác giả: Nguyễn Thị Lan/Thứ Ba, 6 Tháng Tám 2024/Chuyên mục: Tin tức</div>",
          published="2024-08-06", author="Nguyễn Thị Lan"),
    above("a bold name over a time", "<p><strong>Nguyễn Thị Lan</strong></p><time datetime='2024-08-06'>06/08/2024</time>",
          published="2024-08-06", author="Nguyễn Thị Lan"),
    above("an author under a long sapo", f'<p class="sapo">{PARAGRAPHS[1]} {PARAGRAPHS[2]}</p><p class="author">Duy Khôi</p>',
          author="Duy Khôi"),
    above("a short year with a time", "<div>21/6/24 | 10:20</div>", published="2024-06-21T10:20:00+07:00"),
    above("an update alone", '<p class="ngaydang">Cập nhật lúc 08:00 ngày 21/06/2024</p>', updated="2024-06-21T08:00:00+07:00"),
    above("a question and its answer", "<p>Ngày hỏi: 01/06/2024</p><p>Ngày trả lời: 05/06/2024</p>", published="2024-06-05"),
    Kind("a day in brackets at the end", page(f"<h1>{TITLE}</h1><div class='nd'>{ps('(21/06/2024)')}</div>"), published="2024-06-21"),
    Kind("a sub-heading called like <title>", page(
        "<h1>Đái tháo đường: điều người bệnh cần biết</h1><p>08/01/2024</p><div class='nd'><h2>Bệnh tiểu đường là gì?</h2>" + ps()
        + "</div>", title="Bệnh Tiểu Đường"), title="Đái tháo đường: điều người bệnh cần biết", body=None, published="2024-01-08"),
    Kind("the title below a section's h1", page(f"<h1>Tin tức - Sự kiện</h1><h2>{TITLE}</h2>{ps()}")),
    Kind("a kicker in the heading", page(f"<h1><span>SỰ KIỆN NỔI BẬT</span> {TITLE}</h1>{ps()}")),
    Kind("a bold word that is the title's own", page(f"<h1><span>Trạm y tế</span> xã Bản Pe trả kết quả khám ngay trong buổi sáng</h1>{ps()}")),
    Kind("a document's page", page(
        "<h2>Chi tiết văn bản</h2><table><tr><td>Số, ký hiệu</td><td>12/KH-SYT</td></tr><tr><td>Trích yếu</td><td>Kế hoạch cải cách "
        "hành chính năm 2024 của ngành y tế</td></tr><tr><td>Tệp</td><td><a href='/kh12.pdf'>Tải về</a></td></tr></table>", title=SITE),
        title="Kế hoạch cải cách hành chính năm 2024 của ngành y tế", body=None, files=("/kh12.pdf",)),
    Kind("leftovers of a system", page(
        f"<h1>{TITLE}</h1>{SHOWN}<div class='bodytext'>{ps('Tác giả: Ban biên tập')}<p>Chú ý: Việc đăng lại bài viết trên ở website "
        "khác mà không ghi rõ nguồn là vi phạm bản quyền</p></div>"), published=_SHOWN_AT),
    above("an icon and a name", '<div class="author"><i></i><p>Hoàng Gia Minh</p></div>', author="Hoàng Gia Minh"),
    *(below(f"a last sentence: {line}", line, stays=True) for line in SENTENCES),
    below("two last sentences", "Sở Y tế tiếp tục theo dõi việc này", stays=True),
    below("an office", "TTYT thị xã Sông Cầu", office="TTYT thị xã Sông Cầu"),
    below("an office with a full stop", "Trung tâm kiểm soát bệnh tật tỉnh Kon Tum.",
          office="Trung tâm kiểm soát bệnh tật tỉnh Kon Tum"),
    below("a labelled office", "Tin bài: Phòng Kế hoạch nghiệp vụ - TTYT Sông Cầu",
          office="Phòng Kế hoạch nghiệp vụ - TTYT Sông Cầu"),
    below("a person and an office", "Hồng Nhung - Khoa Dược", author="Hồng Nhung", office="Khoa Dược"),
    *(below(f"a department: {name}", name, office=name) for name in (
        "Phòng Văn hóa và Thông tin thị xã", "Phòng Lao động - Thương binh và Xã hội huyện", "Tổ Công nghệ thông tin",
        "Hội Chữ thập đỏ huyện", "Công đoàn ngành Y tế tỉnh", "Phòng Kinh tế - Hạ tầng")),
    below("a department that acts", "Phòng Văn hóa phát động phong trào đọc sách", stays=True),
    below("a newspaper", "Báo Nhân Dân"),
    below("a source", "Theo TTXVN"),
    below("an editorial board", "Ban biên tập"),
    below("who signs after an officer's paragraph", "Duy Khôi", dress='class="author"', author="Duy Khôi"),
    Kind("an officer speaks before the byline", page(
        f"<h1>{TITLE}</h1><div class='nd'>{ps('Chủ tịch xã yêu cầu trạm giữ nếp làm việc này.')}<p class='author'>Duy Khôi</p></div>"),
        body=(*PARAGRAPHS, "Chủ tịch xã yêu cầu trạm giữ nếp làm việc này."), author="Duy Khôi"),
    Kind("an agency's tag", page(f"<h1>{TITLE}</h1><div class='nd'><p><b>{TAGGED}</b></p>{ps('Minh Châu')}</div>"),
         body=(TAGGED, *PARAGRAPHS), lead=TAGGED, author="Minh Châu"),
    Kind("an agency's tag without brackets", page(
        f"<h1>{TITLE}</h1><div class='nd'><p><b>{BARE_TAG}</b></p>{ps('Minh Châu')}</div>"),
        body=(BARE_TAG, *PARAGRAPHS), lead=BARE_TAG, author="Minh Châu"),
    Kind("the office's address over a notice", page(
        f"<div class='top'>{OFFICE_AT}</div><h1>Thư mời chào giá hóa chất</h1><div class='date'>08/01/2024</div>"
        "<p><a href='/u/kq.pdf'>Tải về</a></p>", title=SITE), title="Thư mời chào giá hóa chất", body=(), published="2024-01-08",
        files=("/u/kq.pdf",), url="https://syt.halinh.example.vn/thong-bao/thu-moi-chao-gia-hoa-chat-nam-2024-71.html"),
    Kind("a short heading about a schedule over its day", page(
        f"<h1>Thông báo lịch nghỉ lễ của trạm</h1><p>12/05/2024</p>{ps()}", title="Thông báo lịch nghỉ lễ của trạm"),
        title="Thông báo lịch nghỉ lễ của trạm", published="2024-05-12"),
    Kind("an article that leads on three times", page(f"<h1>{TITLE}</h1><div class='nd'>{ps()}" + "".join(
        f"<p>Mục {n}: <a href='/tin/muc-{n}.html'>Xem chi tiết</a></p>" for n in range(4)) + "</div>"), body=None),
    Kind("notice with a file", page(f"<h1>{NOTICE}</h1>{DATED}<p>Chi tiết xem tại tệp đính kèm.</p><p><a href='/u/kq.pdf'>kq.pdf</a></p>",
         title=NOTICE), title=NOTICE, body=("Chi tiết xem tại tệp đính kèm.",), published="2024-01-08", files=("/u/kq.pdf",)),
    Kind("notice without a sentence", page(f"<h1>{NOTICE}</h1>{DATED}<p><a href='/u/kq.pdf'>Thông báo.pdf</a></p>", title=SITE),
         title=NOTICE, body=(), published="2024-01-08", files=("/u/kq.pdf",)),
    Kind("notice in a frame", page(f"<h1>{NOTICE}</h1>{DATED}<div><iframe src='/u/kq.pdf'></iframe></div>", title=SITE),
         title=NOTICE, body=(), published="2024-01-08", files=("/u/kq.pdf",), url="https://syt.halinh.example.vn/news/45"),
    *(Kind(f"notice of one line under a {name}, {file[1:4]}", page(
        f"<h1>{NOTICE}</h1>{line}<p>Xem danh sách trong tệp dưới đây.</p>{file}", title=NOTICE), title=NOTICE,
        body=("Xem danh sách trong tệp dưới đây.",), published="2024-01-08", files=("/u/kq.pdf",),
        url="https://syt.halinh.example.vn/thong-bao/ket-qua-xet.html")
      for name, line in (("labelled day", DATED), ("bare day", "<div>08/01/2024</div>"), ("named day", "<div class='date'>08/01/2024</div>"))
      for file in ("<iframe src='/u/kq.pdf'></iframe>", "<p><a href='/u/kq.pdf'>Danh sách</a></p>")),
    Kind("infographic", page(f"<h1>{INFO}</h1><div>08/01/2024 10:15</div><div class='nd'><p><img src='/u/i.jpg'></p></div>", title=INFO),
         title=INFO, body=(), published="2024-01-08T10:15:00+07:00", images=1),
    Kind("pictures under the site's address", page(
        f"<div>Địa chỉ: 9 Lê Lợi, phường Tân An, thành phố Hà Lĩnh, đường dây nóng phục vụ cả ngày và đêm cho người dân</div>"
        f"<h1>{INFO}</h1><div class='date'>08/01/2024</div><div class='nd'><p><img src='/u/1.jpg'></p><p><img src='/u/2.jpg'></p></div>",
        title=INFO), title=INFO, body=(), published="2024-01-08", images=2),
    Kind("a login box beside a short article", page(
        "<h1>Sở nhận hồ sơ vào sáng thứ Bảy</h1><p>Từ tháng này, bộ phận một cửa nhận hồ sơ cả sáng thứ Bảy để người đi làm "
        "không phải xin nghỉ việc.</p><div><h2>Đăng nhập</h2><form><input name='u'><input type='password'></form></div>",
        title="Sở nhận hồ sơ vào sáng thứ Bảy"), title="Sở nhận hồ sơ vào sáng thứ Bảy", body=None),
    Kind("news of an outage", page(
        "<h1>Cổng thông tin tạm ngừng hoạt động để nâng cấp</h1><div>Ngày đăng: 08/01/2024</div><p>Sở Y tế thông báo Cổng thông tin "
        "tạm ngừng phục vụ từ 22 giờ thứ Bảy để nâng cấp máy chủ.</p>", title="Cổng thông tin tạm ngừng hoạt động để nâng cấp"),
        title="Cổng thông tin tạm ngừng hoạt động để nâng cấp", body=None, published="2024-01-08"),
    Kind("a short sapo", page(
        f"<h1>{TITLE}</h1><div class='hometext'>{SAPO}</div><figure><img src='/x.jpg'><figcaption>Bàn tiếp đón mới</figcaption></figure>"
        f"<div class='bodytext'>{ps()}</div>"), body=(SAPO, "Bàn tiếp đón mới", *PARAGRAPHS), lead=SAPO, images=1),
    Kind("a date line and who posted it", page(
        f"<h1>{TITLE}</h1><div class='nd'><p>Tác giả: Ban biên tập</p><p>Đăng ngày 06/08/2024 08:00</p>{ps('Nguồn tin: Phòng Y tế')}</div>"),
        published="2024-08-06T08:00:00+07:00"),
]  # fmt: skip

_QUESTION = "Tôi muốn hỏi thủ tục cấp lại chứng chỉ hành nghề cần những giấy tờ gì và nộp ở đâu, mong Sở trả lời giúp?"
_LIFE = "Tốt nghiệp Trường Đại học Y, từng công tác tại nhiều bệnh viện trong tỉnh trước khi nhận chức vụ hiện nay."
REFUSED = [
    *(Kind(f"questions of one line, {'boxed' if box else 'in a row'}", page("<h1>Hỏi đáp</h1>" + "".join(
        f"{box}<b>Hồ sơ {kind} nộp ở quầy nào?</b><p>Người gửi: Chị {name} – 10/02/2024</p><a href='/hd/{name}'>Xem trả lời</a>{end}"
        for name, kind in (("Lan", "khai sinh"), ("Hoa", "khám bệnh"), ("Mai", "chứng chỉ"), ("Huệ", "dược"), ("Cúc", "bảo hiểm"))),
        title="Hỏi đáp"), url="https://syt.halinh.example.vn/hoi-dap", refused="danh sách")
      for box, end in (("", ""), ("<div>", "</div>"))),
    Kind("one line and a file that no day makes a notice", page(
        "<h1>Thông báo</h1><p>Xem danh sách trong tệp dưới đây.</p><p><a href='/u/kq.pdf'>Danh sách</a></p>", title=SITE),
        url="https://syt.halinh.example.vn/thong-bao", refused="danh sách"),
    Kind("outage of the database", "<html><head><title>User Error</title></head><body><h1>User Error</h1><p>Sorry, we could "
         "not connect to the data server. Please come back later.</p></body></html>", refused="sự cố"),
    Kind("outage in Vietnamese", page("<h2>Thông báo</h2><p>Hiện không thể kết nối tới cơ sở dữ liệu, mời quay lại sau.</p>",
         title=SITE), refused="sự cố"),
    Kind("login", page("<h1>Đăng nhập hệ thống</h1><form><input name='u'><input type='password'></form><p>Nhập mật khẩu để xem.</p>",
         title="Đăng nhập"), refused="đăng nhập"),
    Kind("questions with links to answers", page("<h1>Hỏi đáp</h1>" + "".join(
        f"<div><p><b>Người hỏi {n}</b></p><p>{_QUESTION}</p><a href='/hd/{n}'>Xem trả lời</a></div>" for n in range(6)),
        title="Hỏi đáp"), url="https://syt.halinh.example.vn/hoi-dap", refused="danh sách"),
    Kind("staff", page("<h1>Ban Giám đốc</h1>" + "".join(
        f"<div><h3>{name}</h3><p>{_LIFE}</p></div>" for name in ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường")),
        title="Ban Giám đốc"), refused="giới thiệu"),
    Kind("doctors", page("<h1>Các chuyên gia của bệnh viện</h1>" + "".join(
        f"<div><h3>BS.CKII. {name}</h3><p>Trưởng khoa, hơn {n} năm trong nghề</p><p>Bác sĩ {name}: {_LIFE}</p></div>"
        for n, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Văn Dũng"), 9)),
        title="Các chuyên gia của bệnh viện"), url="https://bv.example.vn/chuyen-gia-cua-benh-vien", refused="nhân sự"),
    Kind("schedule", page("<h1>Lịch công tác tuần 32 của Lãnh đạo Sở</h1><table>" + "".join(
        f"<tr><td>{day}</td><td>Sáng: họp giao ban tại phòng họp</td><td>Chiều: làm việc với đoàn kiểm tra của Bộ</td></tr>"
        for day in ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm")) + "</table>", title="Lịch công tác tuần 32"), refused="lịch"),
    Kind("contact", page("<h1>Liên hệ</h1><p>Sở Y tế đặt trụ sở tại số 9 đường Lê Lợi, tiếp công dân vào các ngày trong tuần.</p>"
         "<p>Người dân có thể phản ánh qua số điện thoại đường dây nóng hoặc gửi thư đến văn phòng Sở.</p>", title="Liên hệ"),
         refused="giới thiệu"),
]  # fmt: skip
