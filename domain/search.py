"""What the index is given, and what a search answers."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from domain.annotation import Annotation
from domain.article import Article, Moment

__all__ = [
    "DayKind",
    "Facet",
    "Hit",
    "IndexDocument",
    "Reprint",
    "SearchFilters",
    "SearchRequest",
    "SearchResponse",
    "Sort",
    "Suggestion",
]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class DayKind(StrEnum):
    """Which day of an article is shown: of publication; the month of publication, where only that is known; of the last
    update; or the day on which it was first seen.
    """

    PUBLISHED = "published"
    MONTH = "month"
    UPDATED = "updated"
    FIRST_SEEN = "first_seen"


class IndexDocument(_Record):
    """One annotated article as the index takes it.

    ``version`` grows with every change of the article or its annotation; an engine never replaces a later version by an
    earlier one. ``group`` names the reprint group (null: stands alone);
    ``unit`` is the source's owner ("Sở Y tế tỉnh Kon Tum"); ``attachment_documents``: the numbers of documents that the
    text of its files names; ``published_month`` ("2022-09") where nothing but the month of publication is known;
    ``scanned``: one of its files is pictures of pages, without text.
    """

    id: str
    version: int
    article: Article
    annotation: Annotation
    source_name: str = ""
    unit: str = ""
    province: str | None = None
    group: str | None = None
    attachment_text: str = ""
    withdrawn: bool = False
    attachment_documents: tuple[str, ...] = ()
    published_month: str | None = Field(default=None, pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    first_seen_at: datetime | None = None
    scanned: bool = False


class Sort(StrEnum):
    """Order of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"


class SearchFilters(_Record):
    """Filters beside the words of the query; each narrows, one of several values suffices. Days are inclusive; an
    article of which only the month is known is within where its whole month is. ``day_kinds``: of ``DayKind``, or
    "undated" (no day of publication, nor a month); ``ids``: exactly these articles.
    """

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    sources: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    file_types: tuple[str, ...] = ()
    day_kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class SearchRequest(_Record):
    """A search. ``after`` is the ``next`` of the response before it (deep paging); ``offset`` skips hits.

    ``fold``: of articles that are one text only the best is a hit, the others hang on it as ``reprints``; ``limit`` and
    ``offset`` then count such hits, and there is no ``next``. ``days``: count days too (facet ``published_day``).
    ``open_facets``: a facet that a filter narrows shows what its other values would give.
    """

    query: str = ""
    filters: SearchFilters = SearchFilters()
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0
    after: str | None = None
    facets: bool = True
    fold: bool = False
    days: bool = False
    open_facets: bool = False


class Reprint(_Record):
    """Another article of a hit's reprint group that the search finds too."""

    id: str
    url: str
    title: str
    source: str | None
    source_name: str | None
    published_at: Moment | None


class Hit(_Record):
    """One article found. ``snippet`` is HTML: ``<mark>`` round matches, all else escaped. ``source_name``: the name of
    the source for people, beside its id. ``day_kind`` says which of the days is shown, null where none is known.
    """

    id: str
    url: str
    title: str
    source: str | None
    published_at: Moment | None
    province: str | None
    topics: tuple[str, ...]
    score: float
    snippet: str
    group: str | None = None
    withdrawn: bool = False
    source_name: str | None = None
    unit: str | None = None
    day_kind: DayKind | None = None
    published_month: str | None = None
    updated_at: Moment | None = None
    first_seen_at: datetime | None = None
    file_types: tuple[str, ...] = ()
    reprints: tuple[Reprint, ...] = ()


class Facet(_Record):
    """One value of a facet and how many hits carry it."""

    value: str
    count: int


class Suggestion(_Record):
    """Another query that would find something."""

    query: str


class SearchResponse(_Record):
    """The answer. ``understood`` says in Vietnamese how the query was read. ``total`` counts articles; ``contents``
    counts reprints once, where the request folds them.
    """

    query: str
    understood: str
    total: int
    contents: int | None = None
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]] = {}
    suggestion: Suggestion | None = None
    next: str | None = None
