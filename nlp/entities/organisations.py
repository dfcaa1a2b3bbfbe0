"""Names of organisations by grammar: a head of a closed list, what it is for, its territory.

"Sở Y tế tỉnh Kon Tum", "Trung tâm Kiểm soát bệnh tật", "Văn phòng UBND tỉnh", "Bệnh viện Đa khoa khu vực Mộc Châu".
Where a name stops is the harder half: at a comma or a verb, before another body ("Phòng Nghiệp vụ Y – Sở Y tế"),
before the name of a person ("Giám đốc Sở Y tế Thái Nguyên Nguyễn Văn A").
"""

from __future__ import annotations

from typing import NamedTuple

from nlp.entities.descriptions import (
    MAX_DESCRIPTION,
    begins_body,
    describe,
    is_case_of,
    is_ward,
    line_of_business,
    listed_descriptions,
    past_short_form,
    whole_word,
)
from nlp.entities.headwords import (
    BOARD_STOPS,
    CAPITAL_FIRST,
    NOT_UNITS,
    OPENING_WORDS,
    TAKES_BODY,
    WHOLE_WORDS,
)
from nlp.entities.lexicon import Head, continuations, heads, sectors
from nlp.entities.national import (
    level_of_board,
    named_after_two_countries,
    of_the_country,
    of_the_government,
    without_short_form,
)
from nlp.entities.offices import office_before, offices
from nlp.entities.runs import person_begins, place_at, run_end
from nlp.entities.scope import Scope, read_level, read_scope
from nlp.entities.tokens import Tokens

__all__ = ["OrgMatch", "match_organisation"]

_DASHES = {"-", "–", "—"}
_BOARD_REACH = 14
_MANAGES = frozenset({"Ban Quản lý", "BQL"})  # what they manage is told in small letters
_OF_A_PROVINCE = frozenset({"Trung tâm", "Bệnh viện", "Chi cục"})


class OrgMatch(NamedTuple):
    """Tokens ``start:end``, where the head ends, whether a description stands after it, and its territory."""

    start: int
    head_end: int
    end: int
    head: Head
    described: bool
    scope: Scope | None
    inner: OrgMatch | None = None

    @property
    def bare(self) -> bool:
        """Whether only the head is there ("Trung tâm"), so that the body meant must be found elsewhere."""
        return not self.described and self.scope is None and self.inner is None


def match_organisation(tokens: Tokens, i: int, *, depth: int = 0) -> OrgMatch | None:
    """The organisation whose name begins at token ``i``; null when none does."""
    table = heads()
    if not table.starts_with(tokens.lows[i]):
        return None
    hit = table.match(tokens, i)
    if hit is None:
        return None
    after, head = hit
    after = past_short_form(tokens, after) if head.kind == "unit" else after
    if after - i == 1 and head.text.isupper() and not tokens.words[i].isupper():  # "who" is no WHO
        return None
    glued = i > 0 and tokens.words[i - 1] in {"/", "-"} and tokens.ends[i - 1] == tokens.starts[i]
    if glued and tokens.words[i].isupper():  # the code of a document
        return None
    if " ".join(tokens.lows[i : i + 2]) in NOT_UNITS or " ".join(tokens.lows[i : i + 3]) in NOT_UNITS:
        return None
    capital = tokens.caps[i]
    if not _may_begin(tokens, i, after, head):
        return None
    match = _READERS[head.kind](tokens, i, after, head)
    if match is None:
        return None
    match = _with_body(tokens, match, depth)
    match = match._replace(end=without_short_form(tokens, match.head_end, match.end))
    if not capital and not _is_named(tokens, match):
        return None
    if match.bare and not (head.alone or head.bare):
        return None
    if head.scope and not head.bare and match.scope is None and match.inner is None:
        return None
    return match


