"""What a replica site publishes at this moment: its articles, after every edit, move and withdrawal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from samples.content import SampleArticle
from samples.shapes import Shape

__all__ = ["SiteState"]

_OPENED = datetime(2022, 1, 1, tzinfo=UTC)


@dataclass
class SiteState:
    """The changeable part of one site. ``version`` grows with every change; pages are rendered anew then."""

    shape: Shape
    original: tuple[SampleArticle, ...]
    base_url: str = ""
    crawl_delay: float = 1.0
    today: date = field(default_factory=lambda: datetime.now(UTC).astimezone().date())
    clean: bool = False
    version: int = 0
    visits: int = 44_541_247
    redesigned: bool = False
    held: set[str] = field(default_factory=set)
    articles: dict[str, SampleArticle] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    withdrawn: dict[str, int] = field(default_factory=dict)
    forwards: dict[str, str] = field(default_factory=dict)
    modified: dict[str, datetime] = field(default_factory=dict)
    changed: datetime = _OPENED

    def __post_init__(self) -> None:
        self.open()

    def open(self, held: Iterable[str] = ()) -> None:
        """Start anew with the articles as written, ``held`` ones unpublished."""
        self.articles = {article.slug: article for article in self.original}
        self.held = set(held) & set(self.articles)
        self.slugs = {slug: slug for slug in self.articles}
        self.withdrawn, self.forwards, self.modified = {}, {}, {}
        self.redesigned = False
        self.visits = 44_541_247
        self.version += 1

    def article(self, slug: str) -> SampleArticle:
        """The article as it reads now; KeyError names what the site has."""
        if slug not in self.articles:
            raise KeyError(f"{self.shape.id} has no article {slug!r}; it has {', '.join(sorted(self.articles))}")
        return self.articles[slug]

    def path(self, slug: str) -> str:
        """The article's address on the site, as of now."""
        return self.shape.article(self.article(slug), self.slugs[slug])

    def listed(self, section: str | None = None) -> list[SampleArticle]:
        """Published articles, newest first."""
        return [
            article
            for slug, article in self.articles.items()
            if slug not in self.held and slug not in self.withdrawn and (section is None or article.section == section)
        ]

    def touch(self, slug: str | None = None) -> None:
        """Mark a change: pages render anew, Last-Modified is now."""
        self.version += 1
        self.changed = datetime.now(UTC)
        if slug is not None:
            self.modified[slug] = self.changed

    def last_modified(self, slug: str | None) -> datetime:
        """When the page of this article (or the lists) last changed."""
        if slug is None:
            return max([self.changed, *(a.published for a in self.listed())])
        return self.modified.get(slug, self.articles[slug].published)
