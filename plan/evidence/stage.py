"""The stage that weighs: what is left to do is a query, and whatever is cut off is taken up again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.plan import PlanProposal
from domain.provinces import find_province
from plan.evidence.learning import FIRST_WEIGHTS, SHOWN, learn, probability
from plan.evidence.terms import likenesses, pairs
from plan.evidence.traits import TRAITS, make_traits
from plan.evidence.weigher import PlanSide, Weigher
from plan.office import PlanOffice
from store import Store
from store.plans.repository import StoredPlan, StoredTask
from store.plans.suggestions import StoredSuggestion

__all__ = ["Suggested", "relearn", "suggestions_of", "weigh_plan", "weigher_of"]

_WEIGHING = "weighing-1"
"""Grows when weighing changes; what was weighed before is weighed anew."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion with its task's path and how likely (0–1) a person says yes."""

    task: str
    probability: float
    suggestion: StoredSuggestion


def weigh_plan(
    store: Store,
    plan: StoredPlan,
    office: PlanOffice,
    tell: Callable[[int], None] | None = None,
    most: int | None = None,
) -> int:
    """Weigh every annotated article that was not yet weighed against the plan as both are now; how many. ``tell`` is
    called with the size of each batch; ``most``: leave what is beyond it for another time.
    """
    make_traits(store, most)
    weigher, mark = weigher_of(store, plan, office)
    done = 0
    for batch in store.plans.traits.unweighed(plan.id, mark):
        made = [one for article in batch for one in weigher.weigh(article)]
        store.plans.suggestions.save(plan.id, {one.article_id: one.document_version for one in batch}, made, mark)
        done += len(batch)
        if tell is not None:
            tell(len(batch))
        if most is not None and done >= most:
            break
    return done


def weigher_of(store: Store, plan: StoredPlan, office: PlanOffice) -> tuple[Weigher, str]:
    """The weigher of a plan's newest version, and the mark under which its work is kept."""
    version = plan.versions[-1].number
    tasks = store.plans.tasks(plan.id, version).get(version, [])
    proposal = store.plans.proposal(plan.id, 1)
    side = _side(store, plan, proposal, office)
    weights = store.plans.suggestions.weights(plan.id) or FIRST_WEIGHTS
    known = [
        _WEIGHING,
        TRAITS,
        version,
        [unit.name for unit in side.book.units],
        side.province,
        office.calendar.cut_day,
    ]
    mark = hashlib.sha256(json.dumps(known, ensure_ascii=False).encode()).hexdigest()[:40]
    return Weigher(tasks, side, weights), mark


def _side(store: Store, plan: StoredPlan, proposal: PlanProposal | None, office: PlanOffice) -> PlanSide:
    head = proposal.plan if proposal is not None else None
    numbers = [plan.number, *(parent.number or "" for parent in (head.parents if head else ()))]
    confirmed, rejected = _titles(store, plan.id)
    return PlanSide(
        tuple(number for number in numbers if number),
        plan.issuer or office.name,
        office.province or _province_in(plan.issuer),
        _year(plan, office),
        office.book(store),
        confirmed,
        rejected,
    )


def _province_in(issuer: str) -> str | None:
    """The province that an issuer names ("Sở Y tế tỉnh Kon Tum")."""
    match = re.search(r"(?:tỉnh|thành phố|TP\.?)\s+(.+)$", issuer)
    found = find_province(match[1]) if match else None
    return found.name if found is not None else None


def _year(plan: StoredPlan, office: PlanOffice) -> tuple[date, date]:
    """The plan's days: from the opening of its official year to the last day of the calendar's."""
    if plan.year is None:
        return date.min, date.max
    return office.calendar.year(plan.year).first, date(plan.year, 12, 31)


def _titles(store: Store, plan_id: str) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    found: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
    for one in store.plans.evidence.of_plan(plan_id):
        if one.article_id is not None:
            found[0].setdefault(one.task_id, []).append(one.title)
    for one in store.plans.evidence.of_plan(plan_id, "rejected"):
        found[1].setdefault(one.task_id, []).append(one.title)
    return found


def relearn(store: Store, plan: StoredPlan, task_ids: set[int]) -> None:
    """Take in what people have decided: the weights, and for these tasks how like the decided titles each is."""
    decisions = store.plans.evidence.learnt_from(plan.id)
    confirmed, rejected = _titles(store, plan.id)
    for task_id in sorted(task_ids):
        yes = [pairs(title) for title in confirmed.get(task_id, ())]
        no = [pairs(title) for title in rejected.get(task_id, ())]
        made = {}
        for article_id, title, keywords in store.plans.suggestions.titles(task_id):
            made[article_id] = likenesses(pairs(title), keywords, yes, no)
        store.plans.suggestions.set_likeness(task_id, made)
    store.plans.suggestions.set_weights(plan.id, learn(decisions), len(decisions), store.database.now())


def suggestions_of(store: Store, plan: StoredPlan, *, task_id: int | None = None, each: int = 10) -> list[Suggested]:
    """Undecided suggestions worth a look, best first within each task, tasks in the plan's order; at most ``each`` a
    task. An article that counts for another task already is not suggested again.
    """
    version = plan.versions[-1].number
    tasks: list[StoredTask] = store.plans.tasks(plan.id, version).get(version, [])
    order = {one.id: number for number, one in enumerate(tasks)}
    counts: dict[int, int] = {}
    found = []
    for one in store.plans.suggestions.best(plan.id, task_id=task_id, each=3 * each):
        likely = probability(one.score)
        if one.elsewhere or likely < SHOWN or one.task_id not in order or counts.get(one.task_id, 0) >= each:
            continue
        counts[one.task_id] = counts.get(one.task_id, 0) + 1
        found.append(Suggested(tasks[order[one.task_id]].task.path, likely, one))
    found.sort(key=lambda one: (order[one.suggestion.task_id], -one.probability, one.suggestion.article_id))
    return found
