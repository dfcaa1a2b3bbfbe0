"""Every address of a replica site and what answers there, rebuilt when the site changes."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from typing import NamedTuple
from xml.sax.saxutils import escape

from samples.content import File, SampleArticle
from samples.files import make_file, media_type
from samples.legacy import encode_page
from samples.markup import plain_text
from samples.shapes import Section
from samples.state import SiteState
from samples.traps import TRAPS, Trap
from samples.views import View, page_encoding, render_page

__all__ = ["Reply", "Route", "picture_bytes", "routes_of"]

HTML = "text/html; charset=utf-8"


class Reply(NamedTuple):
    """What the server sends, before compression and faults."""

    status: int
    body: bytes
    media_type: str = HTML
    modified: datetime | None = None
    location: str | None = None


class Route(NamedTuple):
    """One address: what kind of page it is, how to make it, and whose article it shows."""

    kind: str  # article, copy, list, feed, sitemap, robots, file, data, wall, login, missing, redirect, loop, forbidden
    make: Callable[[], Reply]
    slug: str | None = None


def picture_bytes() -> bytes:
    """A grey PNG of 8×8 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\x99" * 8 for _ in range(8)))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


class _Builder:
    """Builds the routes of one site for one version of its state."""

    def __init__(self, state: SiteState) -> None:
        self.state = state
        self.shape = state.shape
        self.views = {article.slug: View(state, article) for article in state.listed()}
        self.newest = list(self.views.values())[:8]
        self.traps = () if state.clean else TRAPS.get(self.shape.id, ())

    def build(self) -> dict[str, Route]:
        routes: dict[str, Route] = {"/": Route("list", self._home), "/robots.txt": Route("robots", self._robots)}
        routes.update(self._files())
        for slug in self.views:
            routes[self.state.path(slug)] = Route("article", partial(self._article, slug), slug)
        for section in self.shape.sections:
            routes.update(self._lists(section))
        routes.update(getattr(self, f"_{self.shape.dress}", dict)())
        for trap in self.traps:
            routes[trap.path] = Route(trap.kind, partial(self._trap, trap))
        for slug, status in self.state.withdrawn.items():
            routes[self.state.path(slug)] = Route("missing", partial(self._plain, status, "Bài viết đã được gỡ bỏ"))
        for old, new in self.state.forwards.items():
            routes[old] = Route("redirect", partial(self._redirect, 301, new))
        return routes

    def _html(self, text: str, slug: str | None = None, encoding: str = "utf-8") -> Reply:
        kind = HTML if encoding == "utf-8" else "text/html"
        return Reply(200, encode_page(text, encoding), kind, self.state.last_modified(slug))

    def _plain(self, status: int, inner: str) -> Reply:
        page = render_page(
            self.state, "plain.html", [], None, title=self.shape.name, inner=inner, noindex=status != 200
        )
        return Reply(status, page.encode(), HTML)

    def _redirect(self, status: int, path: str) -> Reply:
        return Reply(status, b"", HTML, location=self.state.base_url + path)

    def _trap(self, trap: Trap) -> Reply:
        if trap.to is not None:
            first = next(iter(self.views.values())).path if self.views else "/"
            return self._redirect(trap.status, trap.to.format(article=first))
        return self._plain(trap.status, trap.inner or "<h1>404</h1><p>Không tìm thấy trang yêu cầu.</p>")

    def _home(self) -> Reply:
        if self.shape.dress.startswith("families/"):
            return self._html(self._family("home", None))
        if self.shape.dress == "script":
            return self._list(self.shape.sections[0], 1, 1)
        return self._html(render_page(self.state, "home.html", self.newest, None), None, page_encoding(self.state))

    def _robots(self) -> Reply:
        text = self.shape.robots.format(base_url=self.state.base_url, crawl_delay=self.state.crawl_delay)
        if not self.state.crawl_delay:
            text = "\n".join(line for line in text.splitlines() if not line.startswith("Crawl-delay")) + "\n"
        return Reply(200, text.encode(), "text/plain; charset=utf-8")

    def _lists(self, section: Section) -> Iterator[tuple[str, Route]]:
        pages = max(1, -(-len(self.state.listed(section.key)) // self.shape.per_page))
        for page in range(1, pages + 1):
            yield section.page(page), Route("list", partial(self._list, section, page, pages))

    def _list(self, section: Section, page: int, pages: int) -> Reply:
        size = self.shape.per_page
        articles = self.state.listed(section.key)[(page - 1) * size : page * size]
        first = page == 1 and section.key == "cchc"
        values = {
            "views": [self.views[a.slug] for a in articles],
            "strays": [trap for trap in self.traps if trap.title] if first else [],
            "page": page,
            "pages": pages,
            "heading": section.name,
        }
        if self.shape.dress.startswith("families/"):
            return self._html(self._family("list", section, **values))
        dress = "redesign" if self.state.redesigned else self.shape.dress
        html = render_page(self.state, f"{dress}/list.html", self.newest, section, **values)
        return self._html(html, None, page_encoding(self.state))

    def _article(self, slug: str, template: str = "article") -> Reply:
        view = self.views[slug]
        section = self.shape.section(view.article.section)
        same = [v for v in self.views.values() if v.article.section == section.key and v is not view]
        if self.shape.dress.startswith("families/"):
            return self._html(self._family("article", section, view=view, related=same[:5]), slug)
        dress = "redesign" if self.state.redesigned else self.shape.dress
        html = render_page(self.state, f"{dress}/{template}.html", self.newest, section, view=view, related=same[:5])
        return self._html(html, slug, "utf-8" if self.state.redesigned else view.encoding)

    def _family(self, kind: str, section: Section | None, **values: object) -> str:
        """A page of a site whose dress is one file: ``kind`` is home, list or article."""
        return render_page(self.state, f"{self.shape.dress}.html", self.newest, section, kind=kind, **values)

    def _files(self) -> Iterator[tuple[str, Route]]:
        for view in self.views.values():
            for file, link in zip(view.article.files, view.files, strict=True):
                yield link.path, Route("file", partial(self._file, file, view.article.slug), view.article.slug)

    def _file(self, file: File, slug: str) -> Reply:
        return Reply(200, make_file(file), media_type(file), self.state.last_modified(slug))

    def _wordpress(self) -> Iterator[tuple[str, Route]]:
        yield "/feed/", Route("feed", self._feed)
        for view in self.views.values():
            yield f"/?p={view.number}", Route("redirect", partial(self._redirect, 301, view.path))
            yield view.path.rstrip("/"), Route("redirect", partial(self._redirect, 301, view.path))

    def _nukeviet(self) -> Iterator[tuple[str, Route]]:
        yield "/vi/rss/", Route("feed", self._feed)

    def _modern(self) -> Iterator[tuple[str, Route]]:
        return self._newspaper()

    def _feed(self) -> Reply:
        items = []
        for view in self.views.values():
            if view.article.shown == "none":
                continue
            section = self.shape.section(view.article.section)
            items.append(
                f"<item><title>{escape(view.title)}</title><link>{view.url}</link>"
                f"<dc:creator><![CDATA[admin]]></dc:creator><pubDate>{format_datetime(view.article.published)}</pubDate>"
                f"<category><![CDATA[{section.name}]]></category>"
                f'<guid isPermaLink="false">{self.state.base_url}/?p={view.number}</guid>'
                f"<description><![CDATA[{view.teaser}]]></description></item>"
            )
        text = (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<channel><title>{self.shape.name}</title><link>{self.state.base_url}</link><language>vi</language>"
            f"<generator>https://wordpress.org/?v=6.0.2</generator>{''.join(items)}</channel></rss>"
        )
        return Reply(200, text.encode(), "application/rss+xml; charset=UTF-8", self.state.last_modified(None))

    def _newspaper(self) -> Iterator[tuple[str, Route]]:
        months = sorted({f"{view.article.published:%Y-%m}" for view in self.views.values()}, reverse=True)
        yield "/sitemap.xml", Route("sitemap", partial(self._sitemap_index, months))
        for month in months:
            yield f"/sitemaps/{month}.xml", Route("sitemap", partial(self._sitemap, month))

    def _sitemap_index(self, months: list[str]) -> Reply:
        rows = "".join(f"<sitemap><loc>{self.state.base_url}/sitemaps/{m}.xml</loc></sitemap>" for m in months)
        return self._xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>')

    def _sitemap(self, month: str) -> Reply:
        rows = [
            f"<url><loc>{view.url}</loc><lastmod>{self.state.last_modified(slug).isoformat()}</lastmod></url>"
            for slug, view in self.views.items()
            if f"{view.article.published:%Y-%m}" == month
        ]
        digits = month.replace("-", "")
        rows += [
            f"<url><loc>{self.state.base_url}{trap.path}</loc></url>"
            for trap in self.traps
            if trap.kind == "missing" and f"/{digits}/" in trap.path
        ]
        return self._xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>')

    def _xml(self, inner: str) -> Reply:
        text = f'<?xml version="1.0" encoding="UTF-8"?>{inner}'
        return Reply(200, text.encode(), "application/xml; charset=utf-8", self.state.last_modified(None))

    def _sharepoint(self) -> Iterator[tuple[str, Route]]:
        for slug, view in self.views.items():
            template = "article" if self.state.redesigned else "print"
            yield f"/Pages/print.aspx?ItemID={view.item}", Route("copy", partial(self._article, slug, template), slug)

    def _script(self) -> Iterator[tuple[str, Route]]:
        for slug, view in self.views.items():
            yield f"/api/tin/{view.number}.json", Route("data", partial(self._data, slug), slug)

    def _data(self, slug: str) -> Reply:
        article: SampleArticle = self.state.articles[slug]
        data = {
            "title": article.title,
            "date": f"{article.published:%d/%m/%Y %H:%M}",
            "paragraphs": plain_text(article.lead, article.body).split("\n\n"),
        }
        return Reply(200, json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def routes_of(state: SiteState) -> dict[str, Route]:
    """Address (path with query) → route, for the site as it is now."""
    return _Builder(state).build()
