"""The server of the store restarts under a watch: it waits, says so, and goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import run as module
from crawler.report import CrawlReport
from crawler.run import watch
from domain.errors import StoreUnavailable
from domain.settings import Settings
from store import open_store
from tests.conftest import lacking
from tests.crawler.conftest import source_of
from tests.crawler.visits.test_watch import until
from tests.support.postgresql import server as postgresql
from tests.support.web import ScriptedSite, article, listing


@pytest.fixture
def server() -> Iterator[postgresql.Server]:
    """A server of the test's own."""
    if reason := postgresql.missing():
        lacking(reason)
    made = postgresql.Server()
    try:
        yield made.start()
    finally:
        made.stop()


def test_a_watch_outlives_a_restart_of_the_server(
    server: postgresql.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FIRST_PAUSE", 0.5)
    url = server.url(server.create())
    settings = Settings(data_dir=tmp_path, store_url=url, allow_private_addresses=True, extraction_workers=1)
    visits: list[CrawlReport] = []
    pauses: list[StoreUnavailable] = []
    problems: list[BaseException] = []
    stop = threading.Event()

    def watching(site: ScriptedSite) -> None:
        source = source_of(site.base_url).model_copy(update={"interval": timedelta(seconds=1)})
        try:
            with open_store(settings.data_dir, url) as store:
                watch(
                    store,
                    [source],
                    settings,
                    after_visit=visits.append,
                    stop=stop,
                    waiting=lambda error, _seconds: pauses.append(error),
                )
        except BaseException as error:
            problems.append(error)

    with ScriptedSite({"/tin/": listing([1]), "/tin/bai-viet-so-1.html": article(1)}) as site:
        thread = threading.Thread(target=watching, args=(site,), daemon=True)
        thread.start()
        until(lambda: visits or problems, 120)
        server.halt()
        until(lambda: pauses or problems, 60)
        site.put("/tin/", listing([2, 1]))
        site.put("/tin/bai-viet-so-2.html", article(2))
        server.go_on()
        until(lambda: site.counts()["/tin/bai-viet-so-2.html"] or problems, 150)
        stop.set()
        thread.join(60)
    assert problems == []
    assert "Không kết nối được máy chủ PostgreSQL" in str(pauses[0])
    with open_store(settings.data_dir, url) as store:
        assert store.articles.count() >= 1
        assert store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-1.html") is not None
