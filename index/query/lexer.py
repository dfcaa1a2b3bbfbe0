"""Text of a query → pieces in order. One pass, linear in the length of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.text import fold_keeping_length
from index.analysis import analyse
from index.document_numbers import NumberQuery, read_number_query
from index.query.abbreviations import is_abbreviation
from index.query.field_record import QueryField, tidy
from index.query.fields import QUERY_FIELDS
from index.query.tree import FieldValue, Number, Phrase, Word

__all__ = ["LONGEST", "Mark", "Note", "Piece", "Plain", "clean", "pieces"]

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


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the query that people are told, a Vietnamese clause."""

    text: str


Piece = Mark | Plain | Phrase | Number | FieldValue | Note

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂″‶〝〞〟", '"'))
_DASHES = "-–—﹣－"
_BY_SPELLING = {spelling.replace(" ", ""): field for field in QUERY_FIELDS for spelling in field.spellings}
_FIELD = re.compile(
    "({}) ?: ?".format(
        "|".join(spelling.replace(" ", " ?") for field in QUERY_FIELDS for spelling in sorted(field.spellings))
    )
)
_BARE = re.compile(r'[^\s()"|]+')
_NAMED = re.compile(r"([^\W\d_]{2,}):\w")
_DECIMAL = re.compile(r"\W*(\d+)\.(\d{1,2})\W*\Z")
# In capitals, with accents or without. The Vietnamese ones are plain words in a query that is all in capitals, as a
# headline is.
_OPERATORS = {"or": Mark.OR, "and": None, "not": Mark.NOT}
_OPERATORS_VI = {"hoac": Mark.OR, "va": None, "khong": Mark.NOT}


def clean(text: str) -> tuple[str, bool]:
    """The text as it is read (normal form, plain quotes, no control characters) and whether it was cut."""
    return tidy(text[:LONGEST]).translate(_QUOTES), len(text) > LONGEST


def _words(text: str) -> tuple[Word, ...]:
    analysed = analyse(text)
    return tuple(map(Word, analysed.exact, analysed.folded))


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold_keeping_length(text)
        self.numbers = {number.start: number for number in read_number_query(text)}
        self.last_quote = text.rfind('"')
        self.headline = text.isupper() and any(
            word not in _OPERATORS and word not in _OPERATORS_VI and not is_abbreviation(word)
            for word in re.findall(r"[^\W_]+", self.folded)
        )

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
            elif char in _DASHES and self._begins(at):
                if self._excludes(at):
                    yield Mark.NOT
                at += 1
            else:
                read, at = self._operand(at)
                yield from read

    def _begins(self, at: int) -> bool:
        return at == 0 or self.text[at - 1] in ' ("|' or self.text[at - 1] in _DASHES

    def _excludes(self, at: int) -> bool:
        """A dash right before a word excludes; a dash by itself or a row of them is punctuation."""
        following = self.text[at + 1 : at + 2]
        alone = at == 0 or self.text[at - 1] not in _DASHES
        return alone and following not in {"", " ", ")", "|", *_DASHES}

    def _closing(self, at: int) -> int:
        return -1 if at >= self.last_quote else self.text.find('"', at + 1)

    def _operand(self, at: int) -> tuple[list[Piece], int]:
        if self.text[at] == "=":
            return self._exact(at + 1)
        noted: list[Piece] = []
        if self._begins(at) and (match := _FIELD.match(self.folded, at)):
            field = _BY_SPELLING[match.group(1).replace(" ", "")]
            found = self._field(field, at, match.end())
            if found is not None:
                return [found[0]], found[1]
            noted = self._refusal(field, at, match.end())
        number = self.numbers.get(at)
        if number is not None:
            return [self._number(number)], number.end
        if self.text[at] == '"':
            return self._quoted(at)
        read, end = self._bare(at)
        return noted + read, end

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
        return [Phrase(words, inner.strip(), exact_only=True, accented=_accented(words))], after

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
        if shown.isupper():
            folded = self.folded[at:end]
            for operators in (_OPERATORS, {} if self.headline else _OPERATORS_VI):
                if folded in operators:
                    mark = operators[folded]
                    return [mark] if mark else [], end
        if ":" in shown and "://" not in shown:  # a field that is none: its name and its value are words
            told = (
                [Note(f"“{match[1][:80]}:” không phải tên điều kiện, nên được tìm như từ thường")]
                if (match := _NAMED.match(shown))
                else []
            )
            return told + [piece for part in shown.split(":") for piece in _plain(part)], end
        return _plain(shown), end

    def _field(self, field: QueryField, at: int, start: int) -> tuple[Piece, int] | None:
        if self.text[start : start + 1] == '"' and (end := self._closing(start)) >= 0:
            read = self._value(field, self.text[start + 1 : end])
            return (read, end + 1) if read else None
        if field.takes_numbers and (number := self.numbers.get(start) or self.numbers.get(at)):
            return FieldValue(field, number.keys, number.label), number.end
        for end in reversed(self._ends(start, field.reach)):
            read = self._value(field, self.text[start:end].strip(",;"))
            if read is not None:
                return read, end
        return None

    def _refusal(self, field: QueryField, at: int, start: int) -> list[Piece]:
        """What people are told of a value that the field cannot take; nothing where there is no value."""
        quoted = self.text[start : start + 1] == '"' and self._closing(start) >= 0
        end = self._closing(start) + 1 if quoted else next(iter(self._ends(start, 1)), start)
        if not field.refused or not self.text[start:end].strip('" ,;'):
            return []
        return [Note(f"“{self.text[at:end][:80].replace(chr(34), '')}” {field.refused}, nên được tìm như từ thường")]

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

    def _value(self, field: QueryField, value: str) -> Piece | None:
        read = field.read(value.strip()) if value.strip() else None
        return FieldValue(field, read.keys, read.shown) if read else None


def _plain(shown: str) -> list[Piece]:
    """A written word: one token, or a phrase where signs join several ("vắc-xin", "18/5/2021"). A decimal point is
    read as the comma.
    """
    if decimal := _DECIMAL.match(shown):
        shown = f"{decimal[1]},{decimal[2]}"
    words = _words(shown)
    if len(words) > 1:
        return [Phrase(words, shown.strip(".,;:!?…"), accented=_accented(words))]
    return [Plain(word, shown.strip(".,;:!?…'’")) for word in words]


def _accented(words: tuple[Word, ...]) -> bool:
    return any(word.accented for word in words)


def pieces(text: str) -> list[Piece]:
    """The pieces of a cleaned query."""
    return list(_Lexer(text).run())
