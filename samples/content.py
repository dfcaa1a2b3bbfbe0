"""The samples' articles as data: one Markdown file with YAML front matter each, in ``articles/<site>/<slug>.md``.

What the front matter says is the truth of the samples: dates, author, labels. Nothing is labelled twice; what a page
shows and what a test expects are both computed from here.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, field_validator, model_validator

__all__ = ["ARTICLES", "File", "KnownDocument", "KnownFigure", "SampleArticle", "articles_of", "load_articles"]

ARTICLES = Path(__file__).parent / "articles"

Day = date  # a field named "date" would hide the type
Topic = Literal["the_che", "tthc", "bo_may", "cong_vu", "tai_chinh", "chinh_quyen_so", "chi_dao", "hai_long"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KnownFigure(_Record):
    """A figure as it stands in the body (``text``) and what it says; units and bounds as in ``domain.annotation``."""

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    total: float | None = None
    unit: str | None = None
    bound: Literal["exact", "at_least", "more_than", "at_most", "less_than", "about", "range"] = "exact"


class KnownDocument(_Record):
    """A document that the body cites; ``number`` in its normal form, null when the body names none."""

    number: str | None = None
    type: str
    date: Day | None = None


class File(_Record):
    """A file that the article announces. ``pretender`` is an HTML page that the server calls a PDF."""

    file: str
    name: str
    kind: Literal["pdf", "scan", "docx", "xlsx", "pretender"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @field_validator("rows", mode="before")
    @classmethod
    def _rows(cls, value: object) -> object:
        """Rows are written ``a | b | c``, one a line."""
        if isinstance(value, str):
            return [[cell.strip() for cell in line.split("|")] for line in value.strip().splitlines()]
        return value


class SampleArticle(_Record):
    """One article of one site.

    ``shown``: where the site tells its publication date; ``published`` is when it really appeared (it orders lists).
    ``sign`` is the author line as printed ("Tin: LVD"), ``author`` the name to be read from it. ``reprint``: group of
    articles with the same text; ``copy_of`` takes lead, body and labels from another one, with ``changes`` applied.
    """

    site: str
    slug: str
    title: str
    published: datetime
    shown: Literal["page", "feed", "listing", "none"]
    section: Literal["cchc", "tin"] = "cchc"
    updated: date | None = None
    author: str | None = None
    sign: tuple[str, ...] = ()
    lead: str | None = None
    body: str = ""
    reform: bool
    topics: tuple[Topic, ...] = ()
    province: str | None = None
    documents: tuple[KnownDocument, ...] = ()
    figures: tuple[KnownFigure, ...] = ()
    reprint: str | None = None
    copy_of: str | None = None
    changes: tuple[tuple[str, str], ...] = ()
    picture: str | None = None
    files: tuple[File, ...] = ()
    encoding: Literal["utf-8", "tcvn3", "windows-1258", "vni"] = "utf-8"
    markup: Literal["plain", "jsonld", "meta", "bare"] = "plain"

    @field_validator("published", mode="before")
    @classmethod
    def _minute(cls, value: object) -> object:
        """Times are written ``2022-09-26 15:44`` and are Vietnamese."""
        text = value.isoformat(" ") if isinstance(value, datetime) else str(value)
        return f"{text[:10]}T{text[11:16] or '08:00'}:00+07:00"

    @field_validator("sign", mode="before")
    @classmethod
    def _lines(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _labels_agree(self) -> SampleArticle:
        if self.reform != bool(self.topics):
            raise ValueError(f"{self.key}: reform news has topics, other news has none")
        return self

    @property
    def key(self) -> str:
        """``site/slug``, unique among all samples."""
        return f"{self.site}/{self.slug}"

    @property
    def number(self) -> int:
        """A stable small number, for the addresses of systems that number their items."""
        value = 0
        for char in self.slug:
            value = (value * 31 + ord(char)) % 90_000
        return 10_000 + value


def _parse(path: Path) -> dict[str, object]:
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    fields = yaml.safe_load(head)
    if not isinstance(fields, dict):
        raise ValueError(f"{path}: no front matter")
    return {**fields, "site": path.parent.name, "slug": path.stem, "body": body.strip()}


_COPIED = ("lead", "body", "reform", "topics", "documents", "figures", "province", "reprint")


def _copied(fields: dict[str, object], all_fields: dict[str, dict[str, object]]) -> dict[str, object]:
    """A reprint: the other article's text and labels under its own title, date and author."""
    origin = all_fields[str(fields["copy_of"])]
    merged: dict[str, object] = {name: origin[name] for name in _COPIED if name in origin}
    changes = fields.get("changes")
    for name in ("lead", "body"):
        text = str(merged.get(name) or "")
        for old, new in changes if isinstance(changes, list) else []:
            text = text.replace(old, new)
        merged[name] = text or None
    return {**merged, **{name: value for name, value in fields.items() if name != "body"}}


@cache
def load_articles() -> tuple[SampleArticle, ...]:
    """All articles of all sites, newest first within a site; raises pydantic's ValidationError for a bad file."""
    raw = {f"{path.parent.name}/{path.stem}": _parse(path) for path in sorted(ARTICLES.glob("*/*.md"))}
    whole = [_copied(fields, raw) if "copy_of" in fields else fields for fields in raw.values()]
    articles = [SampleArticle.model_validate(fields) for fields in whole]
    return tuple(sorted(articles, key=lambda a: (a.site, -a.published.timestamp(), a.slug)))


def articles_of(site: str) -> tuple[SampleArticle, ...]:
    """The articles of one site, newest first."""
    return tuple(article for article in load_articles() if article.site == site)
