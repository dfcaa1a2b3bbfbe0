"""What the index is given, and what a search answers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from domain.annotation import Annotation
from domain.article import Article, Moment

__all__ = ["Facet", "Hit", "IndexDocument", "SearchFilters", "SearchRequest", "SearchResponse", "Sort", "Suggestion"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class IndexDocument(_Record):
    """One annotated article as the index takes it.

    ``version`` grows with every change of the article or its annotation; an engine never replaces a later version by an
    earlier one. ``group`` names the reprint group (null: stands alone);
    ``unit`` is the source's owner ("Sở Y tế tỉnh Kon Tum"); ``attachment_documents``: the numbers of documents that the
    text of its files names.
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


class Sort(StrEnum):
    """Order of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"


class SearchFilters(_Record):
    """Filters beside the words of the query; each narrows. Days are inclusive."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    sources: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class SearchRequest(_Record):
    """A search. ``after`` is the ``next`` of the response before it (deep paging); ``offset`` skips hits."""

    query: str = ""
    filters: SearchFilters = SearchFilters()
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0
    after: str | None = None
    facets: bool = True


class Hit(_Record):
    """One article found. ``snippet`` is HTML: ``<mark>`` round matches, all else escaped. ``source_name``: the name of
    the source for people, beside its id.
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


class Facet(_Record):
    """One value of a facet and how many hits carry it."""

    value: str
    count: int


class Suggestion(_Record):
    """Another query that would find something."""

    query: str


class SearchResponse(_Record):
    """The answer. ``understood`` says in Vietnamese how the query was read."""

    query: str
    understood: str
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]] = {}
    suggestion: Suggestion | None = None
    next: str | None = None
