"""The matrix of a plan: tasks by periods, tasks by units, and the calendar of what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.periods import Period
from plan.names import UnitBook, unit_key
from plan.progress import Progress, ProgressRow, State
from plan.progress.records import STATE_WORDS
from plan.progress.stretches import period_code
from plan.wording import amount, kind_name, missing_text, target_text

__all__ = ["LOOKS", "Cell", "Deadline", "Line", "Look", "deadlines", "lines_by_period", "lines_by_unit", "look_of"]


@dataclass(frozen=True, slots=True)
class Look:
    """A state in words, colour and shape."""

    text: str
    colour: str
    icon: str


LOOKS: dict[State, Look] = {
    State.DAT: Look(STATE_WORDS[State.DAT], "good", "ok"),
    State.DUNG_TIEN_DO: Look(STATE_WORDS[State.DUNG_TIEN_DO], "accent", "run"),
    State.CO_NGUY_CO: Look(STATE_WORDS[State.CO_NGUY_CO], "warn", "warn"),
    State.CHAM: Look(STATE_WORDS[State.CHAM], "warn", "warn-full"),
    State.QUA_HAN: Look(STATE_WORDS[State.QUA_HAN], "bad", "stop"),
    State.CHUA_CO_CHI_TIEU: Look(STATE_WORDS[State.CHUA_CO_CHI_TIEU], "quiet", "dash"),
    State.CHUA_DEN_HAN: Look(STATE_WORDS[State.CHUA_DEN_HAN], "quiet", "circle"),
}


def look_of(state: State | str) -> Look:
    """How a state is shown."""
    return LOOKS[State(state)]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure with its state, and the period whose evidence a click shows."""

    label: str
    figure: str
    look: Look
    period: str
    note: str = ""
    running: bool = False
    share: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A target of a task with its cells. A cell that is None: nothing is asked there."""

    task: str
    content: str
    target: str
    lead: str
    group: str
    extra: bool
    cells: list[Cell | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something has to be there."""

    day: date
    title: str
    text: str
    look: Look | None
    task: str = ""


_Key = tuple[int, str]


def _key(row: ProgressRow) -> _Key:
    product = row.product
    return row.task_id, f"{product.kind}/{product.period}/{product.per}/{row.extra}" if product else ""


def _line(row: ProgressRow, group: str) -> Line:
    target = "Ngoài chỉ tiêu" if row.extra else target_text(row.product)
    return Line(row.task, row.content, target, "; ".join(row.lead), group, row.extra)


def _figure(row: ProgressRow) -> str:
    if row.target is not None:
        return f"{amount(row.done)}/{amount(row.target)}"
    unit = kind_name(row.product.kind, row.product.name) if row.product and row.done else ""
    return f"{amount(row.done)} {unit}".strip()


def _belongs(row: ProgressRow, period: Period) -> bool:
    """Whether the period asks something of a target: it ends or runs on in it, or something was done."""
    if row.target is None:
        return row.done > 0
    return row.last >= period.first and (row.last <= period.last or row.first <= period.first or row.done > 0)


def lines_by_period(boards: Sequence[Progress], today: date) -> list[Line]:
    """A line a target, a cell a period; ``boards`` are of the periods in order."""
    lines: dict[_Key, Line] = {}
    cells: dict[_Key, dict[int, Cell]] = {}
    for number in (len(boards) - 1, *range(len(boards) - 1)):  # the year knows all tasks in their order
        board = boards[number]
        for row in board.rows:
            key = _key(row)
            lines.setdefault(key, _line(row, _group(row)))
            if not _belongs(row, board.period) and number != len(boards) - 1:
                continue
            cells.setdefault(key, {})[number] = Cell(
                board.period.name,
                _figure(row),
                look_of(row.state),
                period_code(board.period),
                _missing(row) if number == len(boards) - 1 else "",
                today in board.period,
                row.share,
            )
    for key, line in lines.items():
        line.cells.extend(cells.get(key, {}).get(number) for number in range(len(boards)))
    return list(lines.values())


def _group(row: ProgressRow) -> str:
    return row.group[-1] if row.group else ""


def _missing(row: ProgressRow) -> str:
    return missing_text(row.missing[:1], row.product.kind, row.product.name) if row.product else ""


def lines_by_unit(board: Progress, book: UnitBook) -> tuple[list[str], list[Line]]:
    """The units that owe or did something, and a line a target with a cell for each of them."""
    names: dict[str, str] = {}
    for row in board.rows:
        for name in [unit.unit for unit in row.units] or [book.now(one, board.until) for one in row.lead]:
            names.setdefault(unit_key(name), name)
        for one in row.evidence:
            if one.unit:
                names.setdefault(unit_key(one.unit), one.unit)
    code = period_code(board.period)
    lines = []
    for row in board.rows:
        line = _line(row, _group(row))
        by_unit = {
            unit_key(unit.unit): Cell(
                unit.unit,
                f"{amount(unit.done)}/{amount(unit.target)}",
                look_of(unit.state),
                code,
                unit.note,
                unit=unit.unit,
            )
            for unit in row.units
        }
        if not row.units:
            for name in row.lead:
                now = book.now(name, board.until)
                by_unit[unit_key(now)] = Cell(now, _figure(row), look_of(row.state), code, unit=now)
        line.cells.extend(by_unit.get(key) for key in names)
        lines.append(line)
    return list(names.values()), lines


def deadlines(boards: Sequence[Progress], today: date) -> list[Deadline]:
    """What is due and what is overdue, each target once, the nearest days first; and when the periods close."""
    found: dict[tuple[str, str, date], Deadline] = {}
    for board in boards:
        if today in board.period:
            key = (board.period.name, "", board.period.last)
            found[key] = Deadline(board.period.last, f"Chốt số liệu {board.period.name}", "23:59, giờ Việt Nam", None)
        for row in board.rows:
            if row.target is None or row.state is State.DAT or row.first > today:
                continue
            short = row.missing[0].by if row.missing else row.last
            product = row.product
            text = missing_text(row.missing[:1], product.kind, product.name) if product else ""
            found.setdefault(
                (row.task, target_text(product), short),
                Deadline(short, f"{row.task} {row.content}", text, look_of(row.state), row.task),
            )
    return sorted(found.values(), key=lambda one: (one.day < today, abs((one.day - today).days), one.title))
