"""An annotated article as rows of the tables of mentions. Pure: records in, rows out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.annotation import Annotation, DocumentReference, Entity, EntityType, Figure
from domain.areas import reform_areas
from domain.mention_keys import DocumentKey, document_key, full_issuer, slug, words_of
from domain.text import fold
from store.annotations.mentions import tags
from store.annotations.mentions.citing import cited_as, quote_of, subject_after
from store.db.rows import clean_text

__all__ = ["DOUBTFUL", "FigureState", "Mentioned", "Standing", "area_bits", "read"]

DOUBTFUL = 0.75
"""A figure the annotator is less sure of is for people to look at."""
_PERSON = "person"
_KEY, _PROVINCE, _WORDS = 80, 80, 2_000
_OFFICE_REACH = 160


class FigureState(StrEnum):
    """Who stands for a figure: a person corrected it, the annotator is unsure, or neither."""

    FIXED = "fixed"
    DOUBTFUL = "doubtful"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is the same for all rows of an article. ``day`` "" where nobody knows it."""

    article_id: str
    group: str | None
    title: str
    url: str
    source: str
    day: str
    province: str


@dataclass(slots=True)
class Mentioned:
    """The rows of one article, and the names for the keys they bear."""

    article: dict[str, Any]
    sentences: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)  # "sentence": number in ``sentences``
    documents: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    units: dict[str, dict[str, Any]] = field(default_factory=dict)
    cited: dict[str, dict[str, Any]] = field(default_factory=dict)
    named: dict[str, dict[str, Any]] = field(default_factory=dict)


def area_bits(codes: Iterable[str]) -> int:
    """Reform areas as bits, in their official order; unknown codes are left out."""
    wanted = set(codes)
    return sum(1 << at for at, area in enumerate(reform_areas()) if area.code in wanted)


def read(standing: Standing, annotation: Annotation, body: str) -> Mentioned:
    """All rows of an article whose text is ``body``."""
    codes = [topic.topic for topic in annotation.topics]
    shared = {"article_id": standing.article_id, "day": standing.day}
    made = Mentioned(
        {
            **shared,
            "group_id": standing.group,
            "title": clean_text(standing.title),
            "url": clean_text(standing.url),
            "source": standing.source or None,
            "province": standing.province or None,
            "topics": area_bits(codes),
        }
    )
    _read_bodies(made, annotation.entities, shared)
    _read_figures(made, standing, annotation, body, codes)
    _read_documents(made, annotation, body, shared, standing.province)
    return made


def _read_bodies(made: Mentioned, entities: tuple[Entity, ...], shared: dict[str, Any]) -> None:
    bodies = [one for one in entities if one.type is EntityType.ORG]
    rows: dict[str, dict[str, Any]] = {}
    for entity in bodies:
        name = clean_text(entity.name)
        key = slug(name)
        made.named.setdefault(key, {"key": key, "name": name, "words": " ".join(words_of(name))})
        row = rows.setdefault(key, {**shared, "key": key, "position": entity.start, "times": 0})
        row["times"] += 1
    made.bodies = list(rows.values())
    people: dict[str, dict[str, Any]] = {}
    for entity in entities:
        if entity.type is not EntityType.PER:
            continue
        key = slug(entity.name)
        row = people.setdefault(
            key,
            {
                **shared,
                "key": key,
                "name": clean_text(entity.name),
                "title": None,
                "office": None,
                "organisation_key": "",
                "position": entity.start,
            },
        )
        for name in ("title", "office"):
            if row[name] is None and (said := getattr(entity, name)):
                row[name] = clean_text(said)
        if entity.office and not row["organisation_key"]:
            row["organisation_key"] = _body_of_office(entity, bodies)
    made.people = list(people.values())


def _body_of_office(person: Entity, bodies: list[Entity]) -> str:
    """The key of the body that the person's office names ("Giám đốc | Sở Y tế"); "" where it names none."""
    office = fold(person.office or "")
    near = [
        one
        for one in bodies
        if abs(one.start - person.start) <= _OFFICE_REACH and fold(one.text) and fold(one.text) in office
    ]
    return slug(clean_text(max(near, key=lambda one: len(one.text)).name)) if near else ""


