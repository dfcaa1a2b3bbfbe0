"""The numbers that a word processor writes before the paragraphs of a list ("II.", "1.", "a)", "-")."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.oxml.ns import qn

__all__ = ["Numbering"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class _Level(NamedTuple):
    format: str
    text: str
    start: int


class Numbering:
    """Counts the lists of one document; ``label`` is asked for each paragraph, in reading order."""

    def __init__(self, opened: Any) -> None:
        self._levels: dict[tuple[int, int], _Level] = {}  # abstract list, level
        self._abstract: dict[int, int] = {}
        self._counts: dict[tuple[int, int], int] = {}
        self._styles: dict[str, tuple[int, int]] = {}
        part = next((rel.target_part for rel in opened.part.rels.values() if rel.reltype.endswith("/numbering")), None)
        if part is not None:
            self._read(part.element)
        for style in opened.styles.element.iter(f"{_W}style"):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                self._styles[style.get(qn("w:styleId"), "")] = _reference(found)

    def _read(self, element: Any) -> None:
        for abstract in element.iter(f"{_W}abstractNum"):
            number = int(abstract.get(qn("w:abstractNumId"), "-1"))
            for level in abstract.iter(f"{_W}lvl"):
                at = int(level.get(qn("w:ilvl"), "0"))
                self._levels[number, at] = _Level(
                    _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), int(_value(level, "start", "1"))
                )
        for num in element.iter(f"{_W}num"):
            self._abstract[int(num.get(qn("w:numId"), "-1"))] = int(_value(num, "abstractNumId", "-1"))

    def label(self, paragraph: Any) -> str:
        """The number before the paragraph as it is shown; "-" for a bullet; empty where there is none."""
        properties = paragraph.pPr
        if properties is None:
            return ""
        found = properties.find(f"{_W}numPr")
        reference = _reference(found) if found is not None else self._styles.get(properties.style or "")
        if reference is None:
            return ""
        number, level = reference
        if number == 0:
            return ""
        abstract = self._abstract.get(number, -1)
        shape = self._levels.get((abstract, level))
        if shape is None or shape.format == "none":
            return ""
        if shape.format == "bullet":
            return "-"
        count = self._counts.get((abstract, level), shape.start - 1) + 1
        self._counts[abstract, level] = count
        for deeper in range(level + 1, 9):
            self._counts.pop((abstract, deeper), None)
        text = shape.text
        for upper in range(level + 1):
            form = self._levels.get((abstract, upper), shape)
            value = self._counts.get((abstract, upper), form.start)
            text = text.replace(f"%{upper + 1}", _written(value, form.format))
        return text.strip()


def _reference(properties: Any) -> tuple[int, int]:
    return int(_value(properties, "numId", "0")), int(_value(properties, "ilvl", "0"))


def _value(parent: Any, name: str, default: str) -> str:
    found = parent.find(f"{_W}{name}")
    return str(found.get(qn("w:val"), default)) if found is not None else default


def _written(value: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"}:
        text = ""
        for size, sign in _ROMAN:
            while value >= size:
                text, value = text + sign, value - size
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"} and 1 <= value <= 26:
        letter = chr(ord("a") + value - 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{value:02}" if form == "decimalZero" else str(value)
