"""Whether a number with what stands around it is a figure at all."""

from __future__ import annotations

import re

from nlp.figures.cues import CUE, LABEL, SETTLED
from nlp.figures.exclusions import HOUSE, is_age, is_name
from nlp.figures.shapes import Shape
from nlp.figures.tables import Cell
from nlp.figures.units import Unit, rate_at
from nlp.text import BLANK

__all__ = ["is_figure"]

_CLOSES = re.compile(r"\s*(?:[.,;)\n|]|\Z|\x00|so với|và\s|trên\s|trong\s|năm\s|mỗi\s|một\s|\(|/\s?\d)")
_MEASURED = re.compile(r"(?i)(?<!\w)(?:điểm|điểm số|số điểm|tỷ lệ|tỉ lệ|chỉ số|hệ số|mức)\s$")
_NOT_COUNTED = re.compile(
    r"(?i)(?<!\w)(?:thứ|tháng|phần|giải|hạng|loại|lần|tầng|lầu|phòng|dăm|vài|đôi|quý|độ|bậc|cấp|số|mức"
    r"|ngày|mùng|ông|bà"
    r"|chính quyền(?: địa phương)?)\s$"
)
_IN_YEAR = re.compile(
    r"(?i)(?<!\w)(?:trong|mỗi|hàng|hằng|cả|một|đầu|cuối|qua|các|từng|sau|nhiều|hai|ba|vài|những|giữa|hết)\s$"
)
_LEVELS = re.compile(r"(?i)(?:chính quyền(?: địa phương)?|mô hình(?: chính quyền)?(?: địa phương)?)\s$")
_ORDINAL = re.compile(r"(?i)(?<!\w)thứ\s$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPITAL = re.compile(r"[A-ZĐ][^\W\d_]*\s$")
_BRACKETED_SCORE = re.compile(r"\d{2,3},\d{1,4}")  # "(84,42)"


def is_figure(text: str, shape: Shape, before: str, rank: bool, cell: Cell | None) -> bool:
    """Whether a shape is a figure; ``before`` is what stands before it in its sentence, at most 60 characters."""
    first, unit = shape.first, shape.unit
    if rank:
        return True
    if cell is not None and unit is None and not first.worded:
        return not (cell.identifies or _YEAR.fullmatch(first.bare))
    if before.endswith("/") or _ORDINAL.search(before) or is_age(before, unit.name if unit else None):
        return False
    if first.worded:
        return unit is not None and unit.known and not _loose_word(text, shape, before, unit)
    if unit is not None and unit.name == "cấp" and _LEVELS.search(before):
        return False
    dialled = first.bare in {"111", "113", "114", "115"}
    known = unit is not None and unit.known
    if not _is_decimal(shape, before) and is_name(before, counted=known, emergency=dialled):
        return shape.kind == "part" and unit is None and _MEASURED.search(before) is not None
    if unit is not None:
        return _counts(text, shape, before, unit)
    if shape.kind == "part":
        return _is_share(shape, before)
    return _stands_alone(text, shape, before)


def _is_decimal(shape: Shape, before: str) -> bool:
    """ "mức 4,75", "điểm 46,0415": a decimal after a measure is no name."""
    return "," in shape.first.bare and _MEASURED.search(before) is not None


def _counts(text: str, shape: Shape, before: str, unit: Unit) -> bool:
    """A number with a noun or a measure behind it."""
    if text[shape.end : shape.end + 1] == BLANK and not unit.known:
        return False
    if unit.known or CUE.search(before):
        return True
    return shape.first.value > 0 and not _CAPITAL.search(before) and not HOUSE.search(before)


def _is_share(shape: Shape, before: str) -> bool:
    """ "(39/168)", "đạt 18/20": a part of a whole without a noun."""
    assert shape.second is not None
    if before.endswith("(") or CUE.search(before) or _MEASURED.search(before):
        return True
    return shape.second.value > 31 and shape.first.value <= shape.second.value


def _stands_alone(text: str, shape: Shape, before: str) -> bool:
    """A number without any noun: only where a verb, a label or a bracket says what it is."""
    first, following = shape.first, text[shape.end : shape.end + 1]
    if following == "/" and rate_at(text, shape.end) is not None and text[shape.end + 1 : shape.end + 2].isdigit():
        return True  # "44/100.000 trẻ đẻ sống"
    if following.isalpha() or following in {"/", "-", ":"}:
        return False
    if first.bare.isdigit() and len(first.bare) > 6:
        return False  # a counter or an identifier: people part thousands
    closes = _CLOSES.match(text, shape.end) is not None
    if closes and (first.factor > 1 or SETTLED.search(before)):
        return True
    if before.endswith("(") and following == ")" and _BRACKETED_SCORE.fullmatch(first.bare):
        return True
    if not before.rstrip()[-1:].isalpha() and before.rstrip()[-1:] != ":":
        return False
    led = _is_decimal(shape, before) or CUE.search(before) is not None or LABEL.search(before) is not None
    return led and closes


def _loose_word(text: str, shape: Shape, before: str, unit: Unit) -> bool:
    """Single syllables that are as often something else: "một", "năm", "thứ hai"."""
    if shape.kind == "part":
        return False  # "hai phần ba"
    word = text[shape.first.start : shape.first.end].lower()
    if " " not in word and text[unit.start].isupper() and unit.name[0].islower():
        return True  # "năm Quý Mão"
    if (
        _NOT_COUNTED.search(before)
        or (word == "một" and shape.kind != "range")
        or unit.name in {"số", "cấp", "phần", "vụ", "ban"}
    ):
        return True
    if word == "năm":
        return _IN_YEAR.search(before) is not None or unit.name in {"học", "ngày", "tháng", "tuổi", "năm"}
    return word in {"tư", "không"}
