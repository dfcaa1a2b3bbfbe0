"""Names by rule alone: organisations first, then people, then places; what is found masks what comes after."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from nlp.entities.lexicon import Head, continuations, heads, hospitals, sectors
from nlp.entities.locations import LocationMatch, find_locations
from nlp.entities.offices import office_before
from nlp.entities.organisations import OrgMatch, match_organisation
from nlp.entities.people import PersonMatch, find_people
from nlp.entities.scope import read_level, read_scope
from nlp.entities.short_forms import with_short_forms
from nlp.entities.tokens import Tokens

__all__ = ["RuleNames", "find_by_rules", "rule_tags"]

_PLURALS = frozenset({"các", "những", "mọi", "mỗi", "từng", "nhiều", "số", "một", "hai", "ba", "mấy", "toàn"})
_ORDERED = frozenset({"/", "-", "–", ".", ":", "ngày", "tháng", "năm", "tầng", "lầu", "thứ"})  # no number of bodies
_AFTER_BARE_BODY = frozenset(
    """đã đang sẽ cũng còn là có luôn không chưa vừa vẫn phải cần được do bị đạt ban tổ phối tiếp triển thực xây yêu
    đề giao cho chủ nâng tăng đẩy thường và với đến từ trong trên tại để , . ; : ) ” về theo nhằm đưa lấy trình xác
    quyết cử chỉ thành bố nghiêm áp hoàn tích ứng duy phát khám nhận tiếp rà cải hiện trao đón mời quan""".split()
)
_GENERIC_AFTER = frozenset(
    {"tuyến", "công", "tư", "hạng", "các", "thủ", "câu", "tiêu", "dữ", "mã", "phận", "máy", "môn", "y", "hành", "xã"}
)


class RuleNames(NamedTuple):
    """What the rules found, each in the order of the text, over tokens."""

    bodies: list[OrgMatch]
    people: list[PersonMatch]
    locations: list[LocationMatch]


def find_by_rules(tokens: Tokens, blocked: bytearray, known: Iterable[str] = ()) -> RuleNames:
    """The names in ``tokens``; those marked in ``blocked`` (one byte a token) are taken by something else.

    ``known`` are texts that name the bodies meant by short forms: the title, the unit whose site it is.
    """
    bodies = _find_bodies(tokens, blocked, {head for text in known for head in _heads_in(text)})
    bodies = with_short_forms(tokens, bodies, blocked)
    taken = bytearray(blocked)
    for match in bodies:
        taken[match.start : match.end] = b"\x01" * (match.end - match.start)
    people = find_people(tokens, {match.start: match.end for match in bodies}, blocked)
    people = [person for person in people if not any(taken[person.start : person.end])]
    for person in people:
        taken[person.start : person.end] = b"\x01" * (person.end - person.start)
    return RuleNames(bodies, people, find_locations(tokens, taken))


def rule_tags(tokens: Tokens, names: RuleNames | None = None) -> list[str]:
    """One tag a token ("O", "ORG", "PER", "LOC"); the first token of a name has a "+" after its tag."""
    held = names if names is not None else find_by_rules(tokens, bytearray(len(tokens)))
    tags = ["O"] * len(tokens)
    for label, matches in (("LOC", held.locations), ("PER", held.people), ("ORG", held.bodies)):
        for match in matches:
            tags[match.start : match.end] = [label] * (match.end - match.start)
            tags[match.start] = label + "+"
    return tags


def _find_bodies(tokens: Tokens, blocked: bytearray, known: set[str]) -> list[OrgMatch]:
    found: list[OrgMatch] = []
    i = 0
    while i < len(tokens):
        listed = [] if blocked[i] else _sharing_a_head(tokens, i, found[-1] if found else None)
        if listed and not any(blocked[i : listed[-1].end]):
            found.extend(listed)
            i = listed[-1].end
            continue
        match = None if blocked[i] else match_organisation(tokens, i)
        if match is None or any(blocked[match.start : match.end]) or _is_generic(tokens, match):
            i += 1
            continue
        found.append(match)
        i = match.end
    anywhere = known | {_short(match) for match in found if not match.bare}
    so_far = set(known)
    kept: list[OrgMatch] = []
    for match, following in zip_longest(found, found[1:]):
        if not match.bare:
            so_far.add(_short(match))
        # A bare "Bộ" or "Sở" means the one that the text has named before it; a unit may be named later.
        named = so_far if match.head.kind == "sector" else anywhere
        if (
            not match.bare
            or match.head.alone
            or _stands_for_a_body(tokens, match, named)
            or _leads_a_row(tokens, match, following)
        ):
            kept.append(match)
    return kept


def _leads_a_row(tokens: Tokens, match: OrgMatch, following: OrgMatch | None) -> bool:
    """ "Đảng ủy, HĐND, UBND xã": the territory at the end serves all of them."""
    if match.head.kind != "authority" or following is None or following.head.kind != "authority":
        return False
    return following.start == match.end + 1 and tokens.words[match.end] in {",", "-", "–"}


def _sharing_a_head(tokens: Tokens, i: int, last: OrgMatch | None) -> list[OrgMatch]:
    """ "Bệnh viện Bạch Mai, | Việt Đức và Chợ Rẫy", "các | phòng Nghiệp vụ Y, Nghiệp vụ Dược": a list's bodies."""
    found: list[OrgMatch] = []
    if last is not None and i == last.end and last.head.text in {"Bệnh viện", "BV"} and last.scope is None:
        return _members(tokens, i, last.head)
    if i == 0 or tokens.lows[i - 1] not in _PLURALS or tokens.lows[i] not in {"phòng", "khoa", "bệnh", "bv"}:
        return []
    hit = heads().match(tokens, i)
    if hit is None or hit[1].kind != "unit" or hit[1].text not in {"Phòng", "Khoa", "Bệnh viện", "BV"}:
        return []
    after, head = hit
    after += tokens.follows(after) and tokens.words[after] == ":"
    end = _member_end(tokens, after, head)
    if end == after:
        return []
    begins = i if after == hit[0] else after
    rest = _members(tokens, end, head)
    if rest:
        found = [OrgMatch(begins, hit[0] if begins == i else after, end, head, True, None), *rest]
    return found


