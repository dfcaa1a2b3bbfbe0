"""Workbooks: texts are never formulas or links, the heading row stays in sight and is printed on every page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from publishing.clean import clean

__all__ = ["Field", "Sheet", "write_xlsx"]

_MOST_LETTERS = 32_767
Value = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its title, its width in letters, and what stands in it."""

    title: str
    width: float = 18
    kind: Literal["text", "number", "decimal", "percent", "day"] = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a title and a remark above the table where wanted, its fields and rows."""

    name: str
    fields: Sequence[Field]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    note: str = ""


_FORMATS = {"number": "#,##0", "decimal": "#,##0.##", "percent": "0.0%", "day": "dd/mm/yyyy", "text": "@"}


def _sheet_name(name: str, taken: set[str]) -> str:
    shown = "".join(" " if one in "[]:*?/\\" else one for one in clean(name)).strip(" '")[:31] or "Trang"
    made, number = shown, 1
    while made.casefold() in taken:
        number += 1
        made = f"{shown[: 31 - len(str(number)) - 1]} {number}"
    taken.add(made.casefold())
    return made


def write_xlsx(sheets: Iterable[Sheet], made_at: datetime, title: str = "") -> bytes:
    """The file. Numbers and days show as the reader's Excel is set: 1.185 and 2,5 in a Vietnamese one."""
    import xlsxwriter  # 14 MB of classes: only where a workbook is written

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {"title": clean(title)[:255], "created": made_at.astimezone(UTC).replace(tzinfo=None), "author": ""}
        )
        look = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        styles = {
            kind: book.add_format(
                {
                    **look,
                    "border": 1,
                    "text_wrap": kind == "text",
                    "num_format": form,
                    "align": "left" if kind == "text" else "center" if kind == "day" else "right",
                }
            )
            for kind, form in _FORMATS.items()
        }
        head = book.add_format({**look, "bold": True, "border": 1, "text_wrap": True, "align": "center"})
        big = book.add_format({**look, "bold": True, "font_size": 14})
        small = book.add_format({**look, "italic": True})
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, taken))
            at = 0
            for text, style in ((sheet.title, big), (sheet.note, small)):
                if text:
                    page.write_string(at, 0, clean(text)[:_MOST_LETTERS], style)
                    at += 1
            for column, field in enumerate(sheet.fields):
                page.set_column(column, column, field.width)
                page.write_string(at, column, clean(field.title), head)
            page.freeze_panes(at + 1, 0)
            page.repeat_rows(at)
            first = at
            for row in sheet.rows:
                at += 1
                for column, (field, value) in enumerate(zip(sheet.fields, row, strict=True)):
                    _write(page, at, column, value, styles[field.kind], styles["text"])
            if at > first and sheet.fields:
                page.autofilter(first, 0, at, len(sheet.fields) - 1)
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.set_footer("&C&P/&N")
    return out.getvalue()


def _write(page: object, row: int, column: int, value: Value, style: object, plain: object) -> None:
    write = page  # xlsxwriter is untyped
    match value:
        case None:
            write.write_blank(row, column, None, style)  # type: ignore[attr-defined]
        case bool() | str():
            write.write_string(row, column, clean(str(value))[:_MOST_LETTERS], plain)  # type: ignore[attr-defined]
        case datetime():
            write.write_datetime(row, column, value.replace(tzinfo=None), style)  # type: ignore[attr-defined]
        case date():
            write.write_datetime(row, column, datetime(value.year, value.month, value.day), style)  # type: ignore[attr-defined]  # noqa: DTZ001
        case _:
            write.write_number(row, column, value, style)  # type: ignore[attr-defined]
