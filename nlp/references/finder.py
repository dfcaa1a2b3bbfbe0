"""All references of a text: numbers with letters first, then laws by name, then references by words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.annotation import DocumentReference
from domain.document_codes import find_codes
from nlp.dates.days import day_at
from nlp.references.context import words_before
from nlp.references.issuers import body_at, issuer_before
from nlp.references.laws import find_law_names
from nlp.references.links import parents_of
from nlp.references.plain import find_bare_numbers, find_unnumbered
from nlp.text import Layer

__all__ = ["find_documents"]


@dataclass(slots=True)
class _Found:
    """A reference in the making; offsets of the normalised text."""

    start: int
    end: int
    number: str | None
    type: str | None
    issuer: tuple[int, int] | None
    method: str
    confidence: float
    letters: str = ""
    digits: int = -1  # where the number itself begins


# Between references of one list: "số 1085/QĐ-TTg ngày …, số 104/QĐ-TTg".
_LIST_GAP = re.compile(
    r"(?:[\s,(]*(?:ký |ban hành )?ngày [\d/. -]{6,14}\)?)?[\s,;]{1,3}(?:(?:và|hoặc|hay)\s)?(?:các\s)?$"
)
# "mẫu số 02A/BK-XS": a form to fill in.
_FORM = re.compile(r"(?i)(?<!\w)(?:mẫu|biểu|biểu mẫu|phụ lục|bảng|sổ|phiếu)\s(?:số\s?:?\s?)?$")
# "Nghị quyết số 18, 19-NQ/TW": the letters behind the last number are those of all.
_SHARED_LETTERS = re.compile(r"(?:\s?[,;]|\s(?:và|hoặc|hay))\s(?:số\s)?")
_TO_DATE = re.compile(r"(?i)[\s,(]{1,3}(?:(?:ký|ban hành|được ban hành|đề)\s)?(?=ngày\s|\d)")
_TO_BODY = re.compile(r"(?i)(?:\snăm\s\d{4})?[\s,)]{1,3}(?:(?:được\s)?(?:ban hành|ký)\s)?(?:do|của)\s")
_BODY_NEXT = re.compile(r"\s(?=[A-ZĐỦ])")
_AND_DATE = re.compile(r"(?i)[\s,(]{1,2}(?:ký\s|ban hành\s|cấp\s)?(?=ngày\s)")
_YEAR_OF_NUMBER = re.compile(r"/(?P<year>(?:19|20)\d\d)(?:/|$)")
_DATE_BEFORE = re.compile(r"(?i)ngày\s[\d/. -]{3,14}(?:tháng\s\d{1,2}(?:\snăm\s\d{4})?)?[\s,]{0,3}$")


def _with_letters(layer: Layer) -> list[_Found]:
    found: list[_Found] = []
    text = layer.text
    for code in find_codes(text):
        if layer.covered(code.start, code.end, "url"):
            continue
        if _FORM.search(text[max(0, code.start - 24) : code.start]):
            continue
        last = found[-1] if found else None
        low = max(layer.sentence_at(code.start).start, last.end if last else 0)
        before = words_before(text, code.start, low)
        # What a list hands on from its first member: only to numbers with the same letters.
        listed = last is not None and last.letters == _letters(code.number)
        listed = listed and last is not None and _LIST_GAP.fullmatch(text, last.end, before.start) is not None
        if not code.sure and not before.worded and not listed:
            continue
        if not code.sure and before.type is None and code.type is None and not listed and not _plausible(code.number):
            continue
        kind = before.type or (last.type if listed and last else None) or code.type
        confidence = 0.99 if code.sure else 0.85
        item = _Found(before.start, code.end, code.number, kind, before.issuer, "number", confidence)
        item.letters, item.digits = _letters(code.number), code.start
        found.append(item)
    return found


def _letters(number: str | None) -> str:
    """ "1085/2022/QĐ-TTg" → "QĐ-TTg", "57-NQ/TW" → "NQ/TW"."""
    return (number or "").lstrip("0123456789./-abcd")


def _plausible(number: str | None) -> bool:
    """ "số 12/KP3" is an address: a number that only "số" supports needs two parts of letters."""
    letters = (number or "").partition("/")[2]
    return "-" in letters or "/" in letters or letters.startswith("HĐ")


def _add(found: list[_Found], more: list[_Found]) -> list[_Found]:
    """Those of ``more`` that touch none of ``found``, merged in order. Both are in order."""
    merged: list[_Found] = []
    at = 0
    for new in more:
        while at < len(found) and found[at].end <= new.start:
            merged.append(found[at])
            at += 1
        if (merged and merged[-1].end > new.start) or (at < len(found) and found[at].start < new.end):
            continue
        merged.append(new)
    return merged + found[at:]


def _with_shared_letters(text: str, found: list[_Found]) -> list[_Found]:
    """Give numbers in a row the letters of the last of them."""
    for item, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        bare = item.method == "words" and item.number is not None and item.number.isdigit()
        if not bare or after.letters == "" or not _SHARED_LETTERS.fullmatch(text, item.end, after.start):
            continue
        rest = re.sub(r"^[\d.]+[a-zđ]?", "", after.number or "")
        item.number = f"{item.number}{rest}"
        item.letters = after.letters
    return found


def _dating(layer: Layer, item: _Found, previous_end: int, next_start: int) -> date | None:
    """Read the date (and, where missing, the issuer) from the words around; the issuer is set on ``item``."""
    text = layer.text
    found: date | None = None
    numbered = _YEAR_OF_NUMBER.search(item.number or "")
    year = int(numbered["year"]) if numbered else None  # "13/2025/TT-BYT" was issued in 2025
    position = item.end
    if item.issuer is not None and item.issuer[1] > position:
        position = item.issuer[1]
    to_date = _TO_DATE.match(text, position)
    if to_date and to_date.end() < next_start:
        day = day_at(text, to_date.end(), layer.date, year)
        # "…567/UBND-KSTTHC, ngày 08/8/2023 Sở Y tế có Báo cáo …": that day is the next document's.
        belongs_on = day is not None and "," in to_date.group() and _BODY_NEXT.match(text, day.end) is not None
        belongs_on = (
            belongs_on and day is not None and body_at(text, day.end + 1) is not None and next_start < len(text)
        )
        if (
            day is not None
            and not belongs_on
            and (day.full or "ngày" in text[to_date.end() : to_date.end() + 6].lower())
        ):
            found, position = day.day, day.end
    if item.issuer is None:
        to_body = _TO_BODY.match(text, position)
        if to_body and to_body.end() < next_start:
            item.issuer = body_at(text, to_body.end())
            if item.issuer is not None and found is None:
                after = _AND_DATE.match(text, item.issuer[1])
                day = day_at(text, after.end(), layer.date, year) if after else None
                found = day.day if day else None
    if item.issuer is None:
        low = max(layer.sentence_at(item.start).start, previous_end)
        item.issuer = issuer_before(text, low, item.start)
        if item.issuer is not None and found is None:
            before = _DATE_BEFORE.search(text[max(low, item.issuer[0] - 40) : item.issuer[0]])
            if before is not None:
                day = day_at(text, max(low, item.issuer[0] - 40) + before.start(), layer.date, year)
                found = day.day if day else None
    return found


def find_documents(layer: Layer) -> list[DocumentReference]:
    """References in order; spans are of the normalised text and do not overlap.

    Their numbers are masked as "number", so that "05/2021/TT-BYT" is no month; the words before them are not.
    """
    text = layer.text
    found = _with_letters(layer)
    laws = [_Found(law.start, law.end, None, law.type, None, "name", 0.9) for law in find_law_names(text)]
    found = _add(found, laws)
    bare = [
        _Found(p.start, p.end, p.number, p.type, p.issuer, "words", 0.8, digits=p.end - len(p.number or ""))
        for p in find_bare_numbers(text)
    ]
    found = _with_shared_letters(text, _add(found, bare))
    plain = [_Found(p.start, p.end, None, p.type, p.issuer, "words", 0.7) for p in find_unnumbered(text)]
    found = _add(found, plain)
    layer.mask("number", ((item.digits, item.end) for item in found if item.digits >= 0))
    days: list[date | None] = []
    for at, item in enumerate(found):
        next_start = found[at + 1].start if at + 1 < len(found) else len(text)
        days.append(_dating(layer, item, found[at - 1].end if at else 0, next_start))
    for item, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        # "số 18-NQ/TW, số 19-NQ/TW của Trung ương": the body behind a list issued all of it.
        if item.issuer is None and item.letters and item.letters == after.letters and after.issuer is not None:
            item.issuer = after.issuer if _LIST_GAP.fullmatch(text, item.end, after.start) else None
    parents = parents_of(layer, [(item.start, item.end, item.number) for item in found])
    return [
        DocumentReference(
            text=text[item.start : item.end],
            start=item.start,
            end=item.end,
            method=item.method,
            confidence=item.confidence,
            number=item.number,
            type=item.type,
            date=day,
            issuer=" ".join(text[item.issuer[0] : item.issuer[1]].split()) if item.issuer else None,
            implements=tuple(above),
        )
        for item, day, above in zip(found, days, parents, strict=True)
    ]
