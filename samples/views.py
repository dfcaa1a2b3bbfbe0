"""Articles as the templates see them, and the rendering of whole pages."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import jinja2

from samples.content import SampleArticle
from samples.markup import Block, blocks_of, plain_text
from samples.shapes import Section
from samples.state import SiteState

__all__ = ["Clock", "FileLink", "View", "page_encoding", "render_page"]

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TEASER_WORDS = 28


class Clock(NamedTuple):
    """The clock in the header: always the day of the visit, never the article's."""

    day: str
    vn: str
    short: str

    @classmethod
    def of(cls, day: date) -> Clock:
        name = "Chủ nhật" if day.weekday() == 6 else f"Thứ {day.weekday() + 2}"
        return cls(
            f"{day:%d/%m/%Y}", f"{_WEEKDAYS[day.weekday()]}, Ngày {day:%d/%m/%Y}", f"{name}, Ngày {day:%d/%m/%Y}"
        )


class FileLink(NamedTuple):
    """A link to an attached file."""

    name: str
    path: str
    url: str


class View:
    """One article under the address it has now."""

    def __init__(self, state: SiteState, article: SampleArticle) -> None:
        self.article = article
        self.title = article.title
        self.number = article.number
        self.lead = article.lead
        self.sign = article.sign
        self.markup = article.markup
        self.encoding = article.encoding
        self.path = state.path(article.slug)
        self.url = state.base_url + self.path
        self.item = self.path.partition("ItemID=")[2].partition("&")[0]
        self.updated = article.updated or article.published.date()
        self.iso = article.published.isoformat()
        self.hits = 100 + article.number % 900
        self._shape = state.shape
        self._base_url = state.base_url

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body's blocks, the lead not among them."""
        return blocks_of(self.article.body)

    @cached_property
    def teaser(self) -> str:
        """The opening words, as lists show them."""
        words = plain_text(self.lead, self.article.body).split("\n\n", 1)[0].split()
        return " ".join(words[:_TEASER_WORDS]) + ("…" if len(words) > _TEASER_WORDS else "")

    @cached_property
    def files(self) -> tuple[FileLink, ...]:
        """Links to the attached files."""
        paths = [(file.name, self._shape.file(self.article, file)) for file in self.article.files]
        return tuple(FileLink(name, path, self._base_url + path) for name, path in paths)

    @property
    def list_date(self) -> str:
        """The date beside the title in lists: portals always, SharePoint only where it is the sole place."""
        shows = self._shape.dress == "portal" or (self._shape.dress == "sharepoint" and self.article.shown == "listing")
        return f"({self.article.published:%d/%m/%Y})" if shows and self.article.shown != "none" else ""

    @property
    def portal_date(self) -> str:
        """`Tue, 13/03/2018 08:00 | GMT +7`."""
        when = self.article.published
        return f"{_ENGLISH[when.weekday()]}, {when:%d/%m/%Y %H:%M} | GMT +7" if self.article.shown == "page" else ""

    @property
    def news_time(self) -> str:
        """`15:44, 26/09/2022`."""
        return f"{self.article.published:%H:%M, %d/%m/%Y}" if self.article.shown == "page" else ""

    @property
    def weekday(self) -> str:
        """`Thứ ba`, as NukeViet writes it."""
        return _WEEKDAYS[self.article.published.weekday()].capitalize()

    @property
    def long_date(self) -> str:
        """`Thứ Ba, ngày 18 tháng 5 năm 2021`."""
        when = self.article.published
        return f"{_WEEKDAYS[when.weekday()]}, ngày {when.day} tháng {when.month} năm {when.year}"

    def picture(self, src: str) -> str:
        """The address of a picture of the body."""
        return f"{self._shape.picture}{self.article.published:%Y}/{src}"


def page_encoding(state: SiteState) -> str:
    """The encoding of the site's own pages, lists and home."""
    return "vni" if state.shape.dress == "oldtable" and not state.redesigned else "utf-8"


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    return jinja2.Environment(loader=loader, autoescape=True, auto_reload=False, undefined=jinja2.StrictUndefined)


def render_page(state: SiteState, template: str, newest: list[View], section: Section | None, **values: object) -> str:
    """A whole page in the site's dress. ``newest``: views for the sidebar."""
    view = values.get("view")
    encoding = view.encoding if isinstance(view, View) else page_encoding(state)
    charset = {"tcvn3": "windows-1252", "vni": "windows-1252"}.get(encoding, encoding)
    return (
        _environment()
        .get_template(template)
        .render(
            shape=state.shape,
            base_url=state.base_url,
            clock=Clock.of(state.today),
            visits=state.visits,
            charset=charset,
            newest=newest,
            section=section,
            **values,
        )
    )
