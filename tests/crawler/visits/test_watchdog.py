"""A visit that no longer gets on is broken off with a plain line; what it had in flight is visited the next time."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from crawler.run import crawl
from crawler.visits.session import Session
from crawler.visits.watchdog import Stalled, attended
from domain.settings import Settings
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, Seen, article, listing


def test_a_visit_that_stands_still_ends_with_a_plain_line(store: Store, settings: Settings) -> None:
    let_go = threading.Event()

    def held(_seen: Seen, before: int) -> Answer:
        if before == 0:
            let_go.wait(60)
        return Answer(article(1))

    with ScriptedSite() as stuck, ScriptedSite() as healthy:
        for site in (stuck, healthy):
            site.put("/tin/", listing([1, 2]))
            site.put("/tin/bai-viet-so-1.html", article(1))
            site.put("/tin/bai-viet-so-2.html", article(2))
        stuck.put("/tin/bai-viet-so-1.html", held)
        patient = {"delay": "0s", "timeout": "60s"}
        sources = [
            source_of(stuck.base_url, politeness=patient),
            source_of(healthy.base_url, id="lanh", politeness=patient),
        ]
        try:
            work = Session(store, sources, settings, stalled_after=timedelta(seconds=3))
            report = asyncio.run(work.once(None))
        finally:
            let_go.set()
        assert "không tiến triển" in (report.sources["thu"].trouble or "")
        assert report.sources["lanh"].trouble is None
        assert report.sources["lanh"].new == 2
        assert store.frontier.counts("thu").get("in_flight") is None
        again = crawl(store, sources, settings)
        assert again.sources["thu"].trouble is None
        assert store.articles.count() == 4


def test_work_that_gets_on_is_left_alone_however_long_it_takes() -> None:
    async def work() -> None:
        await asyncio.sleep(0.3)

    async def end() -> None:
        raise AssertionError("ended for nothing")

    asyncio.run(attended(work(), lambda: 0.0, 0.05, end))


def test_work_that_cannot_be_ended_is_left() -> None:
    async def for_ever() -> None:
        await asyncio.Event().wait()

    async def check() -> None:
        with pytest.raises(Stalled):
            await attended(for_ever(), lambda: 9.0, 0.1, for_ever)

    asyncio.run(check())


def test_an_error_of_the_work_is_its_own() -> None:
    async def work() -> None:
        raise ValueError("của riêng nó")

    async def end() -> None:
        raise AssertionError("ended for nothing")

    with pytest.raises(ValueError, match="của riêng nó"):
        asyncio.run(attended(work(), lambda: 0.0, 60.0, end))
