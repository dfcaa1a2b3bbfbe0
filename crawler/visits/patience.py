"""How long a site is waited for, and when it counts as down: what it asks for, and what several answers say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.fetch.verdicts import FetchOutcome, Verdict
from crawler.report import SourceReport
from crawler.urls import host_key, same_site
from crawler.visits.recrawl import pause_before_retry
from domain.source import Source
from store import Store
from store.crawl.frontier import Entry, Kind

if TYPE_CHECKING:
    from crawler.fetch.throttle import HostThrottle
    from domain.settings import Settings

__all__ = ["Patience"]

_ENDURED = 3
"""So many failures in a row that concern the whole site end the visit."""
_ENDURED_BUSY = 6
"""A server that answers, if only that it is busy, may mean one page: more of these are endured."""
_PATIENCE = timedelta(seconds=60)
"""The longest pause that a site may ask for within a visit; a longer one ends it."""
_LEEWAY = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=5)
"""A host that is to be left alone for longer is put off, and the visit ends with a line that says so."""
_BIG_REST = timedelta(minutes=10)
"""So long another host that failed is left alone."""
_LISTS = (Kind.FEED, Kind.SITEMAP, Kind.LISTING)


class Patience:
    """What one visit endures. ``put_off``: until when the source is to be left alone; ``endured``: failures in a row
    that may be the whole site's.
    """

    def __init__(
        self, store: Store, source: Source, settings: Settings, throttle: HostThrottle, report: SourceReport
    ) -> None:
        self._store = store
        self._source = source
        self._settings = settings
        self._throttle = throttle
        self._report = report
        self._resting: dict[str, datetime] = {}
        self.endured = 0
        self.last_failure = ""
        self.put_off: datetime | None = None

    def refuse_to_wait(self) -> None:
        """A site that asked to be left alone for long is not waited for: the source is put off until then."""
        until = self._rests_until(host_key(self._source.base_url))
        if until is not None:
            self.put_off = until
            self._report.trouble = (
                f"Nguồn được hoãn đến {_clock(until, self._settings)}: trang đã đề nghị chờ đến lúc đó (hoặc đồng hồ "
                "của máy vừa được chỉnh lùi)."
            )

    def _rests_until(self, host: str) -> datetime | None:
        """Until when a host is to be left alone, if that is longer than a visit waits."""
        kept = self._store.hosts.get(host)
        if kept is None or kept.next_allowed_at is None:
            return None
        pause = max(self._throttle.delay(host), timedelta(seconds=kept.crawl_delay or 0.0))
        most = max(_PATIENCE, min(pause, _LONGEST_PAUSE)) + _LEEWAY
        return kept.next_allowed_at if kept.next_allowed_at - datetime.now(UTC) > most else None

    def elsewhere_at_rest(self, entry: Entry) -> bool:
        """Whether an address of another host, which is to be left alone for long, was put off until then."""
        host = host_key(entry.url)
        if self._is_own(entry):
            return False
        if host not in self._resting:
            self._resting[host] = self._rests_until(host) or datetime.now(UTC)
        if self._resting[host] <= datetime.now(UTC) + _PATIENCE:
            return False
        self._store.frontier.release(entry.url, at=self._resting[host])
        return True

    def _is_own(self, entry: Entry) -> bool:
        return same_site(entry.url, self._source.base_url)

    def endure(self, entry: Entry, verdict: Verdict) -> None:
        """A failure that may be the whole site's: it is when an entry point says so, or several pages in a row do, or
        the site asks to be left alone. The fault of another host is its own.
        """
        busy = verdict.outcome is FetchOutcome.BUSY
        if busy and verdict.wait:
            self._throttle.hold(host_key(entry.url), verdict.wait)
        if not self._is_own(entry):
            self._resting[host_key(entry.url)] = datetime.now(UTC) + (verdict.wait or _BIG_REST)
            return
        self.endured += 1
        self.last_failure = verdict.reason
        one_page = busy and verdict.status == 503 and entry.kind not in _LISTS
        if busy and not verdict.wait:
            self._throttle.hold(host_key(entry.url), pause_before_retry(2) if one_page else _PATIENCE)
        asked_for_rest = busy and (not one_page or (verdict.wait is not None and verdict.wait > _PATIENCE))
        if asked_for_rest and verdict.wait is not None and verdict.wait > _PATIENCE:
            self.put_off = datetime.now(UTC) + verdict.wait
        enough = self.endured >= (_ENDURED_BUSY if one_page else _ENDURED)
        if enough or asked_for_rest or verdict.outcome in {FetchOutcome.DNS, FetchOutcome.TLS}:
            self._report.trouble = verdict.reason


def _clock(moment: datetime, settings: Settings) -> str:
    return f"{moment.astimezone(settings.zone):%H:%M %d/%m/%Y}"
