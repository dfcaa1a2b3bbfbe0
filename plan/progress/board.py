"""The whole of a plan's progress in a period: a row for each task and target, counts by whatever people ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.areas import area_name, reform_areas
from domain.periods import Period
from domain.plan import Product, ProductKind, Task
from plan.channels import channel_name, channels_of
from plan.names import UnitBook, is_all_units, unit_key
from plan.progress.filling import Filling, fill, fill_by_unit
from plan.progress.records import EvidenceRef, ProductRef, ProgressRow, State, StateCounts, gravest
from plan.progress.stretches import Calendar, Stretch, stretches
from store.plans.evidence import Level, StoredEvidence
from store.plans.repository import StoredPlan, StoredTask

__all__ = ["Progress", "progress_of"]

_Key = tuple[str, str | None, str | None, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan's progress in a period. ``until`` is the last day whose work counts, ``version`` the plan's version in
    force then, ``silent`` the units that owe something in it and have nothing, ``renamed`` those that ended within it.
    """

    period: Period
    until: date
    version: int
    rows: tuple[ProgressRow, ...]
    silent: tuple[str, ...]
    renamed: tuple[str, ...]

    def states(self) -> dict[int, State]:
        """Task → its state: the gravest of its targets'."""
        return {task_id: gravest(row.state for row in rows) for task_id, rows in self._by_task().items()}

    def _by_task(self) -> dict[int, list[ProgressRow]]:
        found: dict[int, list[ProgressRow]] = {}
        for row in self.rows:
            if not row.extra:
                found.setdefault(row.task_id, []).append(row)
        return found

    def by_group(self) -> list[StateCounts]:
        """Counts of the tasks' states for each heading of the plan."""
        return self._counts(lambda rows: [rows[0].group[-1] if rows[0].group else ""], lambda key: key)

    def by_parent(self) -> list[StateCounts]:
        """Counts of the tasks' states for each parent task."""
        return self._counts(lambda rows: [rows[0].parent or ""], lambda key: key)

    def by_channel(self) -> list[StateCounts]:
        """Counts of the tasks' states for each channel; a task with two channels stands under both."""
        return self._counts(lambda rows: channels_of(rows[0].channels) or [""], channel_name)

    def by_area(self) -> list[StateCounts]:
        """Counts of the tasks' states for each reform area, in official order."""
        order = [area.code for area in reform_areas()]
        counts = self._counts(lambda rows: [rows[0].area or ""], lambda key: area_name(key) if key else "Chung")
        return sorted(counts, key=lambda one: order.index(one.key) if one.key in order else len(order))

    def by_unit(self) -> list[StateCounts]:
        """Counts of targets' states for each unit: its share where each owes one, else the target it leads."""
        states: dict[str, list[State]] = {}
        done: dict[str, dict[str, float]] = {}
        for row in self.rows:
            if row.extra:
                continue
            for unit in row.units:
                states.setdefault(unit.unit, []).append(unit.state)
            if not row.units:
                for name in row.lead:
                    if not is_all_units(name):
                        states.setdefault(name, []).append(row.state)
        for row in self.rows:
            for one in row.evidence:
                if one.counted and one.unit:
                    name = next((known for known in states if unit_key(known) == unit_key(one.unit)), one.unit)
                    kinds = done.setdefault(name, {})
                    kinds[one.kind] = kinds.get(one.kind, 0.0) + one.quantity
        return [
            StateCounts(name=name, key=unit_key(name), states=_tally(states.get(name, [])), done=done.get(name, {}))
            for name in dict.fromkeys([*states, *done])
        ]

    def _counts(
        self, keys: Callable[[Sequence[ProgressRow]], Iterable[str]], name: Callable[[str], str]
    ) -> list[StateCounts]:
        found: dict[str, list[State]] = {}
        for rows in self._by_task().values():
            state = gravest(row.state for row in rows)
            for key in keys(rows):
                found.setdefault(key, []).append(state)
        return [StateCounts(name=name(key), key=key, states=_tally(states)) for key, states in found.items()]


def _tally(states: Iterable[State]) -> dict[State, int]:
    counts = dict.fromkeys(State, 0)
    for state in states:
        counts[state] += 1
    return counts


