"""The words before a number: the type of the document, "số", and where the reference begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.document_words import TYPE_WORD, official_type
from nlp.references.issuers import body_at

__all__ = ["Before", "words_before"]

_REACH = 150
_SO = re.compile(r"(?i)(?<!\w)(?:số|sô|so)(?:\s(?:hiệu|và ký hiệu))?\s{0,3}[:.]?\s{0,3}$")
# Words that may stand between type and number: "Kế hoạch CCHC số 12/KH-SYT"; no verb, no preposition.
_BETWEEN = re.compile(
    r"(?:\s(?!(?:tại|theo|trong|ở|và|kèm|của|có|là|được|với|từ|cho|đã|tới|đến|này|trên|các|những|như|về|ngày|thực|"
    r"thay)\s)"
    r"[^\s,;:.()\"“”]{1,14}){0,4}\s{0,3}\(?"
)
_LAW = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_LAW_NAME = re.compile(r"\s[^;:.()\n]{1,130}\(?")
_OF = re.compile(r"\scủa\s")
_DAY_ONLY = re.compile(r"\s(?:ký\s)?ngày\s[\d/. -]{6,14}\s?$")


class Before(NamedTuple):
    """What stands before a number."""

    start: int  # where the reference begins
    type: str | None
    worded: bool  # a type word or "số" is there
    issuer: tuple[int, int] | None  # span of a body between type and number


def words_before(text: str, number: int, low: int) -> Before:
    """Read back from the number at ``number``, not before ``low`` (the sentence's or the last reference's end)."""
    low = max(low, number - _REACH)
    window = text[low:number]
    so = _SO.search(window)
    head = window[: so.start()] if so else window
    begin = low + (so.start() if so else len(window.rstrip()))
    begin = begin if so else number
    words = list(TYPE_WORD.finditer(head))
    for word in reversed(words):
        rest = head[word.end() :]
        name = official_type(word)
        if not rest.strip():
            return Before(low + word.start(), name, True, None)
        if name in _LAW and so is not None and word.group()[0].isupper() and _LAW_NAME.fullmatch(rest):
            return Before(low + _amended(words, word, head), name, True, None)
        if so is None:
            break
        if _BETWEEN.fullmatch(rest) or _DAY_ONLY.fullmatch(rest):
            return Before(low + word.start(), name, True, None)
        of = _OF.match(rest)
        body = body_at(text, low + word.end() + of.end()) if of else None
        if body and not text[body[1] : begin].strip():
            return Before(low + word.start(), name, True, body)
        break
    return Before(begin, None, so is not None, None)


def _amended(words: list[re.Match[str]], word: re.Match[str], head: str) -> int:
    """ "Luật sửa đổi, bổ sung một số điều của Luật Dược số …" begins at its first "Luật"."""
    for earlier in words:
        between = head[earlier.end() : word.start()]
        if (
            earlier is not word
            and official_type(earlier) in _LAW
            and re.match(r"\s(?i:sửa đổi)[^;.]*\scủa\s(?:các\s)?$", between)
        ):
            return earlier.start()
    return word.start()
