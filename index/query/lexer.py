"""Text of a query → pieces in order. One pass, linear in the length of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.text import fold_keeping_length, normalise
from index.analysis import analyse
from index.document_numbers import NumberQuery, read_number_query, read_number_value
from index.query.tree import DateLimit, FieldName, FieldValue, Number, Phrase, Word
from index.query.values import read_area, read_day, read_province

__all__ = ["LONGEST", "Mark", "Piece", "Plain", "clean", "pieces"]

LONGEST = 10_000
"""Characters of a query that are read; the rest is left out and said so."""


class Mark(StrEnum):
    """Signs of the language."""

    OR = "OR"
    OPEN = "("
    CLOSE = ")"
    NOT = "-"


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain word."""

    word: Word
    shown: str


Piece = Mark | Plain | Phrase | Number | FieldValue | DateLimit

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_FIELD = re.compile(r"(nguon|tinh|linh ?vuc|van ?ban|don ?vi|tu|den) ?: ?")
_FIELDS = {
    "nguon": FieldName.SOURCE,
    "tinh": FieldName.PROVINCE,
    "linhvuc": FieldName.AREA,
    "vanban": FieldName.DOCUMENT,
    "donvi": FieldName.UNIT,
    "tu": FieldName.FROM,
    "den": FieldName.TO,
}
_BARE = re.compile(r'[^\s()"|]+')
# How many words an unquoted value may run over: "tỉnh:Bà Rịa - Vũng Tàu", "lĩnh vực:thủ tục hành chính", "từ:tháng
# 9/2022".
_REACH = {FieldName.PROVINCE: 5, FieldName.AREA: 8, FieldName.FROM: 3, FieldName.TO: 3, FieldName.DOCUMENT: 1}


def clean(text: str) -> tuple[str, bool]:
    """The text as it is read (normal form, plain quotes, no control characters) and whether it was cut."""
    cut = len(text) > LONGEST
    kept = normalise(text[:LONGEST]).translate(_QUOTES)
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in kept)
    return " ".join(kept.split()), cut


