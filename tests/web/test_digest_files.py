from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from digest.render.formats import render_issue
from domain.settings import load_settings
from tests.web.digest_pages import WEEK, issue_of, opened


def test_the_formats_are_seen_exactly_before_they_go_out(client: TestClient) -> None:
    page = client.get(f"/diem-tin/{WEEK}/xem?dang=html")
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src" not in page.headers["content-security-policy"]
    assert "sandbox" in page.headers["content-security-policy"]
    made = render_issue(issue_of(client), "html", load_settings()).decode()
    assert re.search(r"<main>.*</main>", page.text, re.S)[0] == re.search(r"<main>.*</main>", made, re.S)[0]  # type: ignore[index]
    pdf = client.get(f"/diem-tin/{WEEK}/xem?dang=pdf")
    assert (pdf.content[:4], pdf.headers["content-disposition"][:6]) == (b"%PDF", "inline")
    mail = client.get(f"/diem-tin/{WEEK}/xem?dang=thu")
    assert mail.headers["content-type"] == "text/plain; charset=utf-8"
    assert mail.text.startswith("Tiêu đề thư: Điểm tin cải cách hành chính")
    assert "<" not in re.sub(r"<https?://[^>]*>", "", mail.text)
    assert client.get(f"/diem-tin/{WEEK}/xem?dang=docx").status_code == 422
    assert f"/diem-tin/{WEEK}/xem?dang=html" in client.get(f"/diem-tin/{WEEK}").text


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md", "eml", "json", "atom"])
def test_a_withdrawn_issue_keeps_its_bytes_and_its_file_says_so_by_name(own_client: TestClient, form: str) -> None:
    path = opened(own_client)
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    before = own_client.get(f"{path}/tep", params={"dang": form})
    own_client.post(f"{path}/trang-thai", data={"sang": "thu_hoi"})
    note = {"article_id": issue_of(own_client).items[0].article_id, "lan": "0", "ghi-chu": "số thay thế"}
    own_client.post(f"{path}a/muc", data=note)
    own_client.post(f"{path}a/trang-thai", data={"sang": "da_duyet"})
    after = own_client.get(f"{path}/tep", params={"dang": form})
    assert after.content == before.content
    assert after.headers["content-disposition"] == f'attachment; filename="diem-tin-{WEEK}-da-thu-hoi.{form}"'
    if form == "json":
        assert own_client.get(f"/api/v1/digests/{WEEK}").json() == after.json()
        listed = {one["id"]: one["state"] for one in own_client.get("/api/v1/digests").json()}
        assert listed == {WEEK: "da_thu_hoi", f"{WEEK}a": "da_duyet"}


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("docx", b"PK"),
        ("pdf", b"%PDF"),
        ("html", b"<!"),
        ("md", b"#"),
        ("json", b"{"),
        ("atom", b"<?xml"),
        ("eml", b"Subject"),
    ],
)
def test_every_format_can_be_taken_away(client: TestClient, form: str, begins: bytes) -> None:
    answer = client.get(f"/diem-tin/{WEEK}/tep", params={"dang": form})
    assert answer.status_code == 200
    assert answer.content.lstrip()[: len(begins)].lower() == begins.lower()
    assert answer.headers["content-disposition"] == f'attachment; filename="diem-tin-{WEEK}.{form}"'


def test_the_api_gives_the_issue_of_the_contract(client: TestClient) -> None:
    value = client.get(f"/api/v1/digests/{WEEK}").json()
    assert {"id", "from", "to", "title", "headlines", "overview", "sections", "silent", "undated", "late"} <= set(value)
    assert value["from"] == "2022-10-10"
    assert client.get("/api/v1/digests/xyz").status_code == 404
