from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest
from sqlalchemy import text

from domain.days import day_of, official_day
from domain.errors import UsageError
from domain.settings_sections import Office
from plan.evidence import confirm_articles, reject_articles
from plan.evidence.decide import Adding, add_evidence, find_task, take_back
from plan.office import PlanOffice
from plan.report import close_period, later_changes, make_report, report_file
from plan.report.later import later_text
from store import Store
from store.plans.evidence import Decided, StoredFile
from store.plans.locks import Closing
from store.plans.repository import StoredPlan
from tests.plan.making import period_of, product, proposal

Publish = Callable[..., str]
AFTER = datetime(2024, 7, 1, 2, 0, tzinfo=UTC)
LETTERHEAD = Office(name="Sở Y tế", parent="UBND tỉnh Quảng Ngãi", symbol="SYT", place="Quảng Ngãi")
Q2 = period_of("2024-Q2")


def fill(store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish) -> list[str]:
    """Two articles, four hundred leaflets, and something that is only stated."""
    articles = [
        publish("Bộ phận một cửa giải quyết thủ tục hành chính", day=date(2024, 5, 6)),
        publish("Khảo sát hài lòng người bệnh nội trú", source="bao", day=date(2024, 6, 14), topics=("hai_long",)),
    ]
    for path, article in zip(("II.1", "II.3"), articles, strict=True):
        confirm_articles(store, plan, office, find_task(store, plan, path), [article], by="Lan")
    photo = StoredFile("anh.jpg", "image/jpeg", b"anh")
    leaflets = Adding(
        "Phát tờ gấp =1+1", date(2024, 4, 1), kind="to_gap", quantity=400, unit="Phòng Nghiệp vụ Y", file=photo
    )
    add_evidence(store, plan, find_task(store, plan, "II.2"), leaflets, by="Lan")
    said = Adding("Nói chuyện tại thôn", date(2024, 4, 2), kind="noi_chuyen")
    add_evidence(store, plan, find_task(store, plan, "II.2"), said, by="Lan")
    return articles


def write_texts(store: Store, plan: StoredPlan) -> None:
    store.plans.periods.write_text(plan.id, "2024-Q2", "difficulties", "Thiếu người viết bài.", by="Lan")
    store.plans.periods.write_text(plan.id, "2024-Q2", "next_steps", "Tập huấn viết tin.", by="Lan")


def test_four_views_show_one_total(store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish) -> None:
    fill(store, plan, office, publish)
    report = make_report(store, plan, Q2, office, date(2024, 7, 1))
    assert report.total == {"tin_bai": 2, "to_gap": 400}
    assert report.stated == {"noi_chuyen": 1}
    assert {view.by for view in report.views} == {"channel", "content", "unit", "area"}
    for view in report.views:
        sums: dict[str, float] = {}
        for line in view.lines:
            for kind, count in line.counts.items():
                sums[kind] = sums.get(kind, 0.0) + count
        assert sums == view.total == report.total


def test_the_views_follow_the_period(store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish) -> None:
    fill(store, plan, office, publish)
    quarters = [make_report(store, plan, period_of(f"2024-Q{n}"), office, date(2025, 1, 1)).total for n in (1, 2, 3, 4)]
    year = make_report(store, plan, period_of("2024"), office, date(2025, 1, 1)).total
    assert quarters == [{}, {"tin_bai": 2, "to_gap": 400}, {}, {}]
    assert year == quarters[1]


def test_word_holds_the_form_the_results_and_the_evidence(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    fill(store, plan, office, publish)
    made = report_file(store, plan, Q2, office, LETTERHEAD, "docx", AFTER, "https://diemtin.example.vn")
    paper = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(one.text for one in paper.paragraphs), *cells])
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "SỞ Y TẾ" in words
    assert "BÁO CÁO" in words
    assert "Căn cứ Kế hoạch số 118/KH-SYT của Sở Y tế." in words, "the last of the grounds ends with a full stop"
    assert "/BC-SYT" in words
    assert "Quý II/2024" in words
    assert "400 tờ gấp" in words
    assert "Tổng cộng" in words
    assert "Trung tâm Y tế huyện Tây" in words
    assert "PHƯƠNG HƯỚNG" in words
    assert "[Người lập báo cáo viết phần này trước khi trình.]" in words
    assert "Bản lưu ngày 01/7/2026" in words
    assert ".warc" in words
    assert "https://diemtin.example.vn/bai/" in words


