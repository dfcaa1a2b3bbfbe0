"""Kế hoạch: every figure reaches its evidence, and a word of a person is one key."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import docx
import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from domain.plan import PlanProposal
from plan.evidence.learning import LEAST_SCORE
from tests.plan.making import product, proposal, task
from tests.web.conftest import WIDTHS, Site, axe, context_of, listening, serving, store_of, too_wide
from web.app import create_app

PLAN = "/ke-hoach/118-kh-syt-2022"
CELL = f"{PLAN}?ky=2022-Q4&nhiem-vu=II.1#bang-chung"


def sample_plan() -> PlanProposal:
    tasks = (
        task(
            "II.1",
            product(quantity=3, period="quy"),
            content="Viết tin, bài về cải cách thủ tục hành chính, dịch vụ công trực tuyến, một cửa",
            lead=("Sở Y tế",),
            reform_area="tthc",
            group=("II. Trang thông tin điện tử",),
            quote="Viết tin, bài về cải cách thủ tục hành chính",
        ),
        task(
            "III.1",
            product("hoi_nghi", 1, "nam"),
            content="Tổ chức hội nghị tập huấn giao tiếp, ứng xử <b>",
            lead=("Phòng Tổ chức cán bộ",),
            group=("III. Hội nghị",),
        ),
    )
    return proposal(*tasks, number="118/KH-SYT", issuer="Sở Y tế", date=date(2022, 1, 25), year=2022)


@pytest.fixture
def planned(own_folder: object) -> Iterator[TestClient]:
    """A page over a store with a plan."""
    with serving(own_folder) as client:  # type: ignore[arg-type]
        store_of(client).plans.save(sample_plan(), by="Lan")
        yield client


@pytest.fixture
def planned_site(own_folder: object, chromium: Browser) -> Iterator[Site]:
    """The same in a browser."""
    context = context_of(own_folder)  # type: ignore[arg-type]
    with context.store() as store:
        store.plans.save(sample_plan(), by="Lan")
    with listening(create_app(context)) as address:
        yield Site(address, chromium)


def first_suggestion(client: TestClient) -> dict[str, str]:
    return next(one for one in client.get("/api/v1/plans/118-kh-syt-2022/suggestions").json() if one["task"] == "II.1")


def confirm(client: TestClient, article: str, **more: str) -> str:
    values = {"task": "II.1", "article_id": article, "ky": "2022"} | more
    answer = client.post(f"{PLAN}/xac-nhan", data=values)
    assert answer.status_code == 303
    return answer.headers["location"]


def test_a_plan_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/ke-hoach/khong-co").status_code == 404


def test_a_confirmed_suggestion_is_counted_and_leads_to_its_article(planned: TestClient) -> None:
    one = first_suggestion(planned)
    assert len(one["reasons"]) >= 2
    page = planned.get(f"{PLAN}?ky=2022&nhiem-vu=II.1").text
    assert one["article_id"] in page
    confirm(planned, one["article_id"])
    progress = planned.get("/api/v1/plans/118-kh-syt-2022/progress?period=2022").json()
    row = next(row for row in progress["rows"] if row["task"] == "II.1")
    assert row["done"] == 1
    assert row["evidence"][0]["article_id"] == one["article_id"]
    matrix = planned.get(f"{PLAN}?ky=2022").text
    assert "1/12" in matrix
    assert f"/bai/{one['article_id']}" in planned.get(f"{PLAN}?ky=2022&nhiem-vu=II.1").text
    assert "Tài liệu kiểm chứng nhiệm vụ II.1" in planned.get(f"/bai/{one['article_id']}").text


def test_a_rejected_suggestion_is_gone_and_can_be_taken_back(planned: TestClient) -> None:
    one = first_suggestion(planned)
    answer = planned.post(f"{PLAN}/loai", data={"task": "II.1", "article_id": one["article_id"], "ky": "2022"})
    assert answer.status_code == 303
    assert one["article_id"] not in [
        x["article_id"] for x in planned.get("/api/v1/plans/118-kh-syt-2022/suggestions").json()
    ]
    (kept,) = store_of(planned).plans.evidence.of_plan("118-kh-syt-2022", "rejected")
    planned.post(f"{PLAN}/bo-quyet-dinh", data={"ma": str(kept.id), "ve": PLAN})
    assert one["article_id"] in [
        x["article_id"] for x in planned.get("/api/v1/plans/118-kh-syt-2022/suggestions").json()
    ]


def test_what_waits_for_a_word_stands_on_the_first_page(planned: TestClient) -> None:
    assert (
        "gợi ý tài liệu kiểm chứng" not in planned.get("/").text
    )  # nothing was weighed: the first page weighs nothing
    suggested = planned.get("/api/v1/plans/118-kh-syt-2022/suggestions").json()
    waiting = store_of(planned).plans.suggestions.waiting(LEAST_SCORE)
    count, tasks = waiting["118-kh-syt-2022"]
    assert count >= len([one for one in suggested if one["score"] > 0]) > 0
    assert f"{count} gợi ý tài liệu kiểm chứng cho {tasks} nhiệm vụ" in planned.get("/").text
    confirm(planned, suggested[0]["article_id"], task=suggested[0]["task"])
    left = store_of(planned).plans.suggestions.waiting(LEAST_SCORE)
    assert left.get("118-kh-syt-2022", (0, 0))[0] < count


def test_a_second_task_needs_a_word(planned: TestClient) -> None:
    one = first_suggestion(planned)
    values = {"article_id": one["article_id"], "plan": "118-kh-syt-2022", "next": "/ke-hoach"}
    assert planned.post("/ke-hoach/ghi-nhan", data=values | {"task": "II.1"}).headers["location"] == "/ke-hoach"
    asked = planned.post("/ke-hoach/ghi-nhan", data=values | {"task": "III.1"})
    assert asked.status_code == 409
    assert "đã là tài liệu kiểm chứng của nhiệm vụ II.1" in asked.text
    done = planned.post("/ke-hoach/ghi-nhan", data=values | {"task": "III.1", "also": "1"})
    assert done.status_code == 303
    assert len(store_of(planned).plans.evidence.of_plan("118-kh-syt-2022")) == 2


def test_nobody_is_sent_elsewhere_after_recording(planned: TestClient) -> None:
    one = first_suggestion(planned)
    values = {"article_id": one["article_id"], "plan": "118-kh-syt-2022", "task": "II.1", "next": "//la.example/"}
    assert planned.post("/ke-hoach/ghi-nhan", data=values).headers["location"].startswith("/ke-hoach/")


def test_the_task_is_asked_for_where_none_is_named(planned: TestClient) -> None:
    one = first_suggestion(planned)
    page = planned.get(f"/ke-hoach/ghi-nhan?article_id={one['article_id']}").text
    assert "Được gợi ý:" in page
    assert "&lt;b&gt;" in page
    assert planned.post("/ke-hoach/ghi-nhan", data={"article_id": one["article_id"]}).status_code == 200
    assert planned.get("/ke-hoach/ghi-nhan?article_id=khong-co").status_code == 404


def test_what_is_not_on_the_web_is_added_with_a_file(planned: TestClient) -> None:
    values = {"task": "III.1", "ten": "Hội nghị", "ngay": "05/10/2022", "ky": "2022"}
    wrong = planned.post(f"{PLAN}/them-tai-lieu", data=values | {"ngay": "hôm qua"})
    assert (wrong.status_code, "Chưa rõ ngày làm" in wrong.text) == (422, True)
    photo = {"tep": ("anh.html", b"<script>alert(1)</script>", "text/html")}
    assert planned.post(f"{PLAN}/them-tai-lieu", data=values, files=photo).status_code == 303
    (one,) = store_of(planned).plans.evidence.of_plan("118-kh-syt-2022")
    assert one.level == "B"
    file = planned.get(f"{PLAN}/tai-lieu/{one.id}")
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.content == b"<script>alert(1)</script>"


def test_a_period_is_reported_closed_and_opened_for_one_unit(planned: TestClient) -> None:
    one = first_suggestion(planned)
    confirm(planned, one["article_id"])
    report = planned.get(f"{PLAN}/bao-cao?ky=2022").text
    assert "Tổng cộng" in report
    assert "Chưa chốt được" in report
    planned.post(f"{PLAN}/chot", data={"ky": "2022"})
    assert store_of(planned).plans.periods.closing("118-kh-syt-2022", "2022") is None
    planned.post(f"{PLAN}/van-ban", data={"ky": "2022", "kho_khan": "Ít người viết.", "phuong_huong": "Tập huấn."})
    planned.post(f"{PLAN}/chot", data={"ky": "2022"})
    first = planned.get(f"{PLAN}/bao-cao.docx?ky=2022").content
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(first)).paragraphs)
    assert "Ít người viết." in text
    assert planned.get(f"{PLAN}/bao-cao.docx?ky=2022").content == first
    assert "Kỳ đã chốt." in planned.get(f"{PLAN}/bao-cao?ky=2022").text
    opened = {"ky": "2022", "don_vi": "Sở Y tế", "ly_do": "gửi muộn"}
    planned.post(f"{PLAN}/mo-khoa", data=opened | {"ly_do": ""})
    assert store_of(planned).plans.periods.exemptions("118-kh-syt-2022", "2022") == []
    planned.post(f"{PLAN}/mo-khoa", data=opened)
    assert [x.unit for x in store_of(planned).plans.periods.exemptions("118-kh-syt-2022", "2022")] == ["Sở Y tế"]


def toast(client: TestClient) -> str:
    found = re.search(r"data-toast[^>]*>(.*?)</div>", client.get(PLAN).text, re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found[1]) if found else ""


def test_a_decision_made_on_an_old_page_overrules_nobody_and_says_who_was_first(planned: TestClient) -> None:
    one = first_suggestion(planned)
    evidence = store_of(planned).plans.evidence
    unseen = {"task": "II.1", "article_id": one["article_id"], "ky": "2022", "chua-quyet": "1"}
    page = planned.get(f"{PLAN}?ky=2022&nhiem-vu=II.1").text
    assert 'name="chua-quyet" value="1"' in page
    confirm(planned, one["article_id"])
    assert planned.post(f"{PLAN}/loai", data=unseen).status_code == 303
    assert "Chưa loại" in toast(planned)
    assert [x.article_id for x in evidence.of_plan("118-kh-syt-2022")] == [one["article_id"]]
    planned.post(f"{PLAN}/xac-nhan", data=unseen)
    assert "ghi nhận từ trước" in toast(planned)
    planned.post(f"{PLAN}/loai", data={name: text for name, text in unseen.items() if name != "chua-quyet"})
    assert evidence.of_plan("118-kh-syt-2022") == []
    planned.post(f"{PLAN}/xac-nhan", data=unseen)
    assert "Chưa ghi nhận" in toast(planned)
    assert evidence.of_plan("118-kh-syt-2022") == []


def test_an_article_that_somebody_rejected_is_not_recorded_from_another_page(planned: TestClient) -> None:
    one = first_suggestion(planned)
    planned.post(f"{PLAN}/loai", data={"task": "II.1", "article_id": one["article_id"], "ky": "2022"})
    data = {"article_id": one["article_id"], "plan": "118-kh-syt-2022", "task": "II.1"}
    planned.post("/ke-hoach/ghi-nhan", data=data)
    assert "Chưa ghi nhận" in toast(planned)
    assert store_of(planned).plans.evidence.of_plan("118-kh-syt-2022") == []


@pytest.mark.parametrize(("day", "outside"), [("14/12/2022", False), ("15/12/2022", True), ("14/12/2021", True)])
def test_a_day_outside_the_plans_official_year_is_told(planned: TestClient, day: str, outside: bool) -> None:
    values = {"task": "III.1", "ten": "Hội nghị", "ngay": day, "lien_ket": "https://a.example/", "ky": "2022"}
    assert planned.post(f"{PLAN}/them-tai-lieu", data=values).status_code == 303
    assert ("nằm ngoài năm của kế hoạch (15/12/2021 đến 14/12/2022)" in toast(planned)) is outside


def mark_in(page: str, form: str) -> str:
    found = re.search(rf'action="{PLAN}/{form}">.*?name="dau" value="([0-9a-f]+)"', page, re.S)
    assert found is not None
    return found[1]


def test_words_that_another_wrote_meanwhile_are_not_written_over(planned: TestClient) -> None:
    old = mark_in(planned.get(f"{PLAN}/bao-cao?ky=2022").text, "van-ban")
    theirs = {"ky": "2022", "dau": old, "kho_khan": "Lời của Lan.\r\nHai dòng.", "phuong_huong": "Tập huấn."}
    assert planned.post(f"{PLAN}/van-ban", data=theirs).status_code == 303
    assert planned.post(f"{PLAN}/van-ban", data=theirs).status_code == 303  # the same words again
    mine = {"ky": "2022", "dau": old, "kho_khan": "Lời của Minh.", "phuong_huong": "Họp giao ban."}
    late = planned.post(f"{PLAN}/van-ban", data=mine)
    assert late.status_code == 409
    for words in ("Lời của Lan.", "Tập huấn.", "Lời của Minh.", "Họp giao ban."):
        assert words in late.text
    kept = store_of(planned).plans.periods.texts("118-kh-syt-2022", "2022")
    assert kept["difficulties"].text == "Lời của Lan.\nHai dòng."
    again = mine | {"dau": mark_in(late.text, "van-ban")}
    assert planned.post(f"{PLAN}/van-ban", data=again).status_code == 303
    kept = store_of(planned).plans.periods.texts("118-kh-syt-2022", "2022")
    assert kept["difficulties"].text == "Lời của Minh."


def test_a_period_is_not_closed_on_figures_that_nobody_has_seen(planned: TestClient) -> None:
    planned.post(f"{PLAN}/van-ban", data={"ky": "2022", "kho_khan": "Ít người viết.", "phuong_huong": "Tập huấn."})
    seen = mark_in(planned.get(f"{PLAN}/bao-cao?ky=2022").text, "chot")
    confirm(planned, first_suggestion(planned)["article_id"])
    periods = store_of(planned).plans.periods
    planned.post(f"{PLAN}/chot", data={"ky": "2022", "dau": seen})
    assert "Chưa chốt" in toast(planned)
    assert periods.closing("118-kh-syt-2022", "2022") is None
    seen = mark_in(planned.get(f"{PLAN}/bao-cao?ky=2022").text, "chot")
    planned.post(f"{PLAN}/chot", data={"ky": "2022", "dau": seen})
    assert periods.closing("118-kh-syt-2022", "2022") is not None


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_and_are_accessible(planned_site: Site, width: int, dark: bool) -> None:
    for path in (
        "/ke-hoach",
        f"{PLAN}?ky=2022&nhiem-vu=II.1",
        f"{PLAN}?ky=2022&xem=don-vi",
        f"{PLAN}?ky=2022&xem=lich",
        f"{PLAN}/bao-cao?ky=2022",
        f"{PLAN}/them-tai-lieu?ky=2022&nhiem-vu=II.1",
    ):
        with planned_site.page(path, width=width, dark=dark) as page:
            assert page.locator("h1").inner_text() not in ("Không tìm thấy", "Có lỗi"), path
            assert page.locator("main").get_by_text("118/KH-SYT").count() or path == "/ke-hoach", path
            assert axe(page) == [], path
            assert too_wide(page) <= 0, path


@pytest.mark.browser
def test_one_key_confirms_and_one_rejects(planned_site: Site) -> None:
    with planned_site.page(f"{PLAN}?ky=2022&nhiem-vu=II.1") as page:
        before = page.locator(".drawer .hit").count()
        assert before >= 2
        page.keyboard.press("j")
        page.keyboard.press("m")
        page.wait_for_selector(".toast")
        assert "Đã ghi nhận" in page.inner_text(".toast")
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.wait_for_function("document.querySelector('.toast')?.innerText.includes('Đã loại')")


@pytest.mark.browser
def test_a_figure_reaches_its_evidence_in_two_steps_without_scripts(planned_site: Site) -> None:
    with planned_site.page(f"{PLAN}?ky=2022", scripts=False) as page:
        page.locator(".matrix tr", has_text="II.1").locator(".cell").last.click()
        page.get_by_role("button", name="Xác nhận").first.click()
        page.locator("#bang-chung table a.source").first.click()
        assert "/bai/" in page.url
