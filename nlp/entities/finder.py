"""Entities of a text: by rule, then by the model of names for what the rules leave open."""

from __future__ import annotations

import re
from datetime import date

from domain.annotation import Entity, EntityType
from domain.provinces import find_province
from nlp.entities.canonical import Namer
from nlp.entities.gazetteer import districts, is_district_city, levels_on, unit_name
from nlp.entities.locations import LocationMatch
from nlp.entities.model import Guess, guess_names
from nlp.entities.organisations import OrgMatch
from nlp.entities.people import PersonMatch
from nlp.entities.rules import find_by_rules
from nlp.entities.tokens import Tokens, tokens_of
from nlp.text import Layer

__all__ = ["find_entities"]


def find_entities(layer: Layer, province: str | None) -> list[Entity]:
    """ORG, PER and LOC in the order of the text; ``province`` is the one the text is about. Sets "org" and "person"."""
    tokens = tokens_of(layer.text)
    blocked = _blocked(layer, tokens)
    names = find_by_rules(tokens, blocked, (layer.title, layer.unit))
    guesses = guess_names(tokens, names, blocked, layer.sentences)
    longer = {guess.start: guess.end for guess in guesses if guess.extends}
    entities = [
        *_organisations(layer, tokens, names.bodies, longer, province),
        *_persons(layer, tokens, names.people),
        *_locations(layer, tokens, names.locations, province),
        *_guessed(layer, tokens, [guess for guess in guesses if not guess.extends]),
    ]
    layer.mask("org", [(tokens.starts[m.start], tokens.ends[m.end - 1]) for m in names.bodies])
    layer.mask("person", [(tokens.starts[p.start], tokens.ends[p.end - 1]) for p in names.people])
    return sorted(entities, key=lambda entity: entity.start)


# "Kế hoạch của | UBND tỉnh"; a law amends "một số điều của Luật …", which names no issuer.
_ISSUER = re.compile(r" của (?!(?:bộ )?luật |pháp lệnh )")
# The end of what stands before a document: searched in a slice of the text, so the document begins at its end.
_TASK_FORCE = re.compile(r"(?<!\w)tổ công tác (?:triển khai|thực hiện|về)[^.;:,()\n]{0,20}$")


def _blocked(layer: Layer, tokens: Tokens) -> bytearray:
    """One byte a token: taken by a link, a date or a document (but for the issuer that its words name)."""
    blocked = bytearray(len(tokens))
    for kind in ("url", "date", "document"):
        for start, end in layer.masks.get(kind, ()):
            first, last = tokens.index_at(start), tokens.index_at(end)
            if kind == "document" and _TASK_FORCE.search(layer.lower, max(0, start - 48), start):
                continue  # "Tổ công tác triển khai Đề án 06": its task is part of its name
            if kind == "document":
                issuer = _ISSUER.search(layer.lower, start, end)
                last = tokens.index_at(issuer.start()) if issuer is not None else last
            blocked[first:last] = b"\x01" * (last - first)
    return blocked


def _organisations(
    layer: Layer, tokens: Tokens, bodies: list[OrgMatch], longer: dict[int, int], province: str | None
) -> list[Entity]:
    bodies = [
        match._replace(end=longer[match.start], scope=None, described=True) if match.start in longer else match
        for match in bodies
    ]
    known = province or layer.source_province
    namer = Namer(tokens, province=known, day=layer.date, unit=layer.unit, found=bodies)
    return [
        Entity(
            type=EntityType.ORG,
            name=namer.name(match),
            method="grammar+crf" if match.start in longer else "grammar",
            confidence=0.7 if match.bare else 0.95,
            **layer.locate(tokens.starts[match.start], tokens.ends[match.end - 1]),
        )
        for match in bodies
    ]


def _persons(layer: Layer, tokens: Tokens, people: list[PersonMatch]) -> list[Entity]:
    def words(span: tuple[int, int] | None) -> str | None:
        return layer.text[tokens.starts[span[0]] : tokens.ends[span[1] - 1]] if span else None

    full: dict[str, set[str]] = {}
    for person in people:
        if person.end - person.start >= 2:
            name = words((person.start, person.end)) or ""
            full.setdefault(tokens.words[person.end - 1], set()).add(name)
    entities = []
    for person in people:
        name = words((person.start, person.end)) or ""
        if tokens.shouts[person.start]:
            name = name.title()
        same = full.get(name, set())
        entities.append(
            Entity(
                type=EntityType.PER,
                name=next(iter(same)) if len(same) == 1 else name,
                title=words(person.title),
                office=words(person.office),
                method="grammar",
                confidence=person.sure,
                **layer.locate(tokens.starts[person.start], tokens.ends[person.end - 1]),
            )
        )
    return entities


def _locations(layer: Layer, tokens: Tokens, found: list[LocationMatch], province: str | None) -> list[Entity]:
    return [
        Entity(
            type=EntityType.LOC,
            name=_place_name(tokens, match, province, layer.date),
            method="gazetteer" if match.level is None else "grammar",
            confidence=0.9,
            **layer.locate(tokens.starts[match.start], tokens.ends[match.end - 1]),
        )
        for match in found
    ]


def _guessed(layer: Layer, tokens: Tokens, guesses: list[Guess]) -> list[Entity]:
    return [
        Entity(
            type=EntityType(guess.label),
            name=layer.text[tokens.starts[guess.start] : tokens.ends[guess.end - 1]],
            method="crf",
            confidence=round(guess.confidence, 3),
            **layer.locate(tokens.starts[guess.start], tokens.ends[guess.end - 1]),
        )
        for guess in guesses
    ]


def _place_name(tokens: Tokens, match: LocationMatch, province: str | None, day: date | None) -> str:
    """Provinces by their name alone, smaller places with their level."""
    name = tokens.text[tokens.starts[match.name_start] : tokens.ends[match.end - 1]]
    row = find_province(name)
    if row is not None and match.level in {None, "tỉnh"}:
        return row.name
    if row is not None and match.level == "thành phố" and not is_district_city(row, day):
        return row.name
    if tokens.shouts[match.start]:
        name = name.title()
    if match.level is not None:
        return unit_name(match.level, name)
    hit = districts().match(tokens, match.name_start, names_only=True)
    if hit is not None and hit[0] == match.end:
        held = levels_on(hit[1], day, province)
        if len(held) == 1:
            return unit_name(next(iter(held)), name)
    return name