def test_excel_holds_the_forms_and_no_formula(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    fill(store, plan, office, publish)
    made = report_file(store, plan, Q2, office, LETTERHEAD, "xlsx", AFTER)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == [
        "Chỉ tiêu",
        "Từng đơn vị",
        "Theo kênh",
        "Theo nội dung",
        "Theo đơn vị",
        "Theo lĩnh vực",
        "Tài liệu kiểm chứng",
    ]
    for name in book.sheetnames[2:6]:
        rows = list(book[name].iter_rows(values_only=True))
        head = next(number for number, row in enumerate(rows) if "Tờ gấp" in row)
        column = rows[head].index("Tờ gấp")
        assert sum(row[column] for row in rows[head + 1 : -1]) == rows[-1][column] == 400
    titles = [
        cell for row in book["Tài liệu kiểm chứng"].iter_rows() for cell in row if cell.value == "Phát tờ gấp =1+1"
    ]
    assert [cell.data_type for cell in titles] == ["s"]


def test_a_period_is_closed_after_its_end_and_with_its_texts(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    fill(store, plan, office, publish)
    early = datetime(2024, 6, 14, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
    with pytest.raises(UsageError, match="mới kết thúc"):
        close_period(store, plan, Q2, office, LETTERHEAD, early, by="Lan")
    on_the_minute = datetime(2024, 6, 14, 17, 0, tzinfo=UTC)  # the 15th in Vietnam
    with pytest.raises(UsageError, match="khó khăn"):
        close_period(store, plan, Q2, office, LETTERHEAD, on_the_minute, by="Lan")
    write_texts(store, plan)
    close_period(store, plan, Q2, office, LETTERHEAD, on_the_minute, by="Lan")
    with pytest.raises(UsageError, match="đã được chốt"):
        close_period(store, plan, Q2, office, LETTERHEAD, AFTER, by="Minh")


def test_a_closed_period_gives_the_same_bytes_and_lists_what_came_later(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    articles = fill(store, plan, office, publish)
    write_texts(store, plan)
    close_period(store, plan, Q2, office, LETTERHEAD, AFTER, by="Lan")
    forms = ("docx", "xlsx", "json")
    frozen = {form: report_file(store, plan, Q2, office, LETTERHEAD, form, AFTER) for form in forms}
    late = publish("Một cửa liên thông ở huyện Tây, thủ tục hành chính", day=date(2024, 6, 1))
    task = find_task(store, plan, "II.1")
    unit = "Trung tâm Y tế huyện Tây"
    (locked,) = confirm_articles(store, plan, office, task, [late], by="Minh", unit=unit)
    assert locked.decided is Decided.LOCKED
    store.plans.periods.exempt(plan.id, "2024-Q2", unit, "gửi muộn", by="Lan")
    (done,) = confirm_articles(store, plan, office, task, [late], by="Minh", unit=unit, why="gửi muộn")
    assert done.decided is Decided.DONE
    later = datetime(2025, 1, 5, tzinfo=UTC)
    for form in forms:
        assert report_file(store, plan, Q2, office, LETTERHEAD, form, later) == frozen[form]
    closing = store.plans.periods.closing(plan.id, "2024-Q2")
    assert closing is not None
    (change,) = later_changes(store, plan, closing, office)
    assert (change.change, change.unit, change.why) == ("added", unit, "gửi muộn")
    year = json.loads(report_file(store, plan, period_of("2024"), office, LETTERHEAD, "json", later))
    assert [one["title"] for one in year["later"]] == ["Một cửa liên thông ở huyện Tây, thủ tục hành chính"]
    assert articles[0] in json.dumps(year["annex"])


def test_a_page_that_its_site_took_away_stays_in_the_annex(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    article = fill(store, plan, office, publish)[0]
    stored = store.articles.get(article)
    assert stored is not None
    store.articles.withdraw(stored.article.url)
    report = make_report(store, plan, Q2, office, date(2024, 7, 1))
    item = next(item for item in report.annex if item.article_id == article)
    assert (item.withdrawn, item.counted) == (True, True)
    assert item.archive_file


def closed(store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish) -> tuple[list[str], Closing]:
    articles = fill(store, plan, office, publish)
    write_texts(store, plan)
    close_period(store, plan, Q2, office, LETTERHEAD, AFTER, by="Lan")
    closing = store.plans.periods.closing(plan.id, "2024-Q2")
    assert closing is not None
    assert later_changes(store, plan, closing, office) == []
    return articles, closing


def test_a_day_that_was_corrected_after_closing_is_listed(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    articles, closing = closed(store, plan, office, publish)
    with store.database.write() as connection:
        statement = text("update articles set published_day = '2024-06-20' where id = :id")
        connection.execute(statement, {"id": articles[0]})
    (change,) = later_changes(store, plan, closing, office)
    assert (change.change, change.detail) == ("changed", "ngày đăng của bài 06/5/2024 nay là 20/6/2024")
    year = report_file(store, plan, period_of("2024"), office, LETTERHEAD, "docx", datetime(2025, 1, 5, tzinfo=UTC))
    paper = "\n".join(one.text for one in docx.Document(io.BytesIO(year)).paragraphs)
    assert "PHÁT SINH SAU KHI CHỐT" in paper
    assert "nay là 20/6/2024" in paper
    sheets = report_file(store, plan, period_of("2024"), office, LETTERHEAD, "xlsx", datetime(2025, 1, 5, tzinfo=UTC))
    book = openpyxl.load_workbook(io.BytesIO(sheets))
    rows = list(book["Phát sinh sau khi chốt"].iter_rows(values_only=True))
    assert any("ngày đăng của bài 06/5/2024 nay là 20/6/2024" in row for row in rows)


@pytest.mark.parametrize("word", ["taken back", "rejected"])
def test_who_took_something_out_after_closing_is_named(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish, word: str
) -> None:
    articles, closing = closed(store, plan, office, publish)
    (one,) = (one for one in store.plans.evidence.of_plan(plan.id) if one.article_id == articles[0])
    store.plans.periods.exempt(plan.id, "2024-Q2", one.unit, "ghi nhầm đơn vị", by="Lan")
    task = find_task(store, plan, "II.1")
    if word == "taken back":
        assert take_back(store, plan, one.id, by="Minh", why="nhầm")
    else:
        reject_articles(store, plan, office, task, [articles[0]], by="Minh", why="nhầm")
    (change,) = later_changes(store, plan, closing, office)
    assert (change.change, change.decided_by, change.why) == ("removed", "Minh", "nhầm")
    day = official_day(day_of(change.decided_at) or date.min)
    assert f"Minh quyết định ngày {day}" in later_text(change)
    sheets = report_file(store, plan, period_of("2024"), office, LETTERHEAD, "xlsx", datetime(2025, 1, 5, tzinfo=UTC))
    rows = list(openpyxl.load_workbook(io.BytesIO(sheets))["Phát sinh sau khi chốt"].iter_rows(values_only=True))
    assert any("Minh" in row and "Không còn tính" in row for row in rows)


def three_conferences(store: Store, plan: StoredPlan, valid_from: date) -> StoredPlan:
    """The plan after a version that asks for three conferences a year, from a day on."""
    tasks = [one.task for one in store.plans.tasks(plan.id, 1)[1]]
    tasks[1] = tasks[1].model_copy(update={"products": (product("hoi_nghi", 3, "nam"),)})
    head = {"number": "118/KH-SYT", "issuer": "Sở Y tế", "file": "2"}
    store.plans.save(proposal(*tasks, **head), valid_from=valid_from, by="Minh")
    changed = store.plans.find(plan.id)
    assert changed is not None
    return changed


def test_a_target_that_was_set_anew_after_closing_is_listed(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    _, closing = closed(store, plan, office, publish)
    changed = three_conferences(store, plan, date(2024, 1, 10))
    (change,) = later_changes(store, changed, closing, office)
    assert (change.change, change.task) == ("target", "II.2")
    assert "1 hội nghị/năm" in change.detail.partition(" nay là ")[0]
    assert "3 hội nghị/năm" in change.detail.partition(" nay là ")[2]


def test_a_target_that_holds_from_a_later_day_leaves_the_closed_period(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    _, closing = closed(store, plan, office, publish)
    changed = three_conferences(store, plan, date(2024, 8, 1))
    assert later_changes(store, changed, closing, office) == []


def test_a_reprint_that_was_found_after_closing_is_listed(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    copy = publish("Một cửa liên thông", source="bao", day=date(2024, 6, 1))
    confirm_articles(store, plan, office, find_task(store, plan, "II.1"), [copy], by="Lan")
    articles, closing = closed(store, plan, office, publish)
    with store.database.write() as connection:
        connection.execute(text("update articles set group_id = :group where id = :id"), {"group": "g", "id": copy})
        statement = text("update articles set group_id = :group where id = :id")
        connection.execute(statement, {"group": "g", "id": articles[0]})
    (change,) = later_changes(store, plan, closing, office)
    assert (change.change, change.task) == ("changed", "II.1")
    assert "bài đăng lại" in change.detail


def test_the_same_thing_confirmed_once_more_is_no_change(
    store: Store, plan: StoredPlan, office: PlanOffice, publish: Publish
) -> None:
    articles, closing = closed(store, plan, office, publish)
    unit = "Trung tâm Y tế huyện Đông"
    store.plans.periods.exempt(plan.id, "2024-Q2", unit, "xem lại", by="Lan")
    one = next(one for one in store.plans.evidence.of_plan(plan.id) if one.article_id == articles[0])
    assert take_back(store, plan, one.id, by="Minh")
    (gone,) = later_changes(store, plan, closing, office)
    assert gone.change == "removed"
    confirm_articles(store, plan, office, find_task(store, plan, "II.1"), [articles[0]], by="Minh")
    assert later_changes(store, plan, closing, office) == []
