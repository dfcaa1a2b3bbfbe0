from __future__ import annotations

import math
import random
from datetime import date

import pytest

from plan.evidence.learning import FIRST_WEIGHTS
from plan.evidence.terms import pairs
from plan.evidence.weigher import PlanSide, Weigher
from plan.names import UnitBook
from store.plans.repository import StoredTask
from store.plans.traits import StoredTraits
from tests.plan.making import product, task

WORDS = "hồ sơ trực tuyến,phiếu hẹn điện tử,thu viện phí,hàng chờ lấy máu,đơn thuốc mẫu,tổng đài tiếp nhận".split(",")


def article(text: str, title: str = "") -> StoredTraits:
    return StoredTraits(
        "a" * 40, 1, date(2024, 5, 6), title, "Bệnh viện A", "", "", "trang_thong_tin", "tin", ("cong_vu",), (), (),
        tuple(sorted(pairs(text))),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_the_index_of_words_gives_what_weighing_each_task_gives(seed: int) -> None:
    chance = random.Random(seed)
    contents = [f"Viết về {', '.join(chance.sample(WORDS, chance.randint(1, 4)))}" for _ in range(9)]
    tasks = [
        StoredTask(number, 1, task(f"I.{number}", product(), content=content, reform_area=None))
        for number, content in enumerate(contents, start=1)
    ]
    text = ". ".join(chance.sample(WORDS, 3))
    weigher = Weigher(
        tasks, PlanSide((), "", None, (date(2024, 1, 1), date(2024, 12, 31)), UnitBook([])), FIRST_WEIGHTS
    )
    have = pairs(text)
    shares = {}
    for one in tasks:
        weights = {
            word: math.log(1 + len(tasks) / sum(word in pairs(other) for other in contents))
            for word in pairs(one.task.content)
        }
        whole = max(2.0, 0.5 * sum(weights.values()))
        shares[one.id] = min(1.0, sum(weight for word, weight in weights.items() if word in have) / whole)
    found = weigher.weigh(article(text))
    assert [one.task_id for one in found] == sorted(shares, key=lambda number: (-shares[number], number))[:5]
    for one in found:
        assert one.features.get("keywords", 0.0) == pytest.approx(shares[one.task_id])
        assert one.score == pytest.approx(FIRST_WEIGHTS.score(one.features))
