"""Turns the pages of lists that only a form turns: the request is made from the archived page before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request

from crawler.discovery.listings import read_listing
from crawler.discovery.postback import fill_in, page_address
from crawler.fetch.verdicts import FetchOutcome, Verdict
from crawler.urls import same_site
from domain.errors import StoreError
from domain.source import Listing, Source
from store import Store
from store.crawl.frontier import Entry

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["CANNOT_PRESS", "PageTurner"]

CANNOT_PRESS = Verdict(FetchOutcome.BROKEN, "Không lật được trang này: trang trước không còn biểu mẫu để bấm.")
_SAME_PAGE = Verdict(
    FetchOutcome.BROKEN, "Không lật được trang này: bấm nút sang trang mà trang web vẫn trả lại trang trước."
)
_LED_AWAY = Verdict(
    FetchOutcome.BROKEN, "Không lật được trang này: bấm nút sang trang thì trang web chuyển đi nơi khác."
)


class PageTurner:
    """Presses the buttons of one source's lists, one page at a time."""

    def __init__(self, store: Store, source: Source) -> None:
        self._store = store
        self._source = source
        self._before: frozenset[str] = frozenset()

    def press(self, entry: Entry) -> Request | None:
        """The request that asks for a page behind a button; None where the page before is lost or has no form, or
        where the form leads off the site. The newest answer of the page before is the one that counts.
        """
        page = self._store.pages.last(entry.discovered_from) if entry.discovered_from else None
        if page is None:
            return None
        try:
            body = self._store.archive.read(page.ref).body
        except StoreError:
            return None
        content_type = page.headers.get("Content-Type") or page.headers.get("content-type")
        form = fill_in(entry.url, body, page.final_url, content_type)
        if form is None or not same_site(form.url, self._source.base_url):
            return None
        self._before = self._named(body, page.final_url, content_type)
        return Request(
            form.url,
            method="POST",
            body=form.body,
            headers={"Content-Type": form.content_type, "Referer": page_address(page.final_url)},
            dont_filter=True,
            meta={
                "diemtin_kind": str(entry.kind),
                "download_timeout": self._source.politeness.timeout.total_seconds(),
                "verbatim_url": True,
            },
        )

    def judged(self, response: Response, verdict: Verdict) -> Verdict:
        """The verdict on what pressing brought: a page that lists the same once more was not turned."""
        if verdict.outcome is FetchOutcome.MOVED:
            return _LED_AWAY
        if verdict.outcome is not FetchOutcome.PAGE:
            return verdict
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        named = self._named(response.body, response.url, content_type)
        return _SAME_PAGE if named and named <= self._before else verdict

    def _named(self, body: bytes, url: str, content_type: str | None) -> frozenset[str]:
        page = read_listing(body, url, Listing(url=url), self._source, content_type=content_type)
        return frozenset(link.url for link in page.links)
