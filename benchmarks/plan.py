"""``python -m benchmarks.plan``: 200 tasks × 20,000 articles – the matrix, the suggestions of a new article, all again.

Articles are made of the phrases of reform news, so that tasks and articles share words as real ones do.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from domain.areas import reform_areas
from domain.periods import official_period
from domain.plan import PlanFile, PlanHead, PlanProposal, Product, Task
from plan.board import boards_of
from plan.evidence.stage import suggestions_of, weigh_plan, weigher_of
from plan.evidence.traits import TRAITS
from plan.office import PlanOffice
from store import Store, open_store
from store.db.plan_tables import article_traits, plan_weighed
from store.db.schema import articles
from store.plans.evidence import Item
from store.plans.repository import StoredPlan

PHRASES = (
    "một cửa liên thông,dịch vụ công trực tuyến,giải quyết thủ tục hành chính,mức độ hài lòng người bệnh,"
    "ứng dụng công nghệ thông tin,hồ sơ sức khỏe điện tử,bệnh án điện tử,thanh toán không tiền mặt,tự chủ tài chính,"
    "sắp xếp tổ chức bộ máy,tinh giản biên chế,kỷ luật kỷ cương,giao tiếp ứng xử,tập huấn kỹ năng,rà soát văn bản,"
    "kiểm soát thủ tục,chữ ký số,phòng họp không giấy,chuyển đổi số,cấp phép hành nghề,đơn giản hóa quy trình,"
    "xếp hàng lấy số,tiếp công dân,đường dây nóng,bộ phận tiếp nhận,trả kết quả tại nhà,căn cước công dân,"
    "khảo sát ý kiến,chỉ số cải cách,kiểm tra công vụ,vị trí việc làm,mua sắm tài sản công,khoán chi hành chính"
).split(",")
AT = datetime(2024, 1, 1, tzinfo=UTC)


def _tasks(count: int, units: list[str], chance: random.Random) -> tuple[Task, ...]:
    areas = [area.code for area in reform_areas()]
    made = []
    for number in range(count):
        words = ", ".join(chance.sample(PHRASES, 4))
        values = {
            "path": f"{number // 20 + 1}.{number % 20 + 1}",
            "content": f"Viết tin, bài về {words}",
            "quote": "",
            "products": (Product.model_validate({"kind": "tin_bai", "quantity": 2, "period": "quy"}),),
            "lead": (chance.choice(units),),
            "reform_area": chance.choice(areas),
        }
        made.append(Task.model_validate(values))
    return tuple(made)


def _articles(store: Store, count: int, units: list[str], chance: random.Random) -> list[str]:
    from plan.evidence.terms import pairs

    areas = [area.code for area in reform_areas()]
    ids = [f"{number:040x}" for number in range(count)]
    with store.database.write() as connection:
        for start in range(0, count, 500):
            rows, traits = [], []
            for article_id in ids[start : start + 500]:
                title = " ".join(chance.sample(PHRASES, 2)).capitalize()
                text = title + ". " + ". ".join(" ".join(chance.sample(PHRASES, 3)) for _ in range(6))
                day = date(2024, 1, 1) + timedelta(days=chance.randrange(340))
                rows.append(
                    {
                        "id": article_id,
                        "canonical_url": f"https://a.example/{article_id}",
                        "version": 1,
                        "content_hash": article_id,
                        "title_key": title,
                        "published_day": day.isoformat(),
                        "first_seen_at": AT,
                        "last_seen_at": AT,
                        "last_changed_at": AT,
                        "revision": 1,
                        "annotated_revision": 1,
                        "annotated_version": 1,
                        "document_version": 1,
                    }
                )
                traits.append(
                    {
                        "article_id": article_id,
                        "document_version": 1,
                        "made_by": TRAITS,
                        "day": day.isoformat(),
                        "title": title,
                        "publisher": chance.choice(units),
                        "channel": "trang_thong_tin",
                        "kind": "bai",
                        "topics": "\n".join(chance.sample(areas, 2)),
                        "terms": "\n".join(sorted(pairs(text))),
                    }
                )
            connection.execute(insert(articles), rows)
            connection.execute(insert(article_traits), traits)
    return ids


def _timed(name: str, limit: float, work: Callable[[], object]) -> bool:
    start, busy = time.perf_counter(), time.process_time()
    work()
    took, busy = time.perf_counter() - start, time.process_time() - busy
    print(f"{name:<46}{took:>10.3f} s{busy:>10.3f} s of processor   (under {limit:g} s)", flush=True)
    return busy < limit


def measure(store: Store, plan: StoredPlan, office: PlanOffice, ids: list[str]) -> bool:
    """Print the figures; whether all are within their limits."""
    good = _timed("all articles against all tasks", 60, lambda: weigh_plan(store, plan, office))
    tasks = store.plans.tasks(plan.id, 1)[1]
    chance = random.Random(2)
    items = [
        Item(chance.choice(tasks).id, "tin_bai", article, day=date(2024, 5, 1), unit="A", title="x")
        for article in ids[:2000]
    ]
    store.plans.evidence.confirm(plan.id, items, by="Lan", also=True)
    periods = [*(official_period("quarter", 2024, number) for number in range(1, 5)), official_period("year", 2024)]
    today = date(2024, 9, 1)
    good &= _timed("matrix of five periods, 2,000 confirmed", 1, lambda: boards_of(store, plan, periods, office, today))
    good &= _timed("best suggestions of every task", 1, lambda: suggestions_of(store, plan))
    weigher, _ = weigher_of(store, plan, office)
    one = store.plans.traits.load(ids[-1:])[ids[-1]]
    good &= _timed("a new article against all tasks", 0.05, lambda: weigher.weigh(one))
    with store.database.write() as connection:
        connection.execute(plan_weighed.delete().where(plan_weighed.c.article_id == ids[-1]))
    good &= _timed("the same, with plan and result in the store", 1, lambda: weigh_plan(store, plan, office))
    with store.database.write() as connection:
        connection.execute(plan_weighed.delete())
    return _timed("all again", 60, lambda: weigh_plan(store, plan, office)) and good


def main() -> int:
    """Fill a store and measure; 1 when a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--tasks", type=int, default=200)
    chosen = parser.parse_args()
    chance = random.Random(1)
    units = [f"Trung tâm Y tế huyện {number}" for number in range(18)]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ids = _articles(store, chosen.articles, units, chance)
        proposal = PlanProposal(
            plan=PlanHead(number="1/KH-SYT", issuer="Sở Y tế", year=2024, date=date(2024, 1, 2)),
            tasks=_tasks(chosen.tasks, units, chance),
            file=PlanFile(name="x", kind="yaml", sha256=json.dumps([chosen.tasks])),
        )
        plan = store.plans.find(store.plans.save(proposal).id)
        assert plan is not None
        return 0 if measure(store, plan, PlanOffice("Sở Y tế", "", tuple(units)), ids) else 1


if __name__ == "__main__":
    sys.exit(main())
