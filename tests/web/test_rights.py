"""Every route states who may use it, and refuses everybody else: enumerated, so that a new one cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.roles import Role
from tests.web.conftest import Office, office_in
from tests.web.routes import Route, every_route

OPEN = {
    "/giao-dien", "/phim-tat", "/dang-nhap", "/dang-xuat", "/thiet-lap", "/dang-nhap/mot-lan", "/dang-nhap/mot-lan/ve",
    "/healthz", "/api/v1/openapi.json", "/canh-bao/dung/{token}", "/canh-bao/{token}.atom",
}  # fmt: skip
"""What may be open to all, and nothing else. A feed with a secret of its own in the address is named here too."""

OWN = ("/tai-khoan", "/canh-bao")
"""What belongs to each person alone: here a reader writes too, and every object is checked for its owner."""


ROUTES = every_route()


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_right_is_stated(route: Route) -> None:
    assert route.stated, "say dependencies=[require(…)] or dependencies=[public]"
    if route.right is None:
        assert route.path in OPEN
    elif route.method not in {"GET", "HEAD"} and not route.path.startswith(OWN):
        assert route.right is not Role.VIEWER, "who may only read changes nothing but what is the own"


@pytest.fixture(scope="module")
def shared_office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Nothing here is ever let through to a write."""
    import shutil

    with office_in(shutil.copytree(staffed, tmp_path_factory.mktemp("rights") / "office")) as opened:
        yield opened


@pytest.mark.parametrize("who", [None, *Role], ids=lambda role: role or "nobody")
def test_who_may_not_is_refused(shared_office: Office, who: Role | None) -> None:
    browser = shared_office.sign_in(who)
    wrong = []
    for route in ROUTES:
        method, path, right = route.method, route.path, route.right
        if right is None or (who is not None and who.covers(right)):
            continue
        address = re.sub(r"{[^}]*}", "1", path)
        answer = browser.request(method, address)
        if who is not None:
            fine = answer.status_code == 403
        elif path.startswith("/api/") or method not in {"GET", "HEAD"}:
            fine = answer.status_code == 401
        else:
            fine = answer.status_code == 303 and answer.headers["location"].startswith("/dang-nhap?ve=")
        if not fine:
            wrong.append(f"{method} {address}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("who", Role)
def test_who_may_read_is_let_in(shared_office: Office, who: Role) -> None:
    browser = shared_office.sign_in(who)
    wrong = []
    for route in ROUTES:
        method, path, right = route.method, route.path, route.right
        if method == "GET" and right is not None and who.covers(right):
            address = re.sub(r"{[^}]*}", "1", path)
            status = browser.get(address).status_code
            if status not in {200, 303, 404, 422}:
                wrong.append(f"{address}: {status}")
    assert wrong == []


def test_nobody_sees_a_button_that_is_not_for_them(shared_office: Office) -> None:
    shown = {role: shared_office.sign_in(role).get("/phim-tat").text for role in Role}
    assert 'href="/quan-tri"' in shown[Role.ADMIN]
    assert 'href="/quan-tri"' not in shown[Role.EDITOR]
    jobs = shared_office.sign_in("bien_tap").get("/quan-tri/viec").text
    assert 'href="/quan-tri/nguoi-dung"' not in jobs