def _may_begin(tokens: Tokens, i: int, after: int, head: Head) -> bool:
    """Whether the head is one here: not the inside of an office, of a word or of a run of capitals."""
    if not tokens.caps[i] and not head.lower and not (head.kind == "fixed" and _written_in_part(tokens, i, after)):
        return False
    if tokens.follows(after) and tokens.lows[after] in {"viên", "trưởng"} and head.text != "Trường":
        return False  # "Tỉnh ủy viên", "Chi cục trưởng"
    office = offices().match(tokens, i)
    if office is not None and office[0] >= after:
        return False
    if head.text == "Thường trực" and (office_before(tokens, i) or (i and tokens.lows[i - 1] == "quan")):
        return False  # "Phó Chủ tịch Thường trực | HĐND tỉnh", "Cơ quan Thường trực"
    if after - i > 1 or not tokens.follows(i) or head.text.isupper():
        return True
    before = i - 1
    if not tokens.caps[i] or not tokens.caps[before]:
        return f"{tokens.lows[before]} {tokens.lows[i]}" not in WHOLE_WORDS
    inside = tokens.caps[before] and tokens.lows[before].isalpha() and not tokens.shouts[i]
    inside = inside and tokens.lows[before] not in OPENING_WORDS  # "Theo Cục …" opens a sentence
    return not inside or head.kind != "unit" or tokens.words[before].isupper()


def _written_in_part(tokens: Tokens, i: int, after: int) -> bool:
    """ "văn phòng Chính phủ": only the first word of a fixed name is small, a later one has its capital."""
    return after - i > 2 and any(tokens.caps[k] and not tokens.words[k].isupper() for k in range(i + 1, after))


def _with_short_form(tokens: Tokens, at: int) -> int:
    """The token after "(UBND)" at ``at`` when a territory follows it; ``at`` else."""
    if not tokens.follows(at + 2) or tokens.words[at] != "(" or tokens.words[at + 2] != ")":
        return at
    if not tokens.words[at + 1].isupper() or not tokens.follows(at + 3):
        return at
    return at + 3 if read_scope(tokens, at + 3) is not None else at


def _read_fixed(tokens: Tokens, i: int, after: int, head: Head) -> OrgMatch | None:
    lows = tokens.lows
    if head.text == "Chính phủ" and tokens.follows(after) and lows[after] in {"điện", "số", "phục", "kiến"}:
        return None
    if head.text in {"Chính phủ", "Quốc hội"} and i >= 2 and lows[i - 2 : i] == ["tổng", "tuyển"]:
        return None
    region = read_scope(tokens, after) if tokens.follows(after) and tokens.lows[after] == "khu" else None
    return OrgMatch(i, after, region.end if region else after, head, True, region)  # "Kiểm toán Nhà nước khu vực VII"


def _read_authority(tokens: Tokens, i: int, after: int, head: Head) -> OrgMatch | None:
    if tokens.follows(after) and tokens.lows[after] == "và" and head.text in {"HĐND", "UBND"}:
        return OrgMatch(i, after, after, head, True, None)
    if head.text == "Thuế cơ sở" and tokens.follows(after) and tokens.words[after].isdigit():
        scope = read_scope(tokens, after + 1)  # "Thuế cơ sở 12 tỉnh …": the number is its name
        scope = scope or Scope(after, after + 1, None, True)
        return OrgMatch(i, after, scope.end, head, True, scope)
    counted = tokens.follows(after + 1) and read_level(tokens, after + 1) is not None
    if tokens.follows(after) and tokens.words[after].isdigit() and counted and head.text not in {"Công an", "Quân khu"}:
        return None  # "UBND 21 huyện"
    if tokens.follows(after) and tokens.lows[after] in {"các", "cấp", "hai", "những"} and not head.scope:
        scope = read_scope(tokens, after) if tokens.lows[after] == "cấp" else None
        return OrgMatch(i, after, scope.end if scope else after, head, True, scope) if scope else None
    at = after
    if tokens.follows(at) and tokens.lows[at] == "ngành":  # "Công đoàn ngành Y tế tỉnh"
        sector = sectors().match(tokens, at + 1)
        at = sector[0] if sector else at
    at = _with_short_form(tokens, at)
    scope = read_scope(tokens, at, after_office=office_before(tokens, i))
    if (
        scope is None
        and head.text in {"Công an", "Quân khu"}
        and tokens.follows(after)
        and tokens.words[after].isdigit()
    ):
        scope = Scope(after, after + 1, None, True)
    return OrgMatch(i, after, scope.end if scope else at, head, not head.scope, scope)


