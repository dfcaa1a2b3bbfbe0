"""What a person changes of a plan before it is stored: its particulars, a task's words, units, days and targets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from domain.days import read_days
from domain.errors import UsageError
from domain.plan import Due, PlanHead, Product, ProductBound, ProductKind, ProductPeriod, Task
from plan.reading.draft import annual_of
from plan.wording import KIND_WORDS, amount

__all__ = ["BOUNDS", "KINDS", "LEFT_OUT", "NEW", "PERIODS", "edited_head", "edited_task", "target_fields"]

LEFT_OUT: Final = "bo"
"""The kind that is chosen to leave a target out."""
NEW: Final = "moi"
"""Stands for the number of a target in the names of the fields of one that is added."""
KINDS: Final = [*KIND_WORDS.items()]
PERIODS: Final = [
    ("", "chưa rõ"),
    ("tuan", "mỗi tuần"),
    ("thang", "mỗi tháng"),
    ("quy", "mỗi quý"),
    ("6thang", "mỗi 6 tháng"),
    ("nam", "cả năm"),
    ("mot_lan", "một lần, theo thời hạn"),
]
BOUNDS: Final = [("exact", "đúng số đó"), ("at_least", "ít nhất"), ("range", "từ … đến …")]
_LONGEST: Final = 300


def target_fields(product: Product) -> dict[str, str]:
    """What the fields of a target hold at first, by the beginning of their names."""
    return {
        "loai": product.kind.value,
        "ten-loai": product.name,
        "muc": product.bound.value,
        "so-luong": _written(product.quantity),
        "den": _written(product.high),
        "ky": product.period.value if product.period else "",
        "moi": product.per or "",
        "so-don-vi": _written(product.units),
    }


def _written(value: float | None) -> str:
    return "" if value is None else amount(value)


def edited_head(head: PlanHead, said: Mapping[str, str]) -> PlanHead:
    """The plan's particulars as a person left them. Raises UsageError."""
    changes: dict[str, Any] = {}
    for field, name in (("number", "so-ky-hieu"), ("issuer", "co-quan"), ("title", "ten-ke-hoach")):
        before: str = getattr(head, field) or ""
        text = " ".join(said.get(name, before).split())[:_LONGEST]
        if text != before:
            changes[field] = text or None
    year = said.get("nam", str(head.year or "")).strip()
    if year != str(head.year or ""):
        if year and not re.fullmatch(r"20\d\d", year):
            raise UsageError(f"Năm “{year[:40]}” của kế hoạch không hợp lệ.", "Hãy viết như 2025.")
        changes["year"] = int(year) if year else None
    before_day = _day(head.date)
    text = said.get("ngay-ban-hanh", before_day).strip()
    if text != before_day:
        span = read_days(text) if text else None
        if text and (span is None or span[0] != span[1]):
            raise UsageError(f"Chưa rõ ngày ban hành “{text[:40]}”.", "Hãy viết như 14/9/2024.")
        changes["date"] = span[0] if span else None
    return head.model_copy(update=changes) if changes else head


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def edited_task(task: Task, number: int, said: Mapping[str, str]) -> Task:
    """The task as a person left it; what was not touched stays as it was read. Raises UsageError."""
    changes: dict[str, Any] = {}
    content = " ".join(said.get(f"noi-dung-{number}", task.content).split())
    if content and content != task.content:
        changes["content"] = content
    for field, name in (("lead", "chu-tri"), ("support", "phoi-hop")):
        before: tuple[str, ...] = getattr(task, field)
        units = tuple(" ".join(one.split()) for one in said.get(f"{name}-{number}", "; ".join(before)).split(";"))
        if (units := tuple(one for one in units if one)) != before:
            changes[field] = units
    due = _due(task, said.get(f"han-{number}"))
    if due != task.due:
        changes["due"] = due
    products = _products(task, number, said, due)
    if products != task.products:
        changes["products"] = products
        changes["kinds"] = tuple(dict.fromkeys([*(one.kind for one in products), *task.kinds]))
    return task.model_copy(update=changes) if changes else task


