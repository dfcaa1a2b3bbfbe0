"""From a form of the article's screen to a correction, and a correction in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.annotation import Bound, EntityType, Span
from domain.areas import area_short_name
from domain.correction import Correction, CorrectionKind, Target
from domain.days import day_of, read_days
from domain.errors import UsageError
from web.article.items import BOUNDS, Item
from web.filters import day, number

__all__ = ["added", "fixed", "in_words", "rejected"]

_REJECTED = {
    "so-lieu": CorrectionKind.FIGURE_REJECTED,
    "van-ban": CorrectionKind.DOCUMENT_REJECTED,
    "co-quan": CorrectionKind.ENTITY_REJECTED,
    "nguoi": CorrectionKind.ENTITY_REJECTED,
}
_FIXED = {"so-lieu": CorrectionKind.FIGURE_FIXED, "van-ban": CorrectionKind.DOCUMENT_FIXED}
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_MOST = 300


def _number(form: Mapping[str, str], name: str, label: str) -> float | None:
    """A number as people type it: 1.185, 12,85, 1185."""
    text = form.get(name, "").strip().removesuffix("%").strip()
    if not text:
        return None
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[.\s]", "", text).replace(",", "."))
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    raise UsageError(f"{label}: không hiểu số “{text[:40]}”.", "Hãy viết như 1.185 hoặc 12,85.")


def _text(form: Mapping[str, str], name: str) -> str | None:
    return " ".join(form.get(name, "").split())[:_MOST] or None


def _figure(form: Mapping[str, str]) -> dict[str, Any]:
    bound = Bound(form.get("muc_do", Bound.EXACT))
    value, total = _number(form, "gia_tri", "Giá trị"), _number(form, "tong", "Trên tổng số")
    low, high = _number(form, "thap", "Từ"), _number(form, "cao", "Đến")
    if bound is Bound.RANGE:
        if low is None or high is None or low > high:
            raise UsageError("Mức “trong khoảng” cần cả hai đầu, đầu dưới không lớn hơn đầu trên.")
        value = None
    elif value is None:
        raise UsageError("Chưa nhập giá trị.")
    ratio = round(value / total, 6) if value is not None and total else None
    return {
        "value": value,
        "total": total,
        "ratio": ratio,
        "low": low if bound is Bound.RANGE else None,
        "high": high if bound is Bound.RANGE else None,
        "unit": _text(form, "don_vi"),
        "bound": str(bound),
    }


def _document(form: Mapping[str, str]) -> dict[str, Any]:
    written = form.get("ngay", "").strip()
    span = read_days(written) if written else None
    if written and (span is None or span[0] != span[1]):
        raise UsageError(f"Không hiểu ngày “{written[:40]}”.", "Hãy viết như 26/9/2022.")
    found = {
        "number": _text(form, "so"),
        "type": _text(form, "loai"),
        "date": span[0].isoformat() if span else None,
        "issuer": _text(form, "co_quan"),
    }
    if not found["number"] and not found["type"]:
        raise UsageError("Cần số, ký hiệu hoặc loại văn bản.")
    return found


def _entity(form: Mapping[str, str], kind: str) -> dict[str, Any]:
    name = _text(form, "ten")
    if name is None:
        raise UsageError("Chưa nhập tên đúng.")
    return {"name": name, "type": str(EntityType.PER if kind == "nguoi" else EntityType.ORG)}


def _value(form: Mapping[str, str], kind: str) -> dict[str, Any]:
    if kind == "so-lieu":
        return _figure(form)
    return _document(form) if kind == "van-ban" else _entity(form, kind)


def fixed(article_id: str, body: str, item: Item, form: Mapping[str, str], author: str) -> Correction:
    """What a person says an item is. A name holds for this place, for the article (``pham_vi`` "bai") or everywhere
    ("tat-ca"). Raises UsageError for what cannot be understood.
    """
    slug = item.kind.slug
    if slug in _FIXED:
        kind, target = _FIXED[slug], _target(body, item.span)
        return Correction(article_id=article_id, kind=kind, target=target, value=_value(form, slug), author=author)
    scope = form.get("pham_vi", "bai")
    return Correction(
        article_id=None if scope == "tat-ca" else article_id,
        kind=CorrectionKind.ENTITY_RENAMED,
        target=_names(item) if scope in {"bai", "tat-ca"} else _target(body, item.span),
        value=_value(form, slug),
        author=author,
    )


def rejected(article_id: str, body: str, item: Item, form: Mapping[str, str], author: str) -> Correction:
    """A person says that an item is none."""
    slug = item.kind.slug
    named = slug not in _FIXED
    scope = form.get("pham_vi", "bai")
    return Correction(
        article_id=None if named and scope == "tat-ca" else article_id,
        kind=_REJECTED[slug],
        target=_names(item) if named and scope in {"bai", "tat-ca"} else _target(body, item.span),
        author=author,
    )


def added(article_id: str, body: str, kind: str, form: Mapping[str, str], author: str) -> Correction:
    """A person shows what the machine passed by; ``doan``: its words as they stand in the article."""
    words = form.get("doan", "").strip()
    at = body.find(words) if words else -1
    if at < 0:
        raise UsageError("Không thấy đoạn chữ này trong bài.", "Hãy chép đúng nguyên văn, ví dụ “1.185 hồ sơ”.")
    return Correction(
        article_id=article_id,
        kind=_FIXED.get(kind, CorrectionKind.ENTITY_ADDED),
        target=Target.of(body, at, at + len(words)),
        value=_value(form, kind),
        author=author,
    )


def _target(body: str, span: Span) -> Target:
    return Target.of(body, span.start, span.end)


def _names(item: Item) -> Target:
    entity_type = EntityType.PER if item.kind.slug == "nguoi" else EntityType.ORG
    return Target(names=(item.label,), type=str(entity_type))


def in_words(correction: Correction) -> tuple[str, str]:
    """Before and after, as people read them."""
    kind, value = correction.kind, correction.value
    before = correction.target.text or ", ".join(correction.target.names)
    if kind in {CorrectionKind.FIGURE_FIXED, CorrectionKind.DOCUMENT_FIXED}:
        return before, _figure_words(value) if kind is CorrectionKind.FIGURE_FIXED else _document_words(value)
    if kind in {CorrectionKind.ENTITY_RENAMED, CorrectionKind.ENTITY_MERGED, CorrectionKind.ENTITY_ADDED}:
        return before, value["name"]
    if kind is CorrectionKind.TITLE_SET:
        return "tiêu đề", value["title"]
    if kind is CorrectionKind.DATE_SET:
        return "ngày đăng", day(day_of_text(value["published_at"]), "chưa rõ")
    if kind is CorrectionKind.KEPT_SET:
        return "bài về CCHC", "có" if value["kept"] else "không"
    if kind is CorrectionKind.PROVINCE_SET:
        return "tỉnh, thành phố", value["province"] or "không rõ"
    if kind is CorrectionKind.TOPICS_SET:
        return "lĩnh vực CCHC", ", ".join(
            area_short_name(code) for code in value["topics"]
        ) or "không thuộc lĩnh vực nào"
    if kind in {CorrectionKind.TOPIC_ADDED, CorrectionKind.TOPIC_REMOVED}:
        return "lĩnh vực CCHC", ("thêm " if kind is CorrectionKind.TOPIC_ADDED else "bỏ ") + area_short_name(
            correction.target.topic or ""
        )
    return before, {"figure_rejected": "không phải số liệu", "document_rejected": "không phải văn bản"}.get(
        str(kind), "không phải tên gọi"
    )


def day_of_text(text: str | None) -> date | None:
    """The day of an ISO date or moment; null for none."""
    return day_of(datetime.fromisoformat(text)) if text else None


def _figure_words(value: Mapping[str, Any]) -> str:
    unit = f" {value['unit']}" if value.get("unit") else ""
    if value.get("low") is not None and value.get("high") is not None:
        return f"từ {number(value['low'])} đến {number(value['high'])}{unit}"
    if value.get("value") is None:
        return unit.strip() or "không có giá trị"
    bound = Bound(value.get("bound") or Bound.EXACT)
    prefix = "" if bound is Bound.EXACT else f"{BOUNDS[bound]} "
    of = f"/{number(value['total'])}" if value.get("total") is not None else ""
    return f"{prefix}{number(value['value'])}{of}{unit}"


def _document_words(value: Mapping[str, Any]) -> str:
    parts = [value.get("type"), value.get("number"), value.get("issuer")]
    written = day_of_text(value.get("date"))
    return " ".join(str(part) for part in parts if part) + (f" ngày {day(written)}" if written else "")
