from __future__ import annotations

from datetime import date

import pytest

from domain.errors import ConfigError, UsageError
from domain.plan import TaskChange
from store import Store
from store.plans.evidence import Decided, Item
from tests.plan.making import product, proposal, task
from tests.store.making import NOW, add_page, make_article

BODY = " ".join(f"Câu thứ {n} của bài về thủ tục hành chính tại Trung tâm Y tế huyện." for n in range(60))


def plan(store: Store, *more: object) -> str:
    return store.plans.save(proposal(task("II.3", product()), task("II.4", product())), by="Lan").id


def article(store: Store, path: str = "/tin/1", source: str = "syt-mau", body: str = BODY) -> str:
    site = "https://soyte.example.gov.vn" if source == "syt-mau" else "https://bao.example.vn"
    made = make_article(path, source=source, body=body, site=site, title=f"Bài {path}")
    page = add_page(store, site + path, source=source)
    return store.articles.save(made, page).article_id


def item(store: Store, plan_id: str, article_id: str | None, path: str = "II.3", **more: object) -> Item:
    (tasks,) = store.plans.tasks(plan_id, 1).values()
    task_id = next(one.id for one in tasks if one.task.path == path)
    values: dict[str, object] = {"day": date(2024, 5, 1), "unit": "Văn phòng Sở", "title": "Bài"}
    return Item(task_id, "tin_bai", article_id, **(values | more))  # type: ignore[arg-type]


def test_a_plan_is_known_by_its_number_and_year(store: Store) -> None:
    saved = store.plans.save(proposal(task("I.1", product())), by="Lan", at=NOW)
    assert (saved.id, saved.version, saved.change) == ("88-kh-ttyt-2024", 1, "new")
    for name in ("88-kh-ttyt-2024", "88/KH-TTYT", "88/kh-ttyt", "88/KH-TTYT/2024"):
        found = store.plans.find(name)
        assert found is not None
        assert found.id == saved.id
    assert store.plans.find("89/KH-TTYT") is None


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    one = proposal(task("I.1", product()))
    store.plans.save(one)
    assert store.plans.save(one).change == "unchanged"
    assert store.plans.save(one.model_copy(update={"tasks": ()})).change == "unchanged"
    assert store.plans.save(one.model_copy(update={"tasks": ()}), edited=True).change == "new_version"


def test_a_task_lives_on_through_versions(store: Store) -> None:
    store.plans.save(proposal(task("I.1", product()), task("I.2", content="Tổ chức hội nghị tập huấn một cửa")))
    saved = store.plans.save(
        proposal(task("I.1", product(quantity=5)), task("I.3", content="Tổ chức hội nghị tập huấn một cửa"), file="2")
    )
    versions = store.plans.tasks(saved.id)
    assert [one.id for one in versions[1]] == [one.id for one in versions[2]]
    assert [one.task.path for one in versions[2]] == ["I.1", "I.3"]


def test_an_amendment_changes_what_it_names_from_its_day_on(store: Store) -> None:
    plan_id = plan(store)
    changes = (
        task("II.3", product(quantity=4), change=TaskChange.REPLACES, lead=()),
        task("II.5", product(), change=TaskChange.ADDS),
        task("II.4", change=TaskChange.REMOVES),
    )
    amendment = proposal(*changes, number="120/KH-TTYT", file="3", amends="88/KH-TTYT", date=date(2024, 8, 5))
    assert store.plans.save(amendment).id == plan_id
    tasks = store.plans.tasks(plan_id)
    assert [(one.task.path, one.task.products[0].quantity, one.task.lead) for one in tasks[2]] == [
        ("II.3", 4, ("Văn phòng Sở",)),
        ("II.5", 1, ("Văn phòng Sở",)),
    ]
    assert tasks[1][0].id == tasks[2][0].id
    found = store.plans.find(plan_id)
    assert found is not None
    assert [found.version_on(date(2024, 8, day)) for day in (4, 5)] == [1, 2]


def test_an_amendment_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(ConfigError, match="Hãy nhập kế hoạch gốc trước"):
        store.plans.save(proposal(amends="99/KH-SYT"))


def test_units_are_renamed_and_merged_from_a_day(store: Store) -> None:
    units = store.plans.units
    units.add(["TTYT huyện Đông", "TTYT huyện Tây", "TTYT huyện Đông"])
    units.change(["TTYT huyện Đông", "TTYT huyện Tây"], date(2025, 7, 1), "merged", "TTYT khu vực")
    found = {one.name: one for one in units.all()}
    assert found["TTYT huyện Đông"].last_day == date(2025, 6, 30)
    assert found["TTYT huyện Đông"].successor == "TTYT khu vực"
    assert found["TTYT khu vực"].first_day == date(2025, 7, 1)
    with pytest.raises(UsageError, match="đã kết thúc"):
        units.change(["TTYT huyện Đông"], date(2025, 8, 1), "dissolved")


def test_a_unit_that_takes_another_in_goes_on(store: Store) -> None:
    store.plans.units.change(["A", "B"], date(2025, 7, 1), "merged", "A")
    found = {one.name: one for one in store.plans.units.all()}
    assert found["B"].successor == "A"
    assert found["A"].last_day is None


