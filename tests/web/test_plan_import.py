"""Nhập kế hoạch: what was read beside its source; nothing is kept but what a person accepted or wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Response
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from domain.plan import PlanProposal, Product
from plan.reading.proposal import read_plan
from samples.plan_files import PLANS
from store.plans.repository import StoredTask
from store.work.jobs import JobKind
from tests.web.conftest import WIDTHS, Site, axe, context_of, listening, store_of, too_wide
from web.app import create_app

SAMPLE = PLANS / "ttyt-song-tram-2025.docx"
AMENDMENT = PLANS / "ttyt-song-tram-2025-sua-doi.docx"


def read_in(client: TestClient, name: str, data: bytes) -> Response:
    return client.post("/ke-hoach/nhap", files={"tep": (name, data)})


def signed(shown: Response) -> str:
    """What was read, as the page carries it."""
    found = re.search(r'name="ban-doc" value="([^"]+)"', shown.text)
    assert found is not None, shown.text[:400]
    return found[1]


def keep(client: TestClient, shown: Response, **said: str) -> Response:
    fields = {"ban-doc": signed(shown), "con-lai": "nhan"} | {
        name.replace("_", "-"): text for name, text in said.items()
    }
    return client.post("/ke-hoach/luu", data=fields)


def stored_tasks(client: TestClient) -> list[StoredTask]:
    (plan,) = store_of(client).plans.all()
    last = plan.versions[-1].number
    return store_of(client).plans.tasks(plan.id, last)[last]


def first_target() -> tuple[int, Product, PlanProposal]:
    """The first task of the sample with one target a period."""
    read = read_plan(SAMPLE.read_bytes(), SAMPLE.name)
    number = next(at for at, task in enumerate(read.tasks) if task.products and task.products[0].quantity)
    return number, read.tasks[number].products[0], read


def test_what_reads_a_plan_keeps_its_log_in_the_data_folder(empty_client: TestClient) -> None:
    read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes())
    data = store_of(empty_client).data_dir
    assert (data / "log" / "workers.log").is_file()
    assert not (data / "workers.log").exists()


def test_a_plan_is_read_beside_its_source_and_kept_only_as_a_person_accepts_it(empty_client: TestClient) -> None:
    client = empty_client
    shown = read_in(client, SAMPLE.name, SAMPLE.read_bytes())
    assert shown.status_code == 200
    plans = store_of(client).plans
    assert not plans.all()
    proposal = read_plan(SAMPLE.read_bytes(), SAMPLE.name)
    assert shown.text.count("<mark>") >= len(proposal.tasks)
    fields = {"ban-doc": signed(shown), "chon-0": "nhan", "chon-1": "bo", "chu-tri-0": "Khoa Dược; Phòng Điều dưỡng"}
    undecided = client.post("/ke-hoach/luu", data=fields)
    assert undecided.status_code == 422
    assert "chưa quyết định" in undecided.text
    assert not plans.all()
    kept = client.post("/ke-hoach/luu", data=fields | {"con-lai": "nhan"})
    assert kept.status_code == 303
    (plan,) = plans.all()
    tasks = plans.tasks(plan.id, 1)[1]
    assert len(tasks) == len(proposal.tasks) - 1
    assert tasks[0].task.lead == ("Khoa Dược", "Phòng Điều dưỡng")
    assert tasks[0].task.quote == proposal.tasks[0].quote
    client.post("/ke-hoach/luu", data=fields | {"con-lai": "nhan"})
    assert len(plans.all()[0].versions) == 1


def test_all_of_a_target_can_be_changed_before_it_is_kept(empty_client: TestClient) -> None:
    number, product, read = first_target()
    shown = read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes())
    said = {
        f"loai-{number}-0": "video",
        f"so-luong-{number}-0": "2",
        f"muc-{number}-0": "range",
        f"den-{number}-0": "5",
        f"ky-{number}-0": "quy",
        f"moi-{number}-0": "don_vi",
        f"so-don-vi-{number}-0": "10",
        f"chu-tri-{number}": "Khoa Dược",
        f"loai-{number}-moi": "khac",
        f"so-luong-{number}-moi": "1.200",
        f"ky-{number}-moi": "nam",
    }
    kept = keep(empty_client, shown, **said)
    assert kept.status_code == 303, kept.text
    task = stored_tasks(empty_client)[number].task
    assert task.lead == ("Khoa Dược",)
    changed, added = task.products[0], task.products[-1]
    assert (changed.kind, changed.quantity, changed.high, changed.bound) == ("video", 2, 5, "range")
    assert (changed.period, changed.per, changed.units, changed.annual) == ("quy", "don_vi", 10, 80)
    assert changed.quote == product.quote
    assert (added.kind, added.quantity, added.annual, added.quote) == ("khac", 1200, 1200, "")
    others = [one.task for at, one in enumerate(stored_tasks(empty_client)) if at != number]
    assert others == [task for at, task in enumerate(read.tasks) if at != number]


def test_units_of_unknown_number_leave_the_annual_total_unknown(empty_client: TestClient) -> None:
    number, _, _ = first_target()
    shown = read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes())
    keep(empty_client, shown, **{f"moi-{number}-0": "don_vi", f"ky-{number}-0": "thang", f"so-don-vi-{number}-0": ""})
    product = stored_tasks(empty_client)[number].task.products[0]
    assert (product.per, product.annual) == ("don_vi", None)


def test_a_target_is_left_out_without_its_task(empty_client: TestClient) -> None:
    number, _, read = first_target()
    keep(empty_client, read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes()), **{f"loai-{number}-0": "bo"})
    task = stored_tasks(empty_client)[number].task
    assert task.products == read.tasks[number].products[1:]


@pytest.mark.parametrize(
    "said",
    [
        {"so-luong-0-moi": "nhiều"},
        {"so-luong-0-moi": "-3"},
        {"so-luong-0-moi": "1", "loai-0-moi": "tin", "ky-0-moi": "ngay"},
        {"so-luong-0-moi": "5", "loai-0-moi": "tin", "muc-0-moi": "range", "den-0-moi": "2"},
        {"so-luong-0-moi": "5", "loai-0-moi": "tin", "moi-0-moi": "don_vi", "so-don-vi-0-moi": "1,5"},
        {"han-0": "khi nào rảnh"},
        {"nam": "hai nghìn"},
        {"ngay-ban-hanh": "hôm qua"},
    ],
)
def test_what_makes_no_sense_is_one_plain_line_and_nothing_typed_is_lost(
    empty_client: TestClient, said: dict[str, str]
) -> None:
    typed = said | {"noi-dung-1": "Lời người biên tập đã sửa"}
    answer = keep(empty_client, read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes()), **typed)
    assert answer.status_code == 422
    assert "Lỗi:" in answer.text
    assert "Lời người biên tập đã sửa" in answer.text
    assert store_of(empty_client).plans.all() == []


def test_the_particulars_of_a_plan_can_be_corrected(empty_client: TestClient) -> None:
    shown = read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes())
    said = {"so-ky-hieu": "28/KH-TTYT", "nam": "2026", "ngay-ban-hanh": "5/1/2026", "ten-ke-hoach": "Tên đã sửa"}
    assert keep(empty_client, shown, **said).status_code == 303
    (plan,) = store_of(empty_client).plans.all()
    assert (plan.number, plan.year, plan.title) == ("28/KH-TTYT", 2026, "Tên đã sửa")


def test_the_same_file_again_leaves_what_a_person_edited(empty_client: TestClient) -> None:
    keep(empty_client, read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes()), **{"noi-dung-0": "Lời đã sửa"})
    again = read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes())
    assert "So với kế hoạch đã lưu" in again.text
    keep(empty_client, again)
    (plan,) = store_of(empty_client).plans.all()
    assert len(plan.versions) == 1
    assert stored_tasks(empty_client)[0].task.content == "Lời đã sửa"


def test_a_page_older_than_the_newest_version_says_so_and_keeps_the_choices(empty_client: TestClient) -> None:
    keep(empty_client, read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes()))
    mine = read_in(empty_client, SAMPLE.name, SAMPLE.read_bytes())
    amendment = read_in(empty_client, AMENDMENT.name, AMENDMENT.read_bytes())
    assert keep(empty_client, amendment).status_code == 303
    late = keep(empty_client, mine, **{"noi-dung-0": "Lời của tôi"})
    assert late.status_code == 422
    assert "đã có phiên bản 2" in late.text
    assert "Lời của tôi" in late.text
    assert len(store_of(empty_client).plans.all()[0].versions) == 2
    assert keep(empty_client, late, **{"noi-dung-0": "Lời của tôi"}).status_code == 303
    assert len(store_of(empty_client).plans.all()[0].versions) == 3


@pytest.mark.parametrize("form", ["docx", "xlsx", "yaml"])
def test_a_form_to_fill_in_is_offered(empty_client: TestClient, form: str) -> None:
    assert f'href="/ke-hoach/mau.{form}"' in empty_client.get("/ke-hoach/nhap").text
    answer = empty_client.get(f"/ke-hoach/mau.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="mau-ke-hoach.{form}"'
    assert len(answer.content) > 200


def test_without_a_plan_the_list_offers_the_import_page(empty_client: TestClient) -> None:
    page = empty_client.get("/ke-hoach").text
    assert "Chưa có kế hoạch nào" in page
    assert page.count('href="/ke-hoach/nhap"') == 2


def test_a_pdf_is_read_and_stored_and_what_is_kept_already_is_weighed_by_a_job(empty_client: TestClient) -> None:
    name = "benh-vien-2025.pdf"
    data = (PLANS / name).read_bytes()
    assert empty_client.get("/ke-hoach/nhap").status_code == 200
    answer = empty_client.post("/ke-hoach/nhap", files={"tep": (name, data, "application/pdf")})
    assert answer.status_code == 200, answer.text
    wanted = read_plan(data, name)
    assert all(f'id="nv-{number}"' in answer.text for number in range(len(wanted.tasks)))
    kept = keep(empty_client, answer)
    assert kept.status_code == 303, kept.text
    assert [one.task.content for one in stored_tasks(empty_client)] == [task.content for task in wanted.tasks]
    assert [job.kind for job in store_of(empty_client).jobs.recent(5)] == [JobKind.PROCESS]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.4 nothing"])
def test_a_file_that_cannot_be_read_is_one_plain_line(client: TestClient, data: bytes) -> None:
    answer = read_in(client, "ke-hoach.docx", data)
    assert answer.status_code == 422
    assert "Không đọc được ke-hoach.docx" in answer.text
    assert client.post("/ke-hoach/luu", data={"ban-doc": "giả.mạo"}).status_code == 422


@pytest.fixture
def empty_site(staffed: Path, chromium: Browser) -> Iterator[Site]:
    """A page over a store without plans, in a browser; for reading."""
    with listening(create_app(context_of(staffed))) as address:
        yield Site(address, chromium)


def choose(page: Page) -> None:
    page.set_input_files("#f-tep", SAMPLE)
    page.get_by_role("button", name="Đọc tệp").click()
    page.wait_for_selector("#nv-0")


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_reading_a_plan_fits_and_is_accessible(empty_site: Site, width: int, dark: bool) -> None:
    with empty_site.page("/ke-hoach/nhap", width=width, dark=dark) as page:
        assert axe(page) == []
        assert too_wide(page) <= 0
        choose(page)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        assert axe(page) == []
        assert too_wide(page) <= 0


@pytest.mark.browser
def test_keys_accept_drop_and_edit_one_task_after_another(empty_site: Site) -> None:
    with empty_site.page("/ke-hoach/nhap") as page:
        choose(page)
        for key in "jmjxjd":
            page.keyboard.press(key)
        assert page.locator("[name=chon-0]:checked").input_value() == "nhan"
        assert page.locator("[name=chon-1]:checked").input_value() == "bo"
        assert page.evaluate("document.activeElement.name") == "noi-dung-2"
        page.keyboard.press("End")
        page.keyboard.type(" jmx")
        page.keyboard.press("Escape")
        for key in "mjm":
            page.keyboard.press(key)
        assert " jmx" in page.locator("[name=noi-dung-2]").input_value()
        assert page.locator("[name=chon-2]:checked").input_value() == "nhan"
        assert page.locator("[name=chon-3]:checked").input_value() == "nhan"


@pytest.mark.browser
def test_a_plan_is_read_and_refused_without_scripts(empty_site: Site) -> None:
    with empty_site.page("/ke-hoach/nhap", scripts=False) as page:
        choose(page)
        page.locator("[name=chon-0][value=nhan]").check()
        page.locator("#nv-0 summary").click()
        page.locator("[name='so-luong-0-moi']").fill("nhiều")
        page.get_by_role("button", name="Nhận tất cả phần còn lại và lưu").click()
        assert "chưa phải là số" in page.inner_text("main")
        assert page.locator("[name=chon-0]:checked").input_value() == "nhan"
