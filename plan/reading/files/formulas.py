"""Results of simple formulas that a workbook holds without a stored result: sums, products and references."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any, Final

from openpyxl.utils.cell import get_column_letter, range_boundaries

from domain.numerals import parse_digits

__all__ = ["Formulas"]

_AREA: Final = r"\$?[A-Z]{1,3}\$?\d{1,6}(?::\$?[A-Z]{1,3}\$?\d{1,6})?"
_SUM: Final = re.compile(rf"SUM\(((?:\s*{_AREA}\s*[,;]?)+)\)", re.IGNORECASE)
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,6})(?![\d(])")
_OPERATORS: Final[dict[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class Formulas:
    """The values of one sheet. ``unknown``: cells whose formula has no stored result and is none of the simple ones."""

    def __init__(self, sheet: Any, stored: Any) -> None:
        self._sheet = sheet
        self._stored = stored
        self._under_way: set[tuple[int, int]] = set()
        self.unknown: list[str] = []

    def value(self, row: int, column: int) -> tuple[Any, bool]:
        """The value, and whether it is a formula's result."""
        written = self._written(row, column)
        if not (isinstance(written, str) and written.startswith("=")):
            return written, False
        stored = self._stored.cell(row=row, column=column).value
        if stored is not None:
            return stored, True
        result = self._evaluated(written[1:], (row, column))
        if result is None:
            self.unknown.append(f"{get_column_letter(column)}{row}")
        return result, True

    def _written(self, row: int, column: int) -> Any:
        cell = self._sheet._cells.get((row, column))  # not ``cell()``: that would make one
        value = cell.value if cell is not None else None
        return getattr(value, "text", value)

    def _number(self, row: int, column: int) -> float | None:
        value = self._written(row, column)
        if isinstance(value, str) and value.startswith("="):
            stored = self._stored.cell(row=row, column=column).value
            value = stored if stored is not None else self._evaluated(value[1:], (row, column))
            if value is None:
                return None
        if isinstance(value, bool) or value is None:
            return 0.0
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, str) and re.fullmatch(r"\s*\d[\d., ]*\s*", value):
            return parse_digits(value.strip())  # a number kept as text: Excel leaves it out, a person means it
        return 0.0 if isinstance(value, str) else None

    def _evaluated(self, formula: str, at: tuple[int, int]) -> float | None:
        if at in self._under_way or len(self._under_way) > 50 or len(formula) > 500:
            return None
        self._under_way.add(at)
        try:
            text = _SUM.sub(lambda match: repr(self._sum(match[1])), formula.strip())
            text = _CELL.sub(lambda match: repr(self._reference(match[0])), text)
            return _arithmetic(ast.parse(text, mode="eval").body)
        except (ValueError, TypeError, SyntaxError, ZeroDivisionError, RecursionError, OverflowError):
            return None
        finally:
            self._under_way.discard(at)

    def _sum(self, areas: str) -> float:
        total = 0.0
        for area in re.findall(_AREA, areas, re.IGNORECASE):
            left, top, right, bottom = _area(area)
            if (right - left + 1) * (bottom - top + 1) > 10_000:
                raise ValueError(area)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    value = self._number(row, column)
                    if value is None:
                        raise ValueError(area)
                    total += value
        return total

    def _reference(self, name: str) -> float:
        left, top, _, _ = _area(name)
        value = self._number(top, left)
        if value is None:
            raise ValueError(name)
        return value


def _area(name: str) -> tuple[int, int, int, int]:
    """First column, first row, last column, last row. ValueError for whole rows and columns."""
    left, top, right, bottom = range_boundaries(name.upper().replace("$", ""))
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(name)
    return left, top, right, bottom


def _arithmetic(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_arithmetic(node.left), _arithmetic(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_arithmetic(node.operand)
    raise ValueError("not simple arithmetic")