def progress_of(
    plan: StoredPlan,
    tasks: Mapping[int, Sequence[StoredTask]],
    evidence: Sequence[StoredEvidence],
    period: Period,
    today: date,
    *,
    book: UnitBook,
    calendar: Calendar,
) -> Progress:
    """Where each task stands at the end of ``period``, or today if that comes first. ``tasks``: version → its tasks.
    A target counts as the version in force at the end of each of its stretches has it: what changes in August leaves
    July as it was.
    """
    until = min(period.last, today)
    # A stretch is over once its last day is: at the end of a closed period that is the day after it.
    moment = min(period.last + timedelta(days=1), today)
    year = plan.year or calendar.year_of(period.last)
    current = plan.version_on(period.last)
    by_task: dict[int, list[StoredEvidence]] = {}
    for one in evidence:
        by_task.setdefault(one.task_id, []).append(one)
    rows: list[ProgressRow] = []
    for task_id, versions in _in_order(tasks, current, by_task).items():
        shown = versions.get(current) or versions[max(versions)]
        targets = _targets(plan, versions, period, year, calendar)
        made = by_task.get(task_id, [])
        seen_kinds: list[ProductKind] = []
        for product, days in targets:
            seen_kinds.append(product.kind)
            counted = [one for one in made if _counts_as(product.kind, one.kind)]
            rows.append(_row(task_id, shown, product, days, counted, period, until, moment, book))
        if not targets:
            if current not in versions and not _of_period(made, period, until):
                continue
            rows.append(_row(task_id, shown, None, [], made, period, until, moment, book))
            continue
        other = [one for one in made if not any(_counts_as(kind, one.kind) for kind in seen_kinds)]
        rows += _extra(task_id, shown, other, period, until, moment, book)
    return Progress(
        period, until, current, tuple(rows), _silent(rows, by_task, period, until, book), _ended(book, period)
    )


def _in_order(
    tasks: Mapping[int, Sequence[StoredTask]], current: int, made: Mapping[int, Sequence[StoredEvidence]]
) -> dict[int, dict[int, Task]]:
    """Task → its versions, those of the version in force first and in its order."""
    found: dict[int, dict[int, Task]] = {one.id: {} for one in tasks.get(current, ())}
    for number, stored in tasks.items():
        for one in stored:
            if one.id in found or number < current or one.id in made:
                found.setdefault(one.id, {})[number] = one.task
    return found


def _targets(
    plan: StoredPlan, versions: Mapping[int, Task], period: Period, year: int, calendar: Calendar
) -> list[tuple[Product, list[Stretch]]]:
    """Each target with those of its stretches that matter to the period: they end in it, or run on after it."""
    found: dict[_Key, tuple[Product, list[Stretch]]] = {}
    current = plan.version_on(period.last)
    standing = dict(_keyed(versions[current].products)) if current in versions else {}
    for number, task in sorted(versions.items()):
        for key, product in _keyed(task.products):
            days = [
                one
                for one in stretches(task, product, year, calendar)
                if plan.version_on(min(one.last, period.last)) == number
            ]
            before = found.get(key)
            # Shown as the version in force has it: a later one says nothing of this period.
            shown = standing.get(key) or (before[0] if before and not days else product)
            found[key] = (shown, [*(before[1] if before else []), *days])
    chosen = []
    for key, (product, days) in found.items():
        matter = _that_matter(sorted(days, key=lambda one: one.last), period, standing=key in standing)
        if matter:
            chosen.append((product, matter))
    return chosen


def _keyed(products: Sequence[Product]) -> list[tuple[_Key, Product]]:
    """A target is known again in another version by its kind, period and whom it is per."""
    seen: dict[tuple[str, str | None, str | None], int] = {}
    found = []
    for product in products:
        name = (str(product.kind), str(product.period) if product.period else None, product.per)
        seen[name] = seen.get(name, 0) + 1
        found.append(((*name, seen[name]), product))
    return found


def _that_matter(days: Sequence[Stretch], period: Period, *, standing: bool) -> list[Stretch]:
    """Those that end in the period; else the one that runs on after it; else, of a target that still stands, the one
    before it, or the first to come.
    """
    ending = [one for one in days if one.last in period]
    if ending or not days:
        return ending
    running = [one for one in days if one.first <= period.last < one.last]
    if running or not standing:
        return running[:1]
    before = [one for one in days if one.last < period.first]
    return before[-1:] or list(days[:1])


def _counts_as(asked: ProductKind, kind: str) -> bool:
    """Whether a piece of a kind fills a target of another: "tin, bài" is either."""
    return kind == asked or (asked is ProductKind.TIN_BAI and kind in (ProductKind.TIN, ProductKind.BAI))


def _of_period(made: Sequence[StoredEvidence], period: Period, until: date) -> list[StoredEvidence]:
    return [one for one in made if one.day is not None and period.first <= one.day <= until]


