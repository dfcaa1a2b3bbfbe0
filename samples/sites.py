"""The replica sites as tests and the demo hold them: start, stop, and tell a site to change or misbehave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import TracebackType
from typing import Self

from samples.bulk import bulk_articles
from samples.content import SampleArticle, articles_of
from samples.family_sites import FAMILY_SITES, family_articles
from samples.faults import Fault
from samples.http_server import Seen, SiteServer
from samples.shapes import EXTRA, SHAPES, Shape
from samples.state import SiteState
from samples.strangers import STRANGERS, stranger_articles
from samples.tls import Chain

__all__ = ["SampleSite", "SampleSites"]


class SampleSite:
    """One running site. Articles are named by slug: the file name in ``samples/articles/<site>/``."""

    def __init__(self, state: SiteState, port: int = 0, tls: Chain | None = None) -> None:
        self.state = state
        self.server = SiteServer(state, port=port, tls=tls)

    @property
    def id(self) -> str:
        """The site's id, that of its source file."""
        return self.state.shape.id

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:PORT``, https where served so."""
        return self.state.base_url

    @property
    def requests(self) -> list[Seen]:
        """All requests so far, in order of arrival."""
        return sorted(self.server.seen)

    def forget_requests(self) -> None:
        """Start the log anew."""
        self.server.seen.clear()

    @property
    def slugs(self) -> tuple[str, ...]:
        """The articles published now, newest first."""
        return tuple(article.slug for article in self.state.listed())

    def url(self, slug: str) -> str:
        """The article's address as of now."""
        return self.base_url + self.state.path(slug)

    def publish(self, slug: str) -> None:
        """Publish an article that was held or withdrawn."""
        with self.server.guard:
            self.state.article(slug)
            self.state.held.discard(slug)
            self.state.withdrawn.pop(slug, None)
            self.state.touch(slug)

    def hold(self, slug: str) -> None:
        """Unpublish without a trace: in no list, 404."""
        with self.server.guard:
            self.state.held.add(self.state.article(slug).slug)
            self.state.touch()

    def edit(
        self, slug: str, *, find: str = "", replace: str = "", title: str | None = None, updated: date | None = None
    ) -> None:
        """Change an article's text or title. ValueError where ``find`` is not in it."""
        with self.server.guard:
            article = self.state.article(slug)
            lead, body = article.lead, article.body
            if find and find not in f"{lead or ''}\n{body}":
                raise ValueError(f"{slug}: {find!r} does not occur")
            if find:
                lead, body = lead.replace(find, replace) if lead else lead, body.replace(find, replace)
            update: dict[str, object] = {"lead": lead, "body": body}
            if title is not None:
                update["title"] = title
            if updated is not None:
                update["updated"] = updated
            self.state.articles[slug] = article.model_copy(update=update)
            self.state.touch(slug)

    def count_visit(self, visits: int = 1) -> None:
        """Only the visit counter moves; every page that shows it has other bytes, no article has changed."""
        with self.server.guard:
            self.state.visits += visits
            self.state.touch()

    def withdraw(self, slug: str, status: int = 410) -> None:
        """Take an article off: in no list, its address answers 410 or 404."""
        with self.server.guard:
            self.state.withdrawn[self.state.article(slug).slug] = status
            self.state.touch(slug)

    def move(self, slug: str, new_slug: str) -> str:
        """Give an article a new address, the old one answering 301. The new address."""
        with self.server.guard:
            old = self.state.path(slug)
            self.state.slugs[slug] = new_slug
            self.state.forwards[old] = self.state.path(slug)
            self.state.touch(slug)
        return self.url(slug)

    def relocate(self, slug: str, new_slug: str) -> str:
        """Give an article a new address without a redirect: the old one is 404. The new address."""
        with self.server.guard:
            self.state.article(slug)
            self.state.slugs[slug] = new_slug
            self.state.touch(slug)
        return self.url(slug)

    def slow(self, seconds: float, path: str | None = None, times: int | None = None) -> None:
        """Answer late."""
        self.server.faults.add(Fault("slow", path, times, seconds=seconds))

    def break_body(self, path: str | None = None, after: int = 500, times: int | None = 1) -> None:
        """Promise the whole body, send ``after`` bytes, hang up. ``after=0``: hang up without a word."""
        self.server.faults.add(Fault("break" if after else "close", path, times, after=after))

    def answer(
        self, path: str | None, status: int, retry_after: str | int | None = None, times: int | None = 1
    ) -> None:
        """Answer with this status (429, 500, 503 …)."""
        after = None if retry_after is None else str(retry_after)
        self.server.faults.add(Fault("answer", path, times, status=status, retry_after=after))

    def wall(self, path: str | None = None, times: int | None = None) -> None:
        """A bot wall with status 200."""
        self.server.faults.add(Fault("wall", path, times))

    def behave(self) -> None:
        """End all faults."""
        self.server.faults.clear()

    def redesign(self) -> None:
        """The site comes in a new layout: other classes, no date, no author line; addresses stay."""
        with self.server.guard:
            self.state.redesigned = True
            self.state.touch()

    def reset(self, held: Iterable[str] = ()) -> None:
        """As on the first day, ``held`` articles unpublished; the request log is empty."""
        with self.server.guard:
            self.state.open(held)
        self.behave()
        self.forget_requests()


