"""Pages of the replica sites that are no articles: walls, dead links, redirects, a page that robots.txt forbids."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TRAPS", "WALL", "Trap"]

WALL = (
    "<h1>Đang kiểm tra trình duyệt của bạn</h1><p>Vui lòng chờ trong giây lát, hệ thống đang xác minh bạn không phải "
    "là người máy. Checking your browser before accessing. This process is automatic.</p>"
    '<p>Ray ID: <code>6f1c0a77be</code></p><script>document.cookie="__test=1; path=/";</script>'
    "<noscript>Please turn JavaScript on and reload the page.</noscript>"
)
_LOGIN = (
    "<h2>Đăng nhập hệ thống</h2><p>Bạn cần đăng nhập để xem nội dung này.</p>"
    '<form method="post" action="/Pages/dangnhap.aspx"><label>Tên đăng nhập <input name="u"></label>'
    '<label>Mật khẩu <input type="password" name="p"></label><button>Đăng nhập</button></form>'
)
_DUTY = (
    "<h1>Lịch trực tòa soạn tuần 39</h1><p>Nội bộ: danh sách phóng viên trực và số điện thoại di động. "
    "Trang này chỉ dành cho cán bộ tòa soạn, robots.txt không cho thu thập.</p>"
)


@dataclass(frozen=True)
class Trap:
    """One such page. ``title``: the words of the link in lists (none: no list names it); ``to``: where it redirects,
    ``{article}`` being the site's newest article in the section's order.
    """

    path: str
    kind: str
    title: str | None = None
    status: int = 200
    inner: str = ""
    to: str | None = None


TRAPS: dict[str, tuple[Trap, ...]] = {
    "syt-thainguyen": (
        Trap("/tin-ghim/", "redirect", "Bài được quan tâm trong tuần", 301, to="{article}"),
        Trap("/gioi-thieu/", "list", inner="<h1>Giới thiệu</h1><p>Chức năng, nhiệm vụ của Sở Y tế.</p>"),
    ),
    "syt-sonla": (
        Trap("/1293/31022/99001/ket-qua-kiem-tra", "wall", "Kết quả kiểm tra, xác minh truy cập", inner=WALL),
        Trap("/quantri/dang-nhap", "forbidden", inner=_LOGIN),
    ),
    "bao-thainguyen": (
        Trap("/noi-bo/lich-truc-toa-soan/", "forbidden", "Lịch trực tòa soạn", inner=_DUTY),
        Trap("/noi-bo/lich-truc-toa-soan", "forbidden", inner=_DUTY),
        Trap("/tin-cu/20220901-bai-da-chuyen.html", "redirect", "Bài đã chuyển sang địa chỉ mới", 301, to="{article}"),
        Trap("/y-te/202208/bai-viet-da-duoc-go-bo-khoi-he-thong-0a1b2c3/", "missing", status=404),
    ),
    "syt-kontum": (
        Trap(
            "/Pages/detail.aspx?ItemID=9901&CatID=12",
            "login",
            "Hướng dẫn nội bộ về chấm điểm cải cách hành chính",
            302,
            to="/Pages/dangnhap.aspx?ReturnUrl=9901",
        ),
        Trap("/Pages/dangnhap.aspx?ReturnUrl=9901", "login", inner=_LOGIN),
    ),
    "ttyt-tanbinh": (
        Trap("/tin-hoat-dong/thong-bao-da-het-hieu-luc-c4720-77.aspx", "missing", "Thông báo đã hết hiệu lực", 404),
        Trap("/chuyen-huong-a.aspx", "loop", status=302, to="/chuyen-huong-b.aspx"),
        Trap("/chuyen-huong-b.aspx", "loop", status=302, to="/chuyen-huong-a.aspx"),
    ),
    "trang-dong": (),
}
