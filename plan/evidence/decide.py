"""A person's word: this proves that, this does not, and here is what is not on the web."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.errors import UsageError
from domain.plan import ProductKind, Task
from plan.evidence.learning import weighed_json
from plan.evidence.stage import relearn, weigher_of
from plan.evidence.traits import make_traits
from plan.office import PlanOffice
from store import Store
from store.plans.evidence import Item, Level, Outcome, StoredFile
from store.plans.repository import StoredPlan, StoredTask

__all__ = ["Adding", "add_evidence", "confirm_articles", "find_plan", "find_task", "reject_articles", "take_back"]

_LARGEST_FILE = 20_000_000


def find_plan(store: Store, name: str) -> StoredPlan:
    """The plan of an id or number; UsageError names those there are."""
    plan = store.plans.find(name)
    if plan is None:
        known = ", ".join(one.id for one in store.plans.all()) or "chưa có"
        raise UsageError(f"Không có kế hoạch “{name}”.", f"Các kế hoạch: {known}.")
    return plan


def find_task(store: Store, plan: StoredPlan, path: str) -> StoredTask:
    """The task with a number ("II.3"); UsageError names those there are."""
    version = plan.versions[-1].number
    tasks = store.plans.tasks(plan.id, version).get(version, [])
    wanted = path.strip().lower().rstrip(".")
    for one in tasks:
        if one.task.path.lower() == wanted:
            return one
    raise UsageError(f"Kế hoạch không có nhiệm vụ “{path}”.", f"Các nhiệm vụ: {', '.join(x.task.path for x in tasks)}.")


def _item(store: Store, plan: StoredPlan, office: PlanOffice, task: StoredTask, articles: Sequence[str]) -> list[Item]:
    """What is known of these articles for a task: as suggested, or as weighed now."""
    make_traits(store)
    known = store.plans.suggestions.get(task.id, articles)
    traits = store.plans.traits.load(articles)
    weigher = None
    archived = store.plans.archived.newest(articles)
    items = []
    for article_id in articles:
        stored = store.articles.get(article_id)
        if stored is None:
            raise UsageError(f"Không có bài “{article_id}” trong kho.", "Hãy dùng mã bài hoặc địa chỉ bài.")
        suggestion = known.get(article_id)
        if suggestion is None and article_id in traits:
            weigher = weigher or weigher_of(store, plan, office)[0]
            found = weigher.weigh(traits[article_id])
            suggestion = next((one for one in found if one.task_id == task.id), None)
        item = Item(
            task.id,
            _first_kind(task.task),
            article_id,
            title=stored.article.title,
            url=stored.article.url,
            level=Level.ARCHIVED if article_id in archived else Level.GIVEN,
            area=task.task.reform_area,
        )
        if article_id in traits:
            trait = traits[article_id]
            item = replace(item, unit=trait.office or trait.publisher, channel=trait.channel, day=trait.day)
            item = replace(item, area=item.area or (trait.topics[0] if trait.topics else None))
        if suggestion is not None:
            weighed = weighed_json(dict(suggestion.features), suggestion.title)
            item = replace(item, kind=suggestion.kind, unit=suggestion.unit, weighed=weighed)
        items.append(item)
    return items


def _first_kind(task: Task) -> str:
    return str(task.products[0].kind) if task.products else str(ProductKind.TIN_BAI)


def confirm_articles(
    store: Store,
    plan: StoredPlan,
    office: PlanOffice,
    task: StoredTask,
    articles: Sequence[str],
    *,
    by: str,
    why: str = "",
    also: bool = False,
    undecided: bool = False,
    kind: str | None = None,
    unit: str | None = None,
    day: date | None = None,
) -> list[Outcome]:
    """These articles prove the task, says a person. ``kind``, ``unit`` and ``day`` where the person knows better;
    ``also``: even those that count for another task; ``undecided``: the person saw no decision about them, so that
    none is overruled that was made meanwhile. One outcome an article, in order.
    """
    given = {name: value for name, value in (("kind", kind), ("unit", unit), ("day", day)) if value is not None}
    items = [replace(item, **given) for item in _item(store, plan, office, task, articles)]  # type: ignore[arg-type]
    outcomes = store.plans.evidence.confirm(plan.id, items, by=by, why=why, also=also, undecided=undecided)
    relearn(store, plan, {task.id})
    return outcomes


def reject_articles(
    store: Store,
    plan: StoredPlan,
    office: PlanOffice,
    task: StoredTask,
    articles: Sequence[str],
    *,
    by: str,
    why: str = "",
    undecided: bool = False,
) -> list[Outcome]:
    """These articles do not prove the task, nor do their reprints. ``undecided`` as in ``confirm_articles``. One
    outcome an article, in order.
    """
    items = _item(store, plan, office, task, articles)
    outcomes = store.plans.evidence.reject(plan.id, items, by=by, why=why, undecided=undecided)
    relearn(store, plan, {task.id})
    return outcomes


def take_back(store: Store, plan: StoredPlan, evidence_id: int, *, by: str, why: str = "") -> bool:
    """As if nothing had been said; False when somebody was first, or the period is closed."""
    task_id = store.plans.evidence.take_back(plan.id, evidence_id, by=by, why=why)
    if task_id is not None:
        relearn(store, plan, {task_id})
    return task_id is not None


class Adding:
    """What a person says of something that is not on the web."""

    def __init__(
        self,
        title: str,
        day: date,
        *,
        kind: str | None = None,
        quantity: float = 1.0,
        unit: str = "",
        channel: str = "",
        link: str = "",
        note: str = "",
        file: StoredFile | None = None,
    ) -> None:
        if not title.strip():
            raise UsageError("Tài liệu kiểm chứng chưa có tên.", "Hãy ghi ngắn gọn đã làm gì.")
        if not 0 < quantity < 1e9:
            raise UsageError("Số lượng phải lớn hơn 0.", "Hãy ghi số lượng đã làm, ví dụ 400.")
        if file is not None and len(file.content) > _LARGEST_FILE:
            raise UsageError("Tệp quá lớn (trên 20 MB).", "Hãy giảm dung lượng ảnh hoặc gửi liên kết.")
        self.title, self.day, self.kind, self.quantity = title.strip(), day, kind, quantity
        self.unit, self.channel, self.link, self.note, self.file = unit, channel, link.strip(), note.strip(), file

    @property
    def level(self) -> Level:
        """B with a file or a link, C with words alone."""
        return Level.GIVEN if self.file is not None or self.link else Level.STATED


def add_evidence(
    store: Store, plan: StoredPlan, task: StoredTask, adding: Adding, *, by: str, why: str = ""
) -> Outcome:
    """Record what is not on the web: with a file, a photo or a link it counts, with words alone it is only stated."""
    item = Item(
        task.id,
        adding.kind or _first_kind(task.task),
        quantity=adding.quantity,
        unit=adding.unit or next(iter(task.task.lead), ""),
        channel=adding.channel,
        area=task.task.reform_area,
        day=adding.day,
        title=adding.title,
        url=adding.link,
        note=adding.note,
        file=adding.file,
        level=adding.level,
    )
    (outcome,) = store.plans.evidence.confirm(plan.id, [item], by=by, why=why)
    return outcome
