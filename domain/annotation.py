"""What is understood of a text. Offsets are characters of the text that was given: ``text == given[start:end]``."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - a field below is called "date"
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Annotation",
    "Bound",
    "Change",
    "DateSpan",
    "DocumentReference",
    "Entity",
    "EntityType",
    "Figure",
    "Place",
    "Span",
    "TopicScore",
]


class _Record(BaseModel):
    # Field order is the order of the JSON; unknown keys are mistakes.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(_Record):
    """A stretch of the given text, with how it was found (``method``) and how sure that is (0–1)."""

    text: str
    start: int
    end: int
    method: str = "rule"
    confidence: float = 1.0


class DocumentReference(Span):
    """A reference to a document. ``number`` is normalised ("1603/KH-UBND"), null when the text names none;
    ``implements`` holds the numbers of the parent documents that the text says it carries out.
    """

    number: str | None = None
    type: str | None = None
    date: Day | None = None
    issuer: str | None = None
    implements: tuple[str, ...] = ()


class Bound(StrEnum):
    """How the text bounds a figure."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"
    RANGE = "range"


class Change(_Record):
    """A change the sentence reports: "giảm từ 15 ngày xuống 7 ngày" is direction down, before 15, after 7."""

    direction: str  # "up" | "down"
    before: float | None = None
    after: float | None = None
    by: float | None = None


class Figure(Span):
    """A figure. "1.687/1.909 hồ sơ": value 1687, total 1909, ratio 0.8837, unit "hồ sơ".

    "từ 20% đến 30%": low 20, high 30.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    total: float | None = None
    ratio: float | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    sentence: str = ""
    subject: str | None = None
    rank: bool = False
    per: str | None = None
    change: Change | None = None
    period_from: Day | None = None
    period_to: Day | None = None


class DateSpan(Span):
    """A date or period: first and last day. Keys are ``from`` and ``to`` in JSON."""

    from_: Day = Field(alias="from", serialization_alias="from")
    to: Day


class EntityType(StrEnum):
    """Kinds of named things."""

    ORG = "ORG"
    PER = "PER"
    LOC = "LOC"


class Entity(Span):
    """A named thing. ``name`` is canonical: every way of writing one body has the same name."""

    type: EntityType
    name: str
    title: str | None = None
    office: str | None = None


class Place(Span):
    """A province that the text names: as written, as of the mergers of 2025, and its present code."""

    province: str
    province_now: str
    code: str
    district: str | None = None


class TopicScore(_Record):
    """One reform area and how strongly the text speaks of it (0–1)."""

    topic: str
    score: float


class Annotation(_Record):
    """All that is understood of one text."""

    documents: tuple[DocumentReference, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    province: str | None = None
    topics: tuple[TopicScore, ...] = ()
    relevance: float = 0.0
    summary: tuple[str, ...] = ()
