"""Every route that names an object of one person, against every role and every owner: what is another's is not there,
and stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from domain.roles import Role
from domain.search import SearchFilters
from store import Store
from store.mails.saved_searches import NewSearch, Rate
from store.people.users import Account
from tests.web.conftest import LOCAL, PASSWORD, Office, store_of
from tests.web.routes import Route, every_route
from web.identity import SESSION_COOKIE

SHARED = {
    "article_id", "number", "issue_id", "plan_id", "evidence_id", "source_id", "key", "mail_id", "job_id", "user_id",
    "name", "trang", "form", "ending",
}  # fmt: skip
"""What belongs to the office: the role alone says who may."""
BY_SECRET = {"token"}
"""What opens to whoever has its secret address."""


@dataclass(frozen=True)
class Owned:
    """A kind of object that one person has. ``administered``: the path under which an administrator has all."""

    make: Callable[[Store, Account], int]
    state: Callable[[Store, int], object]
    administered: str


def _search(store: Store, owner: Account) -> int:
    filters = SearchFilters(provinces=("Sơn La",))
    new = NewSearch(f"Của {owner.login}", "một cửa", filters, "q=a", Rate.DAILY, ("lan@example.vn",), owner.login)
    return store.saved_searches.add(new, datetime.now(UTC)).id


def _token(store: Store, owner: Account) -> int:
    return store.tokens.create(owner.id, f"Mã của {owner.login}", Role.VIEWER)[0]


OWNED = {
    "search_id": Owned(_search, lambda store, number: store.saved_searches.get(number), "/canh-bao/"),
    "token_id": Owned(
        _token, lambda store, number: next(one for one in store.tokens.all() if one.id == number), "/quan-tri/"
    ),
}


def parameters(route: Route) -> set[str]:
    return {name.partition(":")[0] for name in re.findall(r"{([^}]*)}", route.path)}


ROUTES = [route for route in every_route() if parameters(route) & OWNED.keys()]


def test_every_parameter_of_a_route_is_somebodys() -> None:
    named = {name for route in every_route() for name in parameters(route)}
    assert named == SHARED | BY_SECRET | OWNED.keys()
    assert {name for route in ROUTES for name in parameters(route)} == OWNED.keys()


def people_of(office: Office) -> list[Account]:
    """One of each role, and a second editor and reader."""
    store = store_of(office.client)
    for role in (Role.EDITOR, Role.VIEWER):
        store.users.create(f"{role.value}-2", f"{role.label} thứ hai", role, PASSWORD)
    return store.users.all()


def browser_of(office: Office, person: Account) -> TestClient:
    browser = TestClient(office.client.app, LOCAL, follow_redirects=False, headers={"origin": LOCAL})
    secret = store_of(office.client).sessions.begin(person.id, address="127.0.0.1", browser="Chrome")
    browser.cookies.set(SESSION_COOKIE, secret, domain="127.0.0.1")
    return browser


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_who_may_do_what_with_whose(empty_office: Office, route: Route) -> None:
    store, people = store_of(empty_office.client), people_of(empty_office)
    browsers = {person.login: browser_of(empty_office, person) for person in people}
    (parameter,) = parameters(route)
    kind = OWNED[parameter]
    assert route.right is not None
    for owner in people:
        for visitor in [None, *people]:
            number = kind.make(store, owner)
            before = kind.state(store, number)
            client = empty_office.sign_in(None) if visitor is None else browsers[visitor.login]
            answer = client.request(route.method, re.sub("{[^}]*}", str(number), route.path))
            case = f"{visitor.login if visitor else 'nobody'} → {owner.login}: {answer.status_code}"
            if visitor is None:
                assert answer.status_code == (303 if route.method == "GET" else 401), case
                assert answer.status_code == 401 or answer.headers["location"].startswith("/dang-nhap"), case
            elif not visitor.role.covers(route.right):
                assert answer.status_code == 403, case
            elif visitor.login == owner.login or (
                visitor.role is Role.ADMIN and route.path.startswith(kind.administered)
            ):
                assert answer.status_code in {200, 303, 422}, case
                continue
            else:
                assert answer.status_code == 404, case
            assert kind.state(store, number) == before, case


def test_lists_show_ones_own_alone(empty_office: Office) -> None:
    store, people = store_of(empty_office.client), people_of(empty_office)
    feeds = {}
    for owner in people:
        saved = store.saved_searches.get(_search(store, owner))
        assert saved is not None
        assert saved.feed_token
        feeds[owner.login] = saved.feed_token
        _token(store, owner)
    for visitor in people:
        browser = browser_of(empty_office, visitor)
        account = browser.get("/tai-khoan").text
        assert {one.login for one in people if f"Mã của {one.login}<" in account} == {visitor.login}
        alerts = browser.get("/canh-bao")
        seen = {login for login, token in feeds.items() if token in alerts.text}
        if visitor.role is Role.VIEWER:
            assert alerts.status_code == 403
        else:
            assert seen == ({one.login for one in people} if visitor.role is Role.ADMIN else {visitor.login})


def test_leaving_everywhere_and_another_password_end_ones_own_sessions(empty_office: Office) -> None:
    people = people_of(empty_office)
    browsers = {person.login: browser_of(empty_office, person) for person in people}
    form = {"former": PASSWORD, "password": "mot mat khau khac han", "again": "mot mat khau khac han"}
    assert browsers["xem"].post("/tai-khoan/dang-xuat-moi-noi").status_code == 303
    assert browsers["bien_tap"].post("/tai-khoan/mat-khau", data=form).status_code == 303
    inside = {login for login, browser in browsers.items() if browser.get("/").status_code == 200}
    assert inside == {person.login for person in people} - {"xem"}
