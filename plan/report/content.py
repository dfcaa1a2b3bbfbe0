"""What a report says: results by task, four views of one total, the evidence behind them, and what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day  # noqa: N812 - fields are days
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.areas import area_name, reform_areas
from domain.periods import Period
from plan.board import board_of
from plan.channels import channel_name
from plan.names import unit_key
from plan.office import PlanOffice
from plan.progress import Progress, ProgressRow, State
from plan.progress.stretches import period_code
from store import Store
from store.plans.archived import ArchivedPage
from store.plans.evidence import Level, StoredEvidence
from store.plans.repository import StoredPlan

__all__ = ["VIEWS", "AnnexItem", "LaterChange", "PlanReport", "View", "ViewLine", "counted_of", "make_report"]

VIEWS = ("channel", "content", "unit", "area")
"""The four views: by channel, content (task), unit, reform area."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlanRef(_Record):
    """The plan that is reported on, with the version in force at the end of the period."""

    id: str
    number: str
    title: str
    issuer: str
    year: int | None
    version: int
    document: str


class PeriodRef(_Record):
    """The period, both ends inclusive; ``until``: the last day whose work counts."""

    code: str
    name: str
    first: Day
    last: Day
    until: Day


class ViewLine(_Record):
    """One line of a view: kind → how many."""

    key: str
    name: str
    counts: dict[str, float]


class View(_Record):
    """The counted results of the period, each in exactly one line."""

    by: str
    lines: tuple[ViewLine, ...]
    total: dict[str, float]


class AnnexItem(_Record):
    """One piece of evidence of the period. ``archived_on``, ``archive_file`` and ``archive_offset`` say where our copy
    lies; null where there is none. ``article_day``: the day of publication as the article had it then, which a person
    may have known better.
    """

    n: int
    id: int
    task: str
    title: str
    kind: str
    quantity: float
    unit: str
    channel: str
    area: str | None
    day: Day | None
    level: str
    counted: bool
    url: str
    article_id: str | None
    archived_on: datetime | None
    archive_file: str | None
    archive_offset: int | None
    withdrawn: bool
    file_name: str
    note: str
    decided_by: str
    article_day: Day | None = None


class LaterChange(_Record):
    """Something that changed a closed period after it was closed: "added" or "removed"."""

    period: str
    change: str
    task: str
    title: str
    kind: str
    quantity: float
    unit: str
    day: Day | None
    decided_by: str
    decided_at: datetime | None
    why: str
    detail: str = ""


class PlanReport(_Record):
    """All that a report says. ``late``: something is late, so that people have to say why and what next."""

    plan: PlanRef
    period: PeriodRef
    states: dict[State, int]
    rows: tuple[ProgressRow, ...]
    views: tuple[View, ...]
    total: dict[str, float]
    stated: dict[str, float]
    silent: tuple[str, ...]
    renamed: tuple[str, ...]
    late: bool
    difficulties: str
    next_steps: str
    annex: tuple[AnnexItem, ...]
    later: tuple[LaterChange, ...] = ()

    @property
    def lacks_texts(self) -> bool:
        """Whether a person still has to write why something is late and what comes next."""
        return self.late and not (self.difficulties and self.next_steps)


def make_report(
    store: Store,
    plan: StoredPlan,
    period: Period,
    office: PlanOffice,
    today: Day,
    later: Iterable[LaterChange] = (),
) -> PlanReport:
    """The report of a plan for a period as it stands now."""
    progress = board_of(store, plan, period, office, today)
    code = period_code(period)
    texts = store.plans.periods.texts(plan.id, code)
    evidence = [one for one in store.plans.evidence.of_plan(plan.id) if _in(one, period, progress.until)]
    counted = counted_of(evidence)
    states = progress.states()
    head = next(one for one in plan.versions if one.number == progress.version)
    return PlanReport(
        plan=PlanRef(
            id=plan.id,
            number=plan.number,
            title=plan.title,
            issuer=plan.issuer,
            year=plan.year,
            version=head.number,
            document=head.document,
        ),
        period=PeriodRef(code=code, name=period.name, first=period.first, last=period.last, until=progress.until),
        states={state: list(states.values()).count(state) for state in State},
        rows=progress.rows,
        views=_views(counted, progress),
        total=_sum(counted),
        stated=_sum([one for one in evidence if one.level is Level.STATED]),
        silent=progress.silent,
        renamed=progress.renamed,
        late=any(state in (State.QUA_HAN, State.CHAM) for state in states.values()),
        difficulties=texts["difficulties"].text if "difficulties" in texts else "",
        next_steps=texts["next_steps"].text if "next_steps" in texts else "",
        annex=_annex(store, evidence, counted, progress),
        later=tuple(later),
    )


