"""The five real articles, where their folder stands beside the checkout, dressed as pages in two ways."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "shared" / "seeds"


@dataclass(frozen=True)
class Seed:
    """One article's text and where each of its lines belongs on a page; the title and the date line by their place
    among the lines that are not blank.
    """

    prefix: str
    url: str
    site: str
    title_at: int
    dateline_at: int | None
    noise: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading."""
        return self.lines()[self.title_at]

    @property
    def dateline(self) -> str | None:
        """The line that says when, or None."""
        return None if self.dateline_at is None else self.lines()[self.dateline_at]

    def lines(self) -> list[str]:
        """The lines of the file."""
        file = next(FOLDER.glob(f"{self.prefix}_*.txt"))
        return [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]

    def parts(self) -> tuple[list[str], list[str]]:
        """(lines of the article, lines of the portal round it), title and date line in neither."""
        article, portal = [], []
        for line in self.lines():
            if line in (self.title, self.dateline):
                continue
            (portal if line.startswith(self.noise) else article).append(line)
        return article, portal


SEEDS = (
    Seed(
        "000",
        "https://soytethainguyen.gov.vn/nganh-y-te-tang-cuong-kiem-tra-cong-tac-cchc/",
        "Sở Y tế Thái Nguyên",
        0,
        1,
        ("Bài viết liên quan", "Trở thành người đầu tiên", "Your email address", "EMC", "Khu vực tiếp đón"),
    ),
    Seed(
        "001",
        "https://soyte.sonla.gov.vn/1293/31022/57018/nganh-y-te-thuc-hien-tot-cong-tac-cai-cach-hanh-chinh",
        "Sở Y tế tỉnh Sơn La",
        1,
        2,
        ("Cải cách hành chính", "Hình ảnh minh họa", "THÔNG TIN CẢI CÁCH", "THỐNG KÊ", "Tổng số lượt", "Số người đang"),
    ),
    Seed(
        "002",
        "https://baothainguyen.vn/xa-hoi/202209/kiem-tra-cong-tac-cai-cach-hanh-chinh-tai-nhieu-don-vi-7b95d67/",
        "Báo Thái Nguyên",
        0,
        1,
        (),
    ),
    Seed(
        "003",
        "http://syt.kontum.gov.vn/pages/detail.aspx?ItemID=4096",
        "Sở Y tế tỉnh Kon Tum",
        2,
        None,
        ("Sở Y tế tỉnh Kon Tum", "http://syt", "Bạn đã không sử dụng"),
    ),
    Seed(
        "004",
        "https://trungtamytetanbinh.medinet.gov.vn/cai-cach-hanh-chinh/gan-voi-chu-de-nam-2024-c4714-88012.aspx",
        "Trung tâm Y tế quận Tân Bình",
        1,
        None,
        ("HOTLINE", "Chia sẻ nhận xét", "Gửi", "HỎI VÀ ĐÁP", "Đánh giá"),
    ),
)

_HEAD = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{site}</title></head><body>
<div id="top"><a href="/"><img src="/logo.png" alt="{site}"></a>
<span class="clock">Chủ nhật, Ngày 22/11/2026 - 09:41:07</span></div>
<ul id="menu"><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/tin-tuc">Tin tức</a></li>
<li><a href="/van-ban">Văn bản</a></li><li><a href="/lien-he">Liên hệ</a></li></ul>
"""
_FOOT = """<div id="right"><h3>Tin mới</h3><ul><li><a href="/a">Hội nghị giao ban công tác y tế</a> <i>(20/11/2026)</i></li>
<li><a href="/b">Tiêm chủng mở rộng tháng 11</a> <i>(18/11/2026)</i></li></ul></div>
<div id="bottom">Bản quyền thuộc {site}. Giấy phép số 12/GP-STTTT ngày 15/01/2015. Điện thoại: 0203 3825 449</div></body></html>"""


def _paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)


def dressed(seed: Seed) -> str:
    """As a well-kept site would mark it up: heading, date line, body, portal furniture each in its place."""
    article, portal = seed.parts()
    date = f'<div class="post-date">{html.escape(seed.dateline)}</div>' if seed.dateline else ""
    furniture = "".join(f'<div class="widget">{html.escape(line)}</div>' for line in portal)
    return (
        f"{_HEAD.format(site=seed.site)}<div id='content'><h1>{html.escape(seed.title)}</h1>{date}"
        f"<div class='entry'>{_paragraphs(article)}</div></div>{furniture}{_FOOT.format(site=seed.site)}"
    )


def flat(seed: Seed) -> str:
    """As a careless site does: every line a paragraph of one box, nothing told apart but the heading."""
    lines = seed.lines()
    body = "\n".join(
        f"<h2>{html.escape(line)}</h2>" if line == seed.title else f"<p>{html.escape(line)}</p>" for line in lines
    )
    return f"{_HEAD.format(site=seed.site)}<div class='box'>{body}</div>{_FOOT.format(site=seed.site)}"
