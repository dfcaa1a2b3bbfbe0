"""A task while it is put together, and how it becomes a record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from domain.areas import find_area, reform_areas
from domain.document_codes import find_codes
from domain.plan import (
    PERIODS_A_YEAR,
    Due,
    Frequency,
    Product,
    ProductKind,
    ProductPart,
    ProductPeriod,
    Task,
    TaskChange,
)
from plan.reading.passage import Passage
from plan.reading.targets import Target

__all__ = ["Draft", "annual_of", "area_of", "areas_named", "completed"]

_OF_FREQUENCY: Final = {
    Frequency.HANG_TUAN: ProductPeriod.TUAN,
    Frequency.HANG_THANG: ProductPeriod.THANG,
    Frequency.HANG_QUY: ProductPeriod.QUY,
}
_NO_AREA: Final = frozenset({"tuyên truyền CCHC", "kế hoạch CCHC", "công chức", "viên chức", "sáng kiến"})
_AREA_WORDS: Final = {
    "tthc": ("thủ tục", "hồ sơ", "một cửa", "tiếp nhận và trả kết quả", "cấp giấy phép"),
    "chinh_quyen_so": ("trực tuyến", "chuyển đổi số", "bệnh án điện tử", "sổ sức khỏe điện tử", "chữ ký số", "VNeID"),
    "cong_vu": ("ứng xử", "kỷ luật, kỷ cương", "kỷ cương", "thái độ phục vụ", "giao tiếp", "đạo đức nghề nghiệp"),
    "tai_chinh": ("không dùng tiền mặt", "tự chủ", "giá dịch vụ"),
    "bo_may": ("sáp nhập", "hai cấp", "sắp xếp bộ máy"),
    "hai_long": ("hài lòng",),
}
"""What plans say beside the areas' own anchors."""
_EACH_AT_MOST: Final = 5
"""A target above this, given to several units together, is read as one for all of them."""


@dataclass
class Draft:
    """What was found of a task."""

    path: str
    parent: str | None
    content: Passage
    quote: Passage
    targets: list[Target] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    parts: list[ProductPart] = field(default_factory=list)
    parts_kind: ProductKind | None = None
    parts_whole: bool = False
    kinds: tuple[ProductKind, ...] = ()
    channels: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due: Due | None = None
    frequency: Frequency | None = None
    group: tuple[str, ...] = ()
    note: str | None = None
    area: str | None = None
    doubts: list[str] = field(default_factory=list)
    change: TaskChange | None = None
    amends_path: str | None = None
    prose: bool = False


def area_of(text: str, groups: Iterable[str] = ()) -> str | None:
    """The reform area that a heading names or a task's own words tell; null where none or two alike."""
    for group in reversed(list(groups)):
        found = find_area(
            re.sub(r"^[\W\d]*(?:[IVX]+\.\s*)?(?:tuyên truyền\s+)?(?:về\s+)?", "", group, flags=re.IGNORECASE)
        )
        if found is not None:
            return found.code
    for wanted in (*reversed(list(groups)), text):
        counts = _named_areas(wanted)
        best = max(counts.values())
        if best and list(counts.values()).count(best) == 1:
            return next(code for code, count in counts.items() if count == best)
    return None


def _named_areas(text: str) -> dict[str, int]:
    """Area → how many letters of its words a text has."""
    low = f" {text.lower()} "
    return {
        area.code: sum(
            len(anchor)
            for anchor in (*area.anchors, *_AREA_WORDS.get(area.code, ()))
            if anchor not in _NO_AREA and re.search(rf"(?<!\w){re.escape(anchor.lower())}(?!\w)", low)
        )
        for area in reform_areas()
    }


def areas_named(text: str) -> frozenset[str]:
    """Every reform area whose words a text has."""
    return frozenset(code for code, letters in _named_areas(text).items() if letters)


def annual_of(
    quantity: float | None, period: ProductPeriod | None, per: str | None, units: int | None, due: Due | None
) -> float | None:
    """What a year owes at least; null for a duty of each of unknown many."""
    if quantity is None or period is None or (per is not None and units is None):
        return None
    times = PERIODS_A_YEAR[period]
    if (
        due is not None
        and due.from_ is not None
        and due.to is not None
        and period in {ProductPeriod.THANG, ProductPeriod.QUY}
    ):
        months = (due.to.year - due.from_.year) * 12 + due.to.month - due.from_.month + 1
        quarters = (due.to.year - due.from_.year) * 4 + (due.to.month - 1) // 3 - (due.from_.month - 1) // 3 + 1
        if months < 12:
            times = months if period is ProductPeriod.THANG else quarters
    return quantity * times * (units if per is not None and units else 1)


def _default_period(draft: Draft) -> ProductPeriod:
    """The period of a target that names none: the frequency's, once by the one deadline, else the year."""
    if draft.frequency in _OF_FREQUENCY:
        return _OF_FREQUENCY[draft.frequency]
    due = draft.due
    if due is None or due.to is None or due.dates:
        return ProductPeriod.NAM
    if due.from_ is not None and (due.to - due.from_).days > 200:
        return ProductPeriod.NAM
    return ProductPeriod.MOT_LAN


