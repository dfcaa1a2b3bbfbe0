"""People: a full name after a form of address, after an office, or standing by itself; with title and office.

"đồng chí Nguyễn Văn A, Phó Giám đốc Sở Y tế" → name "Nguyễn Văn A", title "đồng chí", office "Phó Giám đốc Sở Y tế".
Names of streets, schools and hospitals are no people.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from domain.people_names import MIDDLE_NAMES, MINORITY_PARTICLES, is_strong_surname, is_surname
from nlp.entities.gazetteer import levels, peoples
from nlp.entities.lexicon import sectors
from nlp.entities.offices import honorifics, offices, weak_offices
from nlp.entities.runs import looks_like_person, place_at, run_end
from nlp.entities.tokens import Tokens

__all__ = ["PersonMatch", "find_people", "is_lunar_year"]

_ONE_SYLLABLE_AFTER = frozenset(
    """ông bà anh chị cô chú bác em cháu cụ thầy bs bác_sĩ bác_sỹ điều_dưỡng đồng_chí dược_sĩ y_sĩ y_sỹ ca_sĩ
    nhà_báo""".split()
)
_NAMED_AFTER = frozenset(
    """đường phố trường thpt thcs viện chợ cầu hầm đèo giải quỹ khu tượng đài lộ sân ga bến cảng ấp thôn bản xã phường
    huyện quận khẩu xóm phum sóc cư làng buôn đảo núi hồ sông mang đoàn dốc ngã vườn trấn tiểu mầm non khóm hẻm
    ngõ""".split()
)
_TEAMS = frozenset("bộ sở ủy lãnh kiểm công thanh giám đại thầy bác khám viên chủ luật y từ liên".split())
_STEMS = frozenset("giáp ất bính đinh mậu kỷ canh tân nhâm quý".split())  # of the lunar years: "Nhâm Dần"
_BRANCHES = frozenset("tý sửu dần mão thìn tỵ ngọ mùi thân dậu tuất hợi".split())
_PARTS_OF_NAME = 5
_CHAIN = 5
_SET_OF = frozenset(
    "tiêu chí|câu hỏi|chỉ số|chỉ tiêu|thủ tục|quy tắc|quy trình|quy chuẩn|tiêu chuẩn|tài liệu|công cụ|dữ liệu|hồ sơ"
    "|giải pháp|sưu tập|pháp điển|mã hóa|nhận diện|câu lệnh|từ khóa".split("|")
)


class PersonMatch(NamedTuple):
    """Tokens of the name, and of the title and the office where the text gives them."""

    start: int
    end: int
    title: tuple[int, int] | None
    office: tuple[int, int] | None
    sure: float


class _State:
    """What the words right before the present token say about a person to come."""

    __slots__ = ("office", "office_word", "title", "title_word")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.title: tuple[int, int] | None = None
        self.title_word = ""
        self.office: tuple[int, int] | None = None
        self.office_word = ""


def find_people(tokens: Tokens, bodies: Mapping[int, int], blocked: bytearray) -> list[PersonMatch]:
    """The people named; ``bodies``: first token of every organisation → its end; ``blocked``: tokens taken already."""
    found: list[PersonMatch] = []
    state = _State()
    i = 0
    while i < len(tokens):
        if tokens.breaks[i]:
            state.clear()
        if i in bodies:
            end = bodies[i]
            if state.office is not None and state.office[1] == i:
                state.office = (state.office[0], end)
            else:
                state.clear()
            i = end
            continue
        if blocked[i]:
            state.clear()
            i += 1
            continue
        step = _read_words_before(tokens, i, state, bodies, blocked)
        if step > i:
            i = step
            continue
        if tokens.caps[i]:
            end = _name_end(tokens, i, bodies, blocked)
            sure, end = _judge(tokens, i, end, state)
            if sure:
                end = _with_initial(tokens, i, end)
                office = state.office or _office_after(tokens, end, bodies)
                found.append(PersonMatch(i, end, state.title, office, sure))
            state.clear()
            i = max(end, i + 1)
            continue
        if not (tokens.words[i] in {".", "-", "–"} and state.title is not None and i - state.title[1] <= 0):
            state.clear()
        elif state.title is not None:
            state.title = (state.title[0], i + 1)
        i += 1
    return found


def _read_words_before(tokens: Tokens, i: int, state: _State, bodies: Mapping[int, int], blocked: bytearray) -> int:
    """Take a form of address or an office at ``i`` into the state; the token after it, or ``i``."""
    if tokens.lows[i : i + 2] == ["bác", "hồ"] and tokens.caps[i]:
        return i  # "Bác Hồ" is a name
    hit = honorifics().match(tokens, i)
    if hit is not None and not blocked[i] and place_at(tokens, i) == i and not _honorific_is_name(tokens, i, hit[0]):
        start = state.title[0] if state.title is not None and state.title[1] == i else i
        state.title = (start, hit[0])
        state.title_word = hit[1]
        return hit[0]
    office = offices().match(tokens, i)
    if office is not None:
        end = office[0]
        sector = sectors().match(tokens, end) if tokens.follows(end) else None  # "Bộ trưởng Y tế"
        if sector is not None and tokens.caps[end]:
            end = sector[0]
        start = state.office[0] if state.office is not None and state.office[1] == i else i
        state.office = (start, end)
        state.office_word = office[1]
        end = _body_inside(bodies, end)
        state.office = (start, end)
        if state.title is not None and state.title[1] != i:
            state.title = None
        return end
    return i


def _body_inside(bodies: Mapping[int, int], end: int) -> int:
    """ "Trưởng | phòng Tổ chức cán bộ": the end of a body that begins in the office's last word; ``end`` else."""
    return max(bodies.get(end - 1, end), end)


