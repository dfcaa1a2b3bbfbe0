"""Every route states who may use it, and refuses everybody else: enumerated, so that a new one cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from domain.roles import Role
from tests.web.conftest import Office, office_in
from web.access import Need
from web.features import api_routers, screens

OPEN = {
    "/giao-dien", "/phim-tat", "/dang-nhap", "/dang-xuat", "/thiet-lap", "/dang-nhap/mot-lan", "/dang-nhap/mot-lan/ve",
    "/healthz", "/api/v1/openapi.json", "/canh-bao/dung/{token}", "/canh-bao/{token}.atom",
}  # fmt: skip
"""What may be open to all, and nothing else. A feed with a secret of its own in the address is named here too."""


def _needs(dependant: Dependant) -> Iterator[Need]:
    for one in dependant.dependencies:
        if isinstance(one.call, Need):
            yield one.call
        yield from _needs(one)


def every_route() -> list[tuple[str, str, list[Need]]]:
    """Method, path and stated rights of every route of every screen and every part of the API."""
    routers = [("", screen.router) for screen in screens()] + [("/api/v1", router) for router in api_routers()]
    found = []
    for prefix, router in routers:
        for route in router.routes:
            assert isinstance(route, APIRoute), route
            found += [(method, prefix + route.path, list(_needs(route.dependant))) for method in sorted(route.methods)]
    return found


ROUTES = every_route()


def wanted(needs: list[Need]) -> Role | None:
    """The highest right that is asked for; null: none."""
    return max((need.role for need in needs if need.role), key=list(Role).index, default=None)


@pytest.mark.parametrize(("method", "path", "needs"), ROUTES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_right_is_stated(method: str, path: str, needs: list[Need]) -> None:
    assert needs, "say dependencies=[require(…)] or dependencies=[public]"
    if wanted(needs) is None:
        assert path in OPEN
    elif method not in {"GET", "HEAD"} and not path.startswith("/tai-khoan"):
        assert wanted(needs) is not Role.VIEWER, "who may only read changes nothing but the own account"


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
    for method, path, needs in ROUTES:
        right = wanted(needs)
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
    for method, path, needs in ROUTES:
        right = wanted(needs)
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
