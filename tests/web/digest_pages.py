"""An issue of the digest as the tests of its pages open and read it."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from domain.digest import Issue

__all__ = ["WEEK", "issue_of", "opened", "revision"]

WEEK = "2022-W41"


def opened(client: TestClient, week: str = "41/2022") -> str:
    answer = client.post("/diem-tin/mo", data={"tuan": week})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def revision(client: TestClient, path: str) -> str:
    found = re.search(r'name="lan" value="(\d+)"', client.get(path).text)
    assert found is not None
    return found[1]


def issue_of(client: TestClient, issue_id: str = WEEK) -> Issue:
    return Issue.model_validate(client.get(f"/api/v1/digests/{issue_id}").json())
