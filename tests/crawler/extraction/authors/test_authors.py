"""Who signs: lines on their own, and pages in the dresses of newspapers and portals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import extract_page
from crawler.extraction.authors.bylines import Role, read_line
from crawler.extraction.authors.names import is_person
from crawler.extraction.authors.organisations import is_organisation

TITLE = "Người dân hài lòng hơn khi làm thủ tục tại trạm y tế xã"
PARAGRAPHS = (
    "Từ đầu năm đến nay, trạm y tế các xã vùng cao đã nhận và trả kết quả cho hàng nghìn lượt hồ sơ, phần lớn đúng hẹn hoặc "
    "sớm hơn so với quy định.",
    "Theo bà Lò Thị Thanh, cán bộ một cửa, việc niêm yết công khai quy trình giúp bà con biết rõ cần mang theo giấy tờ gì "
    "trước khi đến trạm.",
    "Ngành y tế tỉnh sẽ tiếp tục tập huấn cho nhân viên, đồng thời lắp thêm máy tính để người dân tự nộp hồ sơ trên cổng dịch "
    "vụ công.",
)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(above: str = "", below: str = "", after: str = "", head: str = "") -> str:
    """``below`` closes the text's own box, ``after`` follows it."""
    return (
        f'<html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo Sơn Hà</title>{head}</head><body>'
        '<div class="menu"><a href="/">Trang chủ</a><a href="/thoi-su">Thời sự</a></div>'
        f'<div class="main"><div class="bai-viet"><h1>{TITLE}</h1>{above}<div class="noi-dung">{BODY}{below}</div>{after}</div>'
        '<div class="tin-lien-quan"><a href="/2">Bệnh viện huyện đưa phòng khám mới vào phục vụ người dân</a></div></div>'
        "<footer>Báo Sơn Hà. Tổng Biên tập: Vàng A Sùng</footer></body></html>"
    )


def ld(author: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","author":{author}}}</script>'
    )