def _honorific_is_name(tokens: Tokens, i: int, end: int) -> bool:
    """ "Anh" or "Cụ" written with a capital inside a run of capitals is a part of a name, not a form of address."""
    return (
        end - i == 1
        and tokens.caps[i]
        and i > 0
        and tokens.follows(i)
        and tokens.caps[i - 1]
        and tokens.lows[i - 1].isalpha()
    )


def _name_end(tokens: Tokens, i: int, bodies: Mapping[int, int], blocked: bytearray) -> int:
    end = run_end(tokens, i)
    for k in range(i + 1, end):
        office = offices().match(tokens, k)
        if k in bodies or blocked[k] or (office is not None and office[0] - k > 1):
            return k
    return end


def _judge(tokens: Tokens, i: int, end: int, state: _State) -> tuple[float, int]:
    """How sure it is (0: no person) that the run at ``i`` is a person, and where the name ends."""
    team = tokens.lows[i] == "đoàn" and not _TEAMS.isdisjoint(tokens.lows[i + 1 : i + 2])  # "Đoàn Thanh tra"
    if tokens.lows[i:end] == ["bác", "hồ"]:
        return 0.95, end
    if " ".join(tokens.lows[i:end]) in peoples():
        return 0.0, end  # "già làng Xơ Đăng"
    if team or _is_set(tokens, i) or levels().match(tokens, i) is not None:
        return 0.0, end
    titled = state.title is not None and state.title[1] == i
    in_office = state.office is not None and state.office[1] == i
    if titled and len(tokens.words[i]) == 1:
        initials = _initials_end(tokens, i)
        if initials > i:
            return 0.9, initials
    if place_at(tokens, i) == end and not (titled and state.title_word in {"ông", "bà", "đồng chí"} and end - i == 3):
        return 0.0, end
    size = end - i
    acronym = not tokens.shouts[i] and any(
        len(tokens.words[k]) > 1 and tokens.words[k].isupper() for k in range(i, end)
    )
    if acronym and not all(tokens.words[k].isupper() for k in range(i, end)):
        return 0.0, end
    if titled:
        if size > _PARTS_OF_NAME:
            end, size = i + 4, 4
        if size == 1:
            allowed = (
                state.title_word.replace(" ", "_") in _ONE_SYLLABLE_AFTER and not acronym and len(tokens.words[i]) > 1
            )
            return (0.8 if allowed else 0.0), end
        return (0.0 if acronym and size < 3 else 0.97), end
    person = looks_like_person(tokens, i, min(end, i + _PARTS_OF_NAME))
    if in_office and size >= 2:
        if person:
            return 0.97, min(end, i + _PARTS_OF_NAME)
        particle = tokens.lows[i].split("'")[0] in MINORITY_PARTICLES
        fits = size <= _PARTS_OF_NAME and not acronym and state.office_word not in weak_offices()
        return (0.85 if fits and (particle or size <= 4) else 0.0), end
    return _judge_alone(tokens, i, end, person)


