"""Entities of a text: organisations first, then people, then places; what is found masks what comes after."""

from __future__ import annotations

from domain.annotation import Entity, EntityType
from domain.provinces import find_province
from nlp.entities.canonical import Namer
from nlp.entities.gazetteer import districts
from nlp.entities.locations import LocationMatch, find_locations
from nlp.entities.offices import office_before
from nlp.entities.organisations import OrgMatch, match_organisation
from nlp.entities.people import PersonMatch, find_people
from nlp.entities.tokens import Tokens, tokens_of
from nlp.text import Layer

__all__ = ["find_entities"]

_PLURALS = frozenset({"các", "những", "mọi", "mỗi", "từng", "nhiều", "số", "một", "hai", "ba", "mấy", "toàn"})
_AFTER_BARE_BODY = frozenset(
    """đã đang sẽ cũng còn là có luôn không chưa vừa vẫn phải cần được do bị đạt ban tổ phối tiếp triển thực xây yêu
    đề giao cho chủ nâng tăng đẩy thường và với đến từ trong trên tại để , . ; : ) ” về theo nhằm đưa lấy trình xác
    quyết cử chỉ thành bố nghiêm áp hoàn tích ứng duy phát khám nhận tiếp rà cải hiện trao đón mời quan""".split()
)
_GENERIC_AFTER = frozenset(
    {"tuyến", "công", "tư", "hạng", "các", "thủ", "câu", "tiêu", "dữ", "mã", "phận", "máy", "môn"}
)


def find_entities(layer: Layer, province: str | None) -> list[Entity]:
    """ORG, PER and LOC in the order of the text; ``province`` is the one the text is about. Sets "org" and "person"."""
    tokens = tokens_of(layer.text)
    blocked = _blocked(layer, tokens)
    bodies = _find_bodies(layer, tokens, blocked)
    taken = bytearray(blocked)
    for match in bodies:
        taken[match.start : match.end] = b"\x01" * (match.end - match.start)
    people = find_people(tokens, {match.start: match.end for match in bodies}, blocked)
    for person in people:
        taken[person.start : person.end] = b"\x01" * (person.end - person.start)
    locations = find_locations(tokens, taken)
    entities = [
        *_organisations(layer, tokens, bodies, province),
        *_persons(layer, tokens, people),
        *_locations(layer, tokens, locations, province),
    ]
    layer.mask("org", [(tokens.starts[m.start], tokens.ends[m.end - 1]) for m in bodies])
    layer.mask("person", [(tokens.starts[p.start], tokens.ends[p.end - 1]) for p in people])
    return sorted(entities, key=lambda entity: entity.start)


def _blocked(layer: Layer, tokens: Tokens) -> bytearray:
    """One byte a token: taken by a link, a date or a document (but for the issuer that its words name)."""
    blocked = bytearray(len(tokens))
    for kind in ("url", "date", "document"):
        for start, end in layer.masks.get(kind, ()):
            first, last = tokens.index_at(start), tokens.index_at(end)
            if kind == "document":
                issuer = layer.lower.find(" của ", start, end)
                last = tokens.index_at(issuer) if issuer >= 0 else last
            blocked[first:last] = b"\x01" * (last - first)
    return blocked


def _find_bodies(layer: Layer, tokens: Tokens, blocked: bytearray) -> list[OrgMatch]:
    found: list[OrgMatch] = []
    i = 0
    while i < len(tokens):
        match = None if blocked[i] else match_organisation(tokens, i)
        if match is None or any(blocked[match.start : match.end]) or _is_generic(tokens, match):
            i += 1
            continue
        found.append(match)
        i = match.end
    heads = {_short(match) for match in found if not match.bare}
    heads.add(" ".join(layer.unit.split()[:2]))
    heads.add(" ".join(layer.unit.split()[:1]))
    return [match for match in found if not match.bare or match.head.alone or _stands_for_a_body(tokens, match, heads)]


def _short(match: OrgMatch) -> str:
    return {"TTYT": "Trung tâm", "BVĐK": "Bệnh viện", "BV": "Bệnh viện", "CDC": "Trung tâm", "TYT": "Trạm Y tế"}.get(
        match.head.text, match.head.text
    )


def _is_generic(tokens: Tokens, match: OrgMatch) -> bool:
    """ "các Sở Y tế", "UBND các huyện", "Bệnh viện tuyến tỉnh": kinds of bodies, not one of them."""
    before = tokens.lows[match.start - 1] if match.start and not tokens.breaks[match.start] else ""
    named = match.scope is not None and match.scope.named
    plural = before in _PLURALS or before.isdigit()
    if plural and not named and (match.bare or match.head.kind in {"unit", "authority", "sector"}):
        return match.inner is None and not (
            match.described and match.head.kind == "sector" and tokens.caps[match.start]
        )
    if tokens.follows(match.end) and tokens.lows[match.end] == "các" and match.scope is None and match.inner is None:
        return match.head.kind in {"unit", "authority"}
    return match.bare and tokens.follows(match.end) and tokens.lows[match.end] in _GENERIC_AFTER


def _stands_for_a_body(tokens: Tokens, match: OrgMatch, heads: set[str]) -> bool:
    """Whether a head alone ("Trung tâm") is short for a body that the text or its site names."""
    if match.head.text not in heads and not (match.head.kind == "sector" and office_before(tokens, match.start)):
        return False
    if not tokens.follows(match.end):
        return True
    after = tokens.lows[match.end]
    if match.head.kind == "sector" and after == "," and tokens.lows[match.end + 1] in {"ban", "ngành"}:
        return False
    opens = not tokens.follows(match.start) or tokens.words[match.start - 1] in {".", "!", "?", ":"}
    return not opens or after in _AFTER_BARE_BODY


def _organisations(layer: Layer, tokens: Tokens, bodies: list[OrgMatch], province: str | None) -> list[Entity]:
    namer = Namer(tokens, province=province or layer.source_province, unit=layer.unit, found=bodies)
    return [
        Entity(
            type=EntityType.ORG,
            name=namer.name(match),
            method="grammar",
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
            name=_place_name(tokens, match, province),
            method="gazetteer" if match.level is None else "grammar",
            confidence=0.9,
            **layer.locate(tokens.starts[match.start], tokens.ends[match.end - 1]),
        )
        for match in found
    ]


def _place_name(tokens: Tokens, match: LocationMatch, province: str | None) -> str:
    """Provinces by their name alone, smaller places with their level."""
    name = tokens.text[tokens.starts[match.name_start] : tokens.ends[match.end - 1]]
    row = find_province(name)
    if row is not None and match.level in {None, "tỉnh"}:
        return row.name
    if row is not None and match.level == "thành phố" and row.full_name.startswith("Thành phố"):
        return row.name
    if tokens.shouts[match.start]:
        name = name.title()
    if match.level is not None:
        return f"{match.level} {name}"
    hit = districts().match(tokens, match.name_start, names_only=True)
    if hit is not None and hit[0] == match.end:
        held = {level for level, where in hit[1] if where == province} or {level for level, _ in hit[1]}
        if len(held) == 1:
            return f"{next(iter(held))} {name}"
    return name