PAGES = [
    ("last paragraph", page(below="<p>Diệp Hương</p>"), "Diệp Hương"),
    ("bold on the right", page(below='<p style="text-align: right;"><strong>Thu Hà</strong></p>'), "Thu Hà"),
    ("one bold word", page(below='<p style="text-align:right"><strong>Hương</strong></p>'), "Hương"),
    ("align", page(below='<p align="right"><b>HOÀNG LAN</b></p>'), "HOÀNG LAN"),
    ("label and unit", page(below="<p>Tin: LVD</p><p>Trung tâm kiểm soát bệnh tật tỉnh Kon Tum.</p>"), "LVD"),
    ("report and picture", page(below="<p>Tin, ảnh: Minh Châu</p>"), "Minh Châu"),
    ("article and picture", page(below="<p><em>Bài và ảnh: Nguyễn Thị Thu Hà</em></p>"), "Nguyễn Thị Thu Hà"),
    ("two people", page(below="<p>Bài, ảnh: Lan Anh - Minh Đức</p>"), "Lan Anh - Minh Đức"),
    ("two roles", page(below="<p>Tin: Thu Hà; ảnh: Quang Huy</p>"), "Thu Hà"),
    ("brackets", page(below="<p>(Thu Hà)</p>"), "Thu Hà"),
    ("brackets in the last sentence", page(below="<p>Mô hình này sẽ được nhân rộng ra toàn tỉnh. (Thu Hà)</p>"), "Thu Hà"),
    ("after a person", page(below="<p>Theo Nguyễn Văn Bình</p>"), "Nguyễn Văn Bình"),
    ("labelled", page(below="<p>Tác giả: BS. Nguyễn Văn Bình</p>"), "BS. Nguyễn Văn Bình"),
    ("with a unit", page(below="<p>Hồng Nhung - Khoa Dược</p>"), "Hồng Nhung"),
    ("compiled", page(below="<p><b>Như Ý</b> (tổng hợp)</p>"), "Như Ý"),
    ("initials", page(below="<p>H.A</p>"), "H.A"),
    ("reporter", page(below="<p>PV Minh Châu</p>"), "Minh Châu"),
    ("byline and time", page("<p>Hoàng Anh 15:44, 26/09/2022</p>"), "Hoàng Anh"),
    ("byline and time, spans", page('<div><span>Hoàng Anh</span> <span>15:44, 26/09/2022</span></div>'), "Hoàng Anh"),
    ("byline box", page('<div class="detail-author"><a class="name">KỲ PHONG</a></div>'), "KỲ PHONG"),
    ("byline labelled", page('<p class="meta">Tác giả: Khánh Linh | 26/09/2022 15:44</p>'), "Khánh Linh"),
    (
        "name in a box",
        page('<div class="detail-author"><div class="author-info"><p class="name" data-role="author">Minh Chiến </p></div></div>'),
        "Minh Chiến",
    ),
    (
        "two names, listed twice",
        page(
            '<div class="detail-author"><div class="author-info"><a class="name">ĐAN THU</a><span>và 1 tác giả khác</span></div>'
            '<div class="author-item-name"><a class="name">ĐAN THU</a></div><div class="author-item-name"><a class="name">CHÍ KIÊN</a>'
            '</div><div class="author-item-name"><a class="name">MEDIA</a></div></div>'
        ),
        "ĐAN THU, CHÍ KIÊN",
    ),
    ("posted by", page("<div>Được đăng bởi <span>Hoàng Anh</span>, Thứ Tư, ngày 12 tháng 10 năm 2022</div>"), "Hoàng Anh"),
    ("posted and signed", page("<div>Người đăng: Trần Quản Lý - 12/10/2022</div>", below="<p>Thu Hà</p>"), "Thu Hà"),
    ("posted by the board", page("<div>Được đăng bởi Ban biên tập, ngày 12/10/2022</div>"), None),
    ("account and label", page('<a rel="author" href="/author/x">Trần Quản Lý</a>', below="<p>Tin: LVD</p>"), "LVD"),
    (
        "text of line breaks",
        page().replace(f'<div class="noi-dung">{BODY}', f'<div class="noi-dung">Hoàng Anh 15:44, 26/09/2022<br>{"<br>".join(PARAGRAPHS)}'),
        "Hoàng Anh",
    ),
    ("box under the text", page(after='<div class="author-name">Võ Thu</div>'), "Võ Thu"),
    ("signature under the text", page(after='<p style="text-align:right"><b>Võ Thu</b></p>'), "Võ Thu"),
    ("json-ld", page(head=ld('{"@type":"Person","name":"Lê Phương"}')), "Lê Phương"),
    ("json-ld, two", page(head=ld('[{"@type":"Person","name":"Lê Phương"},{"@type":"Person","name":"Mai Chi"}]')), "Lê Phương, Mai Chi"),
    ("meta", page(head='<meta name="author" content="Lê Phương">'), "Lê Phương"),
    ("signature before the account", page(below="<p>Diệp Hương</p>", head='<meta name="author" content="Nguyễn Quản Trị">'), "Diệp Hương"),
    ("officer", page(below="<p>Nơi nhận: Như trên</p><p>KT. GIÁM ĐỐC</p><p>PHÓ GIÁM ĐỐC</p><p>Nguyễn Văn Bình</p>"), None),
    ("list of people", page(below="<p>Nguyễn Văn Bình</p><p>Trần Thị Lan</p><p>Lê Minh Đức</p><p>Phạm Thu Hà</p>"), None),
    ("unit", page(below="<p>Trung tâm Y tế Tân Bình</p>"), None),
    ("account", page(below="<p>Soytethainguyen</p>"), None),
    ("agency", page(below="<p>Theo TTXVN</p>"), None),
    ("newspaper", page(below="<p>Theo Lao Động</p>"), None),
    ("picture only", page(below="<p>Ảnh: Quang Huy</p>"), None),
    ("site in json-ld", page(head=ld('{"@type":"Organization","name":"Báo Sơn Hà"}')), None),
    ("site as a person", page(head=ld('{"@type":"Person","name":"Sơn Hà"}') + '<meta property="og:site_name" content="Sơn Hà">'), None),
    ("admin", page(head='<meta name="author" content="admin">'), None),
    ("administrator", page(head='<meta name="author" content="Quản trị viên">'), None),
    ("address", page(head='<meta name="author" content="https://facebook.com/baosonha">'), None),
    ("nobody", page(), None),
    ("place", page(below="<p>Điện Biên</p>"), None),
    ("heading in capitals", page(below="<p>HỎI VÀ ĐÁP</p>"), None),
    ("someone spoken of", page(below="<p>Ông Nguyễn Văn Bình</p>"), None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "author"), [(html, author) for _, html, author in PAGES], ids=[name for name, _, _ in PAGES]
)
def test_author_of_a_page(html: str, author: str | None) -> None:
    article = extract_page(html.encode(), "https://baosonha.example.vn/xa-hoi/nguoi-dan-hai-long-1234.html")
    assert article.author == author
    assert all(text in article.body for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "signature",
    ["Diệp Hương", "Tin: LVD", "Tin, ảnh: Minh Châu", "(Thu Hà)", "Soytethainguyen", "Hoàng Anh 15:44, 26/09/2022"],
)
def test_a_signature_is_no_body_text(signature: str) -> None:
    article = extract_page(page(below=f"<p>{signature}</p>").encode(), "https://baosonha.example.vn/a-1.html")
    assert article.body.split("\n\n") == list(PARAGRAPHS)


