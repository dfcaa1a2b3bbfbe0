"""Blocks of a paper as HTML. Everything written is escaped; bars are table cells, so that mails show them too."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from publishing.blocks import (
    BarChart,
    Block,
    Bullets,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
)
from publishing.clean import clean, safe_link
from publishing.letterhead import MOTTO, NATION, Letterhead
from publishing.wording import quoted

__all__ = ["blocks_html", "foot_html", "head_html", "text_html"]


def text_html(text: str) -> str:
    """Escaped text. Very long words are broken by the styles: marks in the text would be copied with it."""
    return escape(clean(text))


def _run(run: Run) -> str:
    made = text_html(run.text)
    if run.bold:
        made = f"<strong>{made}</strong>"
    if run.italic:
        made = f"<em>{made}</em>"
    link = safe_link(run.link)
    return f'<a href="{escape(link)}" rel="noreferrer">{made}</a>' if link else made


def _runs(given: Runs) -> str:
    return "".join(_run(run) for run in given if run.text)


def _table(block: Table) -> str:
    whole = sum(column.width for column in block.columns) or 1
    head = "".join(
        f'<th scope="col" width="{100 * column.width / whole:.0f}%">{text_html(column.title)}</th>'
        for column in block.columns
    )
    lines = []
    for row in block.rows:
        at, cells = 0, []
        for cell in row:
            column = block.columns[min(at, len(block.columns) - 1)]
            span = f' colspan="{cell.span}"' if cell.span > 1 else ""
            cells.append(f'<td class="{column.align}"{span}>{_runs(cell.runs)}</td>')
            at += cell.span
        lines.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{text_html(block.caption)}</caption>" if block.caption else ""
    body = "\n".join(lines)
    return f'<table class="data">{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'


def _bars(block: BarChart) -> str:
    most = max((bar.value for bar in block.bars), default=0) or 1
    lines = []
    for bar in block.bars:
        share = round(100 * max(0.0, min(1.0, bar.value / most)))
        fill = "#9aa7c7" if bar.muted else "#33508c"
        inner = (
            f'<table class="bar" role="presentation" width="{share}%"><tr><td bgcolor="{fill}">&nbsp;</td></tr></table>'
            if share
            else ""
        )
        lines.append(
            f'<tr><th scope="row">{text_html(bar.label)}</th><td width="50%">{inner}</td>'
            f'<td class="right">{text_html(bar.shown)}</td></tr>'
        )
    caption = f"<caption>{text_html(block.caption)}</caption>" if block.caption else ""
    return f'<table class="bars">{caption}<tbody>{"".join(lines)}</tbody></table>'


def _contents(block: Contents, headings: list[tuple[str, Heading]]) -> str:
    lines = "".join(
        f'<li class="level{heading.level}"><a href="#{name}">{text_html(heading.text)}</a></li>'
        for name, heading in headings
        if heading.level <= block.depth
    )
    return (
        f'<nav class="contents"><p class="centre"><strong>{text_html(block.title)}</strong></p><ul>{lines}</ul></nav>'
    )


def blocks_html(blocks: Iterable[Block], *, level: int = 1, prefix: str = "muc") -> str:
    """All blocks. ``level`` is added to the level of headings: the page's own title is h1."""
    given = list(blocks)
    named = {
        id(block): escape(block.anchor) or f"{prefix}-{at}"
        for at, block in enumerate(given, start=1)
        if isinstance(block, Heading)
    }
    headings = [(named[id(block)], block) for block in given if isinstance(block, Heading)]
    made: list[str] = []
    for block in given:
        match block:
            case Heading():
                rank = min(6, block.level + level)
                made.append(f'<h{rank} id="{named[id(block)]}">{_run(Run(block.text, link=block.link))}</h{rank}>')
            case Paragraph():
                made.append(f'<p class="{block.kind}">{_runs(block.runs)}</p>')
            case Quote():
                kind = "edited" if block.edited else "quote"
                made.append(f'<p class="{kind}">{_runs(quoted(block))}</p>')
            case Bullets():
                tag = "ol" if block.ordered else "ul"
                made.append(f"<{tag}>{''.join(f'<li>{_runs(item)}</li>' for item in block.items)}</{tag}>")
            case Table():
                made.append(_table(block))
            case BarChart():
                made.append(_bars(block))
            case Contents():
                made.append(_contents(block, headings))
            case PageBreak():
                made.append('<div class="page-break"></div>')
    return "\n".join(made)


def head_html(given: Letterhead) -> str:
    """The head of an official paper."""
    parent = f"<p>{text_html(given.parent_line)}</p>" if given.parent_line else ""
    to = given.addressee_lines
    if len(to) == 1:
        addressed = f'<p class="centre">Kính gửi: {text_html(to[0])}</p>'
    elif to:
        addressed = f'<div class="to"><p>Kính gửi:</p>{"".join(f"<p>{text_html(line)}</p>" for line in to)}</div>'
    else:
        addressed = ""
    subject = f'<p class="subject">{text_html(given.subject)}</p>' if given.subject else ""
    return (
        '<table class="letterhead" role="presentation"><tr>'
        f'<td>{parent}<p class="strong">{text_html(given.issuer_line)}</p><hr class="short"></td>'
        f'<td><p class="strong nation">{NATION}</p><p class="strong motto">{MOTTO}</p></td></tr><tr>'
        f"<td><p>{text_html(given.number_line)}</p></td>"
        f"<td><p><em>{text_html(given.place_line)}</em></p></td></tr></table>\n"
        f'<div class="type"><h1>{text_html(given.kind.upper())}</h1>{subject}<hr class="short"></div>\n{addressed}'
    )


def foot_html(given: Letterhead) -> str:
    """Nơi nhận, and the room for the signature."""
    lines = "".join(f"<p>{text_html(line)}</p>" for line in given.recipient_lines)
    return (
        '<table class="signing" role="presentation"><tr>'
        f'<td><p class="recipients"><strong><em>Nơi nhận:</em></strong></p>{lines}</td>'
        f'<td><p class="strong">{text_html(given.authority.upper())}</p></td></tr></table>'
    )
