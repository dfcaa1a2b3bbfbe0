"""The outline that a template prints, a small HTML of its own, as blocks of a paper.

<h1> <h2> <h3>            titles; id="…" to link to, href="…" to lead somewhere
<p class="lead|basis|source|note|title|centre">
<q n="3"> <q edited>      a quotation and the number of its item; an edited sentence
<ul> <ol> <li> <table> <caption> <tr> <th width="2" align="right"> <td colspan="2"> <b> <i> <a href="…"> <br>
<chart caption="…"> <bar label="…" value="3" shown="3 bài" muted> </chart>
<contents depth="2" title="Mục lục">  <page-break>
<appendix title="…" note="…" landscape> … </appendix>
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, cast, get_args

from publishing.blocks import (
    Appendix,
    Bar,
    BarChart,
    Block,
    Bullets,
    Cell,
    Column,
    Contents,
    Heading,
    Kind,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
)
from publishing.outline.sandbox import OutlineError

__all__ = ["TAGS", "VOID", "Outline", "read_outline"]

VOID: Final = frozenset({"br", "bar", "contents", "page-break"})
_BLOCK: Final = frozenset({"h1", "h2", "h3", "p", "q", "ul", "ol", "table", "chart", "appendix"})
_INLINE: Final = frozenset({"b", "strong", "i", "em", "a"})
_WITHIN: Final = {
    "li": {"ul", "ol"},
    "tr": {"table"},
    "th": {"tr"},
    "td": {"tr"},
    "caption": {"table"},
    "bar": {"chart"},
}
TAGS: Final = _BLOCK | _INLINE | VOID | frozenset(_WITHIN)
"""Every tag there is."""
_HOLDS_TEXT: Final = frozenset({"h1", "h2", "h3", "p", "q", "li", "th", "td", "caption"})


@dataclass(frozen=True, slots=True)
class Outline:
    """Blocks of the text, and the appendices."""

    blocks: tuple[Block, ...]
    appendices: tuple[Appendix, ...]


@dataclass(slots=True)
class _Open:
    """A tag that is not closed yet, and what has been gathered in it."""

    tag: str
    given: dict[str, str]
    runs: list[Run] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Run, ...]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    cells: list[tuple[str, Cell, dict[str, str]]] = field(default_factory=list)
    rows: list[list[tuple[str, Cell, dict[str, str]]]] = field(default_factory=list)
    caption: str = ""


class _Reader(HTMLParser):
    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.open: list[_Open] = [_Open("", {})]
        self.appendices: list[Appendix] = []

    def wrong(self, what: str, near: str = "") -> OutlineError:
        near = " ".join(near.split())[:60]
        return OutlineError(self.file, f"{what}" + (f" (gần “{near}”)" if near else ""), "Hãy sửa tệp mẫu.")

    def _holder(self) -> _Open | None:
        """The innermost tag that holds text."""
        return next((one for one in reversed(self.open) if one.tag in _HOLDS_TEXT), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else name for name, value in attrs}
        near = self.get_starttag_text() or ""
        if tag not in TAGS:
            raise self.wrong(f"không có thẻ <{tag}>", near)
        top = self.open[-1].tag
        if tag in _WITHIN and top not in _WITHIN[tag]:
            raise self.wrong(f"thẻ <{tag}> phải nằm trong <{' hoặc '.join(sorted(_WITHIN[tag]))}>", near)
        if tag in _BLOCK and top not in {"", "appendix"}:
            raise self.wrong(f"thẻ <{tag}> không được nằm trong <{top}>", near)
        if tag == "appendix" and top:
            raise self.wrong("<appendix> không được nằm trong thẻ khác", near)
        if tag in _INLINE and self._holder() is None:
            raise self.wrong(f"thẻ <{tag}> phải nằm trong một đoạn <p>", near)
        if tag in VOID:
            self._void(tag, given)
        else:
            self.open.append(_Open(tag, given))

    def _void(self, tag: str, given: dict[str, str]) -> None:
        if tag == "br":
            if holder := self._holder():
                holder.runs.append(Run("\n"))
        elif tag == "bar":
            label, shown = given.get("label", ""), given.get("shown", given.get("value", ""))
            self.open[-1].bars.append(Bar(label, self._float(given.get("value", "0")), shown, "muted" in given))
        elif tag == "contents":
            depth = int(self._float(given.get("depth", "2")))
            self.open[-1].blocks.append(Contents(given.get("title", "Mục lục"), max(1, min(3, depth))))
        else:
            self.open[-1].blocks.append(PageBreak())

    def _float(self, text: str) -> float:
        try:
            return float(text)
        except ValueError:
            raise self.wrong(f"“{text[:30]}” phải là một số") from None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        last = self.open[-1]
        if last.tag != tag:
            if any(one.tag == tag for one in self.open):
                raise self.wrong(f"thẻ <{last.tag}> chưa đóng trước </{tag}>", self._text(last))
            raise self.wrong(f"thừa thẻ đóng </{tag}>")
        self.open.pop()
        self._close(last, self.open[-1])

    @staticmethod
    def _text(one: _Open) -> str:
        return "".join(run.text for run in one.runs)

    def handle_data(self, data: str) -> None:
        holder = self._holder()
        if holder is None:
            if data.strip():
                raise self.wrong("chữ phải nằm trong một thẻ, chẳng hạn <p>", data)
            return
        inside = self.open[self.open.index(holder) :]
        tags = {one.tag for one in inside}
        link = next((one.given.get("href") for one in reversed(inside) if one.tag == "a"), None)
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        holder.runs.append(Run(text, bool(tags & {"b", "strong"}), bool(tags & {"i", "em"}), link))

    def _close(self, one: _Open, outer: _Open) -> None:
        runs, given = _trimmed(one.runs), one.given
        match one.tag:
            case "h1" | "h2" | "h3":
                text = "".join(run.text for run in runs)
                level = int(one.tag[1])
                anchor = given.get("id", "")
                if anchor and not re.fullmatch(r"[A-Za-z][\w-]{0,39}", anchor):
                    raise self.wrong(f"id “{anchor[:40]}” chỉ gồm chữ không dấu, số và dấu -")
                if text:
                    outer.blocks.append(Heading(text, level, given.get("href"), anchor))  # type: ignore[arg-type]
            case "p":
                kind = given.get("class", "body")
                if kind not in get_args(Kind):
                    raise self.wrong(f"không có kiểu đoạn “{kind}”; các kiểu: {', '.join(get_args(Kind))}")
                if runs:
                    outer.blocks.append(Paragraph(runs, cast("Kind", kind)))
            case "q":
                number = int(self._float(given["n"])) if given.get("n") else None
                outer.blocks.append(Quote("".join(run.text for run in runs), number, "edited" in given))
            case "li":
                outer.items.append(runs)
            case "ul" | "ol":
                if one.items:
                    outer.blocks.append(Bullets(tuple(one.items), one.tag == "ol"))
            case "chart":
                if one.bars:
                    outer.blocks.append(BarChart(tuple(one.bars), given.get("caption", "")))
            case "caption":
                outer.caption = "".join(run.text for run in runs)
            case "th" | "td":
                span = max(1, min(20, int(self._float(given.get("colspan", "1")))))
                outer.cells.append((one.tag, Cell(runs, span), given))
            case "tr":
                outer.rows.append(one.cells)
            case "table":
                self._table(one, outer)
            case "appendix":
                if not given.get("title", "").strip():
                    raise self.wrong("<appendix> thiếu title")
                self.appendices.append(
                    Appendix(given["title"], tuple(one.blocks), given.get("note", ""), "landscape" in given)
                )

    def _table(self, one: _Open, outer: _Open) -> None:
        if not one.rows or any(tag != "th" for tag, _, _ in one.rows[0]):
            raise self.wrong("hàng đầu của <table> phải gồm các ô <th>", one.caption)
        columns = []
        for _, cell, given in one.rows[0]:
            align = given.get("align", "left")
            if align not in {"left", "center", "right"}:
                raise self.wrong(f"align “{align[:20]}” phải là left, center hoặc right")
            width = max(0.1, min(100.0, self._float(given.get("width", "1"))))
            columns.append(Column("".join(run.text for run in cell.runs), width, align))  # type: ignore[arg-type]
        rows = []
        for row in one.rows[1:]:
            if sum(cell.span for _, cell, _ in row) != len(columns):
                raise self.wrong(
                    f"bảng có {len(columns)} cột nhưng một hàng có {sum(cell.span for _, cell, _ in row)} ô",
                    "".join(run.text for _, cell, _ in row for run in cell.runs),
                )
            rows.append(tuple(cell for _, cell, _ in row))
        outer.blocks.append(Table(tuple(columns), tuple(rows), one.caption))


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Without blanks at both ends and around new lines, and never two in a row; one run where neighbours are alike."""
    made: list[Run] = []
    for run in runs:
        text = run.text
        before = made[-1].text if made else " "
        if before.endswith((" ", "\n")) and text != "\n":
            text = text.lstrip(" ")
        if text == "\n" and made and made[-1].text.endswith(" "):
            made[-1] = Run(before.rstrip(" "), made[-1].bold, made[-1].italic, made[-1].link)
        if not text:
            continue
        last = made[-1] if made else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            made[-1] = Run(last.text + text, run.bold, run.italic, run.link)
        else:
            made.append(Run(text, run.bold, run.italic, run.link))
    while made and not made[-1].text.rstrip():
        made.pop()
    if made:
        last = made[-1]
        made[-1] = Run(last.text.rstrip(), last.bold, last.italic, last.link)
    return tuple(made)


def read_outline(text: str, file: str) -> Outline:
    """Blocks and appendices. OutlineError names the file and what is wrong near which words."""
    reader = _Reader(file)
    reader.feed(text)
    reader.close()
    if len(reader.open) > 1:
        last = reader.open[-1]
        raise reader.wrong(f"thẻ <{last.tag}> chưa đóng", reader._text(last))
    return Outline(tuple(reader.open[0].blocks), tuple(reader.appendices))
