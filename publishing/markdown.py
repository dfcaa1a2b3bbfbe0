"""A paper as Markdown: every letter that would mean something to a reader of Markdown is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publishing.blocks import (
    BarChart,
    Block,
    Bullets,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    appendix_label,
)
from publishing.clean import clean, safe_link
from publishing.letterhead import MOTTO, NATION, Letterhead
from publishing.wording import quoted

__all__ = ["escape_markdown", "write_markdown"]

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])")


def escape_markdown(text: str) -> str:
    """Text that stays text wherever it stands in a line."""
    return _MARKS.sub(r"\\\1", clean(text))


def _line(text: str) -> str:
    """A line that begins no list and no rule."""
    return _START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", text)


def _run(run: Run) -> str:
    made = escape_markdown(run.text)
    if not made.strip():
        return made
    lead, tail = made[: len(made) - len(made.lstrip())], made[len(made.rstrip()) :]
    core = made.strip()
    core = f"**{core}**" if run.bold else core
    core = f"*{core}*" if run.italic else core
    link = safe_link(run.link)
    if link and not link.startswith("#"):
        core = f"[{core}](<{link}>)"
    return f"{lead}{core}{tail}"


def _runs(given: Runs) -> str:
    return "".join(_run(run) for run in given)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(block: Table) -> str:
    marks = {"left": "---", "right": "--:", "center": ":-:"}
    lines = [
        _row(escape_markdown(column.title) for column in block.columns),
        _row(marks[column.align] for column in block.columns),
    ]
    for row in block.rows:
        cells = [text for cell in row for text in (_runs(cell.runs), *([""] * (cell.span - 1)))]
        lines.append(_row(cells))
    caption = [f"*{escape_markdown(block.caption)}*", ""] if block.caption else []
    return "\n".join([*caption, *lines])


def _block(block: Block, headings: list[Heading], level: int) -> str:
    match block:
        case Heading():
            return f"{'#' * min(6, block.level + level)} {_run(Run(block.text, link=block.link))}"
        case Paragraph(kind="lead"):
            return _line(f"**{_runs(block.runs)}**")
        case Paragraph(kind="title"):
            return _line(f"**{_runs(block.runs)}**")
        case Paragraph():
            return _line(_runs(block.runs))
        case Quote():
            return f"> {_line(_runs(quoted(block)))}"
        case Bullets():
            return "\n".join(
                f"{f'{at}.' if block.ordered else '-'} {_line(_runs(item))}" for at, item in enumerate(block.items, 1)
            )
        case Table():
            return _table(block)
        case BarChart():
            caption = f"*{escape_markdown(block.caption)}*\n\n" if block.caption else ""
            return caption + "\n".join(
                f"- {escape_markdown(bar.label)}: {escape_markdown(bar.shown)}" for bar in block.bars
            )
        case Contents():
            lines = [f"{'  ' * (one.level - 1)}- {escape_markdown(one.text)}" for one in headings]
            return "\n".join([f"**{escape_markdown(block.title)}**", "", *lines])
        case PageBreak():
            return "---"


def _blocks(blocks: Iterable[Block], level: int) -> list[str]:
    given = list(blocks)
    headings = [block for block in given if isinstance(block, Heading)]
    return [_block(block, headings, level) for block in given]


def _head(given: Letterhead) -> list[str]:
    left = [escape_markdown(given.parent_line)] if given.parent_line else []
    left += [f"**{escape_markdown(given.issuer_line)}**", escape_markdown(given.number_line)]
    right = [f"**{NATION}**", f"**{MOTTO}**", f"*{escape_markdown(given.place_line)}*"]
    title = [f"# {escape_markdown(given.kind.upper())}"]
    if given.subject:
        title.append(f"**{escape_markdown(given.subject)}**")
    to = [f"Kính gửi: {escape_markdown('; '.join(given.addressees))}."] if given.addressees else []
    return ["  \n".join(left), "  \n".join(right), *title, *to]


def write_markdown(document: Document) -> str:
    """The file."""
    parts = _head(document.letterhead) if document.letterhead else []
    parts += _blocks(document.blocks, 1)
    if document.letterhead:
        lines = [_line(escape_markdown(line)) for line in document.letterhead.recipient_lines]
        parts.append("  \n".join(["***Nơi nhận:***", *lines]))
    for at, appendix in enumerate(document.appendices):
        label = appendix_label(at, len(document.appendices))
        parts.append(f"## {label}. {escape_markdown(appendix.title)}")
        parts += _blocks(appendix.blocks, 2)
    if document.footer:
        parts += ["---", escape_markdown(document.footer)]
    return "\n\n".join(part for part in parts if part) + "\n"