def _in(one: StoredEvidence, period: Period, until: Day) -> bool:
    return one.day is not None and period.first <= one.day <= until


def counted_of(evidence: Sequence[StoredEvidence]) -> list[StoredEvidence]:
    """What counts: proved, and each story once a task."""
    seen: set[tuple[int, str]] = set()
    found = []
    for one in evidence:
        if one.level is not Level.STATED and (one.task_id, one.story) not in seen:
            seen.add((one.task_id, one.story))
            found.append(one)
    return found


def _sum(evidence: Iterable[StoredEvidence]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in evidence:
        total[one.kind] = total.get(one.kind, 0.0) + one.quantity
    return dict(sorted(total.items()))


def _views(counted: Sequence[StoredEvidence], progress: Progress) -> tuple[View, ...]:
    tasks: dict[int, ProgressRow] = {}
    for row in progress.rows:
        tasks.setdefault(row.task_id, row)

    def content(one: StoredEvidence) -> str:
        row = tasks.get(one.task_id)
        return f"{row.task}. {row.content}" if row else "Nhiệm vụ đã bỏ"

    areas = [area.code for area in reform_areas()]
    return (
        _view("channel", counted, lambda one: one.channel, channel_name),
        _view("content", counted, content, lambda name: name),
        _view("unit", counted, lambda one: unit_key(one.unit), _unit_name(counted)),
        _view(
            "area",
            counted,
            lambda one: one.area if one.area in areas else "",
            lambda code: area_name(code) if code else "Chưa rõ lĩnh vực",
            areas,
        ),
    )


def _unit_name(counted: Sequence[StoredEvidence]) -> Callable[[str], str]:
    names: dict[str, str] = {}
    for one in counted:
        names.setdefault(unit_key(one.unit), one.unit)
    return lambda key: names.get(key) or "Chưa rõ đơn vị"


def _view(
    by: str,
    counted: Sequence[StoredEvidence],
    key: Callable[[StoredEvidence], str | None],
    name: Callable[[str], str],
    order: Sequence[str] = (),
) -> View:
    groups: dict[str, list[StoredEvidence]] = {}
    for one in counted:
        groups.setdefault(key(one) or "", []).append(one)
    keys = sorted(groups, key=lambda one: (order.index(one) if one in order else len(order), not one, name(one)))
    lines = tuple(ViewLine(key=one, name=name(one), counts=_sum(groups[one])) for one in keys)
    return View(by=by, lines=lines, total=_sum(counted))


def _annex(
    store: Store, evidence: Sequence[StoredEvidence], counted: Sequence[StoredEvidence], progress: Progress
) -> tuple[AnnexItem, ...]:
    archived = store.plans.archived.newest([one.article_id for one in evidence if one.article_id])
    days = store.plans.archived.published([one.article_id for one in evidence if one.article_id])
    paths = {row.task_id: row.task for row in progress.rows}
    order = {row.task_id: number for number, row in enumerate(progress.rows)}
    ids = {one.id for one in counted}
    ranked = sorted(evidence, key=lambda one: (order.get(one.task_id, len(order)), one.day or Day.min, one.id))
    return tuple(
        _annex_item(
            n,
            one,
            paths.get(one.task_id, ""),
            one.id in ids,
            archived.get(one.article_id or ""),
            days.get(one.article_id or ""),
        )
        for n, one in enumerate(ranked, start=1)
    )


def _annex_item(
    n: int, one: StoredEvidence, task: str, counted: bool, copy: ArchivedPage | None, published: Day | None
) -> AnnexItem:
    return AnnexItem(
        n=n,
        id=one.id,
        task=task,
        title=one.title,
        kind=one.kind,
        quantity=one.quantity,
        unit=one.unit,
        channel=one.channel,
        area=one.area,
        day=one.day,
        level=str(one.level),
        counted=counted,
        url=one.url,
        article_id=one.article_id,
        archived_on=copy.fetched_at if copy else None,
        archive_file=copy.warc_file if copy else None,
        archive_offset=copy.warc_offset if copy else None,
        withdrawn=one.withdrawn,
        file_name=one.file_name,
        note=one.note,
        decided_by=one.decided_by,
        article_day=published,
    )