def _due(task: Task, text: str | None) -> Due | None:
    before = task.due.text if task.due else ""
    if text is None or text.strip() == before.strip():
        return task.due
    if not text.strip():
        return None
    span = read_days(text.strip())
    if span is None:
        raise UsageError(f"Chưa rõ thời hạn “{text.strip()[:60]}” của nhiệm vụ {task.path}.", "Hãy viết như 14/9/2024.")
    given = {"text": text.strip(), "from": span[0] if span[0] != span[1] else None, "to": span[1]}
    return Due.model_validate(given)


def _products(task: Task, number: int, said: Mapping[str, str], due: Due | None) -> tuple[Product, ...]:
    kept: list[tuple[int, Product]] = []
    for at, product in enumerate(task.products):
        made = _product(product, f"{number}-{at}", said, task, due)
        if made is not None:
            kept.append((at, made))
    places = {before: now for now, (before, _) in enumerate(kept)}
    products = []
    for _, product in kept:
        same = product.same_as if product.same_as is None else places.get(product.same_as)
        products.append(product if same == product.same_as else product.model_copy(update={"same_as": same}))
    if said.get(f"so-luong-{number}-{NEW}", "").strip():
        blank = Product(kind=ProductKind.KHAC)
        added = _product(blank, f"{number}-{NEW}", said, task, due)
        if added is not None:
            products.append(added)
    return tuple(products)


def _product(product: Product, at: str, said: Mapping[str, str], task: Task, due: Due | None) -> Product | None:
    """The target as its fields have it; None where it is left out."""
    first = target_fields(product)
    fields = {name: said.get(f"{name}-{at}", before).strip() for name, before in first.items()}
    if fields["loai"] == LEFT_OUT:
        return None
    if fields == first:
        return product
    try:
        kind = ProductKind(fields["loai"])
        bound = ProductBound(fields["muc"])
        period = ProductPeriod(fields["ky"]) if fields["ky"] else None
    except ValueError as error:
        raise UsageError(f"Chỉ tiêu của nhiệm vụ {task.path} không hợp lệ.", "Hãy chọn lại trong danh sách.") from error
    quantity, high = _number(fields["so-luong"], task), _number(fields["den"], task)
    if bound is ProductBound.RANGE:
        if quantity is None or high is None or high < quantity:
            raise UsageError(
                f"Chỉ tiêu “từ … đến …” của nhiệm vụ {task.path} thiếu một trong hai số, hoặc số sau nhỏ hơn số trước.",
                "Hãy ghi đủ hai số.",
            )
    else:
        high = None
    units = _number(fields["so-don-vi"], task)
    if units is not None and not units.is_integer():
        raise UsageError(f"Số đơn vị “{fields['so-don-vi'][:40]}” phải là số nguyên.")
    per = (fields["moi"] if fields["moi"] == product.per else "don_vi") if fields["moi"] else None
    count = int(units) if units is not None and per else None
    counted = (quantity, high, bound, period, per) != (
        product.quantity,
        product.high,
        product.bound,
        product.period,
        product.per,
    )
    changes: dict[str, Any] = {
        "kind": kind,
        "name": " ".join(fields["ten-loai"].split())[:100] if kind is ProductKind.KHAC else "",
        "bound": bound,
        "quantity": quantity,
        "high": high,
        "period": period,
        "per": per,
        "units": count,
    }
    if counted or count != product.units:
        changes["annual"] = annual_of(quantity, period, per, count, due)
    if counted:  # the columns of months say something else now
        changes |= {"parts": (), "computed": False}
    return product.model_copy(update=changes)


def _number(text: str, task: Task) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(".", "").replace(",", "."))
    except ValueError as error:
        raise UsageError(
            f"Số lượng “{text[:40]}” của nhiệm vụ {task.path} chưa phải là số.", "Hãy viết như 1.200."
        ) from error
    if not 0 < value < 1e9:
        raise UsageError(f"Số lượng “{text[:40]}” của nhiệm vụ {task.path} không hợp lệ.", "Hãy viết một số lớn hơn 0.")
    return value