def _read_figures(made: Mentioned, standing: Standing, annotation: Annotation, body: str, codes: list[str]) -> None:
    bodies = [one for one in annotation.entities if one.type is EntityType.ORG]
    common = [tags.tag(tags.TOPIC, code) for code in codes] + tags.day_tags(standing.day)
    common += [
        tags.tag(kind, value)
        for kind, value in ((tags.PROVINCE, standing.province), (tags.SOURCE, standing.source))
        if value
    ]
    numbers: dict[str, int] = {}
    marks: list[set[str]] = []
    for position, figure in enumerate(annotation.figures):
        sentence = clean_text(figure.sentence or figure.text)
        at = numbers.setdefault(sentence, len(numbers))
        if at == len(made.sentences):
            made.sentences.append({"article_id": standing.article_id, "sentence": sentence})
            marks.append(set(common))
        first = _sentence_start(figure, body)
        row = _figure(figure, position, standing, made.article["topics"], _body_of(figure, first, bodies))
        row["at"] = _place_in(sentence, row["text"], figure.start - first if first is not None else None)
        row["sentence"] = at
        marks[at] |= {tags.tag(tags.UNIT, row["unit_key"]), tags.tag(tags.STATE, row["state"])}
        if row["organisation_key"]:
            marks[at].add(tags.tag(tags.ORGANISATION, row["organisation_key"]))
        made.units.setdefault(row["unit_key"], {"key": row["unit_key"], "unit": row["unit"] or ""})
        made.figures.append(row)
    for row, marked in zip(made.sentences, marks, strict=True):
        row["words"] = tags.joined(words_of(row["sentence"])[:_WORDS], marked)


def _figure(figure: Figure, position: int, standing: Standing, topics: int, body: str | None) -> dict[str, Any]:
    unit = clean_text(figure.unit).strip()[:200] if figure.unit else None
    amount = next((one for one in (figure.value, figure.low, figure.high) if one is not None), None)
    return {
        "article_id": standing.article_id,
        "position": position,
        **{name: _finite(getattr(figure, name)) for name in ("value", "low", "high", "total", "ratio")},
        "amount": _finite(amount) or 0.0,
        "unit": unit,
        "unit_key": unit_key(unit),
        "bound": figure.bound.value,
        "rank": figure.rank,
        "per": clean_text(figure.per) if figure.per else None,
        "direction": figure.change.direction[:8] if figure.change else None,
        "subject": clean_text(figure.subject) if figure.subject else None,
        "period_from": figure.period_from.isoformat() if figure.period_from else None,
        "period_to": figure.period_to.isoformat() if figure.period_to else None,
        "text": clean_text(figure.text),
        "start": figure.start,
        "end": figure.end,
        "state": str(state_of(figure)),
        "organisation": body,
        "organisation_key": slug(body) if body else "",
        "day": standing.day,
        "province": standing.province[:_PROVINCE],
        "source": standing.source[:_PROVINCE],
        "topics": topics,
    }


def unit_key(unit: str | None) -> str:
    """What units that are one are filtered by: folded; "" for a figure without unit. "%" stays "%"."""
    folded = fold(unit) if unit else ""
    return folded if len(folded) <= _KEY else slug(folded, _KEY)


def state_of(figure: Figure) -> FigureState:
    """Who stands for a figure."""
    if figure.method == _PERSON:
        return FigureState.FIXED
    return FigureState.DOUBTFUL if figure.confidence < DOUBTFUL else FigureState.UNCHECKED


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def _sentence_start(figure: Figure, body: str) -> int | None:
    """Where the figure's sentence begins in the text; null where it does not stand there as it is quoted."""
    first = body.find(figure.sentence, max(0, figure.start - len(figure.sentence))) if figure.sentence else -1
    return first if 0 <= first <= figure.start else None


def _place_in(sentence: str, text: str, at: int | None) -> int | None:
    if at is None or sentence[at : at + len(text)] != text:
        at = sentence.find(text)
    return at if at >= 0 else None


