"""What was understood of an article, item by item, as the panel lists it and people put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.annotation import Annotation, Bound, DateSpan, DocumentReference, Entity, EntityType, Figure, Place, Span
from web.filters import day, number

__all__ = ["BOUNDS", "KINDS", "UNSURE", "Item", "Kind", "items_of", "next_in_doubt"]

UNSURE = 0.75
"""Below this the machine is not sure, and a person is asked."""

BOUNDS = {
    Bound.EXACT: "đúng bằng",
    Bound.AT_LEAST: "ít nhất",
    Bound.MORE_THAN: "hơn",
    Bound.AT_MOST: "nhiều nhất",
    Bound.LESS_THAN: "dưới",
    Bound.ABOUT: "khoảng",
    Bound.RANGE: "trong khoảng",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: its part of an address, its name, the class of its mark; whether people may correct it."""

    slug: str
    label: str
    mark: str
    correctable: bool = True


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("so-lieu", "Số liệu", "fig"),
        Kind("van-ban", "Văn bản viện dẫn", "doc"),
        Kind("co-quan", "Cơ quan, tổ chức", "org"),
        Kind("nguoi", "Người", "per"),
        Kind("dia-danh", "Địa danh", "loc", correctable=False),
        Kind("ngay", "Ngày", "day", correctable=False),
    )
}
_OF_ENTITY = {EntityType.ORG: "co-quan", EntityType.PER: "nguoi"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was understood. ``n``: its place in the annotation's list, which its address names; ``span``:
    where it stands; ``label`` and ``detail`` in words.
    """

    kind: Kind
    n: int
    span: Span
    label: str
    detail: str = ""
    href: str | None = None

    @property
    def id(self) -> str:
        """Its name within the page: "so-lieu-3"."""
        return f"{self.kind.slug}-{self.n}"

    @property
    def by_person(self) -> bool:
        """Whether a person said so."""
        return self.span.method == "person"

    @property
    def unsure(self) -> bool:
        """Whether the machine is not sure of it."""
        return self.kind.correctable and not self.by_person and self.span.confidence < UNSURE


def items_of(annotation: Annotation) -> list[Item]:
    """Every item, kind by kind, each in the order of the text."""
    found = [_figure(n, figure) for n, figure in enumerate(annotation.figures)]
    found += [_document(n, one) for n, one in enumerate(annotation.documents)]
    for n, entity in enumerate(annotation.entities):
        if entity.type in _OF_ENTITY:
            found.append(_entity(n, entity))
    found += [_place(n, place) for n, place in enumerate(annotation.places)]
    found += [_day(n, one) for n, one in enumerate(annotation.dates)]
    order = {slug: at for at, slug in enumerate(KINDS)}
    return sorted(found, key=lambda item: (order[item.kind.slug], item.span.start, item.span.end))


def next_in_doubt(items: Sequence[Item], after: int) -> Item | None:
    """The next item that the machine is not sure of, from this place of the text on, then from its beginning."""
    doubted = sorted((item for item in items if item.unsure), key=lambda item: item.span.start)
    return next((item for item in doubted if item.span.start > after), doubted[0] if doubted else None)


def _figure(n: int, figure: Figure) -> Item:
    return Item(KINDS["so-lieu"], n, figure, _amount(figure), figure.subject or "")


def _amount(figure: Figure) -> str:
    """352/389 hồ sơ · tối thiểu 90 %: the figure as it was understood."""
    unit = f" {figure.unit}" if figure.unit else ""
    if figure.bound is Bound.RANGE and figure.low is not None and figure.high is not None:
        return f"từ {number(figure.low)} đến {number(figure.high)}{unit}"
    if figure.value is None:
        return figure.text
    of = f"/{number(figure.total)}" if figure.total is not None else ""
    bound = "" if figure.bound is Bound.EXACT else f"{BOUNDS[figure.bound]} "
    return f"{bound}{number(figure.value)}{of}{unit}"


def _document(n: int, one: DocumentReference) -> Item:
    name = " ".join(part for part in (one.type, f"số {one.number}" if one.number else None) if part)
    told = [f"ngày {day(one.date)}" if one.date else "", one.issuer or ""]
    return Item(KINDS["van-ban"], n, one, name or one.text, ", ".join(part for part in told if part))


def _entity(n: int, entity: Entity) -> Item:
    told = ", ".join(part for part in (entity.title, entity.office) if part)
    return Item(KINDS[_OF_ENTITY[entity.type]], n, entity, entity.name, told)


def _place(n: int, place: Place) -> Item:
    now = "" if place.province == place.province_now else f"nay thuộc {place.province_now}"
    return Item(KINDS["dia-danh"], n, place, place.province, now)


def _day(n: int, one: DateSpan) -> Item:
    same = one.from_ == one.to
    return Item(KINDS["ngay"], n, one, day(one.from_) if same else f"{day(one.from_)} đến {day(one.to)}")
