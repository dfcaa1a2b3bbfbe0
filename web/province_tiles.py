"""The 34 provinces as a grid of squares: where each stands, roughly as on a map, and the short form of its name."""

from __future__ import annotations

from domain.provinces import find_province

__all__ = ["ROWS", "SHORT", "grid", "province_now"]

_GRID = """
|Lai Châu|Lào Cai|Tuyên Quang|Cao Bằng
Điện Biên|Sơn La|Phú Thọ|Thái Nguyên|Lạng Sơn
||Hà Nội|Bắc Ninh|Quảng Ninh
||Ninh Bình|Hưng Yên|Hải Phòng
|Thanh Hóa|||
|Nghệ An|Hà Tĩnh||
||Quảng Trị|Huế|
|||Đà Nẵng|Quảng Ngãi
||||Gia Lai
||||Đắk Lắk
|Tây Ninh|Đồng Nai|Lâm Đồng|Khánh Hòa
An Giang|Đồng Tháp|Hồ Chí Minh||
|Cần Thơ|Vĩnh Long||
|Cà Mau|||
"""
ROWS = [line.split("|") for line in _GRID.strip().splitlines()]
SHORT = {"Hồ Chí Minh": "TP.HCM", "Hà Nội": "Hà Nội", "Sơn La": "Sơn La", "Huế": "Huế", "Cà Mau": "Cà Mau"}


def grid() -> list[tuple[str, str] | None]:
    """The cells in reading order: name and short form, or null for an empty one."""
    return [None if not name else (name, SHORT.get(name) or _short(name)) for row in ROWS for name in row]


def _short(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first[0]}.{rest}"


def province_now(name: str) -> str:
    """The province of today that a name stands for; the name itself where nobody knows it."""
    found = find_province(name)
    return found.now if found else name
