"""Learning which parameters of a site's addresses are session ids: the same for a whole page, another at each look.

A site that puts one into every link shows the same articles under new addresses at every visit. Once such a parameter
is seen to change while the rest of the addresses stays, it is left out of the addresses of that site for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from crawler.discovery.selection import LinkSelection, PageLinks
from crawler.urls import without_parameters
from domain.source import Source
from store import Store
from store.crawl.frontier import Entry, Kind, NewAddress

__all__ = ["SessionIds"]

_FEWEST = 3
_SAMPLES = 5
_VALUE = re.compile(r"(?=[^=]*[0-9])[0-9A-Za-z_-]{8,128}$")
_DATE = re.compile(r"(?:19|20)\d{6}$|(?:19|20)\d\d-\d\d-\d\d$")


class SessionIds:
    """The session ids of one source's addresses."""

    def __init__(self, store: Store, source: Source, selection: LinkSelection) -> None:
        self._store = store
        self._source = source
        self._selection = selection

    def open(self) -> None:
        """Take up what was learnt before."""
        self._selection.without = self._store.sources.session_parameters(self._source.id)

    def dropped(self, entry: Entry, links: PageLinks) -> PageLinks:
        """The links of a list without session ids; looks for ones that are not yet known."""
        if not links.found or entry.kind is Kind.ARTICLE:
            return links
        learnt = tuple(name for name in self._suspects(links.found) if self._changes(name, links.found, entry.url))
        if learnt:
            self._selection.without = (*self._selection.without, *learnt)
            self._store.sources.learn_session_parameters(self._source.id, self._selection.without)
        names = self._selection.without
        if not names:
            return links
        found = tuple(replace(one, url=without_parameters(one.url, names)) for one in links.found)
        for name in learnt:
            self._forget(name, links.found)
        return replace(links, found=found, next=without_parameters(links.next, names) if links.next else None)

    @staticmethod
    def _suspects(found: tuple[NewAddress, ...]) -> Iterator[str]:
        """Parameters that have one and the same long value, with a digit, in the links of a page."""
        values: dict[str, list[str]] = {}
        for one in found:
            for pair in one.url.partition("?")[2].split("&"):
                name, _, value = pair.partition("=")
                if value:
                    values.setdefault(name, []).append(value)
        for name, seen in values.items():
            shared = len(seen) >= min(_FEWEST, len(found)) and len(set(seen)) == 1
            if shared and _VALUE.match(seen[0]) and not _DATE.match(seen[0]):
                yield name

    def _changes(self, name: str, found: tuple[NewAddress, ...], list_url: str) -> bool:
        """Whether this very list named the pages at hand under other values of the parameter before. (Two lists may:
        one article in two sections.)
        """
        new = [one.url for one in found if f"{name}=" in one.url][:_SAMPLES]
        known = [url for url in new if self._named_by(list_url, self._siblings(name, url))]
        return len(known) >= min(2, len(new)) and bool(known)

    def _named_by(self, list_url: str, urls: list[str]) -> bool:
        entries = (self._store.frontier.get(url) for url in urls[:_SAMPLES])
        return any(entry is not None and entry.discovered_from == list_url for entry in entries)

    def _siblings(self, name: str, url: str) -> list[str]:
        """Known addresses that differ from one in the value of a parameter alone."""
        start = url[: url.index(f"{name}=") + len(name) + 1]
        bare = without_parameters(url, [name])
        alike = self._store.frontier.alike(start)
        return [one for one in alike if one != url and without_parameters(one, [name]) == bare]

    def _forget(self, name: str, found: tuple[NewAddress, ...]) -> None:
        """The addresses with the ids of earlier visits are asked for no more."""
        now = datetime.now(UTC)
        for one in found:
            if f"{name}=" in one.url:
                self._store.frontier.replace(self._siblings(name, one.url), without_parameters(one.url, [name]), now)
