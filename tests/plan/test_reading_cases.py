"""Plans of different shapes, written down before anything read them, as files and back."""

from __future__ import annotations

import re

import pytest

from domain.plan import PlanProposal
from plan.reading.proposal import read_plan
from tests.plan.building import CASES, SUFFIX, build, load
from tests.plan.scoring import Score

_FLOORS = {
    "task_recall": 0.9, "task_precision": 0.9, "products": 0.85, "no_target": 1.0, "lead": 0.9, "due": 0.9,
    "frequency": 0.9, "head": 0.9, "not_tasks": 0.9, "quotes": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def proposals() -> dict[str, PlanProposal]:
    return {
        path.stem: read_plan(build(case), f"{path.stem}.{SUFFIX[case['format']]}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in [load(path)]
    }


def test_what_is_read_stays_above_the_floors(proposals: dict[str, PlanProposal]) -> None:
    score = Score()
    for name, proposal in proposals.items():
        score.add(name, load(CASES / f"{name}.yaml")["truth"], proposal)
    below = {name: value for name, value in score.figures().items() if value < _FLOORS.get(name, 0)}
    assert not below, "\n".join(score.faults)


def test_every_number_of_a_target_stands_in_its_quote(proposals: dict[str, PlanProposal]) -> None:
    words = {2: "hai", 3: "ba", 4: "bốn", 1: "một"}
    for proposal in proposals.values():
        for task in proposal.tasks:
            for product in task.products:
                if product.computed:
                    assert sum(part.quantity for part in product.parts) == product.quantity
                    parts = [(part.quantity, part.quote) for part in product.parts]
                else:
                    parts = [(product.quantity, product.quote), (product.high, product.quote)]
                for number, quote in parts:
                    if number is None:
                        continue
                    digits = {int(one) for one in re.findall(r"\d+", re.sub(r"(?<=\d)[. ](?=\d{3})", "", quote))}
                    assert int(number) in digits or words.get(int(number), "?") in quote.lower(), (quote, number)


def test_paths_are_unique_and_parents_stand_above(proposals: dict[str, PlanProposal]) -> None:
    for name, proposal in proposals.items():
        paths = [task.path for task in proposal.tasks]
        assert len(set(paths)) == len(paths), name
        for task in proposal.tasks:
            assert task.parent is None or task.path.startswith(f"{task.parent}."), (name, task.path, task.parent)


@pytest.mark.parametrize("often", ["mỗi tháng", "hằng tháng", "Hàng tháng", "từng tháng"])
def test_one_a_month_is_no_january(often: str) -> None:
    text = f"Số: 8/KH-BV\nKẾ HOẠCH\nTruyền thông năm 2025\nI. NHIỆM VỤ\n1. Văn phòng {often} viết 01 bài về một cửa.\n"
    (task,) = read_plan(text.replace("viết 01", "01").encode(), "a.txt").tasks
    assert task.due is None
    assert [(str(one.kind), one.quantity, str(one.period)) for one in task.products] == [("bai", 1, "thang")]


def test_the_same_file_gives_the_same_proposal() -> None:
    case = load(CASES / "01-hinh-thuc.yaml")
    data = build(case)
    assert read_plan(data, "a.docx") == read_plan(data, "a.docx")
