"""A view of figures as its address says it, read once for the screen, the files and the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.areas import area_short_name, find_area
from domain.days import DAY_EXAMPLES, official_day, read_days
from domain.mention_keys import slug
from domain.text import fold
from store import Store
from store.annotations.mentions.documents import ListOrder
from store.annotations.mentions.figures import FigureFilter, FigureOrder
from store.annotations.mentions.organisations import Organisation
from store.annotations.mentions.pages import Page
from store.annotations.mentions.reading import FigureState, unit_key

__all__ = ["FIGURE_ORDERS", "LIST_ORDERS", "STATES", "Asked", "asked_figures", "page_number", "pages_of"]

STATES = {
    FigureState.FIXED: "Người biên tập đã sửa",
    FigureState.DOUBTFUL: "Cần kiểm tra",
    FigureState.UNCHECKED: "Chưa kiểm tra",
}
_STATE_NAMES = {"da-sua": FigureState.FIXED, "can-kiem-tra": FigureState.DOUBTFUL, "chua": FigureState.UNCHECKED}
FIGURE_ORDERS = {
    "moi-nhat": (FigureOrder.NEWEST, "Mới nhất"),
    "lon-nhat": (FigureOrder.LARGEST, "Giá trị lớn nhất"),
    "nho-nhat": (FigureOrder.SMALLEST, "Giá trị nhỏ nhất"),
}
LIST_ORDERS = {
    "nhieu-nhat": (ListOrder.MOST, "Nhiều bài nhất"),
    "moi-nhat": (ListOrder.NEWEST, "Mới nhất"),
    "ten": (ListOrder.NAME, "Theo tên"),
}
_LAST_PAGE = 100_000


@dataclass(slots=True)
class Asked:
    """What an address asks for. ``chips``: each condition in words with the parameters that say it; ``faults``: what
    could not be understood, by parameter; ``bodies``: bodies that may be meant where none bears the name that was
    given. ``nothing``: a condition names what is not there, so nothing fits.
    """

    filter: FigureFilter = field(default_factory=FigureFilter)
    order: FigureOrder = FigureOrder.NEWEST
    order_name: str = "moi-nhat"
    chips: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    body: Organisation | None = None
    bodies: list[Organisation] = field(default_factory=list)
    nothing: bool = False


def page_number(text: str) -> int:
    """The page that an address names; the first where it names none."""
    return min(int(text), _LAST_PAGE) if text.isascii() and text.isdigit() and int(text[:7]) > 0 else 1


def pages_of(found: Page[Any]) -> int:
    """How many pages there are; where not all was counted, one more than what is known."""
    if found.total.exact:
        return -(-found.total.value // found.size)
    return max(-(-found.total.value // found.size), found.number + found.more)


def asked_figures(store: Store, given: Mapping[str, str]) -> Asked:
    """Read ``q don-vi-tinh co-quan tinh nguon linh-vuc tu den tinh-trang sap-xep``."""
    asked = Asked()
    values = {name: given.get(name, "").strip()[:300] for name in _NAMES}
    chips, faults = asked.chips, asked.faults
    if values["q"]:
        chips.append((f"Câu có: {values['q']}", ("q",)))
    unit = unit_key(values["don-vi-tinh"]) if values["don-vi-tinh"] else None
    if unit is not None:
        shown = next((one.unit for one in store.figures.units(1, unit) if one.key == unit), values["don-vi-tinh"])
        chips.append((f"Đơn vị tính: {shown}", ("don-vi-tinh",)))
    organisation = _organisation(store, values["co-quan"], asked)
    province = _province(store, values["tinh"], asked)
    source = values["nguon"] or None
    if source is not None:
        names = {one.id: one.name or one.id for one in store.sources.all()}
        chips.append((f"Nguồn: {names.get(source, source)}", ("nguon",)))
    topic = None
    if values["linh-vuc"]:
        area = find_area(values["linh-vuc"])
        if area is None:
            faults["linh-vuc"] = f"Không có lĩnh vực “{values['linh-vuc']}”."
        else:
            topic = area.code
            chips.append((f"Lĩnh vực CCHC: {area_short_name(topic)}", ("linh-vuc",)))
    first, last = _days(values, asked)
    state = _STATE_NAMES.get(values["tinh-trang"])
    if values["tinh-trang"] and state is None:
        faults["tinh-trang"] = f"Không có tình trạng “{values['tinh-trang']}”."
    elif state is not None:
        chips.append((f"Tình trạng: {STATES[state].lower()}", ("tinh-trang",)))
    asked.filter = FigureFilter(unit, organisation, province, source, topic, first, last, values["q"], state)
    if values["sap-xep"] in FIGURE_ORDERS and (unit is not None or values["sap-xep"] == "moi-nhat"):
        asked.order, asked.order_name = FIGURE_ORDERS[values["sap-xep"]][0], values["sap-xep"]
    elif values["sap-xep"] in FIGURE_ORDERS:
        faults["sap-xep"] = "Chỉ so được giá trị khi đã chọn một đơn vị tính; đang xếp mới nhất trước."
    elif values["sap-xep"]:
        faults["sap-xep"] = f"Không có cách sắp xếp “{values['sap-xep']}”."
    return asked


_NAMES = ("q", "don-vi-tinh", "co-quan", "tinh", "nguon", "linh-vuc", "tu", "den", "tinh-trang", "sap-xep")


def _organisation(store: Store, written: str, asked: Asked) -> str | None:
    """The body that is meant by a key or a name; the only one with these words where none bears the name itself."""
    if not written:
        return None
    found = store.organisations.get(slug(written))
    if found is None:
        near = store.organisations.page(written, size=6).rows
        found = near[0] if len(near) == 1 else None
        asked.bodies = near if found is None else []
    asked.body = found
    asked.chips.append((f"Cơ quan, tổ chức: {found.name if found else written}", ("co-quan",)))
    asked.nothing = asked.nothing or found is None
    return found.key if found is not None else slug(written)


def _province(store: Store, written: str, asked: Asked) -> str | None:
    if not written:
        return None
    wanted = fold(written)
    name = next((one for one in store.figures.provinces() if fold(one) == wanted), None)
    asked.chips.append((f"Tỉnh, thành phố: {name or written}", ("tinh",)))
    asked.nothing = asked.nothing or name is None
    return name or written


def _days(values: dict[str, str], asked: Asked) -> tuple[date | None, date | None]:
    ends: list[date | None] = []
    for name, which in (("tu", 0), ("den", 1)):
        days = read_days(values[name]) if values[name] else None
        if values[name] and days is None:
            asked.faults[name] = f"Không hiểu ngày “{values[name]}”. Hãy viết như {DAY_EXAMPLES}."
        ends.append(days[which] if days else None)
    first, last = ends
    if first and last and first > last:
        asked.faults["den"] = "Ngày kết thúc trước ngày bắt đầu."
        asked.nothing = True
    if first or last:
        words = [f"từ {official_day(first)}" if first else "", f"đến {official_day(last)}" if last else ""]
        asked.chips.append((f"Ngày đăng {' '.join(one for one in words if one)}", ("tu", "den")))
    return first, last
