from __future__ import annotations

import multiprocessing
from collections import Counter
from datetime import date
from multiprocessing.queues import Queue
from pathlib import Path

from store import open_store
from store.db.plan_tables import plan_decisions, plan_evidence
from store.plans.evidence import Decided, Item
from tests.plan.making import product, proposal, task


def _decide(
    folder: str, plan_id: str, task_id: int, who: str, numbers: list[int], answers: Queue[tuple[str, dict[str, int]]]
) -> None:
    done = Counter[str]()
    with open_store(Path(folder)) as store:
        for number in numbers:
            one = Item(task_id, "tin_bai", title=f"Việc {number}", day=date(2024, 5, 1), unit="A")
            outcomes = store.plans.evidence.confirm(plan_id, [one], by=who)
            done[outcomes[0].decided] += 1
    answers.put((who, dict(done)))


def test_two_people_decide_two_hundred_items_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        plan_id = store.plans.save(proposal(task("I.1", product()))).id
        task_id = store.plans.tasks(plan_id, 1)[1][0].id
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    numbers = list(range(200))
    people = [
        context.Process(target=_decide, args=(str(tmp_path), plan_id, task_id, who, order, answers))
        for who, order in (("Lan", numbers), ("Minh", numbers[::-1]))
    ]
    for one in people:
        one.start()
    told = dict(answers.get(timeout=120) for _ in people)
    for one in people:
        one.join(timeout=30)
        assert one.exitcode == 0
    with open_store(tmp_path) as store, store.database.read() as connection:
        rows = connection.execute(plan_evidence.select()).all()
        logged = connection.execute(plan_decisions.select()).all()
    assert sorted(row.title for row in rows) == sorted(f"Việc {number}" for number in numbers)
    assert len(logged) == 200
    by = Counter(row.decided_by for row in rows)
    for who, outcomes in told.items():
        assert outcomes.get(Decided.DONE, 0) == by[who]
        assert sum(outcomes.values()) == 200
