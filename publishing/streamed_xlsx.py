"""Sheets written as its rows come: the first byte leaves before the first row, and no row is kept. XlsxWriter and
openpyxl give a file away only when it is whole, which for 100,000 rows is a minute of silence.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, count, islice
from xml.sax.saxutils import escape, quoteattr

from publishing.table_cells import sheet_cell

__all__ = ["Cell", "streamed_xlsx"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PIECE = 32_000
_ROWS_A_SHEET = 1_000_000
"""A sheet of Excel holds 1.048.576."""
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)
"""From here on Excel counts days as the calendar does."""
_TEXT, _HEADING, _NUMBER, _DAY = range(4)
Cell = str | int | float | date | None


def _sheet_path(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _parts(name: str, sheets: int) -> dict[str, str]:
    """All of a workbook but its sheets."""
    numbers = range(1, sheets + 1)
    named = [name[:31] if one == 1 else f"{name[:25]} {one}" for one in numbers]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(f'<Override PartName="/{_sheet_path(one)}" ContentType="{kind}.worksheet+xml"/>' for one in numbers)
        + f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        "<sheets>"
        + "".join(
            f'<sheet name={quoteattr(one)} sheetId="{at}" r:id="rId{at}"/>' for at, one in enumerate(named, start=1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{one}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{one}.xml"/>'
            for one in numbers
        )
        + f'<Relationship Id="rId{sheets + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="4"><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
        '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>'
        '<xf numFmtId="0" applyAlignment="1"><alignment vertical="top"/></xf>'
        '<xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    }


class _Pipe:
    """What a zip file is written to; it cannot go back in it, and so needs no place."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take bytes in."""
        self._pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        """All that came since."""
        taken, self._pieces, self.size = b"".join(self._pieces), [], 0
        return taken


def _cell(cell: Cell, style: int) -> str:
    match cell:
        case None | "":
            return "<c/>"
        case date() if cell >= _FIRST_DAY:
            return f'<c s="{_DAY}"><v>{(cell - _EPOCH).days}</v></c>'
        case date():
            cell = f"{cell:%d/%m/}{cell.year:04}"
        case int() | float():
            return f'<c s="{_NUMBER}"><v>{cell!r}</v></c>'
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(sheet_cell(cell))}</t></is></c>'


def _row(cells: Iterable[Cell], style: int = _TEXT) -> str:
    return f"<row>{''.join(_cell(cell, style) for cell in cells)}</row>"


def streamed_xlsx(
    name: str, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Cell]]
) -> Iterator[bytes]:
    """The pieces of a workbook: one sheet, and more where one does not hold all rows. Texts stay texts, never formulas;
    days and (finite) numbers are such.
    """
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, start=1)
    )
    head = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{_row(header, _HEADING)}"
    ).encode()
    pipe, left = _Pipe(), iter(rows)
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as book:
        for number in count(1):
            with book.open(_sheet_path(number), "w", force_zip64=True) as sheet:
                sheet.write(head)
                yield pipe.take()
                for row in islice(left, _ROWS_A_SHEET):
                    sheet.write(_row(row).encode())
                    if pipe.size >= _PIECE:
                        yield pipe.take()
                sheet.write(b"</sheetData></worksheet>")
            if (more := next(left, None)) is None:
                break
            left = chain([more], left)
        for path, text in _parts(name, number).items():
            book.writestr(path, text)
    yield pipe.take()