def test_a_confirmed_article_counts_and_says_who_and_when(store: Store) -> None:
    plan_id, article_id = plan(store), article(store)
    (outcome,) = store.plans.evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Lan", why="đúng", at=NOW)
    assert outcome.decided is Decided.DONE
    (one,) = store.plans.evidence.of_plan(plan_id)
    assert (one.article_id, one.decided_by, one.decided_at, one.why) == (article_id, "Lan", NOW, "đúng")
    (again,) = store.plans.evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Minh")
    assert again.decided is Decided.ALREADY
    assert len(store.plans.evidence.of_plan(plan_id)) == 1


def test_an_article_counts_for_two_tasks_only_by_a_persons_word(store: Store) -> None:
    plan_id, article_id = plan(store), article(store)
    evidence = store.plans.evidence
    evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Lan")
    (second,) = evidence.confirm(plan_id, [item(store, plan_id, article_id, "II.4")], by="Lan")
    assert (second.decided, second.other) == (Decided.ELSEWHERE, ("II.3",))
    assert len(evidence.of_plan(plan_id)) == 1
    (second,) = evidence.confirm(plan_id, [item(store, plan_id, article_id, "II.4")], by="Lan", also=True)
    assert second.decided is Decided.DONE
    assert [len(used) for used in evidence.used_in([article_id]).values()] == [2]


def test_what_was_said_of_an_article_holds_for_its_reprints(store: Store) -> None:
    plan_id, first = plan(store), article(store)
    reprint = article(store, "/in-lai", "bao")
    assert store.articles.group(reprint) == [first, reprint]
    evidence = store.plans.evidence
    evidence.reject(plan_id, [item(store, plan_id, first)], by="Lan")
    (again,) = evidence.reject(plan_id, [item(store, plan_id, reprint)], by="Minh")
    assert again.decided is Decided.ALREADY
    evidence.confirm(plan_id, [item(store, plan_id, reprint)], by="Lan")  # a person may think again
    assert [one.state for one in evidence.of_plan(plan_id)] == ["confirmed"]
    assert evidence.of_plan(plan_id, "rejected") == []
    assert list(evidence.used_in([first])) == [first]


def test_without_a_day_nothing_counts(store: Store) -> None:
    plan_id, article_id = plan(store), article(store)
    (one,) = store.plans.evidence.confirm(plan_id, [item(store, plan_id, article_id, day=None)], by="Lan")
    assert one.decided is Decided.UNDATED


def test_a_withdrawn_page_stays_evidence(store: Store) -> None:
    plan_id, article_id = plan(store), article(store)
    store.plans.evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Lan")
    store.articles.withdraw("https://soyte.example.gov.vn/tin/1")
    (one,) = store.plans.evidence.of_plan(plan_id)
    assert one.withdrawn
    assert article_id in store.plans.archived.newest([article_id])


def test_a_closed_period_is_locked_and_says_why(store: Store) -> None:
    plan_id, article_id = plan(store), article(store)
    days = (date(2024, 3, 15), date(2024, 6, 14))
    periods, evidence = store.plans.periods, store.plans.evidence
    assert periods.close(plan_id, "2024-Q2", days, "{}", docx=b"d", xlsx=b"x", by="Lan")
    assert not periods.close(plan_id, "2024-Q2", days, "{}", docx=b"e", xlsx=b"y", by="Minh")
    (one,) = evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Minh")
    assert one.decided is Decided.LOCKED
    assert one.lock is not None
    assert one.lock.closed_by == "Lan"
    with pytest.raises(UsageError, match="lý do"):
        periods.exempt(plan_id, "2024-Q2", "Văn phòng Sở", " ", by="Lan")
    periods.exempt(plan_id, "2024-Q2", "Bệnh viện B", "gửi muộn", by="Lan")
    (one,) = evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Minh")
    assert one.decided is Decided.LOCKED
    periods.exempt(plan_id, "2024-Q2", "Văn phòng Sở", "gửi muộn", by="Lan")
    (one,) = evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Minh")
    assert one.decided is Decided.DONE
    closing = periods.closing(plan_id, "2024-Q2")
    assert closing is not None
    assert closing.docx == b"d"
    assert periods.reopen(plan_id, "2024-Q2", "tính sai", by="Lan")
    assert periods.closing(plan_id, "2024-Q2") is None


def test_outside_a_closed_period_nothing_is_locked(store: Store) -> None:
    plan_id, article_id = plan(store), article(store)
    days = (date(2024, 3, 15), date(2024, 6, 14))
    store.plans.periods.close(plan_id, "2024-Q2", days, "{}", docx=b"", xlsx=b"")
    (one,) = store.plans.evidence.confirm(plan_id, [item(store, plan_id, article_id, day=date(2024, 6, 15))], by="Lan")
    assert one.decided is Decided.DONE


def test_what_is_taken_back_counts_no_more(store: Store) -> None:
    plan_id, article_id = plan(store), article(store)
    (one,) = store.plans.evidence.confirm(plan_id, [item(store, plan_id, article_id)], by="Lan")
    assert one.evidence_id is not None
    assert store.plans.evidence.take_back(plan_id, one.evidence_id, by="Lan")
    assert store.plans.evidence.of_plan(plan_id) == []