def _body_of(figure: Figure, first: int | None, bodies: list[Entity]) -> str | None:
    """The body that the sentence speaks of: the only one it names. Where it names none or several, nobody can tell."""
    if first is None:
        return None
    last = first + len(figure.sentence)
    names = {one.name for one in bodies if first <= one.start < last}
    return clean_text(names.pop()) if len(names) == 1 else None


def _read_documents(made: Mentioned, annotation: Annotation, body: str, shared: dict[str, Any], province: str) -> None:
    written = {
        fold(one.text): one.name for one in annotation.entities if one.type is EntityType.ORG and len(one.text) > 3
    }
    references = [one for one in annotation.documents if one.number]
    keys = _keys(references, written, province or None)
    rows: dict[str, dict[str, Any]] = {}
    by_number: dict[str, str] = {}
    for reference, key in zip(references, keys, strict=True):
        assert reference.number is not None
        by_number.setdefault(reference.number, key.key)
        _note(made, reference, key, body)
        row = rows.setdefault(
            key.key,
            {
                **shared,
                "key": key.key,
                "position": reference.start,
                "times": 0,
                "text": clean_text(reference.text),
                "cited_as": None,
                "quote": clean_text(quote_of(body, reference.start, reference.end)),
            },
        )
        row["times"] += 1
        row["cited_as"] = row["cited_as"] or cited_as(body, reference.start)
    made.documents = list(rows.values())
    links: dict[tuple[str, str], dict[str, Any]] = {}
    for reference, key in zip(references, keys, strict=True):
        for number in reference.implements:
            parent = by_number.get(number) or document_key(number, None, None, None).key
            if parent != key.key:
                links.setdefault(
                    (key.key, parent),
                    {
                        "article_id": shared["article_id"],
                        "child": key.key,
                        "parent": parent,
                        "quote": clean_text(quote_of(body, reference.start, reference.end)),
                    },
                )
    made.links = list(links.values())


def _keys(references: list[DocumentReference], written: dict[str, str], province: str | None) -> list[DocumentKey]:
    """The key of each reference. What an article says of a document once holds for its other mentions there, unless
    it says two different things of the number.
    """
    said: list[tuple[str, DocumentReference, str | None]] = []
    for one in references:
        assert one.number is not None
        issuer = full_issuer(one.issuer, written, province)
        said.append((document_key(one.number, one.type, None, None).number_key, one, issuer))
    issuers: dict[str, set[str]] = {}
    days: dict[str, set[Any]] = {}
    for base, one, issuer in said:
        issuers.setdefault(base, set()).update({issuer} if issuer else set())
        days.setdefault(base, set()).update({one.date} if one.date else set())
    keys = []
    for base, one, issuer in said:
        whose = issuer or (next(iter(issuers[base])) if len(issuers[base]) == 1 else None)
        day = one.date or (next(iter(days[base])) if len(days[base]) == 1 else None)
        assert one.number is not None
        keys.append(document_key(one.number, one.type, day, clean_text(whose) if whose else None))
    return keys


def _note(made: Mentioned, reference: DocumentReference, key: DocumentKey, body: str) -> None:
    """What is known of a document; a later mention adds what an earlier one left out."""
    number = clean_text(reference.number or "")
    row = made.cited.setdefault(
        key.key,
        {
            "key": key.key,
            "number_key": key.number_key,
            "number": number,
            "type": None,
            "issuer": key.issuer,
            "issuer_key": slug(key.issuer) if key.issuer else "",
            "issued": None,
            "subject": None,
            "year": key.year,
            "of_the_state": key.of_the_state,
        },
    )
    row["type"] = row["type"] or (clean_text(reference.type) if reference.type else None)
    row["issued"] = row["issued"] or (reference.date.isoformat() if reference.date else None)
    row["subject"] = row["subject"] or subject_after(body, reference.end)
    row["words"] = " ".join(words_of(f"{row['type'] or ''} {row['number']} {row['issuer'] or ''}"))
