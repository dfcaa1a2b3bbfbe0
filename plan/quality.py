"""Measure suggestions on labelled articles before and after thirty decisions: ``python -m plan.quality``.

The articles are parted in two by their order: people's decisions are made on one half, precision and recall are
measured on the other, which nobody has decided about. Floors live in ``gold/floors.json`` with the hash of the corpus;
a figure under its floor, or a corpus that changed without new floors, ends with exit code 1.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from domain.plan import Product, Task
from plan.channels import channel_of_publisher
from plan.evidence.learning import FIRST_WEIGHTS, SHOWN, learn, probability, weighed_json
from plan.evidence.terms import pairs
from plan.evidence.weigher import PlanSide, Weigher
from plan.names import UnitBook
from store.plans.repository import StoredTask
from store.plans.suggestions import NewSuggestion, Weights
from store.plans.traits import StoredTraits
from store.plans.units import Unit

__all__ = ["DECISIONS", "Figures", "main", "measure_learning"]

DECISIONS = 30
_TOP = 5
_ISSUER = "Sở Y tế tỉnh Quảng Hòa"
_UNITS = (
    "Bệnh viện Đa khoa tỉnh Quảng Hòa",
    "Trung tâm Y tế huyện Sông Trầm",
    "Trung tâm Kiểm soát bệnh tật tỉnh Quảng Hòa",
)
_SLACK = 0.0005
_FILES = ("tasks.jsonl", "articles.jsonl")


@dataclass(frozen=True, slots=True)
class Figures:
    """``precision``: of the five best suggestions of a task (fewer where there are fewer), how many are right.
    ``recall``: how many of the right pairs are among them, of those that five places can hold.
    """

    precision: float
    recall: float


def _read(name: str) -> list[dict[str, Any]]:
    text = files("plan.gold").joinpath(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def corpus_hash() -> str:
    """What the floors belong to."""
    text = "".join(files("plan.gold").joinpath(name).read_text(encoding="utf-8") for name in _FILES)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _tasks() -> list[StoredTask]:
    made = []
    for number, row in enumerate(_read("tasks.jsonl"), start=1):
        kinds = row.pop("kinds")
        products = tuple(Product.model_validate({"kind": kind, "quantity": 4, "period": "nam"}) for kind in kinds)
        made.append(StoredTask(number, 1, Task.model_validate({**row, "quote": "", "products": products})))
    return made


def _traits(number: int, row: dict[str, Any]) -> StoredTraits:
    return StoredTraits(
        article_id=str(number),
        document_version=1,
        day=date.fromisoformat(row["day"]),
        title=row["title"],
        publisher=row["publisher"],
        office="",
        province=row["province"] if row["province"] == "Sơn La" else "",
        channel=channel_of_publisher(row["publisher"]),
        kind="phong_su" if row["title"].startswith("Phóng sự") else "bai",
        topics=tuple(row["topics"]),
        documents=(),
        names=(),
        terms=tuple(sorted(pairs(f"{row['title']}\n{row['text']}"))),
    )


def _suggest(
    tasks: Sequence[StoredTask],
    articles: Sequence[StoredTraits],
    weights: Weights,
    confirmed: dict[int, list[str]],
    rejected: dict[int, list[str]],
    least: float = SHOWN,
) -> dict[int, list[NewSuggestion]]:
    side = PlanSide(
        (),
        _ISSUER,
        "Kon Tum",  # a real province, so that another one's news is told apart
        (date(2023, 12, 15), date(2024, 12, 31)),
        UnitBook([Unit(name) for name in _UNITS]),
        confirmed,
        rejected,
    )
    weigher = Weigher(tasks, side, weights)
    found: dict[int, list[NewSuggestion]] = {one.id: [] for one in tasks}
    for article in articles:
        for one in weigher.weigh(article):
            if probability(one.score) >= least:
                found[one.task_id].append(one)
    for suggestions in found.values():
        suggestions.sort(key=lambda one: (-one.score, one.article_id))
    return found


def _figures(found: dict[int, list[NewSuggestion]], truth: set[tuple[int, str]]) -> Figures:
    right = shown = 0
    for task_id, suggestions in found.items():
        best = suggestions[:_TOP]
        shown += len(best)
        right += sum((task_id, one.article_id) in truth for one in best)
    reachable = sum(min(_TOP, sum(task_id == one for one, _ in truth)) for task_id in found)
    return Figures(right / shown if shown else 0.0, right / reachable if reachable else 0.0)


def measure_learning() -> tuple[Figures, Figures]:
    """The figures before and after thirty decisions: decided on either half, measured on the other, on average."""
    tasks, rows = _tasks(), _read("articles.jsonl")
    ids = {one.task.path: one.id for one in tasks}
    articles = [_traits(number, row) for number, row in enumerate(rows)]
    truth = {(ids[path], str(number)) for number, row in enumerate(rows) for path in row["tasks"]}
    both = [_one_half(tasks, articles[half::2], articles[1 - half :: 2], truth) for half in (0, 1)]
    return _mean([before for before, _ in both]), _mean([after for _, after in both])


def _mean(several: Sequence[Figures]) -> Figures:
    count = len(several)
    return Figures(sum(one.precision for one in several) / count, sum(one.recall for one in several) / count)


def _one_half(
    tasks: Sequence[StoredTask],
    learning: Sequence[StoredTraits],
    unseen: Sequence[StoredTraits],
    truth: set[tuple[int, str]],
) -> tuple[Figures, Figures]:
    names = {article.article_id for article in unseen}
    held = {(task_id, article) for task_id, article in truth if article in names}
    before = _suggest(tasks, unseen, FIRST_WEIGHTS, {}, {})
    decisions: list[tuple[bool, str]] = []
    confirmed: dict[int, list[str]] = {}
    rejected: dict[int, list[str]] = {}
    offered = _suggest(tasks, learning, FIRST_WEIGHTS, {}, {}, least=0.0)
    # The best of every task first, then the second of every task: as people go through a list.
    ranked = [one for place in range(len(learning)) for some in offered.values() for one in some[place : place + 1]]
    for one in ranked[:DECISIONS]:
        said = (one.task_id, one.article_id) in truth
        decisions.append((said, weighed_json(dict(one.features), one.title)))
        (confirmed if said else rejected).setdefault(one.task_id, []).append(one.title)
    assert len(decisions) == DECISIONS
    after = _suggest(tasks, unseen, learn(decisions), confirmed, rejected)
    return _figures(before, held), _figures(after, held)


def main() -> int:
    """Print the figures; 1 when one is under its floor."""
    before, after = measure_learning()
    floors = json.loads(files("plan.gold").joinpath("floors.json").read_text(encoding="utf-8"))
    sys.stdout.write(f"{'plan suggestions':<28}{'P@5':>8}{'R':>8}\n")
    for name, figures in (("before", before), (f"after {DECISIONS} decisions", after)):
        sys.stdout.write(f"{name:<28}{figures.precision:>8.3f}{figures.recall:>8.3f}\n")
    failures = []
    if floors["corpus"] != corpus_hash():
        failures.append("Bài nhãn của kế hoạch đã đổi: đo lại rồi ghi mức sàn và mã băm mới vào plan/gold/floors.json.")
    for name, figures in (("before", before), ("after", after)):
        for what, least in floors[name].items():
            now = getattr(figures, what)
            if now < least - _SLACK:
                failures.append(f"Gợi ý {name} {what}: {now:.3f} thấp hơn mức sàn {least:.3f}.")
    sys.stderr.writelines(f"{line}\n" for line in failures)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
