"""Two people who go through the same two hundred suggestions at once, over the wire."""

from __future__ import annotations

import re
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from domain.roles import Role
from domain.source import Source
from store import Store
from store.db.plan_tables import plan_decisions
from tests.plan.conftest import publisher
from tests.web.conftest import Site, axe, context_of, listening
from tests.web.test_plans import CELL, PLAN, sample_plan
from web.app import create_app
from web.identity import SESSION_COOKIE

COUNT = 200


@contextmanager
def crowded(staffed: Path, folder: Path) -> Iterator[tuple[object, Store]]:
    """A data folder with people, a plan and two hundred suggestions of one task."""
    context = context_of(shutil.copytree(staffed, folder))
    with context.store() as store:
        site = Source(id="syt", name="Sở Y tế", unit="Sở Y tế", province="Kon Tum", base_url="https://syt.example")
        store.sources.remember(site)
        store.plans.save(sample_plan(), by="Lan")
        publish = publisher(store, {"syt": ("https://syt.example", "Sở Y tế")})
        for number in range(COUNT):
            title = f"Bộ phận một cửa số {number} giải quyết thủ tục hành chính trực tuyến"
            publish(title, source="syt", day=date(2022, 11, 1 + number % 28))
        yield context, store


def test_nothing_is_lost_and_each_is_told_what_the_other_did(staffed: Path, tmp_path: Path) -> None:
    with crowded(staffed, tmp_path / "own") as (context, store):
        app = create_app(context, local=False)  # type: ignore[arg-type]
        people = {account.role: account for account in store.users.all()}
        articles = sorted(one.id for one in store.articles.iterate())
        told: dict[str, Counter[str]] = {}
        lines: dict[str, list[str]] = {}

        def go_through(address: str, role: Role, action: str, order: list[str]) -> None:
            person = people[role]
            secret = store.sessions.begin(person.id, address="127.0.0.1", browser="Chrome")
            origin = {"origin": address}
            said, shown = Counter[str](), []
            with httpx.Client(
                base_url=address, headers=origin, cookies={SESSION_COOKIE: secret}, timeout=60
            ) as browser:
                for article in order:
                    data = {"task": "II.1", "article_id": article, "ky": "2022-Q4", "chua-quyet": "1"}
                    answer = browser.post(f"{PLAN}/{action}", data=data)
                    assert answer.status_code == 303, answer.text
                    page = browser.get("/ke-hoach").text
                    found = re.search(r"data-toast[^>]*>(.*?)</div>", page, re.S)
                    assert found is not None, "everything done is told"
                    line = " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())
                    said[line.partition(" “")[0]] += 1
                    shown.append(line)
            told[person.name], lines[person.name] = said, shown

        with listening(app) as address:
            work = (
                threading.Thread(target=go_through, args=(address, Role.EDITOR, "xac-nhan", articles)),
                threading.Thread(target=go_through, args=(address, Role.ADMIN, "loai", articles[::-1])),
            )
            for one in work:
                one.start()
            for one in work:
                one.join(300)
        yes, no = people[Role.EDITOR].name, people[Role.ADMIN].name
        evidence = store.plans.evidence
        plan_id = PLAN.rpartition("/")[2]
        confirmed, rejected = evidence.of_plan(plan_id), evidence.of_plan(plan_id, "rejected")
        assert sorted(one.article_id or "" for one in [*confirmed, *rejected]) == articles
        assert {one.decided_by for one in confirmed} == {yes}
        assert {one.decided_by for one in rejected} == {no}
        assert told[yes] == {"Đã ghi nhận": len(confirmed), "Chưa ghi nhận": len(rejected)}
        assert told[no] == {"Đã loại": len(rejected), "Chưa loại": len(confirmed)}
        assert all(no in line for line in lines[yes] if line.startswith("Chưa"))
        assert all(yes in line for line in lines[no] if line.startswith("Chưa"))
        with store.database.read() as connection:
            logged = Counter((row.action, row.decided_by) for row in connection.execute(plan_decisions.select()))
        assert logged == {("confirmed", yes): len(confirmed), ("rejected", no): len(rejected)}


@pytest.mark.browser
def test_two_hundred_suggestions_make_a_page_that_one_key_goes_through(
    staffed: Path, tmp_path: Path, chromium: Browser
) -> None:
    with (
        crowded(staffed, tmp_path / "own") as (context, _),
        listening(create_app(context)) as address,  # type: ignore[arg-type]
        Site(address, chromium).page(CELL) as page,
    ):
        drawer = page.locator(".drawer")
        assert "200" in drawer.inner_text()
        assert drawer.locator(".hit").count() <= 40
        assert len(page.content()) < 400_000
        assert axe(page) == []
        seen = set()
        for number, key in enumerate("mxmx", start=1):
            if page.locator("[data-item].current").count() == 0:
                page.keyboard.press("j")
            current = page.locator("[data-item].current h3")
            seen.add(current.inner_text())
            page.keyboard.press(key)
            page.wait_for_selector(f".drawer .count:has-text('{COUNT - number}')")
        assert len(seen) == 4
        assert page.locator("[data-item].current").count() == 1, "the next one waits for its key"
