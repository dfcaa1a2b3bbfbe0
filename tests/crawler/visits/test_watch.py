"""Watching for ever: each source when it is due, one process at a site at a time, an end within ten seconds."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.report import CrawlReport
from crawler.run import watch
from domain.settings import Settings
from domain.source import Source
from store import open_store
from tests.crawler.conftest import source_of
from tests.support.web import ScriptedSite, article, listing


class Watcher(threading.Thread):
    """A watch of its own over a shared folder."""

    def __init__(self, settings: Settings, sources: list[Source]) -> None:
        super().__init__(daemon=True)
        self.stop = threading.Event()
        self.visits: list[CrawlReport] = []
        self._settings, self._sources = settings, sources

    def run(self) -> None:
        with open_store(self._settings.data_dir) as store:
            watch(store, self._sources, self._settings, after_visit=self.visits.append, stop=self.stop)


def until(said: object, seconds: float = 30) -> None:
    """Wait for a condition."""
    patience = time.monotonic() + seconds
    while not said() and time.monotonic() < patience:  # type: ignore[operator]
        time.sleep(0.02)


def test_two_watchers_share_the_sites_between_them(settings: Settings, tmp_path: Path) -> None:
    pages = {"/tin/": listing([1, 2, 3]), **{f"/tin/bai-viet-so-{n}.html": article(n) for n in (1, 2, 3)}}
    with ScriptedSite(pages) as one, ScriptedSite(pages) as two:
        sources = [source_of(one.base_url, id="mot"), source_of(two.base_url, id="hai")]
        open_store(settings.data_dir).close()
        watchers = [Watcher(settings, sources), Watcher(settings, sources)]
        for watcher in watchers:
            watcher.start()
        until(lambda: sum(len(watcher.visits) for watcher in watchers) >= 2)
        time.sleep(0.5)
        asked = time.monotonic()
        for watcher in watchers:
            watcher.stop.set()
        for watcher in watchers:
            watcher.join(15)
        assert time.monotonic() - asked < 10
        assert not any(watcher.is_alive() for watcher in watchers)
        assert set(one.counts().values()) == set(two.counts().values()) == {1}
    visited = [name for watcher in watchers for report in watcher.visits for name in report.sources]
    assert sorted(visited) == ["hai", "mot"]


def test_a_source_is_visited_again_when_it_is_due(settings: Settings) -> None:
    with ScriptedSite({"/tin/": listing([1]), "/tin/bai-viet-so-1.html": article(1)}) as site:
        watcher = Watcher(settings, [source_of(site.base_url)])
        with open_store(settings.data_dir) as store:
            watcher.start()
            until(lambda: watcher.visits)
            site.put("/tin/", listing([2, 1]))
            site.put("/tin/bai-viet-so-2.html", article(2))
            store.sources.visited("thu", new=0, configured=timedelta(0), at=datetime.now(UTC) + timedelta(seconds=1))
            until(lambda: len(watcher.visits) >= 2)
            watcher.stop.set()
            watcher.join(15)
            assert store.articles.count() == 2
        assert site.counts()["/tin/bai-viet-so-1.html"] == 1, "not due again before a day has passed"
