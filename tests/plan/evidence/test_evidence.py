from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from domain.errors import UsageError
from plan.board import board_of
from plan.evidence import confirm_articles, reject_articles, suggestions_of, weigh_plan
from plan.evidence.decide import Adding, add_evidence, find_plan, find_task
from plan.evidence.learning import FIRST_WEIGHTS, LEAST_SCORE, learn, probability, weighed_json
from plan.evidence.stage import Suggested
from plan.office import PlanOffice
from plan.progress import State
from store import Store
from store.plans.evidence import Decided, Level, StoredFile
from store.plans.repository import StoredPlan
from tests.plan.making import period_of, proposal

Publish = Callable[..., str]


def suggested(store: Store, plan: StoredPlan, office: PlanOffice) -> list[Suggested]:
    weigh_plan(store, plan, office)
    return suggestions_of(store, plan)


def test_a_suggestion_says_why_with_two_reasons_at_least(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    article = publish("Bộ phận một cửa giải quyết thủ tục hành chính trước hạn")
    (one,) = suggested(store, plan, office)
    assert (one.task, one.suggestion.article_id) == ("II.1", article)
    assert one.probability > 0.5
    assert len(one.suggestion.reasons) >= 2
    text = " | ".join(one.suggestion.reasons)
    assert "Đúng lĩnh vực" in text
    assert "Bài của đơn vị trực thuộc: Trung tâm Y tế huyện Đông" in text
    assert "Đúng kỳ: đăng 06/5/2024" in text
    assert "một cửa" in text


def test_another_provinces_news_and_another_years_is_nobodys_evidence(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    title = "Bộ phận một cửa giải quyết thủ tục hành chính trước hạn"
    publish(title, source="xa")
    publish(title + " năm cũ", day=date(2023, 12, 14))
    assert suggested(store, plan, office) == []


def test_the_first_day_of_the_official_year_is_in_the_plan(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    publish("Bộ phận một cửa giải quyết thủ tục hành chính", day=date(2023, 12, 15))
    assert len(suggested(store, plan, office)) == 1


def test_the_own_site_alone_is_no_reason(store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish) -> None:
    publish("Tiêm chủng mở rộng cho trẻ em vùng cao", topics=())
    assert suggested(store, plan, office) == []


def test_every_article_is_weighed_once_and_again_when_the_plan_changes(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    publish("Bộ phận một cửa giải quyết thủ tục hành chính")
    publish("Tiêm chủng mở rộng", topics=())
    assert weigh_plan(store, plan, office) == 2
    assert weigh_plan(store, plan, office) == 0
    store.plans.units.add(["Bệnh viện mới"])
    assert weigh_plan(store, plan, office) == 2


def test_confirmed_counts_and_leaves_the_list(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    article = publish("Bộ phận một cửa giải quyết thủ tục hành chính")
    weigh_plan(store, plan, office)
    task = find_task(store, plan, "ii.1")
    (outcome,) = confirm_articles(store, plan, office, task, [article], by="Lan")
    assert outcome.decided is Decided.DONE
    assert suggestions_of(store, plan) == []
    board = board_of(store, plan, period_of("2024-Q2"), office, date(2024, 7, 1))
    row = next(row for row in board.rows if row.task == "II.1")
    assert [(unit.unit, unit.state) for unit in row.units] == [
        ("Trung tâm Y tế huyện Đông", State.DAT),
        ("Trung tâm Y tế huyện Tây", State.QUA_HAN),
    ]
    assert row.evidence[0].level == "A"
    assert board.silent == ("Trung tâm Y tế huyện Tây",)


def test_rejected_stays_rejected_with_its_reprints(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    body = " ".join(f"Câu {n} nói về bộ phận một cửa và thủ tục hành chính của huyện." for n in range(40))
    first = publish("Bộ phận một cửa giải quyết thủ tục hành chính", text=body)
    weigh_plan(store, plan, office)
    reject_articles(store, plan, office, find_task(store, plan, "II.1"), [first], by="Lan", why="trùng")
    reprint = publish("Bộ phận một cửa giải quyết thủ tục hành chính", text=body, source="bao")
    assert store.articles.group(reprint) == [first, reprint]
    assert suggested(store, plan, office) == []


def test_an_article_that_counts_for_one_task_is_not_suggested_for_another(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    title = "Khảo sát mức độ hài lòng của người bệnh nội trú tại bộ phận một cửa về thủ tục hành chính"
    article = publish(title, topics=("hai_long", "tthc"))
    assert {one.task for one in suggested(store, plan, office)} == {"II.1", "II.3"}
    confirm_articles(store, plan, office, find_task(store, plan, "II.3"), [article], by="Lan")
    assert suggestions_of(store, plan) == []
    (second,) = confirm_articles(store, plan, office, find_task(store, plan, "II.1"), [article], by="Lan")
    assert second.decided is Decided.ELSEWHERE
    (second,) = confirm_articles(store, plan, office, find_task(store, plan, "II.1"), [article], by="Lan", also=True)
    assert second.decided is Decided.DONE


def test_an_undated_article_needs_a_day_from_a_person(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    article = publish("Bộ phận một cửa giải quyết thủ tục hành chính", day=None)
    task = find_task(store, plan, "II.1")
    (one,) = confirm_articles(store, plan, office, task, [article], by="Lan")
    assert one.decided is Decided.UNDATED
    (one,) = confirm_articles(store, plan, office, task, [article], by="Lan", day=date(2024, 5, 2))
    assert one.decided is Decided.DONE


def test_a_person_adds_what_is_not_on_the_web(store: Store, plan: StoredPlan, office: PlanOffice) -> None:
    task = find_task(store, plan, "II.2")
    photo = StoredFile("anh.jpg", "image/jpeg", b"\xff\xd8anh")
    given = Adding("Hội nghị tập huấn giao tiếp", date(2024, 5, 20), file=photo)
    assert add_evidence(store, plan, task, given, by="Lan").item.level is Level.GIVEN
    said = Adding("Hội nghị lần hai", date(2024, 5, 21))
    assert add_evidence(store, plan, task, said, by="Lan").item.level is Level.STATED
    board = board_of(store, plan, period_of("2024-Q2"), office, date(2024, 7, 1))
    row = next(row for row in board.rows if row.task == "II.2")
    assert (row.done, row.stated, row.state) == (1, 1, State.DAT)
    kept = store.plans.evidence.file(photo.hash)
    assert kept == photo


@pytest.mark.parametrize("quantity", [0, -1, float("nan"), float("inf")])
def test_no_quantity_that_is_none(quantity: float) -> None:
    with pytest.raises(UsageError, match="Số lượng"):
        Adding("Tờ gấp", date(2024, 5, 20), quantity=quantity)


def test_names_that_are_not_there_are_told(store: Store, plan: StoredPlan) -> None:
    with pytest.raises(UsageError, match="118-kh-syt-2024"):
        find_plan(store, "nhầm")
    with pytest.raises(UsageError, match=r"II\.1, II\.2, II\.3"):
        find_task(store, plan, "IX")


def test_what_people_rejected_comes_later_and_what_they_confirmed_first(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    good = [publish(f"Trạm y tế xã {n} hướng dẫn nộp hồ sơ qua dịch vụ công trực tuyến") for n in range(6)]
    bad = [publish(f"Đoàn thể thao huyện {n} thi đấu giao hữu chào mừng", topics=("tthc",)) for n in range(6)]
    weigh_plan(store, plan, office)
    task = find_task(store, plan, "II.1")
    confirm_articles(store, plan, office, task, good[:3], by="Lan")
    reject_articles(store, plan, office, task, bad[:3], by="Lan")
    scores = {one.suggestion.article_id: one.probability for one in suggestions_of(store, plan)}
    assert min(scores[article] for article in good[3:]) > max(scores.get(article, 0.0) for article in bad[3:])


def test_learning_is_the_same_for_the_same_decisions() -> None:
    yes = weighed_json({"unit": 1.0, "topic": 1.0}, "a")
    no = weighed_json({"keywords": 1.0}, "b")
    decisions = [(True, yes), (False, no)] * 15
    assert learn(decisions) == learn(decisions)
    assert learn([]) == FIRST_WEIGHTS
    after = learn(decisions)
    before_yes = FIRST_WEIGHTS.score({"unit": 1.0, "topic": 1.0})
    assert after.score({"unit": 1.0, "topic": 1.0}) > before_yes
    assert after.score({"keywords": 1.0}) < FIRST_WEIGHTS.score({"keywords": 1.0})
    assert 0 < probability(-1e9) < probability(0) == 0.5 < probability(1e9) <= 1


def test_what_the_newest_version_dropped_waits_for_nobody(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    publish("Bộ phận một cửa giải quyết thủ tục hành chính")
    weigh_plan(store, plan, office)
    assert store.plans.suggestions.waiting(LEAST_SCORE) == {plan.id: (1, 1)}
    kept = [one.task for one in store.plans.tasks(plan.id, 1)[1] if one.task.path != "II.1"]
    store.plans.save(proposal(*kept, number="118/KH-SYT", file="2", issuer="Sở Y tế"), by="Lan")
    assert store.plans.suggestions.waiting(LEAST_SCORE) == {}
