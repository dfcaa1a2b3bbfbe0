"""A site as data: who owns it, where its news is listed, what to read on its pages.

One YAML file a site in ``sources/``.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urljoin, urlsplit

from cssselect import HTMLTranslator, SelectorError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, field_validator

__all__ = ["CATALOG_NAME", "SHIPPED_SOURCES", "Duration", "Listing", "Politeness", "Selectors", "Source"]

SHIPPED_SOURCES = Path(__file__).parents[1] / "sources"
"""The source files that come with the program; people work on copies of their own (``diemtin init``)."""

CATALOG_NAME = "catalog.yaml"
"""Beside the shipped source files: addresses to choose from. It is no source."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST = timedelta(days=366)
_INTERVALS = (timedelta(minutes=5), timedelta(days=60))
_DELAYS = (timedelta(), timedelta(hours=1))
_TIMEOUTS = (timedelta(milliseconds=100), timedelta(minutes=10))
_MOST_BYTES = 200_000_000
_NAME = 200
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _period(value: object) -> object:
    """Read "90s", "30m", "6h", "1d" or a number of seconds."""
    seconds: float | None = None
    if isinstance(value, str) and (match := re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*", value)):
        seconds = float(match[1]) * _UNITS[match[2] or "s"]
    elif isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
    if seconds is None:
        return value
    if not 0 <= seconds <= _LONGEST.total_seconds():  # not a number fails both
        raise ValueError(f"phải từ 0 đến {_LONGEST.days} ngày")
    return timedelta(seconds=seconds)


def _within(value: timedelta, least: timedelta, most: timedelta) -> timedelta:
    if not least <= value <= most:
        raise ValueError(f"phải từ {_period_text(least)} đến {_period_text(most)}")
    return value


def _list_selector(value: str | None) -> str | None:
    """A CSS selector that list pages can be read with."""
    if value is not None:
        try:
            HTMLTranslator().css_to_xpath(value)
        except (SelectorError, NameError, TypeError) as error:
            raise ValueError(f"bộ chọn CSS “{value[:80]}” sai") from error
    return value


def _page_selector(value: str) -> str:
    """A CSS selector for articles; what only soupsieve knows (``:-soup-contains``) will do there too."""
    try:
        _list_selector(value)
    except ValueError:
        import soupsieve  # seldom needed

        try:
            soupsieve.compile(value)
        except Exception as error:
            raise ValueError(f"bộ chọn CSS “{value[:80]}” sai") from error
    return value


def _one_line(value: str) -> str:
    """Words for people to read in a table: no control characters, nothing that turns the direction of writing."""
    clean = " ".join(_CONTROLS.sub(" ", value).split())
    if len(clean) > _NAME:
        raise ValueError(f"không quá {_NAME} chữ")
    return clean


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str | dict) else value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"biểu thức chính quy sai ({error})") from error
    return value