def _is_set(tokens: Tokens, i: int) -> bool:
    """ "Bộ Tiêu chí", "Bộ Câu hỏi": a set of things, whose second syllable only has the capital of a heading."""
    return tokens.lows[i] == "bộ" and " ".join(tokens.lows[i + 1 : i + 3]) in _SET_OF


def is_lunar_year(tokens: Tokens, i: int, end: int) -> bool:
    """ "Nhâm Dần": a year by its stem and branch."""
    return end - i == 2 and tokens.lows[i] in _STEMS and tokens.lows[i + 1] in _BRANCHES


def _judge_alone(tokens: Tokens, i: int, end: int, person: bool) -> tuple[float, int]:
    """A run without any word of address: only full names of a clear shape count here."""
    size = end - i
    if size == 2 and i > 0 and tokens.follows(i) and tokens.lows[i - 1] == "tỉnh":
        return 0.0, end  # "tỉnh Khành Hòa": a place, though misspelt
    if tokens.shouts[i] or (i > 0 and tokens.follows(i) and tokens.lows[i - 1] in _NAMED_AFTER):
        return 0.0, end
    if "'" in tokens.words[i] and tokens.lows[i][0] in "hk" and place_at(tokens, i, small=True) == i:
        return 0.8, end
    honoured = tokens.lows[i - 1] == "tên" and tokens.lows[max(i - 2, 0)] == "mang"  # "trường mang tên Lê Lợi"
    numbered = i > 0 and tokens.follows(i) and tokens.words[i - 1].isdigit()  # a house in a street
    if honoured or numbered or is_lunar_year(tokens, i, end) or " ".join(tokens.lows[i:end]) in peoples():
        return 0.0, end
    if not person or size > _PARTS_OF_NAME or place_at(tokens, i, small=size < 3) >= end:
        return 0.0, end
    low, second = tokens.lows[i], tokens.lows[i + 1]
    if is_strong_surname(low):
        return (0.9 if size >= 3 else 0.7), end
    if is_surname(low) and size >= 3 and second in MIDDLE_NAMES:
        return 0.75, end
    return 0.0, end


def _with_initial(tokens: Tokens, i: int, end: int) -> int:
    """ "Lê Văn T.": the stop after an initial belongs to the name when the sentence goes on."""
    initial = end - i >= 2 and len(tokens.words[end - 1]) == 1 and end + 1 < len(tokens) and tokens.words[end] == "."
    return end + 1 if initial and not tokens.caps[end + 1] and not tokens.breaks[end + 1] else end


def _initials_end(tokens: Tokens, i: int) -> int:
    """ "N.V.A.": initials of a person who is not named in full."""
    j = i
    while j + 1 < len(tokens) and len(tokens.words[j]) == 1 and tokens.caps[j] and tokens.words[j + 1] == ".":
        if tokens.starts[j + 1] != tokens.ends[j]:
            break
        j += 2
        if j >= len(tokens) or tokens.starts[j] != tokens.ends[j - 1]:
            break
    if (
        j < len(tokens)
        and j > i
        and len(tokens.words[j]) == 1
        and tokens.caps[j]
        and tokens.starts[j] == tokens.ends[j - 1]
    ):
        return j + 1
    return j - 1 if j - i >= 4 else i


def _office_after(tokens: Tokens, end: int, bodies: Mapping[int, int]) -> tuple[int, int] | None:
    """ ", Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh" after a name."""
    if not tokens.follows(end) or tokens.words[end] not in {",", "-", "–", "(", "—"}:
        return None
    at = end + 1
    begin, last = at, -1
    for _ in range(_CHAIN):
        office = offices().match(tokens, at) if tokens.follows(at) else None
        if office is None:
            break
        last = bodies.get(office[0], office[0])
        last = max(last, _body_inside(bodies, office[0]))
        if last == office[0] and tokens.follows(last):
            sector = sectors().match(tokens, last)
            last = sector[0] if sector is not None and tokens.caps[last] else last
        at = last
        if tokens.follows(at) and tokens.words[at] in {",", "-", "–"}:
            at += 1
        elif not (tokens.follows(at) and offices().match(tokens, at)):
            break
    return (begin, last) if last > begin else None
