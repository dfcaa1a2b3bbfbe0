"""Numbers as Vietnamese writes them: decimal comma, dots between thousands, scale words, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Numeral", "find_dozens", "find_numerals", "find_worded", "parse_digits", "parse_words"]


class Numeral(NamedTuple):
    """A number in a text: its span (scale words with it), its value, and whether it was in words."""

    start: int
    end: int
    value: float
    worded: bool
    bare: str  # the digits as written, "" for words
    factor: float = 1.0  # of the scale word: 1,000,000 for "30 triệu"


# Three-digit groups parted by spaces ("10 000", torn "1 . 185") or digits with dots and commas.
_DIGITS = re.compile(
    r"(?<![^\W_])(?<!\d[.,])(?:[1-9]\d{0,2}(?:(?: \d{3}){1,4}|(?: \. \d{3}){1,3})(?![\d.,]*\d)"
    r"|\d{1,15}(?:[.,]\d{1,12}){0,8})"
)
_SCALE = {
    "chục": 10.0, "trăm": 100.0, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9,
    "nghìn tỷ": 1e12, "ngàn tỷ": 1e12, "nghìn tỉ": 1e12, "ngàn tỉ": 1e12, "trăm triệu": 1e8, "trăm nghìn": 1e5,
    "trăm tỷ": 1e11, "chục triệu": 1e7, "chục nghìn": 1e4, "chục tỷ": 1e10, "triệu tỷ": 1e15, "vạn tỷ": 1e13,
}  # fmt: skip
_SCALE_WORD = re.compile(
    rf"(?i)\s?(?P<scale>{'|'.join(sorted(_SCALE, key=len, reverse=True))})(?!\w)(?!\s(?:lệ|trọng|suất"
    rf"|chứng|tập|phần trăm|năm tuổi))"
)
_HALF = re.compile(r"(?i)\srưỡi(?!\w)")  # "3 triệu rưỡi"
_THEN = re.compile(r"\s(?P<digits>\d{1,3}(?:,\d{1,3})?)(?=\s(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))")


def parse_digits(digits: str) -> float | None:
    """ "1.185" → 1185, "12,85" → 12.85, "1.234.567,8" → 1234567.8, "4.5" → 4.5; null for "1.2.3"."""
    digits = digits.replace(" ", "")
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        thousands, decimal = (".", ",") if digits.rfind(",") > digits.rfind(".") else (",", ".")
        whole, _, fraction = digits.rpartition(decimal)
        if decimal in whole or not _grouped(whole.split(thousands)):
            return None
        return float(f"{whole.replace(thousands, '')}.{fraction}")
    if dots:
        groups = digits.split(".")
        if _grouped(groups):
            return float("".join(groups))
        return float(digits) if dots == 1 else None
    if commas:
        groups = digits.split(",")
        if commas == 1:
            return float(".".join(groups))
        return float("".join(groups)) if _grouped(groups) else None
    return float(digits)


def _grouped(groups: list[str]) -> bool:
    """Whether the groups are those of thousands: 1 to 3 digits without a leading zero, then threes."""
    first = groups[0]
    return (
        1 <= len(first) <= 3
        and (first == "0" or first[0] != "0")
        and first != "0"
        and all(len(g) == 3 for g in groups[1:])
    )


def _clean(value: float) -> float:
    """1.2 × 10⁹ is 1200000000, not 1199999999.9999998."""
    rounded = round(value)
    return float(rounded) if abs(value - rounded) < 1e-6 * max(1.0, abs(value)) * 1e-3 else round(value, 10)


def _scaled(text: str, value: float, end: int) -> tuple[float, int]:
    """Value and end with the scale words that follow: "1,2 tỷ", "1 tỷ 200 triệu"."""
    scale = _SCALE_WORD.match(text, end)
    if scale is None:
        return value, end
    factor = _SCALE[scale["scale"].lower()]
    total, end = value * factor, scale.end()
    half = _HALF.match(text, end)
    if half is not None:
        return _clean(total + factor / 2), half.end()
    while True:
        more = _THEN.match(text, end)
        part = parse_digits(more["digits"]) if more else None
        scale = _SCALE_WORD.match(text, more.end()) if more else None
        if part is None or scale is None or _SCALE[scale["scale"].lower()] >= factor:
            return _clean(total), end
        factor = _SCALE[scale["scale"].lower()]
        total, end = total + part * factor, scale.end()


def find_numerals(text: str) -> Iterator[Numeral]:
    """Numbers in digits, in order, each with its scale word."""
    end = 0
    for match in _DIGITS.finditer(text):
        if match.start() < end:
            continue
        value = parse_digits(match.group())
        if value is None:
            continue
        scaled, end = _scaled(text, value, match.end())
        factor = _clean(scaled / value) if value and end > match.end() else 1.0
        yield Numeral(match.start(), end, scaled, False, match.group(), factor)


_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_BIG = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_ANY = "|".join([*_ONES, "mười", "mươi", "trăm", "linh", "lẻ", "rưỡi", *_BIG])
_WORDED = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(_ONES)}|mười)(?: (?:{_ANY})(?!\w)){{0,12}}(?!\w)")


def parse_words(words: str) -> int | None:
    """ "mười hai" → 12, "hai mươi lăm" → 25, "một trăm linh năm" → 105; null for what is no number."""
    total, hundred, tail, last = 0, 0, 0, ""
    for word in words.lower().split():
        if word == "mười":
            if tail:
                return None
            tail = 10
        elif word == "mươi":
            if not 2 <= tail <= 9:
                return None
            tail *= 10
        elif word == "trăm":
            if not 1 <= tail <= 9 or hundred:
                return None
            hundred, tail = tail * 100, 0
        elif word in {"linh", "lẻ"}:
            if not hundred or tail:
                return None
        elif word in _BIG:
            if not hundred + tail:
                return None
            total += (hundred + tail) * _BIG[word]
            hundred = tail = 0
        elif word in _ONES:
            ones = _ONES[word]
            if tail and (tail % 10 or tail < 10):
                return None
            if word in {"lăm", "nhăm", "mốt"} and not tail:
                return None
            tail += ones
        else:
            return None
        last = word
    if last in {"linh", "lẻ"}:
        return None
    return total + hundred + tail


def find_worded(text: str) -> Iterator[Numeral]:
    """Numbers in words, in order; single syllables among them, which only a counted noun after them can prove."""
    position = 0
    while match := _WORDED.search(text, position):
        words = match.group().split(" ")
        position = match.start() + len(words[0])
        # "hai năm": the number ends where the longest run still parses ("hai"; then "năm" is the unit).
        for length in range(len(words), 0, -1):
            value = parse_words(" ".join(words[:length]))
            if value is not None and value > 0:
                position = match.start() + len(" ".join(words[:length]))
                yield Numeral(match.start(), position, float(value), True, "")
                break


_DOZENS = re.compile(
    r"(?i)(?<!\w)hàng (?P<scale>chục (?:nghìn|ngàn|triệu|tỷ|tỉ)|trăm (?:nghìn|ngàn|triệu|tỷ|tỉ)"
    r"|(?:nghìn|ngàn) (?:tỷ|tỉ)|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)"
)


def find_dozens(text: str) -> Iterator[Numeral]:
    """ "hàng chục", "hàng trăm nghìn": at least one of that scale, as ``value``."""
    for match in _DOZENS.finditer(text):
        value = 1.0
        for word in match["scale"].lower().split():
            value *= _SCALE[word]
        yield Numeral(match.start(), match.end(), value, True, "")