def _host_address(value: str) -> str:
    """``scheme://host`` of a host or an address."""
    parts = urlsplit(value if "://" in value else f"https://{value}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or "." not in parts.hostname.strip("."):
        raise ValueError("phải là tên miền hoặc địa chỉ, ví dụ syt.example.gov.vn")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _period_text(value: timedelta) -> str:
    seconds = value.total_seconds()
    for unit in ("d", "h", "m"):
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{int(seconds // _UNITS[unit])}{unit}"
    return f"{seconds:g}s"


Duration = Annotated[
    timedelta,
    BeforeValidator(_period),
    PlainSerializer(_period_text, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*[smhd]?\s*$"}, {"type": "number"}]}),
]
"""A length of time; in YAML "90s", "30m", "6h", "1d"."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Selectors(_Record):
    """CSS selectors, each a list tried in order; only what the general extraction gets wrong needs one."""

    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @field_validator("*", mode="before")
    @classmethod
    def _lists(cls, value: object) -> object:
        return _one_or_many(value)

    @field_validator("*")
    @classmethod
    def _readable(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_page_selector(value) for value in values)


class Listing(_Record):
    """A page that lists articles. ``links``: CSS of the article links (all links of the page when empty);
    ``item``/``date``: CSS of one row and of the date in it; ``next``: CSS of the link to the next page, or
    ``pages``: an address with ``{page}``, ``first_page``: the number that it gives the first page (1 unless the site
    counts from 0); ``depth``: how many pages at the most.
    """

    url: str
    links: str | None = None
    item: str | None = None
    date: str | None = None
    next: str | None = None
    pages: str | None = None
    first_page: int | None = Field(default=None, ge=0, le=1)
    depth: int = Field(default=50, ge=1, le=1000)

    @field_validator("links", "item", "date", "next")
    @classmethod
    def _readable(cls, value: str | None) -> str | None:
        return _list_selector(value)

    @field_validator("pages")
    @classmethod
    def _numbered(cls, value: str | None) -> str | None:
        if value is not None and "{page}" not in value:
            raise ValueError("phải có {page} ở chỗ của số trang")
        return value


class Politeness(_Record):
    """How gently a site is visited. The site's own Crawl-delay wins where it asks for more."""

    delay: Duration = timedelta(seconds=2)
    timeout: Duration = timedelta(seconds=30)
    max_bytes: int = Field(default=15_000_000, ge=10_000, le=_MOST_BYTES)

    @field_validator("delay")
    @classmethod
    def _delay(cls, value: timedelta) -> timedelta:
        return _within(value, *_DELAYS)

    @field_validator("timeout")
    @classmethod
    def _timeout(cls, value: timedelta) -> timedelta:
        return _within(value, *_TIMEOUTS)


class Source(_Record):
    """One site. ``family`` names the CMS preset; ``verified`` is false until a person has confirmed the address.

    ``article_urls`` and ``deny_urls`` are regular expressions searched in the whole address. ``tls_verify: false``
    accepts a certificate chain that cannot be checked; it is said aloud at every visit. ``private: true``: the site
    lies in the office's own network, so its host may have an address that is not public. ``aliases``: other hosts that
    show the same site; ``predecessors``: hosts at which it was before, whose articles are this source's.
    ``by_link: true``: none of its lists is read, only the addresses that people named are visited.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")
    name: str
    unit: str = ""
    province: str | None = None
    base_url: str
    aliases: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    verified: bool = False
    family: str = "generic"
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    article_urls: str | None = None
    deny_urls: tuple[str, ...] = ()
    selectors: Selectors = Selectors()
    date_formats: tuple[str, ...] = ()
    encoding: str | None = None
    interval: Duration = timedelta(hours=6)
    politeness: Politeness = Politeness()
    render: Literal["http", "browser"] = "http"
    tls_verify: bool = True
    private: bool = False
    reform_only: bool = False
    by_link: bool = False
    notes: str = ""

    @field_validator(
        "feeds", "sitemaps", "listings", "deny_urls", "date_formats", "aliases", "predecessors", mode="before"
    )
    @classmethod
    def _lists(cls, value: object) -> object:
        return _one_or_many(value)

    @field_validator("aliases", "predecessors")
    @classmethod
    def _hosts(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_host_address(value) for value in values)

    @field_validator("name", "unit", "province")
    @classmethod
    def _words(cls, value: str | None) -> str | None:
        return None if value is None else _one_line(value)

    @field_validator("name")
    @classmethod
    def _named(cls, value: str) -> str:
        if len(value) < 2:
            raise ValueError("phải có ít nhất 2 chữ")
        return value

    @field_validator("interval")
    @classmethod
    def _interval(cls, value: timedelta) -> timedelta:
        return _within(value, *_INTERVALS)

    @field_validator("article_urls")
    @classmethod
    def _article_pattern(cls, value: str | None) -> str | None:
        return None if value is None else _pattern(value)

    @field_validator("deny_urls")
    @classmethod
    def _deny_patterns(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_pattern(value) for value in values)

    @field_validator("base_url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("base_url phải là địa chỉ đầy đủ, ví dụ https://soyte.example.gov.vn")
        try:
            _ = parts.port
        except ValueError as error:
            raise ValueError("cổng trong base_url không dùng được") from error
        return value.rstrip("/")

    def absolute(self, address: str) -> str:
        """A full address of one written relative to the site."""
        return urljoin(self.base_url + "/", address)
