"""What is right about every page of the replica sites, computed from the articles' own data.

``truth(sites)`` speaks of the sites as they are at that moment: after an edit it expects the edited text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from samples.content import File, KnownDocument, KnownFigure, SampleArticle
from samples.files import media_type, text_of
from samples.markup import plain_text
from samples.shapes import Shape
from samples.sites import SampleSite, SampleSites

__all__ = ["ArticleTruth", "FileTruth", "PageTruth", "Totals", "Truth", "truth"]

_NEWSPAPER_ORIGINS = {
    "jsonld": frozenset({"jsonld", "selector", "text"}),
    "meta": frozenset({"meta", "selector", "text"}),
}


@dataclass(frozen=True)
class FileTruth:
    """An attachment: ``text`` is what can be read from it (empty for a scan or a pretender), ``kind`` as in content."""

    url: str
    name: str
    media_type: str
    kind: str
    text: str


@dataclass(frozen=True)
class ArticleTruth:
    """The fields an extractor should find, and what a reader knows of the article.

    ``published_at`` is null where the site tells no date; ``date_origins`` then is empty, else any of them is right.
    ``lead`` is null where the page sets none apart (then the first paragraph is no error either).
    ``appeared`` is when the article really came out, whether the site says so or not.
    """

    site: str
    slug: str
    url: str
    canonical_url: str
    title: str
    lead: str | None
    body: str
    author: str | None
    published_at: datetime | date | None
    updated_at: datetime | date | None
    date_origins: frozenset[str]
    attachments: tuple[FileTruth, ...]
    is_reform: bool
    topics: tuple[str, ...]
    province: str | None
    documents: tuple[KnownDocument, ...]
    figures: tuple[KnownFigure, ...]
    reprint_group: str | None
    appeared: datetime


@dataclass(frozen=True)
class PageTruth:
    """One address: what kind of page answers there, and which article it shows (also for ``copy``)."""

    url: str
    kind: str
    article: ArticleTruth | None = None


@dataclass(frozen=True)
class Totals:
    """What a full crawl should count. Weeks are ISO weeks like "2022-W39"; undated articles are in no week.

    ``reform_*`` count only reform news; a reprint group counts once in ``distinct``, ``reform_distinct``.
    """

    articles: int
    reform: int
    undated: int
    distinct: int
    reform_undated: int
    reform_distinct: int
    by_site: Mapping[str, int] = field(default_factory=dict)
    by_province: Mapping[str, int] = field(default_factory=dict)
    by_week: Mapping[str, int] = field(default_factory=dict)
    reform_by_site: Mapping[str, int] = field(default_factory=dict)
    reform_by_province: Mapping[str, int] = field(default_factory=dict)
    reform_by_topic: Mapping[str, int] = field(default_factory=dict)
    reform_by_week: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Truth:
    """``pages`` by full address, ``articles`` by full address, ``totals`` over the articles."""

    pages: Mapping[str, PageTruth]
    articles: Mapping[str, ArticleTruth]
    totals: Totals


def _dates(
    shape: Shape, article: SampleArticle
) -> tuple[datetime | date | None, datetime | date | None, frozenset[str]]:
    """(published, updated, origins) as the site tells them."""
    day = article.published.date()
    if shape.dress == "wordpress":
        if article.shown == "feed":
            return article.published, article.updated or day, frozenset({"feed"})
        return None, article.updated or day, frozenset()
    updated = article.updated if shape.dress == "newspaper" and article.markup in {"jsonld", "meta"} else None
    if shape.dress == "drupal":
        return day, None, frozenset({"text", "meta", "selector"})
    if article.shown == "page":
        origins = _NEWSPAPER_ORIGINS.get(article.markup, frozenset({"selector", "text"}))
        return article.published, updated, origins
    if article.shown == "listing":
        return day, updated, frozenset({"listing"})
    return None, updated, frozenset()


def _file(site: SampleSite, article: SampleArticle, file: File) -> FileTruth:
    url = site.base_url + site.state.shape.file(article, file)
    return FileTruth(url, file.name, media_type(file), file.kind, text_of(file))


def _article(site: SampleSite, article: SampleArticle) -> ArticleTruth:
    shape, url = site.state.shape, site.url(article.slug)
    published, updated, origins = _dates(shape, article)
    files = tuple(_file(site, article, file) for file in article.files)
    return ArticleTruth(
        site=site.id,
        slug=article.slug,
        url=url,
        canonical_url=url,
        title=article.title,
        lead=article.lead,
        body=plain_text(article.lead, article.body),
        author=article.author,
        published_at=published,
        updated_at=updated,
        date_origins=origins,
        attachments=files,
        is_reform=article.reform,
        topics=article.topics,
        province=article.province or shape.province,
        documents=article.documents,
        figures=article.figures,
        reprint_group=article.reprint,
        appeared=article.published,
    )


def _week(moment: datetime | date | None) -> str | None:
    if moment is None:
        return None
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02d}"


def _totals(articles: Mapping[str, ArticleTruth]) -> Totals:
    everything = list(articles.values())
    reform = [a for a in everything if a.is_reform]
    weeks = Counter(week for a in everything if (week := _week(a.published_at)))
    reform_weeks = Counter(week for a in reform if (week := _week(a.published_at)))
    return Totals(
        articles=len(everything),
        reform=len(reform),
        undated=sum(a.published_at is None for a in everything),
        distinct=len({a.reprint_group or a.url for a in everything}),
        reform_undated=sum(a.published_at is None for a in reform),
        reform_distinct=len({a.reprint_group or a.url for a in reform}),
        by_site=dict(Counter(a.site for a in everything)),
        by_province=dict(Counter(a.province for a in everything if a.province)),
        by_week=dict(sorted(weeks.items())),
        reform_by_site=dict(Counter(a.site for a in reform)),
        reform_by_province=dict(Counter(a.province for a in reform if a.province)),
        reform_by_topic=dict(Counter(topic for a in reform for topic in a.topics)),
        reform_by_week=dict(sorted(reform_weeks.items())),
    )


def truth(sites: SampleSites) -> Truth:
    """The truth table of the running sites, as they are now."""
    pages: dict[str, PageTruth] = {}
    articles: dict[str, ArticleTruth] = {}
    for site in sites.sites.values():
        known = {article.slug: _article(site, article) for article in site.state.listed()}
        for path, route in site.server.routes().items():
            url = site.base_url + path
            shows = known.get(route.slug) if route.slug and route.kind in {"article", "copy"} else None
            pages[url] = PageTruth(url, route.kind, shows)
            if route.kind == "article" and shows is not None:
                articles[url] = shows
    return Truth(pages, articles, _totals(articles))