def _read_sector(tokens: Tokens, i: int, after: int, head: Head) -> OrgMatch | None:
    sector = sectors().match(tokens, after) if tokens.follows(after) else None
    if sector is None:
        return OrgMatch(i, after, after, head, False, None)
    end = _with_short_form(tokens, sector[0]) if head.text == "Sở" else sector[0]
    if head.text == "Liên Bộ" and tokens.follows(end + 1) and tokens.words[end] in _DASHES | {","}:
        further = sectors().match(tokens, end + 1)  # "Liên Bộ Công Thương - Tài chính"
        end = further[0] if further is not None else end
    scope = read_scope(tokens, end, after_office=office_before(tokens, i)) if head.text == "Sở" else None
    return OrgMatch(i, after, scope.end if scope else end, head, True, scope)


def _read_unit(tokens: Tokens, i: int, after: int, head: Head) -> OrgMatch | None:
    office = office_before(tokens, i)
    if head.text.lower() in {"ban chỉ đạo", "bcđ", "ban vận động"}:
        return _read_board(tokens, i, after, head)
    if head.text.lower() == "tổ công tác":
        return _read_task_force(tokens, i, after, head)
    at, described, scope = _read_name(tokens, i, after, head, office=office)
    if head.text == "Vụ" and described and scope is None and is_case_of(tokens, at):
        return None
    if head.text.startswith("Trường") and tokens.follows(at) and tokens.words[at].isdigit() and tokens.caps[at - 1]:
        at += 1  # "Trường Tiểu học Hòa Bình 2", though a place bears the name
    if scope is None and tokens.caps[i] and (step := of_the_country(tokens, head.text, at)) > at:
        return OrgMatch(i, after, step, head, True, None)
    if described and scope is None:
        at, scope = _read_ending(tokens, i, at, head, office=office)
    return OrgMatch(i, after, at, head, described, scope)


def _read_name(tokens: Tokens, i: int, after: int, head: Head, *, office: bool) -> tuple[int, bool, Scope | None]:
    """What stands behind a head, piece by piece: where it ends, whether it describes the body, and its territory."""
    needs_capital = head.text.lower() in CAPITAL_FIRST and not is_ward(tokens, i, after, head)
    at, described = after, False
    while tokens.follows(at) and at - after < MAX_DESCRIPTION:
        step = named_after_two_countries(tokens, at) if head.person else at
        step = (
            step
            if step > at
            else _described_to(tokens, at, after, head, needs_capital=needs_capital, described=described)
        )
        if step > at:
            at, described = step, True
            continue
        scope = read_scope(tokens, at, after_office=office)
        if scope is not None:
            passing = not described and not (head.alone or head.scope or head.bare)
            if passing and scope.level is not None and not scope.named:
                return at, described, None
            return scope.end, described, scope
        if at == after and head.text.startswith(("Công ty", "công ty", "Tổng công ty", "Tổng Công ty")):
            at = max(at, line_of_business(tokens, at))
        step = _proper_name(tokens, at, head, office=office, described=described)
        if step == at:
            break
        described = True
        at = whole_word(tokens, at, step, head)
    return at, described, None


def _described_to(tokens: Tokens, at: int, after: int, head: Head, *, needs_capital: bool, described: bool) -> int:
    """The end of one more piece of description at ``at``; ``at`` when there is none."""
    first = at == after and head.text not in _MANAGES
    named = head.person and at - after >= 2 and tokens.caps[at - 1] and tokens.caps[at - 2]
    if named and not tokens.caps[at] and tokens.lows[at].isalpha() and continuations().match(tokens, at) is None:
        return at  # "Bệnh viện Thiện Nhân | đầu tư": nothing describes what has its own name
    step = describe(tokens, at, first=first, must_be_capital=needs_capital and at == after)
    if step > at or not described:
        return step
    if tokens.lows[at] == "vùng" and tokens.follows(at + 1) and tokens.caps[at + 1]:
        return run_end(tokens, at + 1, 3)  # "Đa khoa vùng Tây Nguyên"
    return listed_descriptions(tokens, at, head) if tokens.words[at] == "," else at


