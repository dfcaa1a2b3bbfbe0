"""What was done in each stretch of a target, by everybody together or by each unit that owes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plan.names import UnitBook, unit_key
from plan.progress.records import Shortfall, State, UnitRow
from plan.progress.states import Filled, shortfalls, state_of
from plan.progress.stretches import Stretch
from store.plans.evidence import StoredEvidence

__all__ = ["Filling", "fill", "fill_by_unit"]


@dataclass(frozen=True, slots=True)
class Filling:
    """What a target comes to. ``target`` is null where nobody can know it."""

    done: float
    target: float | None
    state: State
    missing: tuple[Shortfall, ...] = ()
    units: tuple[UnitRow, ...] = ()
    owing: int | None = None


def _within(evidence: Sequence[StoredEvidence], stretch: Stretch, until: date) -> list[StoredEvidence]:
    return [one for one in evidence if one.day is not None and stretch.first <= one.day <= min(stretch.last, until)]


def _sum(evidence: Sequence[StoredEvidence]) -> float:
    return sum(one.quantity for one in evidence)


def fill(stretches: Sequence[Stretch], evidence: Sequence[StoredEvidence], until: date, today: date) -> Filling:
    """A target that all together owe. ``until``: the last day whose work counts."""
    filled = [Filled.by_one(one, _sum(_within(evidence, one, until))) for one in stretches]
    done = sum(one.done for one in filled)
    if not filled or any(one.need is None for one in stretches):
        return Filling(done, None, State.CHUA_CO_CHI_TIEU)
    target = sum(one.need for one in filled)
    return Filling(done, target, state_of(filled, today), shortfalls(filled, today))


def fill_by_unit(
    stretches: Sequence[Stretch],
    evidence: Sequence[StoredEvidence],
    until: date,
    today: date,
    names: Sequence[str],
    book: UnitBook,
    said: int | None,
) -> Filling:
    """A target that each unit owes: who owes a stretch is who stands on its last day. ``said``: how many units there
    are, where the plan says so and they are not known by name.
    """
    if not stretches or any(one.need is None for one in stretches):
        done = sum(_sum(_within(evidence, one, until)) for one in stretches)
        return Filling(done, None, State.CHUA_CO_CHI_TIEU)
    by_unit: dict[str, list[Filled]] = {}
    whole: list[Filled] = []
    unknown = False
    for one in stretches:
        made = _within(evidence, one, until)
        owing = book.owing(names, one.last)
        if owing is None:
            unknown = unknown or said is None
            whole.append(_anonymous(one, made, said or 0))
            continue
        lines = {name: book.line(name) for name in owing}
        shares = [Filled.by_one(one, _sum(_by(made, lines[name]))) for name in owing]
        for name, share in zip(owing, shares, strict=True):
            by_unit.setdefault(name, []).append(share)
        whole.append(Filled(one, sum(x.need for x in shares), _sum(made), sum(x.short for x in shares)))
    units = tuple(_unit_row(name, filled, book, today) for name, filled in by_unit.items())
    done = sum(one.done for one in whole)
    if unknown:
        return Filling(done, None, State.CHUA_CO_CHI_TIEU, (), units)
    target = sum(one.need for one in whole)
    owing_count = len(units) if units else said
    return Filling(done, target, state_of(whole, today), shortfalls(whole, today), units, owing_count)


def _by(evidence: Sequence[StoredEvidence], line: set[str]) -> list[StoredEvidence]:
    return [one for one in evidence if unit_key(one.unit) in line]


def _anonymous(stretch: Stretch, made: Sequence[StoredEvidence], units: int) -> Filled:
    """Units that are counted but not named: each that did something did so for itself alone."""
    each = stretch.need or 0.0
    by_unit: dict[str, float] = {}
    for one in made:
        by_unit[unit_key(one.unit)] = by_unit.get(unit_key(one.unit), 0.0) + one.quantity
    good = sum(min(each, done) for done in by_unit.values())
    need = each * units
    return Filled(stretch, need, _sum(made), max(0.0, need - good))


def _unit_row(name: str, filled: Sequence[Filled], book: UnitBook, today: date) -> UnitRow:
    unit = book.find(name)
    note = ""
    if unit is not None and unit.last_day is not None:
        became = f" thành {unit.successor}" if unit.successor else ""
        note = f"đến hết ngày {unit.last_day:%d/%m/%Y}{became}"
    elif unit is not None and unit.first_day is not None:
        before = [one.name for one in book.units if one.successor == unit.name]
        note = f"từ ngày {unit.first_day:%d/%m/%Y}" + (f", trước là {', '.join(before)}" if before else "")
    return UnitRow(
        unit=name,
        done=sum(one.done for one in filled),
        target=sum(one.need for one in filled),
        state=state_of(filled, today),
        missing=shortfalls(filled, today),
        note=note,
    )
