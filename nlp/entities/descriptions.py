"""What stands behind the head of an organisation: what the body is for, piece by piece, and where that ends."""

from __future__ import annotations

from nlp.entities.headwords import BOARD_STOPS, DESCRIBED_BY_WORDS, GOES_ON, WANTS_OBJECT
from nlp.entities.lexicon import Head, businesses, continuations, heads, sectors, small_descriptions, small_nouns
from nlp.entities.runs import person_begins, run_end
from nlp.entities.tokens import Tokens

__all__ = [
    "MAX_DESCRIPTION",
    "begins_body",
    "describe",
    "is_case_of",
    "is_ward",
    "line_of_business",
    "listed_descriptions",
    "past_short_form",
    "whole_word",
]

MAX_DESCRIPTION = 14
_DASHES = {"-", "–", "—"}
_SURELY_A_NAME = 4  # tokens: so long a description, though written small, is no verb


def line_of_business(tokens: Tokens, at: int) -> int:
    """ "Công ty cổ phần | dược phẩm và thiết bị y tế | …": the end of the business, when a name follows it."""
    end = at
    while tokens.follows(end) and end - at < MAX_DESCRIPTION:
        hit = businesses().match(tokens, end)
        if hit is not None and not (tokens.caps[end] and begins_body(tokens, end)):
            end = hit[0]
        elif tokens.lows[end] in {"và", "&", "-", ","} and businesses().match(tokens, end + 1) is not None:
            end += 1
        else:
            break
    return end if tokens.follows(end) and tokens.caps[end] and not begins_body(tokens, end) else at


def is_ward(tokens: Tokens, i: int, after: int, head: Head) -> bool:
    """ "Khoa cấp cứu", "Cục khám chữa bệnh": the head has its capital, a known description follows it small."""
    if head.text == "Hội đồng":  # "Hội đồng quản lý chất lượng | Sở Y tế …"
        task = continuations().match(tokens, after) if tokens.follows(after) and tokens.caps[i] else None
        return task is not None and tokens.follows(task[0]) and begins_body(tokens, task[0])
    if head.text not in {"Cục", "Vụ"} and (head.text not in {"Khoa", "Phòng"} or not tokens.follows(i)):
        return False
    hit = continuations().match(tokens, after) if tokens.follows(after) else None
    if hit is None or hit[0] - after < 2:
        return False
    return tokens.caps[i] or (
        tokens.follows(hit[0]) and tokens.caps[hit[0]] and heads().match(tokens, hit[0]) is not None
    )


def listed_descriptions(tokens: Tokens, at: int, head: Head) -> int:
    """ ", Thực phẩm và Thiết bị y tế" after a first description: the end of the list; ``at`` when it is none."""
    if head.text not in {"Trung tâm", "Phòng", "Chi cục", "Cục", "Ủy ban", "Ban", "Hội đồng"}:
        return at
    k = at
    while tokens.follows(k + 1) and tokens.words[k] == "," and tokens.caps[k + 1] and not begins_body(tokens, k + 1):
        hit = continuations().match(tokens, k + 1)
        if hit is None:
            return at
        k = hit[0]
    if k == at or not tokens.follows(k + 1) or tokens.lows[k] != "và" or not tokens.caps[k + 1]:
        return at
    last = continuations().match(tokens, k + 1)
    return at if last is None or begins_body(tokens, k + 1) else last[0]


def whole_word(tokens: Tokens, at: int, end: int, head: Head) -> int:
    """ "Khoa Hóa | sinh", "Cục Cảnh | sát": a lone capitalised syllable takes the small one that makes it a word."""
    lone = end - at == 1 and len(tokens.words[at]) > 1 and not tokens.words[at].isupper()
    lone = lone and tokens.lows[at] not in {"sở", "bộ"}
    if not lone or head.text.lower() not in DESCRIBED_BY_WORDS or not tokens.follows(end) or tokens.caps[end]:
        return end
    return end if not tokens.lows[end].isalpha() or tokens.lows[end] in BOARD_STOPS else end + 1


