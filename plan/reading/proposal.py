"""A file of a plan → the proposal that a person looks through."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from rapidfuzz import fuzz

from domain.days import read_days
from domain.errors import ConfigError
from domain.plan import NotTask, PlanFile, PlanHead, PlanProposal
from domain.text import fold
from plan.reading.columns import Columns, find_columns, guessed_columns
from plan.reading.document import Document, Paragraph, Table
from plan.reading.draft import Draft, completed
from plan.reading.files.open_file import open_file
from plan.reading.files.yaml_file import YamlPlan
from plan.reading.head import read_head
from plan.reading.passage import Passage
from plan.reading.prose_tasks import Prose, outline
from plan.reading.shorts import Shorts, explained_in
from plan.reading.table_tasks import Rows

__all__ = ["read_plan"]

_SHORT: Final = re.compile(r"(?:tu |chu |cum tu )?viet tat|ky hieu")
_FULL: Final = re.compile(r".*(?:day du|nghia|dien giai|giai thich|noi dung|viet ra).*")


_NOTES = 5
"""So many last rows of a table may be notes to it."""


def read_plan(data: bytes, name: str) -> PlanProposal:
    """Everything that the file says, as a proposal; nothing is stored.

    ConfigError, in one line: the file cannot be read, or there is no task in it.
    """
    document = open_file(data, name)
    for paragraph in document.items:
        if isinstance(paragraph, Paragraph):
            document.shorts.update(explained_in(paragraph.text.text))
        else:
            for row in paragraph.rows[-_NOTES:]:
                for cell in row:
                    if cell is not None:
                        document.shorts.update(explained_in(cell.text.text))
    items = [item for item in document.items if not _explains(item, document)]
    lines = _lines(items)
    article = document.kind == "text" and not any(re.match(r"\s*Số\s*:", line) for line in lines[:12])
    head = read_head(lines, article=article)
    if isinstance(document, YamlPlan):
        head = _named_head(document, head)
    shorts = Shorts(document.shorts)
    rows = Rows(shorts, head.year, amending=head.amends is not None)
    paragraphs = _tables(items, rows, head.year, document)
    prose = Prose(shorts, head.year, beside_table=bool(rows.drafts), amending=head.amends is not None, taken=rows.taken)
    prose.read(outline(paragraphs))
    if isinstance(document, YamlPlan):
        _given_products(document, rows)
    drafts = [*rows.drafts, *_fresh(prose, rows)]
    if not drafts and not prose.not_tasks:
        raise ConfigError(f"Không thấy nhiệm vụ nào trong {name}.", "Hãy kiểm tra tệp hoặc điền vào tệp mẫu.")
    groups = [*rows.groups, *(group for group in prose.groups if _used(group.path, drafts))]
    return PlanProposal(
        plan=head,
        tasks=tuple(completed(draft) for draft in drafts),
        not_tasks=_once(prose.not_tasks),
        groups=tuple(groups),
        notes=tuple(document.notes),
        file=PlanFile(name=name, kind=document.kind, sha256=hashlib.sha256(data).hexdigest()),
        sources=tuple(document.sources),
    )


def _used(path: str, drafts: list[Draft]) -> bool:
    return any(draft.path.startswith(f"{path}.") for draft in drafts)


def _once(found: list[NotTask]) -> tuple[NotTask, ...]:
    return tuple({one.text: one for one in found}.values())


def _fresh(prose: Prose, rows: Rows) -> list[Draft]:
    """What the text says and the table does not say already."""
    if not rows.drafts:
        return list(prose.drafts)
    known = [fold(draft.content.text) for draft in rows.drafts]
    return [
        draft
        for draft in prose.drafts
        if draft.change is not None or all(fuzz.token_set_ratio(fold(draft.content.text), one) < 80 for one in known)
    ]


def _lines(items: list[Paragraph | Table]) -> list[str]:
    lines: list[str] = []
    for item in items:
        if isinstance(item, Paragraph):
            lines.append(item.text.text)
        else:
            for row in item.rows[:30] if item.part else item.rows[:6]:
                lines.extend(dict.fromkeys(cell.text.text for cell in row if cell is not None and cell.text))
    return lines


def _explains(item: Paragraph | Table, document: Document) -> bool:
    """Whether a table explains abbreviations; then they are kept."""
    if isinstance(item, Paragraph):
        return False
    for at, row in enumerate(item.rows[:6]):
        texts = [fold(cell.text.text) if cell is not None else "" for cell in row]
        short = next((x for x, text in enumerate(texts) if _SHORT.fullmatch(text)), None)
        full = next((x for x, text in enumerate(texts) if x != short and _FULL.fullmatch(text)), None)
        if short is not None and full is not None:
            for line in item.rows[at + 1 :]:
                one, other = line[short], line[full]
                if one is not None and other is not None and one.text and other.text:
                    document.shorts[one.text.text] = other.text.text
            return True
    return "viet tat" in fold(item.part) and item.width >= 2 and _pairs(item, document)


def _pairs(table: Table, document: Document) -> bool:
    for row in table.rows:
        texts = [cell.text.text for cell in row if cell is not None and cell.text]
        if len(texts) >= 2 and len(texts[-2]) <= 20:
            document.shorts[texts[-2]] = texts[-1]
    return True


def _tables(items: list[Paragraph | Table], rows: Rows, year: int | None, document: Document) -> list[Paragraph]:
    """Read the tables of tasks; give the paragraphs, those of layout tables among them."""
    paragraphs: list[Paragraph] = []
    columns: Columns | None = None
    width = 0
    for item in items:
        if isinstance(item, Paragraph):
            paragraphs.append(item)
            continue
        found = find_columns(item, year)
        if found is not None:
            paragraphs.extend(_cells(item, found.first if item.part else 0))
            rows.read(item, found)
            columns, width = found, item.width
        elif columns is not None and item.width == width and not item.part:
            rows.read(item, _from_top(columns), goes_on=True)
        elif (guessed := guessed_columns(item)) is not None:
            document.notes.append("Có bảng không có hàng tiêu đề; ý nghĩa các cột là suy đoán, cần xem lại.")
            rows.read(item, guessed)
        else:
            paragraphs.extend(_cells(item, len(item.rows)))
    return paragraphs


def _from_top(columns: Columns) -> Columns:
    return Columns(columns.roles, columns.months, 0, columns.at_least, columns.totals, columns.texts, columns.titles)


def _cells(table: Table, rows: int) -> list[Paragraph]:
    seen: dict[int, Passage] = {}
    for row in table.rows[:rows]:
        for cell in row:
            if cell is not None and cell.text:
                seen.setdefault(id(cell), cell.text)
    return [Paragraph(line) for passage in seen.values() for line in passage.lines()]


def _named_head(document: YamlPlan, head: PlanHead) -> PlanHead:
    """With what the YAML names outright."""
    given = document.head
    changes: dict[str, object] = {}
    if number := given.get("so"):
        changes["number"] = number[0]
    if day := given.get("ngay"):
        span = read_days(day[0])
        changes["date"] = span[0] if span is not None else None
    if issuer := given.get("co quan"):
        changes["issuer"] = issuer[0]
    if title := given.get("tieu de"):
        changes["title"] = title[0]
    if year := given.get("nam"):
        changes["year"] = int(year[0]) if year[0].isdigit() else head.year
    elif title and (found := re.search(r"20\d\d", title[0])):
        changes["year"] = int(found.group())
    parents = read_head([f"Căn cứ {line}" for line in given.get("can cu", [])]).parents
    changes["parents"] = parents or head.parents
    if amends := given.get("sua doi"):
        changes["amends"] = amends[0]
    return head.model_copy(update=changes)


def _given_products(document: YamlPlan, rows: Rows) -> None:
    for draft in rows.drafts:
        row = document.sources[draft.quote.block].row
        for product, _ in document.products.get((row or 1) - 1, []):
            draft.products.append(product)