LINES = [
    ("Tin: PV", Role.SIGNED, "PV"),
    ("Thu Hà/TTXVN", Role.NAME, "Thu Hà"),
    ("Phương Thảo (theo Robb Report)", Role.NAME, "Phương Thảo"),
    ("Việt Thành tổng hợp", Role.NAME, "Việt Thành"),
    ("Nội dung: Hoài Phương - Thiết kế: Thái Hưng", Role.SIGNED, "Hoài Phương"),
    ("Tin, bài, ảnh: Ngọc Mai (TTYT huyện Mộc Châu)", Role.SIGNED, "Ngọc Mai"),
    ("Y Tuyết", Role.NAME, "Y Tuyết"),
    ("Đoàn Văn Hậu", Role.NAME, "Đoàn Văn Hậu"),
    ("Đoàn Thanh niên", Role.UNIT, None),
    ("Ngày đăng: 21/06/2024  22:57", Role.DATED, None),
    ("Cập nhật: 09/07/2024 Theo dõi trên google news", Role.DATED, None),
    ("Nguồn: Báo Kon Tum", Role.CREDIT, None),
    ("Theo đó, Sở Y tế yêu cầu các đơn vị báo cáo", Role.TEXT, None),
    ("Kon Tum, ngày 18 tháng 5 năm 2021", Role.TEXT, None),
    ("Ngày 19/5/2021 Sở Y tế đã ban hành kế hoạch", Role.TEXT, None),
    ("Cải cách hành chính", Role.TEXT, None),
    ("Trân trọng!", Role.TEXT, None),
]


@pytest.mark.parametrize(("text", "role", "name"), LINES)
def test_what_a_line_is(text: str, role: Role, name: str | None) -> None:
    line = read_line(text)
    assert (line.role, line.name) == (role, name)


def test_names_of_units_are_no_people() -> None:
    units = "Sở Y tế Sơn La|Bệnh viện Đa khoa tỉnh|Báo Kon Tum|UBND huyện Mai Sơn|Trung Tâm Y Tế Tân Bình|CDC Kon Tum|TTXVN|BBT"
    assert all(is_organisation(unit) and not is_person(unit) for unit in units.split("|"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_line_raises(text: str) -> None:
    line = read_line(text, alone=True)
    assert line.name is None or line.name.strip()


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from("Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi".split()),
    st.lists(
        st.sampled_from("Thị Văn Thu Hà Minh Châu Ngọc Lan Đức Quang".split()), min_size=1, max_size=3, unique=True
    ),
    st.sampled_from(["Tin: {}", "Bài và ảnh: {}", "Tác giả: {}", "PV {}", "({})", "{}", "Theo {}", "Tin, ảnh: {}"]),
)
def test_the_name_comes_back_as_written(surname: str, given_names: list[str], form: str) -> None:
    name = " ".join([surname, *given_names])
    assert read_line(form.format(name)).name == name