def _articles(shape: Shape) -> tuple[SampleArticle, ...]:
    if shape in STRANGERS:
        return stranger_articles(shape)
    return family_articles(shape) if shape in FAMILY_SITES else articles_of(shape.id)


class SampleSites:
    """All replica sites on loopback ports, to be used as a context manager or with ``start``/``stop``.

    ``bulk``: serve that many generated clean articles over the five sites instead of the written ones.
    ``extra``: also the site whose articles JavaScript writes. ``strangers``: five more sites of other systems, ids
    ``la-…``, that no source file describes.
    ``families``: also one site of each further family, ids ``ho-…``, no source file either.
    ``crawl_delay``: seconds that syt-sonla asks for (0: none).
    ``held``: slugs not published at first. ``ports``: fixed ports by site id; others are free ones.
    ``tls``: serve over https with this certificate (``samples.certificates.make_chain``).
    """

    def __init__(
        self,
        *,
        bulk: int = 0,
        extra: bool = False,
        strangers: bool = False,
        families: bool = False,
        crawl_delay: float = 1.0,
        held: Iterable[str] = (),
        ports: Mapping[str, int] | None = None,
        tls: Chain | None = None,
    ) -> None:
        shapes: tuple[Shape, ...] = (*SHAPES, *((EXTRA,) if extra else ()), *(STRANGERS if strangers else ()))
        shapes += FAMILY_SITES if families else ()
        generated = bulk_articles(bulk) if bulk else {}
        self.sites: dict[str, SampleSite] = {}
        self._running = False
        for shape in shapes:
            written = _articles(shape)
            articles = generated.get(shape.id, ()) if bulk else written
            state = SiteState(shape, tuple(articles), crawl_delay=crawl_delay, clean=bool(bulk))
            state.open(held)
            self.sites[shape.id] = SampleSite(state, (ports or {}).get(shape.id, 0), tls)

    def site(self, site: str) -> SampleSite:
        """One site by id; KeyError for one that is not served."""
        return self.sites[site]

    def site_of(self, url: str) -> SampleSite:
        """The site that an address belongs to; KeyError for a stranger."""
        for site in self.sites.values():
            if url.startswith(site.base_url + "/") or url == site.base_url:
                return site
        raise KeyError(url)

    def start(self) -> Self:
        """Serve until ``stop``."""
        for site in self.sites.values():
            site.server.begin()
        self._running = True
        return self

    def stop(self) -> None:
        """Close all ports."""
        if self._running:
            for site in self.sites.values():
                site.server.end()
            self._running = False

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
