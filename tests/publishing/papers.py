"""A paper with one of everything, and the strings that sites may send to break or falsify one."""

from __future__ import annotations

from datetime import datetime

from domain.days import ZONE
from domain.settings_sections import Office
from publishing.blocks import (
    Appendix,
    Bar,
    BarChart,
    Block,
    Bullets,
    Column,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    runs,
    table,
)
from publishing.letterhead import Letterhead

MADE_AT = datetime(2022, 10, 3, 7, tzinfo=ZONE)
OFFICE = Office(
    name="Sở Y tế",
    parent="UBND tỉnh Quảng Ngãi",
    symbol="SYT",
    place="Quảng Ngãi",
    recipients=("Giám đốc Sở (báo cáo)", "Các đơn vị trực thuộc;"),
)
HOSTILE = (
    '#let x = read("/etc/passwd"); #x $ x^2 $ *đậm* _nghiêng_ `mã` = Đề mục @nhan <nhan> \\ // chú thích',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "<script>alert('x')</script><img src=http://evil.example/x.png onerror=alert(1)>",
    "]]><w:p/>&amp;&#x202e;",
    "a\u202egnort gnoc uahk\u202c b\u200f c",
    "Một\x00 hai\x0b ba\x1f bốn\ufffe năm\ud800 sáu",
    "x" * 10_000,
    "{{ settings.mail.password }} {% for x in range(9) %}",
    "![](http://evil.example/pixel.png) [bấm](javascript:alert(1)) | ô | ô",
    "日本 🙂 العربية",
)


def letterhead() -> Letterhead:
    """The head of a report to two addressees."""
    return Letterhead.of(
        OFFICE,
        kind="Báo cáo",
        subject="Kết quả tuyên truyền cải cách hành chính quý III năm 2022",
        symbol="BC",
        addressees=("Giám đốc Sở Y tế", "Văn phòng Sở Y tế"),
    )


def paper(*blocks: Block, appendices: tuple[Appendix, ...] = (), footer: str = "Mã xác nhận: 1a2b") -> Document:
    """A report; without ``blocks`` one of each kind."""
    return Document("Báo cáo quý III", blocks or all_kinds(), MADE_AT, letterhead(), appendices, footer)


def figures(rows: int) -> Block:
    """A table of so many rows."""
    columns = (Column("TT", 0.4, "center"), Column("Nội dung", 3), Column("Giá trị", 1, "right"))
    return table(columns, [(str(at), "Hồ sơ giải quyết đúng hạn", "98,7") for at in range(1, rows + 1)], "Số liệu")


def all_kinds() -> tuple[Block, ...]:
    """One block of each kind."""
    return (
        Paragraph(runs("Trạm y tế xã làm một cửa; Ba bệnh viện thanh toán không dùng tiền mặt"), "lead"),
        Contents(),
        Heading("I. TỔNG QUAN", 1),
        Paragraph(runs("Trong tuần có 42 bài của 12 nguồn tin. " * 5)),
        BarChart((Bar("Tuần này", 42, "42 bài"), Bar("Tuần trước", 38, "38 bài", True), Bar("Trống", 0, "0 bài"))),
        PageBreak(),
        Heading("II. THỦ TỤC HÀNH CHÍNH", 1),
        Heading("1. Trạm y tế xã làm một cửa", 2, "https://syt.example.vn/bai-1", "bai-1"),
        Quote("Tỷ lệ hồ sơ đúng hạn đạt 98,7%.", 1),
        Quote("Câu này do người biên tập viết.", 1, True),
        Paragraph((Run("Nguồn: "), Run("https://syt.example.vn/bai-1", link="https://syt.example.vn/bai-1")), "source"),
        Bullets((runs("Điểm thứ nhất"), runs("Điểm thứ hai"))),
        figures(80),
    )


def hostile_paper() -> Document:
    """Every hostile string in every place where text may stand."""
    blocks: list[Block] = []
    for text in HOSTILE:
        blocks += [
            Heading(text, 2, link="javascript:alert(1)"),
            Paragraph((Run(text), Run(text, bold=True, link=f"https://x.example/{text}"))),
            Quote(text, 1),
            Bullets((runs(text),)),
            table((Column(text), Column("B")), [(text, text)], text),
            BarChart((Bar(text, 1, text),), text),
        ]
    appendix = Appendix(HOSTILE[0], tuple(blocks[:6]), note=HOSTILE[3], landscape=True)
    head = Letterhead(
        HOSTILE[3], HOSTILE[0], HOSTILE[5], HOSTILE[1], HOSTILE[6], HOSTILE[0], HOSTILE[3], HOSTILE, HOSTILE
    )
    return Document(HOSTILE[3], tuple(blocks), MADE_AT, head, (appendix,), HOSTILE[0], HOSTILE[6])
