"""Reading a list back, page by page, to a day or to its end, over as many visits as it takes.

Where a list's reading stopped is kept with its entry point: the farthest page, the day it reaches, and why it went no
farther. The pages that wait are ordinary addresses of the frontier, behind everything that may be new.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

from crawler.discovery.selection import LinkSelection, PageLinks
from crawler.report import Archive, SourceReport
from domain.source import Source
from store import Store
from store.crawl.entry_points import Ending, EntryPoint
from store.crawl.frontier import Entry, Kind, NewAddress, Rank

__all__ = ["ArchiveWalk"]

_FEWEST_DATED = 3
_REPORT_EVERY: Final = 10.0
"""Seconds between two estimates of what is left."""


class ArchiveWalk:
    """The lists of one source, as far as they were read. ``resumed``: pages that are read once more for what they lead
    to, whether they changed or not.
    """

    def __init__(self, store: Store, source: Source, selection: LinkSelection, report: SourceReport) -> None:
        self._store = store
        self._source = source
        self._selection = selection
        self._report = report
        self._rows: dict[str, EntryPoint] = {}
        self._depths: dict[str, int] = {}
        self._farthest: dict[str, int] = {}
        self._named_before: dict[str, list[str]] = {}
        self._undated: set[str] = set()
        self._covered = False
        self.resumed: set[str] = set()
        self._begun = time.monotonic()
        self._reported = 0.0

    def open(self, roots: Sequence[tuple[str, int]], since: date | None, covered: bool) -> None:
        """Take up the lists, (address, depth) each; ``since``: read them back to this day from now on; ``covered``: the
        source was visited to the end before.
        """
        now = datetime.now(UTC)
        self._covered = covered
        self._depths = dict(roots)
        self._rows = {row.url: row for row in self._store.entry_points.of(self._source.id)}
        for root, depth in roots:
            row = self._rows.get(root)
            if row is None:
                continue
            self._farthest[root] = row.pages_read
            if since is not None and self._goes_farther(row, since):
                self._store.entry_points.read_back(self._source.id, root, since, now)
                self._selection.read_back(root, since)
                self._resume(row, now)
            elif row.archive_since is not None and row.ending is None:
                self._selection.read_back(root, row.archive_since)
                if row.last_page and not self._store.frontier.archive_waiting(self._source.id):
                    self._resume(row, now)
            elif row.ending is Ending.DEPTH and row.pages_read < depth:
                self._resume(row, now)

    @staticmethod
    def _goes_farther(row: EntryPoint, since: date) -> bool:
        if row.ending is Ending.LAST_PAGE:
            return False
        return row.archive_since is None or since < row.archive_since or row.ending in {Ending.DEPTH, Ending.BROKEN}

    def _resume(self, row: EntryPoint, now: datetime) -> None:
        """The farthest page is read once more: what came since has moved its rows on to the next."""
        if row.last_page and row.pages_read > 1:
            self.resumed.add(row.last_page)
            self._store.frontier.schedule(row.last_page, now, Rank.ARCHIVE_LISTS)

    def read(self, root: str, entry: Entry, links: PageLinks, fresh: int) -> None:
        """A page of a list was read: note how far back that is, and go on where there is more."""
        number = entry.depth + 1
        farthest = number >= self._farthest.get(root, 0)
        reached, done = links.reached, links.done
        if farthest and reached is None:
            self._undated.add(root)
            reached, done = self._by_articles(root, done)
        self._named_before[root] = [one.url for one in links.found]
        following = None if done else links.next
        if farthest:
            self._farthest[root] = number
            self._store.entry_points.walked(
                self._source.id, root, entry.url, number, reached, self._ending(root, number, done, following)
            )
        if following is not None:
            self._go_on(root, entry, following, fresh, farthest)

    def waits_for_articles(self, entry: Entry) -> bool:
        """Whether the articles of the page before are to be read first: their days say whether to go on."""
        if entry.kind is not Kind.LISTING or entry.rank < Rank.ARCHIVE:
            return False
        root = self._selection.root(entry.url)
        return root in self._undated and self._selection.since_of(root or "") is not None

    def broke_off(self, root: str, entry: Entry) -> None:
        """The next page of a list cannot be read: the list goes no farther now."""
        if entry.depth + 1 > self._farthest.get(root, 0):
            row = self._rows.get(root)
            last = entry.discovered_from or (row.last_page if row else None) or root
            self._store.entry_points.walked(self._source.id, root, last, entry.depth, None, Ending.BROKEN)

    def _ending(self, root: str, number: int, done: bool, following: str | None) -> Ending | None:
        if done:
            return Ending.SINCE
        if following is not None:
            return None
        if self._selection.since_of(root) is None and number >= self._depths.get(root, 1):
            return Ending.DEPTH
        return Ending.LAST_PAGE

    def _by_articles(self, root: str, done: bool) -> tuple[date | None, bool]:
        """A list that shows no days: the articles of its page before have them. (The day reached, all are too old.)"""
        days = sorted(self._store.articles.days_at(self._named_before.get(root, [])))
        if not days:
            return None, done
        since = self._selection.since_of(root)
        old = since is not None and len(days) >= _FEWEST_DATED and days[-1] < since
        return days[len(days) // 2], done or old

    def _go_on(self, root: str, entry: Entry, following: str, fresh: int, farthest: bool) -> None:
        """The next page: among the news while pages show what is new, in the archive otherwise; a page that was read
        before is read again only for what is new, or to get beyond it.
        """
        frontier = self._store.frontier
        news = bool(fresh) and self._covered and entry.rank <= Rank.NEWS
        rank = Rank.NEWS if news else Rank.ARCHIVE_LISTS
        isnew = frontier.add(
            NewAddress(
                url=following,
                kind=Kind.LISTING,
                source=self._source.id,
                depth=entry.depth + 1,
                discovered_from=entry.url,
                rank=rank,
            )
        )
        if not isnew and (fresh or (farthest and self._selection.since_of(root) is not None)):
            frontier.schedule(following, datetime.now(UTC), rank)

    def tell(self, requests: int, *, now: bool = False) -> None:
        """Put into the report, every few seconds, how far the reading back is and what is left of it."""
        if not now and time.monotonic() - self._reported < _REPORT_EVERY:
            return
        self._reported = time.monotonic()
        waiting = self._store.frontier.archive_waiting(self._source.id)
        rows = [row for row in self._store.entry_points.of(self._source.id) if row.archive_since and not row.ending]
        if not waiting or not rows:
            self._report.archive = Archive(waiting=waiting) if waiting else None
            return
        pace = (time.monotonic() - self._begun) / requests if requests else None
        since = min(row.archive_since for row in rows if row.archive_since)
        reached = max((row.reached for row in rows if row.reached), default=None)
        left: int | None = None
        if reached is not None:
            begun = max((row.archive_begun_at for row in rows if row.archive_begun_at), default=datetime.now(UTC))
            covered, ahead = max((begun.date() - reached).days, 1), max((reached - since).days, 0)
            left = waiting + self._store.frontier.archive_done(self._source.id) * ahead // covered
        seconds = left * pace if left is not None and pace is not None else None
        self._report.archive = Archive(waiting, since, reached, left, seconds)