def _read_ending(tokens: Tokens, i: int, at: int, head: Head, *, office: bool) -> tuple[int, Scope | None]:
    """What may close a described name: "Trung ương", a short form with a territory, a number."""
    if tokens.lows[at : at + 2] in (["quốc", "gia"], ["trung", "ương"]):
        at += 2
    scope: Scope | None = None
    if tokens.follows(at):
        at = _with_short_form(tokens, at)
        scope = read_scope(tokens, at, after_office=office)
        at = scope.end if scope else at
    if scope is None and tokens.follows(at) and tokens.words[at].isdigit() and len(tokens.words[at]) <= 2:
        letter = len(tokens.words[at - 1]) == 1 and tokens.ends[at - 1] == tokens.starts[at]  # "Trung tâm Cấp cứu A9"
        at += letter or (head.text in {"Phòng", "Khoa"} and tokens.caps[i] and tokens.lows[at - 1] in {"cứu", "khám"})
    return at, scope


def _read_board(tokens: Tokens, i: int, after: int, head: Head) -> OrgMatch:
    """ "Ban Chỉ đạo phòng, chống dịch COVID-19 tỉnh": its task is told in small letters up to a territory."""
    at = after
    while at < min(after + _BOARD_REACH, len(tokens)) and tokens.follows(at):
        level = read_level(tokens, at)
        if level is not None or tokens.lows[at] in {"cấp"} or tokens.lows[at : at + 2] == ["quốc", "gia"]:
            if at > after or level is not None:
                if tokens.lows[at : at + 2] == ["quốc", "gia"]:
                    return OrgMatch(i, after, at + 2, head, True, None)
                scope = read_scope(tokens, at, after_office=office_before(tokens, i))
                if scope is not None:
                    return OrgMatch(i, after, scope.end, head, at > after, scope)
            break
        if at > after and (owner := of_the_government(tokens, at)) > at:
            return OrgMatch(i, after, owner, head, True, None)
        if _with_short_form(tokens, at) > at:
            at += 3  # "hiến máu tình nguyện (HMTN) tỉnh"
            continue
        if tokens.words[at] in {".", ";", ":", "(", ")", "“", '"', "”"} or tokens.lows[at] in BOARD_STOPS:
            break
        if tokens.words[at] == "," and tokens.lows[at - 1] not in {"phòng", "khám", "bảo"}:
            break
        if at > after and tokens.caps[at] and heads().match(tokens, at) is not None and tokens.words[at] != "CCHC":
            nested = match_organisation(tokens, at, depth=2)
            if nested is not None and not nested.bare:
                break
        at += 1
    end = after
    while tokens.follows(end) and (step := describe(tokens, end, first=False, must_be_capital=False)) > end:
        end = step
    if tokens.follows(end) and tokens.lows[end] in {"liên", "quốc", "trung", "t"}:
        end = level_of_board(tokens, end)
    return OrgMatch(i, after, end, head, end > after, None)


def _read_task_force(tokens: Tokens, i: int, after: int, head: Head) -> OrgMatch | None:
    """ "Tổ công tác về … của Thủ tướng Chính phủ", "… Đề án 06 tỉnh Bình Định": known by whose it is.

    Any other is a passing group and no body.
    """
    task = tokens.follows(after) and tokens.lows[after] in {"triển", "thực", "về"}
    at = after
    while tokens.follows(at) and at - after <= _BOARD_REACH:
        owner = of_the_government(tokens, at)
        if owner - at == 5 or (task and owner > at):
            return OrgMatch(i, after, owner, head, True, None)
        if task and at > after and read_level(tokens, at) is not None:
            scope = read_scope(tokens, at)
            if scope is not None and scope.named:
                return OrgMatch(i, after, scope.end, head, True, scope)
        if tokens.words[at] in {".", ";", ":", "(", ","}:
            return None
        at += 1
    return None


