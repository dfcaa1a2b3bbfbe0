"""The words for kinds, periods and targets, as plans and reports write them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.days import official_day
from plan.progress.records import ProductRef, Shortfall

__all__ = ["KIND_WORDS", "LEVEL_WORDS", "amount", "amounts", "kind_name", "missing_text", "target_text"]

KIND_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tin": "tin",
        "bai": "bài",
        "tin_bai": "tin, bài",
        "phong_su": "phóng sự",
        "chuyen_muc": "chuyên mục",
        "ky": "kỳ",
        "video": "video",
        "infographic": "infographic",
        "pano": "pano",
        "bang_ron": "băng rôn",
        "to_roi": "tờ rơi",
        "to_gap": "tờ gấp",
        "hoi_nghi": "hội nghị",
        "tap_huan": "lớp tập huấn",
        "noi_chuyen": "buổi nói chuyện",
        "doi_thoai": "buổi đối thoại",
        "cuoc_thi": "cuộc thi",
        "lan_phat_thanh": "lần phát thanh",
        "khac": "sản phẩm khác",
    }
)
LEVEL_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"A": "A, có bản lưu", "B": "B, người gửi tài liệu", "C": "C, chỉ có lời báo cáo"}
)
_PERIOD_WORDS: Final = {"tuan": "tuần", "thang": "tháng", "quy": "quý", "6thang": "6 tháng", "nam": "năm"}


def kind_name(kind: str, name: str = "") -> str:
    """The unit that a kind is counted in; the plan's own word where it is of no known kind."""
    return name if kind == "khac" and name else KIND_WORDS.get(kind, kind)


def amount(value: float) -> str:
    """ "1.185", "2,5": a number as Vietnamese papers write it."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def amounts(counts: Mapping[str, float]) -> str:
    """ "12 tin, bài; 400 tờ gấp": unlike things stand beside one another, never in one sum."""
    return "; ".join(f"{amount(value)} {kind_name(kind)}" for kind, value in counts.items() if value) or "0"


def target_text(product: ProductRef | None) -> str:
    """A target in words: "tối thiểu 2 tin, bài/tháng, mỗi đơn vị"."""
    if product is None or product.quantity is None:
        return "Kế hoạch không ghi số lượng"
    value = amount(product.quantity)
    if product.bound == "range" and product.high is not None:
        value = f"từ {value} đến {amount(product.high)}"
    elif product.bound == "at_least":
        value = f"tối thiểu {value}"
    text = f"{value} {kind_name(product.kind, product.name)}"
    if product.period in _PERIOD_WORDS:
        text += f"/{_PERIOD_WORDS[product.period]}"
    return f"{text}, mỗi đơn vị" if product.per else text


def missing_text(missing: tuple[Shortfall, ...], kind: str, name: str = "") -> str:
    """What is missing, and by when: "thiếu 1 tin, bài (Tháng 8/2024, hạn 14/8/2024 đã qua)"."""
    if not missing:
        return ""
    parts = []
    for one in missing[:4]:
        when = f"hạn {official_day(one.by)}" + (" đã qua" if one.past else "")
        parts.append(f"{amount(one.missing)} {kind_name(kind, name)} ({one.name}, {when})")
    more = f" và {len(missing) - 4} kỳ khác" if len(missing) > 4 else ""
    return f"thiếu {', '.join(parts)}{more}"
