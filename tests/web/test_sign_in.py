"""Coming in: by password, by one-time link, by token; five tries a minute; out everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from domain.roles import Role
from tests.web.conftest import LOCAL, PASSWORD, Office, serving, store_of
from web.identity import SESSION_COOKIE


def test_nobody_gets_in_without_signing_in(empty_office: Office) -> None:
    browser = empty_office.sign_in(None)
    answer = browser.get("/tai-khoan?a=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/dang-nhap?ve=%2Ftai-khoan%3Fa%3D1")
    assert browser.post("/tai-khoan/ma-truy-cap", data={"name": "x"}).status_code == 401


def test_a_password_leads_back_to_where_one_wanted_to_go(empty_office: Office) -> None:
    browser = empty_office.sign_in(None)
    form = browser.get("/dang-nhap?ve=/tai-khoan").text
    assert 'value="/tai-khoan"' in form
    answer = browser.post("/dang-nhap", data={"login": "XEM", "password": PASSWORD, "ve": "/tai-khoan"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/tai-khoan")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Người Xem" in browser.get("/tai-khoan").text


def test_a_sign_in_renews_the_session(empty_office: Office) -> None:
    browser = empty_office.sign_in("xem")
    planted = browser.cookies[SESSION_COOKIE]
    browser.post("/dang-nhap", data={"login": "xem", "password": PASSWORD})
    assert browser.cookies[SESSION_COOKIE] != planted
    assert store_of(empty_office.client).sessions.find(planted, days=14) is None


def test_a_wrong_password_says_the_same_as_a_wrong_name(empty_office: Office) -> None:
    browser = empty_office.sign_in(None)
    wrong = [browser.post("/dang-nhap", data={"login": login, "password": "sai"}) for login in ("xem", "khong.co")]
    assert [answer.status_code for answer in wrong] == [401, 401]
    assert all("Sai tên đăng nhập hoặc mật khẩu." in answer.text for answer in wrong)
    assert SESSION_COOKIE not in browser.cookies


def test_five_tries_a_minute_by_account(empty_office: Office) -> None:
    browser = empty_office.sign_in(None)
    codes = [browser.post("/dang-nhap", data={"login": "xem", "password": "sai"}).status_code for _ in range(5)]
    assert codes == [401] * 5
    sixth = browser.post("/dang-nhap", data={"login": "Xem ", "password": PASSWORD})
    assert sixth.status_code == 429
    assert 1 <= int(sixth.headers["retry-after"]) <= 60


def test_five_tries_a_minute_by_address(empty_office: Office) -> None:
    browser = empty_office.sign_in(None)
    for n in range(5):
        browser.post("/dang-nhap", data={"login": f"ten{n}", "password": "sai"})
    assert browser.post("/dang-nhap", data={"login": "xem", "password": PASSWORD}).status_code == 429


def test_an_office_behind_one_address_signs_in_one_after_the_other(empty_office: Office) -> None:
    for _ in range(3):
        for role in Role:
            browser = empty_office.sign_in(None)
            assert browser.post("/dang-nhap", data={"login": role, "password": PASSWORD}).status_code == 303


def test_out_here_and_out_everywhere(empty_office: Office) -> None:
    one, two = empty_office.sign_in("xem"), empty_office.sign_in("xem")
    secret = one.cookies[SESSION_COOKIE]
    assert one.post("/dang-xuat").headers["location"] == "/dang-nhap"
    one.cookies.set(SESSION_COOKIE, secret, domain="127.0.0.1")  # kept by somebody
    assert one.get("/tai-khoan").status_code == 303
    assert two.get("/tai-khoan").status_code == 200
    three = empty_office.sign_in("xem")
    two.post("/tai-khoan/dang-xuat-moi-noi")
    assert three.get("/tai-khoan").status_code == 303


def test_another_password_ends_the_other_sessions(empty_office: Office) -> None:
    one, two = empty_office.sign_in("xem"), empty_office.sign_in("xem")
    form = {"former": PASSWORD, "password": "mat khau moi tinh", "again": "mat khau moi tinh"}
    assert one.post("/tai-khoan/mat-khau", data={**form, "former": "sai"}).status_code == 422
    assert one.post("/tai-khoan/mat-khau", data={**form, "again": "khac"}).status_code == 422
    assert one.post("/tai-khoan/mat-khau", data=form).status_code == 303
    assert "Đã đổi mật khẩu." in one.get("/tai-khoan").text
    assert two.get("/tai-khoan").status_code == 303


def test_a_token_is_shown_once_and_can_be_taken_back(empty_office: Office) -> None:
    browser = empty_office.sign_in("bien_tap")
    made = browser.post("/tai-khoan/ma-truy-cap", data={"name": "bảng <b>", "role": "xem"})
    secret = made.text.split("<code>")[1].split("</code>")[0]
    assert "bảng &lt;b&gt;" in made.text
    assert secret not in browser.get("/tai-khoan").text
    program = empty_office.sign_in(None)
    with_token = {"authorization": f"Bearer {secret}"}
    assert "Người Biên tập" in program.get("/tai-khoan", headers=with_token).text
    assert "Quyền: xem" in program.get("/tai-khoan", headers=with_token).text
    (token,) = store_of(empty_office.client).tokens.all()
    others = empty_office.sign_in("quan_tri")
    assert others.post(f"/tai-khoan/ma-truy-cap/{token.id}/thu-hoi").status_code == 404
    assert browser.post(f"/tai-khoan/ma-truy-cap/{token.id}/thu-hoi").status_code == 303
    assert program.get("/tai-khoan", headers=with_token).status_code == 303


def test_a_token_may_not_be_given_more_than_one_may(empty_office: Office) -> None:
    browser = empty_office.sign_in("xem")
    assert browser.post("/tai-khoan/ma-truy-cap", data={"name": "x", "role": "quan_tri"}).status_code == 422
    assert store_of(empty_office.client).tokens.all() == []


def test_a_wrong_token_is_nobody_even_where_nobody_needs_one(client: TestClient) -> None:
    assert client.get("/dang-nhap", headers={"authorization": "Bearer sai"}).status_code == 200
    assert "Người dùng trên máy này" in client.get("/phim-tat").text
    assert "Người dùng trên máy này" not in client.get("/phim-tat", headers={"authorization": "Bearer sai"}).text


def test_the_first_administrator_closes_the_door_behind(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        assert "Người dùng trên máy này" in client.get("/phim-tat").text
        secret = store_of(client).invitations.create(None)
        assert client.get("/thiet-lap?ma=sai").status_code == 422
        assert "Tạo tài khoản quản trị" in client.get(f"/thiet-lap?ma={secret}").text
        form = {"ma": secret, "login": "ha.nguyen", "name": "Nguyễn Thu Hà", "password": PASSWORD, "again": PASSWORD}
        wrong = client.post("/thiet-lap", data={**form, "again": "khac"})
        assert (wrong.status_code, "không giống nhau" in wrong.text, "Nguyễn Thu Hà" in wrong.text) == (422, True, True)
        assert client.post("/thiet-lap", data=form).status_code == 303
        assert "Nguyễn Thu Hà" in client.get("/phim-tat").text
        stranger = TestClient(client.app, LOCAL, follow_redirects=False, headers={"origin": LOCAL})
        assert "Người dùng trên máy này" not in stranger.get("/phim-tat").text
        assert stranger.get("/tai-khoan").status_code == 303
        assert stranger.post("/thiet-lap", data={**form, "login": "la"}).status_code == 422
        (decision,), _ = store_of(client).audit.find()
        assert (decision.actor, decision.action) == ("Nguyễn Thu Hà", "Tạo tài khoản quản trị đầu tiên")


def test_the_one_user_of_a_machine_may_begin_an_office(tmp_path: Path, empty_office: Office) -> None:
    with serving(tmp_path / "mot-minh") as client:
        assert "Thêm tài khoản" not in client.get("/quan-tri/nguoi-dung").text
        way = client.post("/quan-tri/tai-khoan-dau-tien").headers["location"]
        assert "Tạo tài khoản quản trị" in client.get(way).text
    assert empty_office.sign_in("quan_tri").post("/quan-tri/tai-khoan-dau-tien").status_code == 404


@pytest.mark.parametrize("path", ["https://la.example", "//la.example", "/\\la.example"])
def test_signing_in_leads_nobody_to_another_site(empty_office: Office, path: str) -> None:
    browser = empty_office.sign_in(None)
    answer = browser.post("/dang-nhap", data={"login": "xem", "password": PASSWORD, "ve": path})
    assert answer.headers["location"] == "/"
    assert empty_office.sign_in("xem").get("/dang-nhap", params={"ve": path}).headers["location"] == "/"
