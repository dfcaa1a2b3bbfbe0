"""What holds on every page: headers, writes from our own pages alone, no style attribute, plain error answers."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import LOCAL
from web.static_files import FOLDER, asset_url

PAGES = ("/phim-tat", "/khong-co-trang-nay")


@pytest.mark.parametrize("path", [*PAGES, "/static/x/khong-co.css", asset_url("diemtin.css"), "/api/v1/khong-co"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_carry_no_style_and_no_script_of_their_own(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://la.example"},
        {"origin": "null"},
        {"origin": LOCAL, "sec-fetch-site": "cross-site"},
        {"origin": LOCAL, "sec-fetch-site": "same-site"},
        {"origin": f"{LOCAL}:9999"},
        {"origin": ""},
    ],
)
def test_a_write_from_elsewhere_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/giao-dien", data={"theme": "dark"}, headers=headers)
    assert answer.status_code == 403
    assert "không đến từ chính trang Điểm Tin" in answer.text
    assert "set-cookie" not in answer.headers


def test_a_name_that_is_not_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/phim-tat", headers={"host": "la.example"}).status_code == 403
    assert client.get("/phim-tat", headers={"host": "localhost:8400"}).status_code == 200


def test_a_body_past_the_cap_is_refused(client: TestClient) -> None:
    answer = client.post("/giao-dien", data={"theme": "x" * 20_000_001})
    assert (answer.status_code, "20 MB" in answer.text) == (413, True)

    def endless() -> object:
        yield from (b"x" * 1_000_000 for _ in range(21))

    streamed = client.post(
        "/giao-dien", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert streamed.status_code == 413


def test_errors_are_pages_for_people_and_problems_for_programs(client: TestClient) -> None:
    page = client.get("/khong-co-trang-nay")
    assert (page.status_code, "Không có trang này" in page.text) == (404, True)
    problem = client.get("/api/v1/khong-co")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404


def test_assets_may_be_kept_for_ever_and_are_small(client: TestClient) -> None:
    assert "immutable" in client.get(asset_url("diemtin.css")).headers["cache-control"]
    assert client.get("/static/khac/diemtin.css").headers["cache-control"] == "no-cache"
    sent = [path for path in FOLDER.rglob("*") if path.suffix in {".css", ".js", ".woff2", ".svg"}]
    assert sum(path.stat().st_size for path in sent) <= 250_000


def test_a_choice_is_kept_and_told_once(own_client: TestClient) -> None:
    answer = own_client.post("/phim-tat", data={"bat": "", "ve": "/phim-tat"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/phim-tat")
    shown = own_client.get("/phim-tat").text
    assert "Đã tắt phím tắt." in shown
    assert 'data-keys="off"' in shown
    assert "Đã tắt phím tắt." not in own_client.get("/phim-tat").text


@pytest.mark.parametrize("way", ["https://la.example", "//la.example", "/\\la.example", "la", "/a\r\nset-cookie: b"])
def test_nobody_is_sent_to_another_site(client: TestClient, way: str) -> None:
    answer = client.post("/giao-dien", data={"theme": "dark", "ve": way})
    assert answer.headers["location"] == "/"
