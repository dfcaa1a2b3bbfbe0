"""Quản trị: accounts, tokens, the log, jobs, the check, the settings."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from domain.roles import Role
from domain.settings import load_settings, setting_fields
from pipeline.context import Context
from store.work.jobs import JobKind, JobState
from tests.web.conftest import LOCAL, PASSWORD, WIDTHS, Office, Site, axe, context_of, listening, store_of, too_wide
from web.app import create_app

SCREENS = (
    "/quan-tri",
    "/quan-tri/nguoi-dung",
    "/quan-tri/ma-truy-cap",
    "/quan-tri/viec",
    "/quan-tri/nhat-ky",
    "/quan-tri/kiem-tra",
    "/quan-tri/thiet-lap",
)


def test_an_account_is_made_and_its_owner_chooses_the_password(empty_office: Office) -> None:
    chief = empty_office.sign_in("quan_tri")
    form = {"login": "ha.nguyen", "name": "Nguyễn Thu Hà", "role": "bien_tap"}
    made = chief.post("/quan-tri/nguoi-dung", data=form)
    link = re.search(rf"{LOCAL}(/thiet-lap\?ma=[\w-]+)", made.text)
    assert link
    again = chief.post("/quan-tri/nguoi-dung", data=form)
    assert (again.status_code, "đã có người dùng" in again.text) == (422, True)
    browser = empty_office.sign_in(None)
    assert "Nguyễn Thu Hà" in browser.get(link[1]).text
    code = link[1].partition("=")[2]
    assert browser.post("/thiet-lap", data={"ma": code, "password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert "Quyền: biên tập" in browser.get("/tai-khoan").text
    (decision, *_), _ = store_of(empty_office.client).audit.find(action="Tạo tài khoản")
    assert (decision.actor, decision.after["login"]) == ("Người Quản trị", "ha.nguyen")


def test_an_account_is_changed_and_locked_and_the_log_says_so(empty_office: Office) -> None:
    chief, person = empty_office.sign_in("quan_tri"), empty_office.people[Role.EDITOR]
    locked = empty_office.sign_in("bien_tap")
    path = f"/quan-tri/nguoi-dung/{person.id}"
    assert chief.post(path, data={"name": "Tên mới", "role": "xem", "disabled": "1"}).headers["location"] == path
    assert locked.get("/tai-khoan").status_code == 303
    rows, total = store_of(empty_office.client).audit.find(object_path=path[1:])
    assert (total, rows[0].before["role"], rows[0].after["role"]) == (1, "bien_tap", "xem")
    assert "Tên mới" in chief.get("/quan-tri/nhat-ky?muc=quan-tri/nguoi-dung").text
    last = empty_office.people[Role.ADMIN]
    refused = chief.post(f"/quan-tri/nguoi-dung/{last.id}", data={"name": "Người Quản trị", "role": "xem"})
    assert (refused.status_code, "ít nhất một" in refused.text) == (422, True)
    assert chief.get("/quan-tri/nguoi-dung/999").status_code == 404


def test_others_are_signed_out_and_tokens_taken_back(empty_office: Office) -> None:
    chief, person = empty_office.sign_in("quan_tri"), empty_office.people[Role.VIEWER]
    guest = empty_office.sign_in("xem")
    guest.post("/tai-khoan/ma-truy-cap", data={"name": "máy"})
    (token,) = store_of(empty_office.client).tokens.all()
    assert chief.post(f"/quan-tri/ma-truy-cap/{token.id}/thu-hoi").status_code == 303
    assert store_of(empty_office.client).tokens.all()[0].revoked_at is not None
    assert chief.post(f"/quan-tri/nguoi-dung/{person.id}/dang-xuat").status_code == 303
    assert guest.get("/tai-khoan").status_code == 303


def test_the_log_is_filtered_and_paged(empty_office: Office) -> None:
    store, chief = store_of(empty_office.client), empty_office.sign_in("quan_tri")
    for n in range(60):
        store.audit.note(
            empty_office.people[Role.EDITOR], "Sửa ngày", f"bai/b{n}", {"ngày": None}, {"ngày": "26/09/2022"}
        )
    first = chief.get("/quan-tri/nhat-ky").text
    assert "60 quyết định" in first
    assert "/quan-tri/nhat-ky?trang=2" in first
    assert "ngày: 26/09/2022" in first
    assert "bai/b59" not in chief.get("/quan-tri/nhat-ky?trang=2").text
    assert "Không có quyết định phù hợp" in chief.get("/quan-tri/nhat-ky?den=2000").text
    store.audit.note(None, "Xác nhận", "ke-hoach/x", "cho_duyet", {"article": "khong-con", "task": "I.1"})
    store.audit.note(None, "Sửa cảnh báo", "canh-bao/1", None, {"search": "q=h%C3%A0i+l%C3%B2ng", "rate": "hang-tuan"})
    worded = chief.get("/quan-tri/nhat-ky").text
    for words in (">Chờ duyệt<", "bài: khong-con; nhiệm vụ: I.1", "điều kiện tìm: q=hài lòng; nhịp báo: hằng tuần"):
        assert words in worded
    assert "Không hiểu ngày này" in chief.get("/quan-tri/nhat-ky?tu=31/02/2022").text


def test_settings_are_shown_and_secrets_are_not(tmp_path: Path) -> None:
    settings = load_settings(
        data_dir=tmp_path,
        elasticsearch_api_key="khoa-bi-mat",
        mail={"password": "mat-khau-thu", "host": "mail.example.vn"},
    )
    with TestClient(create_app(Context(settings)), LOCAL) as client:
        shown = client.get("/quan-tri/thiet-lap").text
    assert all(f"<code>{name}</code>" in shown for name in setting_fields())
    assert "mail.example.vn" in shown
    assert "khoa-bi-mat" not in shown
    assert "mat-khau-thu" not in shown


def test_the_password_of_an_address_is_left_out() -> None:
    from web.screens.admin import _shown

    assert _shown("postgresql://diemtin:bi:mat@may/kho") == "postgresql://diemtin:…@may/kho"
    assert _shown("postgresql://may/kho") == "postgresql://may/kho"


def test_the_check_says_what_doctor_says(client: TestClient) -> None:
    shown = client.get("/quan-tri/kiem-tra").text
    assert "Bộ phân tích nội dung" in shown
    assert "Chưa đặt contact_url." in shown


def test_a_job_is_asked_for_once_and_can_be_taken_back(own_client: TestClient) -> None:
    store = store_of(own_client)
    places = {own_client.post("/quan-tri/viec", data={"kind": "dung-lai"}).headers["location"] for _ in range(2)}
    (place,) = places
    assert "Đang chờ đến lượt." in own_client.get(place).text
    assert own_client.post(f"{place}/dung").status_code == 303
    (job,) = store.jobs.recent()
    assert (job.state, job.wanted_by) == (JobState.CANCELLED, "Người dùng trên máy này")
    assert own_client.post("/quan-tri/viec", data={"kind": "xoa-het"}).status_code == 422
    assert own_client.get("/quan-tri/viec/999/dong").status_code == 404


def test_progress_is_streamed_until_the_job_is_over(own_client: TestClient) -> None:
    store = store_of(own_client)
    number = store.jobs.add(JobKind.PROCESS, [], "Ai đó")
    job = store.jobs.take(store.leases.new_owner())
    assert job is not None
    store.jobs.alive(number, "Phân tích nội dung", 12, 1280)
    assert "Phân tích nội dung: 12 trong 1.280" in own_client.get(f"/quan-tri/viec/{number}").text
    store.jobs.end(number, JobState.DONE, "Đã xong cả.")
    answer = own_client.get(f"/quan-tri/viec/{number}/dong")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = [json.loads(line.removeprefix("data: ")) for line in answer.text.splitlines() if line]
    assert told[-1]["text"] == "Đã xong cả."
    assert told[-1]["over"] is True


@pytest.mark.browser
def test_progress_goes_on_after_the_server_was_away(own_folder: Path, chromium: Browser) -> None:
    with context_of(own_folder).store() as store:
        number = store.jobs.add(JobKind.PROCESS, [], "Ai đó")
        assert store.jobs.take(store.leases.new_owner()) is not None
        store.jobs.alive(number, "Phân tích nội dung", 12, 1280)
        page = chromium.new_page()
        told = page.locator("[data-stream-text]")
        with listening(create_app(context_of(own_folder))) as address:
            page.goto(f"{address}/quan-tri/viec/{number}")
            store.jobs.alive(number, "Phân tích nội dung", 13, 1280)
            expect(told).to_have_text("Phân tích nội dung: 13 trong 1.280")
        expect(told).to_have_text("Mất kết nối với máy chủ, đang nối lại …", timeout=15_000)
        store.jobs.alive(number, "Phân tích nội dung", 600, 1280)
        refusing = FastAPI()  # a server that is there, and not yet well
        with listening(refusing, int(address.rpartition(":")[2])):
            page.wait_for_event("response", lambda answer: answer.status == 404, timeout=15_000)
        with listening(create_app(context_of(own_folder)), int(address.rpartition(":")[2])):
            expect(told).to_have_text("Phân tích nội dung: 600 trong 1.280", timeout=15_000)
            store.jobs.end(number, JobState.DONE, "Đã xong cả.")
            expect(page.get_by_text("Đã xong cả.")).to_be_visible(timeout=15_000)
            assert page.locator("[data-stream]").count() == 0
        page.close()


def test_who_leaves_the_stream_and_comes_back_hears_the_last_word(own_folder: Path) -> None:
    app = create_app(context_of(own_folder))
    with context_of(own_folder).store() as store, listening(app) as address:
        number = store.jobs.add(JobKind.PROCESS, [], "Ai đó")
        assert store.jobs.take(store.leases.new_owner()) is not None
        for done in (1, 2):
            store.jobs.alive(number, "Phân tích nội dung", done, 9)
            with urllib.request.urlopen(f"{address}/quan-tri/viec/{number}/dong", timeout=30) as answer:
                assert json.loads(answer.readline().removeprefix(b"data: "))["done"] == done
        store.jobs.end(number, JobState.DONE, "Đã xong cả.")
        with urllib.request.urlopen(f"{address}/quan-tri/viec/{number}/dong", timeout=30) as answer:
            assert json.loads(answer.read().removeprefix(b"data: "))["over"] is True


@pytest.mark.browser
@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize(("width", "dark"), [(WIDTHS[0], False), (WIDTHS[1], True)])
def test_axe(site: Site, path: str, width: int, dark: bool) -> None:
    with site.page(path, width=width, dark=dark) as page:
        assert axe(page) == []
        assert too_wide(page) <= 0


@pytest.mark.browser
def test_a_phone_shows_every_entry_and_which_is_open(site: Site) -> None:
    with site.page("/quan-tri/thiet-lap", width=360, scripts=False) as page:
        entries = page.locator(".subnav a")
        assert entries.count() > 5
        for entry in entries.all():
            box = entry.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
