"""Coming in with the account of the office, against a real OpenID provider on loopback."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from domain.roles import Role
from domain.settings import load_settings
from pipeline.context import Context
from tests.web.conftest import LOCAL, store_of
from web.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

# The provider, not we, uses a part of Authlib that is going away.
pytestmark = [
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    people = [
        oidc_provider_mock.User(sub="1", claims={"preferred_username": "ha.nguyen", "email": "ha@example.vn"}),
        oidc_provider_mock.User(sub="2", claims={"preferred_username": "ha.nguyen"}),
        oidc_provider_mock.User(sub="3", claims={"preferred_username": "la"}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@contextmanager
def office_with(issuer: str, folder: Path) -> Iterator[TestClient]:
    web = {"oidc_issuer": issuer, "oidc_client_id": "diemtin", "oidc_client_secret": "bi-mat"}
    context = Context(load_settings(data_dir=folder / "data", sources_dir=folder / "sources", web=web))
    with TestClient(create_app(context, local=False), LOCAL, follow_redirects=False) as client:
        store_of(client).users.create("ha.nguyen", "Nguyễn Thu Hà", Role.EDITOR)
        yield client


def come_back(client: TestClient, subject: str, ve: str = "/phim-tat") -> httpx2.Response:
    """Go to the provider, be somebody there, and come back."""
    away = client.get("/dang-nhap/mot-lan", params={"ve": ve})
    assert away.status_code == 302
    assert "code_challenge_method=S256" in away.headers["location"]
    there = httpx2.post(away.headers["location"], data={"sub": subject})
    assert there.headers["location"].startswith(f"{LOCAL}/dang-nhap/mot-lan/ve?")
    return client.get(there.headers["location"])


def test_whom_the_office_vouches_for_comes_in(issuer: str, tmp_path: Path) -> None:
    with office_with(issuer, tmp_path) as client:
        assert "Dùng tài khoản của cơ quan" in client.get("/dang-nhap").text
        answer = come_back(client, "1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/phim-tat")
        assert "Nguyễn Thu Hà" in client.get("/phim-tat").text


@pytest.mark.parametrize("subject", ["2", "3"], ids=["another person of that name", "no account"])
def test_who_has_no_account_stays_out(issuer: str, tmp_path: Path, subject: str) -> None:
    with office_with(issuer, tmp_path) as client:
        assert come_back(client, "1").status_code == 303
        client.cookies.clear()
        answer = come_back(client, subject)
        assert (answer.status_code, "Báo quản trị viên" in answer.text) == (403, True)


def test_an_answer_that_was_not_asked_for_is_refused(issuer: str, tmp_path: Path) -> None:
    with office_with(issuer, tmp_path) as client:
        assert client.get("/dang-nhap/mot-lan/ve?code=abc&state=xyz").status_code == 403


def test_a_service_that_is_down_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    with office_with("http://127.0.0.1:9", tmp_path) as client:
        answer = client.get("/dang-nhap/mot-lan")
        assert (answer.status_code, "không trả lời" in answer.text) == (503, True)


def test_without_a_service_there_is_no_such_way(client: TestClient) -> None:
    assert client.get("/dang-nhap/mot-lan").status_code == 404