def describe(tokens: Tokens, at: int, *, first: bool, must_be_capital: bool) -> int:
    """The end of one more piece of description at ``at``; ``at`` when there is none."""
    lows = tokens.lows
    begin = at
    if tokens.words[at] in _DASHES or lows[at] in {"và", "&"}:
        begin = at + 1
        if not tokens.follows(begin) or begins_body(tokens, begin):
            return at
        if not tokens.caps[begin]:
            return _second_noun(tokens, at)
    if not first and begin == at and (further := _goes_on(tokens, at)) > at:
        return further
    hit = continuations().match(tokens, begin)
    noun = None if first or begin > at or tokens.caps[begin] else small_nouns().match(tokens, begin)
    if hit is None or (noun is not None and noun[0] > hit[0] and tokens.caps[_first_of(tokens, begin)]):
        return noun[0] if noun is not None else at
    end = hit[0]
    if not tokens.caps[begin] and not tokens.words[begin].isdigit():
        if not first and begin == at and " ".join(tokens.lows[at - 2 : at]) in WANTS_OBJECT and tokens.caps[at - 2]:
            return end  # "Quản lý | an toàn thực phẩm"
        if must_be_capital or begin > at:
            return at
        least = 2 if tokens.lows[at - 1] in {"khoa", "phòng"} and tokens.caps[at - 1] else _SURELY_A_NAME
        if noun is not None and tokens.caps[_first_of(tokens, begin)]:
            return noun[0]  # "Quản lý sản phẩm | thực phẩm"
        small = small_descriptions().match(tokens, begin) if first else None
        if small is not None and end - begin < _SURELY_A_NAME:
            end = small[0]
        elif small is None and hit[1][0].isupper() and (not first or end - begin < least):
            return at  # "Phòng Tổ chức cán bộ | xây dựng kế hoạch"
    elif end - begin == 1 and begin > at and run_end(tokens, begin) > begin + 1:
        return at
    if begin == at and _is_person_here(tokens, begin, end):
        return at
    return end


def _second_noun(tokens: Tokens, at: int) -> int:
    """ "An toàn bức xạ | và hạt nhân": the end of a noun written small after one; ``at`` when there is none."""
    if tokens.lows[at] != "và" or tokens.caps[at - 1]:
        return at
    before = next((hit for k in (2, 3, 4, 1) if (hit := small_nouns().match(tokens, at - k)) and hit[0] == at), None)
    noun = small_nouns().match(tokens, at + 1)
    return noun[0] if before is not None and noun is not None else at


def _goes_on(tokens: Tokens, at: int) -> int:
    """ "Nghiên cứu | phát triển kinh tế | - xã hội": the end of a second verb and its noun; ``at`` when none."""
    if not tokens.caps[at - 2] or " ".join(tokens.lows[at - 2 : at]) not in WANTS_OBJECT or tokens.caps[at]:
        return at
    if not tokens.follows(at + 1) or " ".join(tokens.lows[at : at + 2]) not in GOES_ON or not tokens.follows(at + 2):
        return at
    noun = small_nouns().match(tokens, at + 2)
    return noun[0] if noun is not None and not tokens.caps[at + 2] else at


def _first_of(tokens: Tokens, i: int) -> int:
    """The last word with a capital before ``i`` on the line, at most six words back; ``i`` when there is none."""
    return next((k for k in range(i - 1, max(i - 7, -1), -1) if tokens.caps[k]), i)


def _is_person_here(tokens: Tokens, begin: int, end: int) -> bool:
    """A continuation of one syllable ("Lao", "Mai") that in truth begins a longer run with a person's name."""
    if end - begin != 1:
        return False
    stop = run_end(tokens, begin)
    return stop - begin >= 3 and person_begins(tokens, begin, stop) == begin


def begins_body(tokens: Tokens, i: int) -> bool:
    hit = heads().match(tokens, i)
    if hit is None:
        return False
    if hit[1].kind in {"fixed", "authority", "sector"}:
        return hit[1].kind != "sector" or sectors().match(tokens, hit[0]) is not None
    return hit[1].alone or continuations().match(tokens, hit[0]) is not None


def is_case_of(tokens: Tokens, at: int) -> bool:
    """ "Vụ Ngân hàng | SCB": a firm in capitals right behind the trade, so that "vụ" is its case."""
    return (
        tokens.follows(at) and tokens.words[at].isupper() and len(tokens.words[at]) > 1 and not begins_body(tokens, at)
    )


def past_short_form(tokens: Tokens, at: int) -> int:
    """ "Bệnh viện (BV) | Nhi đồng": past the short form of the head itself, where a name goes on behind it."""
    if not tokens.follows(at + 3) or tokens.words[at] != "(" or tokens.words[at + 2] != ")":
        return at
    return at + 3 if tokens.words[at + 1].isupper() and tokens.caps[at + 3] else at