def _shared(draft: Draft, target: Target, period: ProductPeriod) -> str | None:
    """Whether several units owe the target each: "Các đơn vị … mỗi quý gửi 01 tin"."""
    several = len(draft.lead) == 1 and draft.lead[0].startswith(
        ("Các đơn vị", "Các khoa", "Các cơ quan", "Các phòng", "Các trạm", "Các bệnh viện", "Các trung tâm")
    )
    recurring = period not in {ProductPeriod.MOT_LAN, ProductPeriod.NAM}
    if target.per is None and several and draft.prose and recurring and target.quantity <= _EACH_AT_MOST:
        draft.doubts.append("Văn bản không ghi “mỗi đơn vị”; chỉ tiêu đang hiểu là của từng đơn vị.")
        return "don_vi"
    return target.per


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _products(draft: Draft) -> list[Product]:
    made: list[Product] = list(draft.products)
    for target in draft.targets:
        period = target.period or _default_period(draft)
        per = _shared(draft, target, period)
        product = Product(
            kind=target.kind,
            quantity=_whole(target.quantity),
            high=_whole(target.high),
            bound=target.bound,
            period=period,
            per=per,
            annual=_whole(annual_of(target.quantity, period, per, target.units, draft.due)),
            quote=target.passage.quote,
            place=target.passage.place,
            name=target.name,
            units=target.units,
        )
        if not target.sure:
            draft.doubts.append("Loại sản phẩm suy ra từ cột hoặc câu khác.")
        first = next((n for n, one in enumerate(made) if one.kind is product.kind and one.per == product.per), None)
        if first is not None:
            same = made[first]
            if (same.quantity, same.period) == (product.quantity, product.period):
                continue
            if same.period is not product.period:
                product = product.model_copy(update={"same_as": first})
        made.append(product)
    return made


def _of_parts(draft: Draft, products: list[Product]) -> list[Product]:
    """With columns of months: the same number in each is a target a month, different ones are added up."""
    parts = draft.parts
    kind = draft.parts_kind or ProductKind.KHAC
    stated = next((n for n, one in enumerate(products) if one.quantity is not None), None)
    if stated is not None:
        products[stated] = products[stated].model_copy(update={"parts": tuple(parts)})
        return products
    months = {(part.to.month - part.from_.month) for part in parts}
    if draft.parts_whole and len({part.quantity for part in parts}) == 1 and len(months) == 1:
        period = ProductPeriod.THANG if months == {0} else ProductPeriod.QUY
        one = parts[0]
        total = sum(part.quantity for part in parts)
        product = Product(
            kind=kind, quantity=_whole(one.quantity), period=period, annual=_whole(total),
            quote=one.quote, place=one.place, parts=tuple(parts),
        )  # fmt: skip
    else:
        total = sum(part.quantity for part in parts)
        product = Product(
            kind=kind,
            quantity=_whole(total),
            period=ProductPeriod.MOT_LAN if len(parts) == 1 else ProductPeriod.NAM,
            annual=_whole(total),
            quote=parts[0].quote,
            place=parts[0].place,
            computed=len(parts) > 1,
            parts=tuple(parts),
        )
    return [*products, product]


def completed(draft: Draft) -> Task:
    """The record of a draft, with confidence and doubts."""
    products = _products(draft)
    if draft.parts:
        products = _of_parts(draft, products)
    content = " ".join(draft.content.quote.split())
    if not draft.lead and draft.change is not TaskChange.REMOVES:
        draft.doubts.append("Chưa rõ đơn vị chủ trì.")
    for product in products:
        if product.kind is ProductKind.KHAC:
            draft.doubts.append("Chưa rõ loại sản phẩm.")
    if draft.due is not None and draft.due.to is None:
        draft.doubts.append("Thời hạn chưa xác định được ngày.")
    doubts = tuple(dict.fromkeys(draft.doubts))
    base = 0.88 if draft.prose else 0.97
    confidence = round(max(0.3, base - 0.13 * len(doubts)), 2)
    words = "chắc chắn" if confidence >= 0.85 else "khá chắc chắn" if confidence >= 0.65 else "cần xem lại"
    kinds = tuple(dict.fromkeys([*(product.kind for product in products), *draft.kinds]))
    return Task(
        path=draft.path, parent=draft.parent, content=content, quote=draft.quote.quote, place=draft.quote.place,
        products=tuple(products), kinds=kinds, channels=draft.channels, lead=draft.lead,
        support=tuple(name for name in draft.support if name not in draft.lead),
        due=draft.due, frequency=draft.frequency,
        reform_area=draft.area or area_of(content, draft.group), confidence=confidence, confidence_text=words,
        doubts=doubts, group=draft.group,
        documents=tuple(dict.fromkeys(code.number for code in find_codes(content) if code.number and code.sure)),
        note=draft.note, change=draft.change, amends_path=draft.amends_path,
    )  # fmt: skip