def _proper_name(tokens: Tokens, at: int, head: Head, *, office: bool, described: bool) -> int:
    """The end of a name of its own at ``at``: "Bạch Mai", "Nguyễn Tri Phương", "Thái Nguyên"; ``at`` when none."""
    opening = tokens.words[at] in {"“", '"'} and head.person
    if opening:
        return at
    if tokens.words[at].isdigit():
        numbered = head.text in {"Bệnh viện", "BV", "Viện", "Đội"} or head.text.startswith("Trường")
        return at + 1 if numbered and len(tokens.words[at]) <= 3 else at
    if (
        tokens.lows[at] == "số"
        and (described or head.alone)
        and head.text in {"Bệnh viện", "BV", "Trường Mầm non", "Đội", "Đội Quản lý thị trường", "Trung tâm", "Chi cục"}
        and tokens.follows(at + 1)
    ):
        return at + 2 if tokens.words[at + 1].isdigit() else at
    if not tokens.caps[at] or tokens.shouts[at] or begins_body(tokens, at):
        return at
    if head.text in {"Vụ", "Bộ phận"} and not _begins_a_word(tokens, at):
        return at  # "vụ Hoa Sen" is a case, no department
    place = place_at(tokens, at)
    end = run_end(tokens, at)
    end = next((k for k in range(at + 1, end) if read_level(tokens, k) is not None or begins_body(tokens, k)), end)
    if place > at:
        rest = person_begins(tokens, place, end) if place < end else end
        return place if rest == place or office else min(rest, end)
    begins = person_begins(tokens, at, end)
    if begins == at and end - at > 1:
        named_after = head.person and not described and not office
        return end if named_after or (head.person and not office) else at
    return begins


def _begins_a_word(tokens: Tokens, at: int) -> bool:
    """Whether a lone capitalised syllable has a small one after it: "Khoa | giáo", not "Hoa Sen"."""
    plain = tokens.words[at][1:].islower()
    return plain and tokens.follows(at + 1) and not tokens.caps[at + 1] and tokens.lows[at + 1].isalpha()


def _with_body(tokens: Tokens, match: OrgMatch, depth: int) -> OrgMatch:
    """ "Văn phòng UBND tỉnh": a part with the body that it belongs to, when nothing stands between the two."""
    if depth > 1 or (match.head.text.lower() not in TAKES_BODY and match.head.kind != "unit"):
        return match
    if match.scope is not None and match.head.text.lower() not in {"bộ phận một cửa"}:
        return match
    at = match.end
    if tokens.follows(at + 3) and tokens.words[at] == "(" and tokens.words[at + 2] == ")":
        at += 3 if tokens.words[at + 1].isupper() else 0  # "Công đoàn cơ sở (CĐCS) Trung tâm …"
    if not tokens.follows(at) or not tokens.caps[at] or match.head.text.lower() not in TAKES_BODY:
        return match
    inner = match_organisation(tokens, at, depth=depth + 1)
    if inner is None or (inner.bare and not inner.head.alone and inner.head.text not in {"Sở", "Bộ"}):
        return match
    return match._replace(end=inner.end, inner=inner)


def _is_named(tokens: Tokens, match: OrgMatch) -> bool:
    """Whether a name written small carries a capital or a named territory, without which it is no name."""
    if tokens.words[match.head_end : match.end] == ["Việt", "Nam"]:
        return False  # "một công ty Việt Nam"
    if match.head.text == "Trung tâm" and not match.described and match.scope is not None and match.scope.level:
        return False  # "trung tâm xã Bờ Y" is the middle of it
    if (match.scope is not None and match.scope.named) or match.inner is not None:
        return True
    if match.head.text in _OF_A_PROVINCE and match.described and match.scope is not None:
        return match.scope.level in {"tỉnh", "thành phố"}  # "trung tâm hành chính công tỉnh": there is but one
    if match.head.kind == "authority" and match.scope is not None:
        return match.scope.level in {"tỉnh", "thành phố"}
    if match.head.kind == "sector":
        return match.described and tokens.caps[match.start + 1]
    names = [tokens.words[k] for k in range(match.start + 1, match.end) if tokens.caps[k]]
    return any(len(name) < 2 or not name.isupper() for name in names)  # "bệnh viện HIS" is none


_READERS = {"fixed": _read_fixed, "authority": _read_authority, "sector": _read_sector, "unit": _read_unit}