def _row(
    task_id: int,
    task: Task,
    product: Product | None,
    days: Sequence[Stretch],
    made: Sequence[StoredEvidence],
    period: Period,
    until: date,
    moment: date,
    book: UnitBook,
    *,
    extra: bool = False,
) -> ProgressRow:
    first = min((one.first for one in days), default=period.first)
    last = max((one.last for one in days), default=period.last)
    within = [one for one in made if one.day is not None and first <= one.day <= min(last, until)]
    stories: set[str] = set()
    counted: list[StoredEvidence] = []
    refs = []
    for one in within:
        counts = one.level is not Level.STATED and one.story not in stories
        if counts:
            stories.add(one.story)
            counted.append(one)
        refs.append(_ref(one, counts))
    if product is None or not days:
        filling = Filling(sum(one.quantity for one in counted), None, State.CHUA_CO_CHI_TIEU)
    elif product.per:
        filling = fill_by_unit(days, counted, until, moment, task.lead, book, product.units)
    else:
        filling = fill(days, counted, until, moment)
    target = filling.target
    return ProgressRow(
        task_id=task_id,
        task=task.path,
        parent=task.parent,
        content=task.content,
        group=task.group,
        lead=task.lead,
        channels=task.channels,
        area=task.reform_area,
        product=_product(product),
        first=first,
        last=last,
        done=filling.done,
        target=target,
        share=round(filling.done / target, 4) if target else None,
        state=filling.state,
        stated=sum(one.quantity for one in within if one.level is Level.STATED),
        missing=filling.missing,
        units=filling.units,
        units_owing=filling.owing,
        due=task.due.to if task.due else None,
        due_text=task.due.text if task.due else "",
        extra=extra,
        evidence=tuple(refs),
    )


def _extra(
    task_id: int,
    task: Task,
    other: Sequence[StoredEvidence],
    period: Period,
    until: date,
    moment: date,
    book: UnitBook,
) -> list[ProgressRow]:
    """Results of kinds that the plan does not ask for: they are shown, and fill no target."""
    rows = []
    for kind in dict.fromkeys(one.kind for one in _of_period(other, period, until)):
        product = Product(kind=ProductKind(kind))
        made = [one for one in other if one.kind == kind]
        rows.append(_row(task_id, task, product, [], made, period, until, moment, book, extra=True))
    return rows


def _ref(one: StoredEvidence, counted: bool) -> EvidenceRef:
    return EvidenceRef(
        id=one.id,
        article_id=one.article_id,
        title=one.title,
        url=one.url,
        day=one.day,
        unit=one.unit,
        channel=one.channel,
        area=one.area,
        kind=one.kind,
        quantity=one.quantity,
        level=str(one.level),
        withdrawn=one.withdrawn,
        counted=counted,
        file_name=one.file_name,
        note=one.note,
    )


def _product(product: Product | None) -> ProductRef | None:
    if product is None:
        return None
    return ProductRef(
        kind=str(product.kind),
        name=product.name,
        quantity=product.quantity,
        high=product.high,
        bound=str(product.bound),
        period=str(product.period) if product.period else None,
        per=product.per,
        quote=product.quote,
    )


def _silent(
    rows: Sequence[ProgressRow],
    made: Mapping[int, Sequence[StoredEvidence]],
    period: Period,
    until: date,
    book: UnitBook,
) -> tuple[str, ...]:
    """Units that owe something by the period's end, by name or each, and have nothing at all in it."""
    owing = dict.fromkeys(unit.unit for row in rows for unit in row.units)
    for row in rows:
        if row.target and not row.units and row.last <= period.last:
            owing |= dict.fromkeys(book.now(name, until) for name in row.lead if not is_all_units(name))
    spoke = {
        unit_key(one.unit)
        for evidence in made.values()
        for one in _of_period(evidence, period, until)
        if one.level is not Level.STATED
    }
    return tuple(name for name in owing if not (book.line(name) & spoke))


def _ended(book: UnitBook, period: Period) -> tuple[str, ...]:
    """One line for each unit that was renamed or merged within the period."""
    words = {"renamed": "đổi tên thành", "merged": "nhập vào", "dissolved": "giải thể"}
    lines = []
    for unit in book.units:
        if unit.last_day is not None and unit.change is not None and unit.last_day + timedelta(days=1) in period:
            day = unit.last_day + timedelta(days=1)
            rest = f" {unit.successor}" if unit.successor else ""
            lines.append(f"{unit.name} {words[unit.change]}{rest} từ ngày {day:%d/%m/%Y}")
    return tuple(lines)