def _words(text: str) -> tuple[Word, ...]:
    analysed = analyse(text)
    return tuple(map(Word, analysed.exact, analysed.folded))


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold_keeping_length(text)
        self.numbers = {number.start: number for number in read_number_query(text)}
        self.last_quote = text.rfind('"')

    def run(self) -> Iterator[Piece]:
        at, size = 0, len(self.text)
        while at < size:
            char = self.text[at]
            if char == " " or (char == '"' and self._closing(at) < 0):
                at += 1
            elif char == "(":
                yield Mark.OPEN
                at += 1
            elif char == ")":
                yield Mark.CLOSE
                at += 1
            elif char == "|":
                yield Mark.OR
                at += 1
            elif char == "-" and self._begins(at):
                if self._excludes(at):
                    yield Mark.NOT
                at += 1
            else:
                read, at = self._operand(at)
                yield from read

    def _begins(self, at: int) -> bool:
        return at == 0 or self.text[at - 1] in ' ("|-'

    def _excludes(self, at: int) -> bool:
        """A dash right before a word excludes; a dash by itself or a row of them is punctuation."""
        following = self.text[at + 1 : at + 2]
        alone = at == 0 or self.text[at - 1] != "-"
        return alone and following not in {"", " ", "-", ")", "|"}

    def _closing(self, at: int) -> int:
        return -1 if at >= self.last_quote else self.text.find('"', at + 1)

    def _operand(self, at: int) -> tuple[list[Piece], int]:
        if self.text[at] == "=":
            read, end = self._exact(at + 1)
            return read, end
        if self._begins(at) and (match := _FIELD.match(self.folded, at)):
            field = _FIELDS[match.group(1).replace(" ", "")]
            found = self._field(field, at, match.end())
            if found is not None:
                return [found[0]], found[1]
        number = self.numbers.get(at)
        if number is not None:
            return [self._number(number)], number.end
        if self.text[at] == '"':
            return self._quoted(at)
        return self._bare(at)

    def _number(self, number: NumberQuery) -> Number:
        return Number(number.keys, _words(self.text[number.start : number.end]), number.label, number.full)

    def _quoted(self, at: int) -> tuple[list[Piece], int]:
        end = self._closing(at)
        inner = self.text[at + 1 : end]
        number = self.numbers.get(at + 1)
        if number is not None and number.end == end:
            return [self._number(number)], end + 1
        words = _words(inner)
        read: list[Piece] = [Phrase(words, inner.strip(), accented=_accented(words))] if words else []
        return read, end + 1

    def _exact(self, at: int) -> tuple[list[Piece], int]:
        """``=từ`` and ``="…"``; an equals sign by itself is nothing."""
        if self.text[at : at + 1] == '"' and (end := self._closing(at)) >= 0:
            inner, after = self.text[at + 1 : end], end + 1
        elif match := _BARE.match(self.text, at):
            inner, after = match.group(), match.end()
        else:
            return [], at
        words = _words(inner)
        if not words:
            return [], after
        return [Phrase(words, inner.strip().lower(), exact_only=True, accented=_accented(words))], after

    def _bare(self, at: int) -> tuple[list[Piece], int]:
        match = _BARE.match(self.text, at)
        if match is None:
            return [], at + 1
        end = match.end()
        # A number may begin inside ("số:1603/KH-UBND", "/1603/KH-UBND"): stop before it.
        for start in range(at + 1, min(end, at + 12)):
            if start in self.numbers:
                end = start
                break
        shown = self.text[at:end]
        if shown == "OR":
            return [Mark.OR], end
        if shown == "AND":
            return [], end
        if ":" in shown and "://" not in shown:  # a field that is none: its name and its value are words
            return [piece for part in shown.split(":") for piece in _plain(part)], end
        return _plain(shown), end

    def _field(self, field: FieldName, at: int, start: int) -> tuple[Piece, int] | None:
        if self.text[start : start + 1] == '"' and (end := self._closing(start)) >= 0:
            read = self._value(field, self.text[start + 1 : end])
            return (read, end + 1) if read else None
        number = self.numbers.get(start) or (self.numbers.get(at) if field is FieldName.DOCUMENT else None)
        if field is FieldName.DOCUMENT and number is not None:
            return FieldValue(field, number.keys, number.label), number.end
        ends = self._ends(start, _REACH.get(field, 1))
        for end in reversed(ends):
            value = self.text[start:end].strip(",;")
            read = self._value(field, value)
            if read is not None:
                return read, end
        return None

    def _ends(self, start: int, reach: int) -> list[int]:
        """Where an unquoted value may end: after one word, two words …"""
        ends: list[int] = []
        at = start
        while len(ends) < reach and (match := _BARE.match(self.text, at)):
            if _FIELD.match(self.folded, match.start()):
                break
            ends.append(match.end())
            at = match.end()
            if self.text[at : at + 1] != " ":
                break
            at += 1
        return ends

    def _value(self, field: FieldName, value: str) -> Piece | None:
        value = value.strip()
        if not value:
            return None
        if field in {FieldName.FROM, FieldName.TO}:
            day = read_day(field, value)
            return DateLimit(field, day, f"{day:%d/%m/%Y}") if day else None
        if field in {FieldName.PROVINCE, FieldName.AREA}:
            known = read_province(value) if field is FieldName.PROVINCE else read_area(value)
            return FieldValue(field, (known[0],), known[1]) if known else None
        if field is FieldName.DOCUMENT:
            keys = read_number_value(value)
            return FieldValue(field, keys, value) if keys else None
        words = analyse(value).folded
        return FieldValue(field, tuple(words), value) if words else None


def _plain(shown: str) -> list[Piece]:
    """A written word: one token, or a phrase where signs join several ("vắc-xin", "18/5/2021")."""
    words = _words(shown)
    if len(words) > 1:
        return [Phrase(words, shown.strip(".,;:!?…"), accented=_accented(words))]
    return [Plain(word, shown.strip(".,;:!?…'’")) for word in words]


def _accented(words: tuple[Word, ...]) -> bool:
    return any(word.exact != word.folded for word in words)


def pieces(text: str) -> list[Piece]:
    """The pieces of a cleaned query."""
    return list(_Lexer(text).run())
