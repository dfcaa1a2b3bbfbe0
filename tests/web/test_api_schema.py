"""The API does what its description says, whatever is sent: every operation of every part, found by schemathesis."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from domain.roles import Role
from tests.web.conftest import LOCAL, context_of, store_of
from web.api_frame import describe
from web.app import create_app

REFUSALS = {"401", "403", "404", "409", "422", "429"}


@pytest.fixture(scope="module")
def world(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An office over a copy of the samples; nothing of it leaves this test."""
    folder = shutil.copytree(filled, tmp_path_factory.mktemp("api") / "office")
    with TestClient(create_app(context_of(folder), local=False), LOCAL) as client:
        yield client


@pytest.fixture(scope="module")
def token(world: TestClient) -> str:
    """The token of one who may do all that the API offers."""
    store = store_of(world)
    (chief,) = (one for one in store.users.all() if one.role is Role.ADMIN)
    return store.tokens.create(chief.id, "schemathesis", Role.ADMIN)[1]


def test_every_operation_keeps_its_promises(world: TestClient, token: str) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", world.app)
    seen: list[str] = []
    broken: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        seen.append(operation.label)

        @given(case=operation.as_strategy())
        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def check(case: schemathesis.Case) -> None:
            # Days are typed as people write them ("quý 3/2022"): no schema says which texts are none, so 422 is right.
            case.call_and_validate(
                headers={"Authorization": f"Bearer {token}"}, excluded_checks=[positive_data_acceptance]
            )

        try:
            check()
        except FailureGroup as group:
            broken += [f"{operation.label}: {failure}" for failure in group.exceptions]
    assert len(seen) >= 5
    assert broken == []


def test_every_operation_is_described_in_vietnamese_with_its_refusals(world: TestClient) -> None:
    described = world.get("/api/v1/openapi.json").json()
    assert described["paths"]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert any(ord(letter) > 127 for letter in operation["summary"]), (
                f"{method} {path}: a summary in Vietnamese"
            )
            assert set(operation["responses"]) >= REFUSALS, f"{method} {path}"


def test_health_and_metrics_tell_of_store_and_index(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"store": True, "index": True}
    client.get("/phim-tat")
    told = client.get("/metrics").text
    assert 'diemtin_requests_total{method="GET",route="/phim-tat",status="200"}' in told
    assert f"diemtin_articles {float(store_of(client).articles.count())}" in told
    assert "diemtin_index_healthy 1.0" in told


def test_lists_are_paged_by_either_name(client: TestClient) -> None:
    assert client.get("/api/v1/jobs?trang=2&limit=5").json()["jobs"] == []
    assert client.get("/api/v1/jobs?page=2").status_code == 200
    problem = client.get("/api/v1/jobs?limit=0")
    assert (problem.status_code, problem.json()["errors"]) == (422, [{"field": "limit", "reason": "phải từ 1 trở lên"}])


def test_describing_again_changes_nothing(world: TestClient) -> None:
    assert describe(world.app) == describe(world.app)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "field"),
    [("search?limit=-1", "limit"), ("search?tu=h%C3%B4m+n%C3%A0o", "tu"), ("figures?den=mai+kia", "den")],
)
def test_every_422_has_one_shape(world: TestClient, token: str, asked: str, field: str) -> None:
    answer = world.get(f"/api/v1/{asked}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert [fault["field"] for fault in problem["errors"]] == [field]
    assert problem["errors"][0]["reason"]


@pytest.mark.parametrize(("path", "status"), [("sources", 401), ("jobs", 403), ("articles/khong-co", 404)])
def test_every_refusal_has_one_shape(world: TestClient, path: str, status: int) -> None:
    store = store_of(world)
    (reader,) = (one for one in store.users.all() if one.role is Role.VIEWER)
    secret = store.tokens.create(reader.id, "xem", Role.VIEWER)[1]
    answer = world.get(f"/api/v1/{path}", headers={} if status == 401 else {"Authorization": f"Bearer {secret}"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}
