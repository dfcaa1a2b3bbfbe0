"""How much of a plan was read right: tasks, targets, leads, days, what is no task."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from domain.plan import PlanProposal, Task
from domain.text import fold

_PRODUCT = re.compile(
    r"(?P<kind>\w+) (?P<low>[\d.]+)(?:-(?P<high>[\d.]+))? (?P<bound>\w+) (?P<period>\w+)(?: per=(?P<per>\w+))?(?: annual=(?P<annual>\w+))?"
)


def wanted_product(text: str) -> tuple[Any, ...]:
    match = _PRODUCT.fullmatch(text)
    assert match is not None, text
    annual = None if match["annual"] in {None, "null"} else float(match["annual"])
    high = float(match["high"]) if match["high"] else None
    return match["kind"], float(match["low"]), high, match["bound"], match["period"], match["per"], annual


def read_products(task: Task) -> list[tuple[Any, ...]]:
    return [
        (
            one.kind.value,
            one.quantity,
            one.high,
            one.bound.value,
            one.period.value if one.period else None,
            one.per,
            one.annual,
        )
        for one in task.products
    ]


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))


class Score:
    """Counts of right, wanted and read; ``faults`` says each difference in a line."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []

    def share(self, right: str, of: str) -> float:
        return self.counts[right] / self.counts[of] if self.counts[of] else 1.0

    def figures(self) -> dict[str, float]:
        return {
            "task_recall": self.share("tasks_right", "tasks_wanted"),
            "task_precision": self.share("tasks_right", "tasks_read"),
            "products": self.share("products_right", "products_all"),
            "no_target": self.share("no_target_right", "no_target_all"),
            "lead": self.share("lead_right", "lead_all"),
            "support": self.share("support_right", "support_all"),
            "due": self.share("due_right", "due_all"),
            "frequency": self.share("frequency_right", "frequency_all"),
            "area": self.share("area_right", "area_all"),
            "path": self.share("path_right", "path_all"),
            "head": self.share("head_right", "head_all"),
            "not_tasks": self.share("not_tasks_right", "not_tasks_all"),
            "quotes": self.share("quotes_right", "quotes_all"),
        }

    def _mark(self, name: str, right: bool, fault: str) -> None:
        self.counts[f"{name}_all"] += 1
        self.counts[f"{name}_right"] += right
        if not right:
            self.faults.append(fault)

    def add(self, case: str, truth: dict[str, Any], read: PlanProposal) -> None:
        self._head(case, truth["plan"], read)
        left = list(read.tasks)
        for wanted in truth["tasks"]:
            key = fold(wanted["text"])
            found = next((task for task in left if key in fold(task.content)), None)
            self.counts["tasks_wanted"] += 1
            if found is None:
                self.faults.append(f"{case}: missing task {wanted['text']!r}")
                continue
            left.remove(found)
            self.counts["tasks_right"] += 1
            self._task(case, wanted, found)
        self.counts["tasks_read"] += len(read.tasks)
        self.faults.extend(f"{case}: task too many {task.path} {task.content[:70]!r}" for task in left)
        for text in truth["not_tasks"]:
            hit = any(fold(text) in fold(one.text) for one in read.not_tasks)
            self._mark("not_tasks", hit, f"{case}: not seen as no task: {text!r}")
        for task in read.tasks:
            for quote, place in [(task.quote, task.place), *((one.quote, one.place) for one in task.products)]:
                right = (
                    place is not None
                    and read.sources[place.block].text[place.start : place.end] == quote
                    and bool(quote)
                )
                self._mark("quotes", right, f"{case}: quote {quote!r}")

    def _head(self, case: str, wanted: dict[str, Any], read: PlanProposal) -> None:
        for field, value in wanted.items():
            got: Any = getattr(read.plan, field)
            if field == "parents":
                got = [parent.number for parent in got]
            same = fold(str(got)) == fold(str(value)) if isinstance(value, str) else got == value
            self._mark("head", same, f"{case}: head {field}: {got!r}, wanted {value!r}")

    def _task(self, case: str, wanted: dict[str, Any], task: Task) -> None:
        at = f"{case} {task.path}"
        products = sorted(map(wanted_product, wanted["products"]), key=str)
        read = sorted(read_products(task), key=str)
        if not products:
            self._mark("no_target", not read, f"{at}: no target, read {read}")
        for product in products:
            hit = product in read
            self._mark("products", hit, f"{at}: {product}, read {read}")
        for extra in read if products else []:
            if extra not in products:
                if len(read) > len(products):
                    self._mark("products", False, f"{at}: product too many {extra}")
                break
        if "lead" in wanted:
            got = [fold(name) for name in task.lead]
            self._mark(
                "lead",
                got == [fold(name) for name in wanted["lead"]],
                f"{at}: lead {task.lead}, wanted {wanted['lead']}",
            )
        if "support" in wanted:
            self._mark(
                "support",
                {fold(n) for n in task.support} == {fold(n) for n in wanted["support"]},
                f"{at}: support {task.support}, wanted {wanted['support']}",
            )
        due = task.due
        if "due" in wanted:
            first, last = (_day(value) for value in wanted["due"])
            right = due is not None and due.to == last and (first is None or due.from_ == first)
            self._mark("due", right, f"{at}: due {due}, wanted {wanted['due']}")
        elif "dates" in wanted:
            self._mark(
                "due",
                due is not None and list(due.dates) == [_day(one) for one in wanted["dates"]],
                f"{at}: due {due}, wanted {wanted['dates']}",
            )
        if "freq" in wanted:
            self._mark(
                "frequency",
                task.frequency == wanted["freq"],
                f"{at}: frequency {task.frequency}, wanted {wanted['freq']}",
            )
        if "area" in wanted:
            self._mark(
                "area", task.reform_area == wanted["area"], f"{at}: area {task.reform_area}, wanted {wanted['area']}"
            )
        if "path" in wanted:
            self._mark("path", task.path == str(wanted["path"]), f"{at}: path, wanted {wanted['path']}")
        for name, key in (("change", "change"), ("amends_path", "amends")):
            if key in wanted:
                got = getattr(task, name)
                self._mark("head", got == wanted[key], f"{at}: {name} {got}, wanted {wanted[key]}")
