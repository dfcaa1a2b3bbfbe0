"""Rows of a table → drafts of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from domain.plan import PlanGroup, ProductKind, ProductPeriod, TaskChange
from domain.text import fold
from plan.reading.channels import channels_in
from plan.reading.columns import Columns, Role
from plan.reading.document import Cell, Table
from plan.reading.draft import Draft, area_of
from plan.reading.dues import find_due, find_frequency, read_due_cell
from plan.reading.kinds import kinds_in
from plan.reading.month_columns import read_months
from plan.reading.numbering import LETTER, Marker, joined, marker_of, paths_unique, rank_of
from plan.reading.passage import Passage
from plan.reading.shorts import Shorts
from plan.reading.targets import Target, find_targets
from plan.reading.units import units_in_cell

__all__ = ["Rows"]

_DITTO: Final = re.compile(
    r"[-–]?\s*(?:nt|n/t|như trên|như nt|〃|″|\"|''|”|“|´´|,,|\"\s*\"|nhu tren)\s*[-–]?\.?", re.IGNORECASE
)
_TOTAL: Final = re.compile(r"(?:tong(?: cong| so)?|cong)\W*(?:\d.{0,40})?")
_WHOLE_PATH: Final = re.compile(r"[IVX]{1,5}(?:\.[\da-zđ]{1,2}){1,3}\.?")
_LETTERED: Final = re.compile(r"\s*[a-zđ]\s*[.)]\s*\S")


@dataclass
class _Heading:
    marker: Marker
    path: str
    title: str


@dataclass
class Rows:
    """Reads the tables of one plan; headings and columns go on from one table to the next."""

    shorts: Shorts
    year: int | None
    amending: bool = False
    drafts: list[Draft] = field(default_factory=list)
    groups: list[PlanGroup] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    _stack: list[_Heading] = field(default_factory=list)
    _outer: int = 0
    _running: int = 0
    _above: dict[int, Passage] = field(default_factory=dict)

    def read(self, table: Table, columns: Columns, *, goes_on: bool = False) -> None:
        """Add the tasks of a table's body."""
        if not goes_on:
            self._stack.clear()
            self._running = 0
            self._above.clear()
        self._columns = columns
        self._content_cell: Cell | None = None
        self._index_cell: Cell | None = None
        self._intro: Passage | None = None
        rows = table.rows[columns.first :]
        for at, row in enumerate(rows):
            following = rows[at + 1] if at + 1 < len(rows) else None
            self._row(row, following)

    # -- one row ---------------------------------------------------------------------------------------------------

    def _row(self, row: tuple[Cell | None, ...], following: tuple[Cell | None, ...] | None) -> None:
        cells = {id(cell): cell for cell in row if cell is not None and (cell.text or cell.labels)}
        if not cells or self._repeats_header(row):
            return
        content_at = self._columns.of(Role.CONTENT)[0]
        content, index = row[content_at], self._index(row)
        if self._is_heading(row, content, index, following):
            self._heading(index, cells)
            return
        text = content.text if content is not None else None
        if text is not None and _TOTAL.fullmatch(fold(text.text)):
            return
        values = self._values(row)
        same = content is not None and content is self._content_cell
        if (same or text is None or not text) and self.drafts and content_at not in values:
            self._continue(values, row)
            return
        if same:
            self._continue(values, row)
            return
        passage = values.get(content_at)
        if passage is None or len(passage.text) < 3:
            return
        self._content_cell = content
        self._tasks(passage, content, index, values, row)

    def _repeats_header(self, row: tuple[Cell | None, ...]) -> bool:
        texts = [fold(cell.text.text).strip(" :.*()") for cell in row if cell is not None and cell.text]
        return len(texts) > 2 and all(text and any(text in one for one in self._columns.texts) for text in texts)

    def _index(self, row: tuple[Cell | None, ...]) -> str:
        for x in self._columns.of(Role.INDEX):
            cell = row[x]
            if cell is not None and x != self._columns.of(Role.CONTENT)[0]:
                return cell.text.text.strip() or " ".join(cell.labels).strip()
        return ""

    def _is_heading(
        self, row: tuple[Cell | None, ...], content: Cell | None, index: str, following: tuple[Cell | None, ...] | None
    ) -> bool:
        """A row that names a group: its text goes over half the table, or it has a number and nothing but a name."""
        filled = [cell for cell in dict.fromkeys(cell for cell in row if cell is not None) if cell.text]
        wide = max(filled, key=lambda cell: cell.columns, default=None)
        if wide is not None and wide.columns * 2 > len(row) and len(row) > 2:
            return len(filled) <= 2
        others = [cell for cell in filled if cell is not content and cell.text.text.strip() != index]
        if others or (content is None and not filled):
            return False
        marker = rank_of(index) if index else (marker_of(filled[0].text.text) if filled else None)
        if marker is None:
            return False
        if marker.rank <= 2:
            return True
        below = self._index(following) if following is not None else ""
        inner = rank_of(below) if below else None
        return inner is not None and (inner.rank > marker.rank or inner.name.startswith(f"{marker.name}."))

    def _heading(self, index: str, cells: dict[int, Cell]) -> None:
        named = [cell for cell in cells.values() if cell.text.text.strip() != index] or list(cells.values())
        passage = max(named, key=lambda cell: len(cell.text.text)).text
        marker = rank_of(index) if index and index != passage.text.strip() else None
        if marker is None and (found := marker_of(passage.text)) is not None and found.name:
            marker, passage = found, passage.part(found.end, len(passage.text))
        marker = marker or Marker("", 1, 0)
        if not self._stack and marker.rank <= 2:
            self._outer = marker.rank
        rank = 0 if marker.rank == self._outer and marker.rank <= 2 else marker.rank
        while self._stack and self._stack[-1].marker.rank >= rank:
            self._stack.pop()
        parent = self._stack[-1].path if self._stack else None
        name = marker.name or f"nhom-{sum(group.parent == parent for group in self.groups) + 1}"
        path = paths_unique(self._joined(name), self.taken)
        self._stack.append(_Heading(Marker(name, rank, 0), path, " ".join(passage.text.split())))
        self._running = 0
        self.groups.append(
            PlanGroup(path=path, parent=parent, title=" ".join(passage.quote.split()), place=passage.place)
        )

    def _joined(self, name: str) -> str:
        return joined(self._stack[-1].path if self._stack else "", name)

    def _values(self, row: tuple[Cell | None, ...]) -> dict[int, Passage]:
        """Column → text, with "nt" as what stands above it."""
        values: dict[int, Passage] = {}
        for x, cell in enumerate(row):
            if cell is None or not cell.text or (cell.column != x and cell.columns > 1):
                continue
            passage = cell.text
            if _DITTO.fullmatch(passage.text):
                above = self._above.get(x)
                if above is None:
                    continue
                passage = above
            values[x] = passage
            self._above[x] = passage
        return values

    # -- tasks -----------------------------------------------------------------------------------------------------

    def _tasks(
        self,
        passage: Passage,
        content: Cell | None,
        index: str,
        values: dict[int, Passage],
        row: tuple[Cell | None, ...],
    ) -> None:
        parent = self._stack[-1].path if self._stack else None
        index_cell = next((row[x] for x in self._columns.of(Role.INDEX)), None)
        marker = marker_of(passage.text) if not index else None
        whole = _WHOLE_PATH.fullmatch(index)
        if whole is not None and not self._stack:
            name = whole.group().rstrip(".")
            parent = name.rpartition(".")[0]
        elif index and (ranked := rank_of(index)) is not None:
            name = ranked.name
            self._running = int(name) if name.isdigit() else self._running
        elif marker is not None and marker.name:
            name, passage = marker.name, passage.part(marker.end, len(passage.text))
        else:
            self._running += 1
            name = str(self._running)
        if marker is not None and not marker.name:
            passage = passage.part(marker.end, len(passage.text))
        shared = index_cell is not None and index_cell is self._index_cell and index_cell.rows > 1
        self._index_cell = index_cell
        path = self._joined(name)
        lettered = [line for line in passage.lines() if _LETTERED.match(line.text)]
        labels = content.labels if content is not None else ()
        if len(lettered) >= 2 or (len(labels) > 1 and sum(bool(re.match(r"[a-zđ]", one)) for one in labels) >= 2):
            self._lettered(path, passage, labels, values)
            return
        path = paths_unique(f"{path}.{self._shared_number(path)}" if shared else path, self.taken)
        draft = Draft(path, parent, passage, passage, group=tuple(heading.title for heading in self._stack))
        self._fill(draft, values, passage)
        self.drafts.append(draft)

    def _shared_number(self, path: str) -> int:
        return 1 + sum(one == path or one.startswith(f"{path}.") for one in self.taken)

    def _lettered(self, path: str, passage: Passage, labels: tuple[str, ...], values: dict[int, Passage]) -> None:
        """a) b) c) in one cell: a task each; the other columns are theirs together, or line by line."""
        pieces: list[tuple[str, Passage]] = []
        intro: Passage | None = None
        for at, line in enumerate(passage.lines()):
            found = marker_of(line.text)
            label = labels[at] if at < len(labels) else ""
            if found is not None and found.rank == LETTER:
                pieces.append((found.name, line.part(found.end, len(line.text))))
            elif re.match(r"[a-zđ]", label):
                pieces.append((label.strip(".) "), line))
            elif pieces:
                name, before = pieces[-1]
                pieces[-1] = (name, replace(before, end=line.end))
            else:
                intro = line
        self.taken.add(path)
        self._intro = intro
        title = intro if intro is not None else pieces[0][1]
        if intro is not None:
            parent = self._stack[-1].path if self._stack else None
            self.groups.append(PlanGroup(path=path, parent=parent, title=title.quote, place=title.place))
        group = (*(heading.title for heading in self._stack), *((intro.text,) if intro is not None else ()))
        for at, (name, piece) in enumerate(pieces):
            own = {x: self._line_of(value, at, name, len(pieces)) for x, value in values.items()}
            draft = Draft(paths_unique(f"{path}.{name}", self.taken), path, piece, piece, group=group)
            self._fill(draft, own, piece)
            self.drafts.append(draft)
        self._intro = None

    def _line_of(self, value: Passage, at: int, name: str, count: int) -> Passage:
        lines = list(value.lines())
        for line in lines:
            found = marker_of(line.text)
            if found is not None and found.name == name and len(lines) > 1:
                return line.part(found.end, len(line.text))
        return lines[at] if len(lines) == count else value

    def _continue(self, values: dict[int, Passage], row: tuple[Cell | None, ...]) -> None:
        """A further row of the task above: its targets, units and times are added."""
        draft = self.drafts[-1]
        fresh = {
            x: value for x, value in values.items() if (cell := row[x]) is not None and self._begins_here(cell, row)
        }
        extra = Draft(draft.path, draft.parent, draft.content, draft.quote)
        self._fill(extra, fresh, None)
        draft.targets.extend(extra.targets)
        draft.parts.extend(extra.parts)
        draft.lead = tuple(dict.fromkeys([*draft.lead, *extra.lead]))
        draft.support = tuple(dict.fromkeys([*draft.support, *extra.support]))
        draft.channels = tuple(dict.fromkeys([*draft.channels, *extra.channels]))
        draft.due, draft.frequency = draft.due or extra.due, draft.frequency or extra.frequency

    def _begins_here(self, cell: Cell, row: tuple[Cell | None, ...]) -> bool:
        first = next((other.row for other in row if other is not None and other.rows == 1), None)
        return cell.rows == 1 or first is None or cell.row == first

    # -- what the columns say --------------------------------------------------------------------------------------

    def _of(self, role: Role, values: dict[int, Passage]) -> Iterator[tuple[int, Passage]]:
        for x in self._columns.of(role):
            if x in values:
                yield x, values[x]

    def _fill(self, draft: Draft, values: dict[int, Passage], content: Passage | None) -> None:
        lead: list[str] = []
        support: list[str] = []
        for _, passage in self._of(Role.LEAD, values):
            found = units_in_cell(passage.text, self.shorts)
            lead.extend(found.lead)
            support.extend(found.support)
        for _, passage in self._of(Role.SUPPORT, values):
            support.extend(units_in_cell(re.sub(r"(?i)phối hợp\s*:", "", passage.text), self.shorts).lead)
        draft.lead, draft.support = tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support))
        period: ProductPeriod | None = None
        for _, passage in self._of(Role.TIME, values):
            due, frequency = read_due_cell(passage, self.year)
            if due is not None and (draft.due is None or draft.due.to is None):
                draft.due = due
            draft.frequency = draft.frequency or frequency
            if re.fullmatch(r"\W*0?6 tháng\W*", passage.low):
                period = ProductPeriod.SAU_THANG
        if content is not None and draft.due is None:
            draft.due = find_due(content, self.year)
        read_months(draft, values, self._columns, self._context(values, draft.content))
        draft.targets = self._targets(draft, values, content, period)
        if content is not None and draft.frequency is None:
            draft.frequency = find_frequency(content.low)
        if draft.frequency is None and draft.due is None:
            draft.frequency = next(
                (often for _, one in self._of(Role.QUANTITY, values) if (often := find_frequency(one.low))), None
            )
        named = [value for role in (Role.CHANNEL, Role.FORM, Role.PRODUCT) for _, value in self._of(role, values)]
        named.extend(one for one in (self._intro, content) if one is not None)
        draft.channels = tuple(dict.fromkeys(name for one in named for name in channels_in(one.text)))
        draft.kinds = tuple(dict.fromkeys(kind for one in named for kind in kinds_in(one.low)))
        for _, passage in self._of(Role.NOTE, values):
            draft.note = passage.quote
        if self.amending:
            draft.change, draft.amends_path = self._change(draft, values), draft.path
        for _, passage in self._of(Role.AREA, values):
            draft.area = area_of(passage.text, [passage.text])

    def _change(self, draft: Draft, values: dict[int, Passage]) -> TaskChange:
        """What an amendment's row does: as its note says, else as its words and what stood there before, else it takes
        the place of the task of the same path.
        """
        note = fold(draft.note or "")
        gone = r"(?<!\w)(?:bai bo|bo$|huy|khong thuc hien)"
        if re.search(gone, note) or re.fullmatch(r"(?:bai bo|huy bo|bo|khong thuc hien)\W*", fold(draft.content.text)):
            return TaskChange.REMOVES
        if re.search(r"bo sung|them moi|moi$", note) and not re.search(r"sua doi|dieu chinh", note):
            return TaskChange.ADDS
        if not note and (columns := self._columns.of(Role.OLD)):
            before = " ".join(fold(values[x].text) for x in columns if x in values).strip(" ().–-")
            return TaskChange.REPLACES if before and not re.match(r"(?:chua|khong) co", before) else TaskChange.ADDS
        if not note:
            draft.doubts.append("Bảng không ghi là sửa đổi hay bổ sung nhiệm vụ này.")
        return TaskChange.REPLACES

    def _context(self, values: dict[int, Passage], content: Passage | None) -> tuple[ProductKind, ...]:
        """The kinds that the cells beside a number name, nearest first."""
        found: list[ProductKind] = []
        for role in (Role.UNIT, Role.FORM, Role.PRODUCT):
            for _, passage in self._of(role, values):
                found.extend(kinds_in(passage.low))
                if role is Role.UNIT and not found and passage.low.strip() in {"kỳ", "số"}:
                    found.append(ProductKind.KY)
                if role is Role.UNIT and not found and passage.low.strip() == "lớp":
                    found.append(ProductKind.TAP_HUAN)
        for named in (content, self._intro):
            if named is not None and not found:
                found.extend(kinds_in(named.low))
        return tuple(dict.fromkeys(found))

    def _targets(
        self, draft: Draft, values: dict[int, Passage], content: Passage | None, period: ProductPeriod | None
    ) -> list[Target]:
        context = self._context(values, content)
        for role in (Role.QUANTITY, Role.PRODUCT, Role.FORM):
            found: list[Target] = []
            for x, passage in self._of(role, values):
                if self._is_computed_total(x) and draft.parts:
                    continue
                texts = self._columns.texts[x] if x < len(self._columns.texts) else ""
                fresh = find_targets(
                    passage, context=context, bare=role is Role.QUANTITY, at_least=x in self._columns.at_least
                )
                header = self._period_of_header(texts)
                found.extend(replace(one, period=one.period or header or period) for one in fresh)
            if found:
                return found
        if content is None:
            return []
        found = find_targets(content, context=context)
        if not found and self._columns.of(Role.UNIT) and not draft.parts:
            return []
        return [replace(one, period=one.period or period) for one in found]

    def _is_computed_total(self, x: int) -> bool:
        return x in self._columns.totals

    def _period_of_header(self, text: str) -> ProductPeriod | None:
        for words, period in (
            ("/tuan", ProductPeriod.TUAN), ("/thang", ProductPeriod.THANG), ("/quy", ProductPeriod.QUY),
            ("nam", ProductPeriod.NAM), ("hang thang", ProductPeriod.THANG), ("hang quy", ProductPeriod.QUY),
        ):  # fmt: skip
            if re.search(rf"(?<!\w){words}(?!\w)" if words[0] != "/" else words, text):
                return period
        return None