def _members(tokens: Tokens, i: int, head: Head) -> list[OrgMatch]:
    found: list[OrgMatch] = []
    while tokens.follows(i + 1) and (tokens.words[i] == "," or tokens.lows[i] == "và"):
        end = _member_end(tokens, i + 1, head)
        if end == i + 1:
            break
        found.append(OrgMatch(i + 1, i + 1, end, head, True, None))
        i = end
    return found


def _member_end(tokens: Tokens, i: int, head: Head) -> int:
    """Where a member of a list that leaves out its head ends; ``i`` when none begins there."""
    if not tokens.follows(i) or not tokens.caps[i]:
        return i
    names = hospitals() if head.text in {"Bệnh viện", "BV"} else continuations()
    hit = names.match(tokens, i)
    while hit is not None and head.text in {"Phòng", "Khoa"}:  # "Kế hoạch | - Tài chính"
        at = hit[0] + (tokens.follows(hit[0]) and tokens.words[hit[0]] in {"-", "–"})
        more = names.match(tokens, at) if tokens.follows(at) else None
        if more is None or not tokens.caps[at]:
            break
        hit = more
    return i if hit is None else hit[0]


def _heads_in(text: str) -> set[str]:
    """The heads of the bodies that a short text names in full."""
    tokens = Tokens(text)
    found = (match_organisation(tokens, i) for i in range(len(tokens)))
    return {_short(match) for match in found if match is not None and not match.bare}


def _short(match: OrgMatch) -> str:
    return {"TTYT": "Trung tâm", "BVĐK": "Bệnh viện", "BV": "Bệnh viện", "CDC": "Trung tâm", "TYT": "Trạm Y tế"}.get(
        match.head.text, match.head.text
    )


def _opens_a_list(tokens: Tokens, match: OrgMatch) -> bool:
    """ "các Sở Nội vụ, Tài chính": bodies of one province named one by one; not "các Sở Y tế, các bệnh viện"."""
    at = match.end
    if not match.described or not tokens.follows(at + 1) or not (tokens.words[at] == "," or tokens.lows[at] == "và"):
        return False
    hit = heads().match(tokens, at + 1)
    following = hit[0] if hit is not None and hit[1].kind == "sector" else at + 1
    return tokens.follows(following) and tokens.caps[following] and sectors().match(tokens, following) is not None


def _is_generic(tokens: Tokens, match: OrgMatch) -> bool:
    """ "các Sở Y tế", "UBND các huyện", "Bệnh viện tuyến tỉnh": kinds of bodies, not one of them."""
    if _is_of_a_level(tokens, match.inner or match):
        return True
    before = tokens.lows[match.start - 1] if match.start and not tokens.breaks[match.start] else ""
    named = match.scope is not None and match.scope.named
    further = tokens.lows[match.start - 2] if before and match.start > 1 else ""
    plural = (before in _PLURALS or before.isdigit()) and further not in _ORDERED
    if plural and not named and (match.bare or match.head.kind in {"unit", "authority", "sector"}):
        return match.inner is None and not (match.head.kind == "sector" and _opens_a_list(tokens, match))
    if tokens.follows(match.end) and tokens.lows[match.end] == "các" and match.scope is None and match.inner is None:
        if match.head.kind == "sector":  # "Sở Y tế các tỉnh", but "trình Sở Y tế các nội dung"
            return tokens.lows[match.end + 1 : match.end + 2] in (["tỉnh"], ["thành"], ["địa"], ["bộ"])
        return match.head.kind in {"unit", "authority"}
    return match.bare and tokens.follows(match.end) and tokens.lows[match.end] in _GENERIC_AFTER


def _is_of_a_level(tokens: Tokens, match: OrgMatch) -> bool:
    """ "UBND cấp xã", "UBND xã, phường, đặc khu": the bodies of all units of a level."""
    scope = match.scope
    if match.head.kind != "authority" or scope is None or scope.named:
        return False
    if tokens.lows[scope.start] == "cấp":
        return True
    further = match.end + 1
    listed = tokens.follows(further) and tokens.words[match.end] in {",", "/"} and not tokens.caps[match.end - 1]
    level = read_level(tokens, further) if listed else None
    if level is None or tokens.caps[further]:
        return False
    after = read_scope(tokens, further)
    return after is not None and not after.named


def _stands_for_a_body(tokens: Tokens, match: OrgMatch, heads: set[str]) -> bool:
    """Whether a head alone ("Trung tâm") is short for a body that the text or its site names."""
    led = match.head.kind in {"sector", "authority"} and office_before(tokens, match.start)
    if match.head.text not in heads and not led:
        return False
    if not tokens.follows(match.end):
        return True
    after = tokens.lows[match.end]
    if (
        match.head.kind == "unit"
        and not tokens.caps[match.end]
        and continuations().match(tokens, match.end) is not None
    ):
        return False  # a kind of unit, or a name in a spelling that is not known
    if match.head.kind == "sector" and after == "," and tokens.lows[match.end + 1] in {"ban", "ngành"}:
        return False
    opens = not tokens.follows(match.start) or tokens.words[match.start - 1] in {".", "!", "?", ":"}
    return not opens or match.head.kind == "unit" or after in _AFTER_BARE_BODY
