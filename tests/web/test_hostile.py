"""What strangers put into names, titles and queries stays text, on every screen and in every answer."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from domain.roles import Role
from tests.web.conftest import Office, store_of
from tests.web.hostile import HOSTILE
from tests.web.routes import every_route

FORBIDDEN = {
    "applet", "audio", "base", "embed", "frame", "frameset", "iframe", "marquee", "math", "object", "style", "template",
    "video",
}  # fmt: skip
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster")


def faults(page: str) -> list[str]:
    """What a page holds that our templates never write: it can only come from what was put into it."""
    found = []
    for element in html.document_fromstring(page).iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in FORBIDDEN or (tag == "script" and not (element.get("src") or "").startswith("/static/")):
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                found.append(f"{tag} {name}")
            elif name in ADDRESSES and urlsplit(re.sub(r"[\x00-\x20]", "", value)).scheme not in {"", "http", "https"}:
                found.append(f"{tag} {name}={value[:60]}")
    return found


def test_the_finder_finds() -> None:
    for bad in (
        "<script>1</script>",
        "<img src=x onerror=a>",
        "<a href=' java\tscript:a'>x</a>",
        "<b style=a>",
        "<base href=x>",
    ):
        assert faults(f"<p>{bad}</p>"), bad
    assert faults("<script src='/static/1/a.js'></script><a href='/a'>&lt;script&gt;</a>") == []


PLAIN = sorted({route.path for route in every_route() if route.method == "GET" and "{" not in route.path})
"""The address of every screen, and of every part of the API, that needs no object."""


@pytest.mark.parametrize("path", PLAIN)
def test_queries_stay_text(client: TestClient, path: str) -> None:
    names = (
        "q",
        "tu",
        "den",
        "tinh",
        "nguon",
        "linh-vuc",
        "van-ban",
        "don-vi",
        "sap-xep",
        "trang",
        "ve",
        "ai",
        "muc",
        "ma",
    )
    for text in HOSTILE[:: 5 if path not in {"/dang-nhap", "/quan-tri/nhat-ky"} else 1]:
        answer = client.get(path, params=dict.fromkeys(names, text[:300]))
        assert answer.status_code < 500, (path, text)
        if "html" in answer.headers.get("content-type", ""):
            assert faults(answer.text) == [], (path, text)


def test_paths_stay_text(client: TestClient) -> None:
    for text in HOSTILE:
        answer = client.get("/khong-co/" + re.sub(r"[\x00-\x1f?#]", "", text).replace("%", "%25"))
        assert answer.status_code in {403, 404, 303}, text
        assert faults(answer.text or "<p>") == [], text


def test_names_stay_text_and_can_be_read(empty_office: Office) -> None:
    store = store_of(empty_office.client)
    chief = empty_office.people[Role.ADMIN]
    for n, text in enumerate(HOSTILE):
        account = store.users.create(f"ten{n}", text, Role.VIEWER)
        store.tokens.create(account.id, text, Role.VIEWER)
        store.audit.note(account, text, text, {text: text}, [text])
    browser = empty_office.sign_in("quan_tri")
    for path in (
        "/quan-tri/nguoi-dung",
        "/quan-tri/ma-truy-cap",
        "/quan-tri/nhat-ky",
        "/quan-tri",
        f"/quan-tri/nguoi-dung/{chief.id}",
    ):
        assert faults(browser.get(path).text) == [], path
    for n in range(2, 6):
        assert faults(browser.get(f"/quan-tri/nhat-ky?trang={n}").text) == []
    shown = " ".join(html.document_fromstring(browser.get("/quan-tri/nguoi-dung").text).text_content().split())
    for account in store.users.all():
        assert account.name in shown, account.name
    for account in store.users.all()[::10]:
        assert faults(browser.get(f"/quan-tri/nguoi-dung/{account.id}").text) == []


def test_forms_show_again_what_was_typed_as_text(empty_office: Office) -> None:
    browser = empty_office.sign_in("quan_tri")
    for text in HOSTILE[::2]:
        answer = browser.post("/quan-tri/nguoi-dung", data={"login": "<", "name": text, "role": "xem"})
        assert (answer.status_code, faults(answer.text)) == (422, []), text
