"""The part of a search that is the same for every engine."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from domain.search import Facet, Hit, IndexDocument, SearchFilters, SearchRequest, SearchResponse, Sort, Suggestion
from domain.text import fold
from index.analysis import words
from index.answer.highlight import Target, targets_of
from index.answer.paging import Cursor, read_cursor
from index.answer.snippets import marked_text, snippet
from index.answer.suggest import Lexicon, correct, worth_correcting
from index.clauses import Everything, Plan
from index.index_fields import IndexField
from index.protocol import IndexStatus, Progress, RebuildResult, WriteResult
from index.query.abbreviations import is_abbreviation
from index.query.fields import FACETS
from index.query.parser import parse
from index.query.planning import filters_of, plan_of
from index.query.tree import Every, FieldValue, ParsedQuery
from index.query.understood import understood
from index.row import Payload, moment_from_json

__all__ = ["BaseEngine", "Found", "FoundRow", "Question"]

_LOOKED_AT = 5
"""Articles in which the accents of a suggestion are looked for."""
_MOST_LOOKED_FOR = 6


@dataclass(frozen=True, slots=True)
class Question:
    """A search as a backend takes it. ``after`` wins over ``offset``; ``limit`` may be 0: only count."""

    plan: Plan
    sort: Sort
    limit: int
    offset: int = 0
    after: Cursor | None = None
    facets: bool = False


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One document found."""

    payload: Payload
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a backend: ``total`` over all pages; ``facets`` raw counts over all matches; ``next`` is null when
    this was the last page.
    """

    total: int
    rows: Sequence[FoundRow]
    facets: dict[IndexField, list[tuple[str, int]]]
    next: Cursor | None


class BaseEngine(ABC):
    """An engine but for its backend: a subclass writes, runs plans and counts words."""

    name: str

    @abstractmethod
    def write(self, documents: Sequence[IndexDocument]) -> list[WriteResult]:
        """See ``SearchEngine.write``."""

    @abstractmethod
    def delete(self, ids: Sequence[str]) -> int:
        """See ``SearchEngine.delete``."""

    @abstractmethod
    def rebuild(self, documents: Iterable[IndexDocument], progress: Progress | None = None) -> RebuildResult:
        """See ``SearchEngine.rebuild``."""

    @abstractmethod
    def status(self) -> IndexStatus:
        """See ``SearchEngine.status``."""

    @abstractmethod
    def close(self) -> None:
        """See ``SearchEngine.close``."""

    @abstractmethod
    def _find(self, question: Question) -> Found:
        """Run one plan."""

    @abstractmethod
    def _frequencies(self, field: IndexField, values: Sequence[str]) -> dict[str, int]:
        """In how many documents each token stands; tokens of no document may be left out."""

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answer a search: read the query, run it, show the hits, count the facets, mend what finds nothing."""
        query = parse(request.query)
        plan = plan_of(query, request.filters)
        sort = request.sort if plan.scored else Sort.DATE
        if plan.hopeless:
            said = understood(query, request.filters, request.sort)
            return SearchResponse(query=request.query, understood=said, total=0, hits=())
        question = Question(
            plan,
            sort,
            limit=max(0, request.limit),
            offset=max(0, request.offset),
            after=read_cursor(request.after, sort),
            facets=request.facets,
        )
        found = self._find(question)
        targets = targets_of(query.root)
        absent = self._absent(query, request.filters) if not found.total else []
        said = understood(query, request.filters, request.sort, absent)
        return SearchResponse(
            query=request.query,
            understood=said,
            total=found.total,
            hits=tuple(_hit(row, targets) for row in found.rows),
            facets=_facets(found.facets) if request.facets else {},
            suggestion=self._suggest(request, query, found.total),
            next=found.next.text() if found.next is not None else None,
        )

    def _absent(self, query: ParsedQuery, filters: SearchFilters) -> list[str]:
        """Values of fields and filters that no article has, as people are told of them."""
        children = query.root.children if isinstance(query.root, Every) else (query.root,)
        asked = [(one.field, one.field.clause(one.keys), one.shown) for one in children if isinstance(one, FieldValue)]
        for field, values in filters_of(filters):
            for value in values:
                read = field.read(value) if isinstance(value, str) else None
                if read is not None:
                    asked.append((field, field.filter_clause(value), read.shown))
        return [
            field.said.format(shown)
            for field, clause, shown in asked[:_MOST_LOOKED_FOR]
            if not self._find(Question(Plan(Everything(), (clause,)), Sort.DATE, limit=0)).total
        ]

    def _suggest(self, request: SearchRequest, query: ParsedQuery, total: int) -> Suggestion | None:
        """Another writing of the query that finds more, where this one finds next to nothing."""
        lexicon = Lexicon(self._frequencies)
        if request.after is not None or not worth_correcting(query, total, lexicon):
            return None
        correction = correct(query, total, lexicon)
        if correction is None:
            return None
        again = parse(correction.applied(query.text))
        found = self._find(Question(plan_of(again, request.filters), Sort.RELEVANCE, limit=_LOOKED_AT))
        if found.total <= total or not found.rows:
            return None
        mended = _accented_like(correction.mended, [row.payload for row in found.rows], again)
        if not query.accented:
            mended = " ".join(word if is_abbreviation(fold(word)) else fold(word) for word in mended.split())
        correction = replace(correction, mended=mended)
        return Suggestion(query=correction.applied(query.text))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _hit(row: FoundRow, targets: tuple[Target, ...]) -> Hit:
    payload = row.payload
    return Hit(
        id=payload.id,
        url=payload.url,
        title=payload.title,
        source=payload.source,
        published_at=moment_from_json(payload.published_at),
        province=payload.province,
        topics=payload.topics,
        score=row.score,
        snippet=snippet((payload.lead, payload.body, payload.attachment_text), targets),
        source_name=payload.source_name or None,
        group=payload.group,
        withdrawn=payload.withdrawn,
    )


def _accented_like(corrected: str, payloads: Sequence[Payload], query: ParsedQuery) -> str:
    """The correction with the accents that the first of these articles writes it with, where one writes all of it."""
    targets, wanted = targets_of(query.root), words(corrected)
    for payload in payloads:
        for text in (payload.title, payload.body):
            for stretch in marked_text(text, targets):
                if words(stretch) == wanted:
                    return " ".join(
                        word if is_abbreviation(fold(word)) else word.lower()
                        for word in re.findall(r"[^\s,;:.!?…]+", stretch)
                    )
    return corrected


def _facets(raw: dict[IndexField, list[tuple[str, int]]]) -> dict[str, tuple[Facet, ...]]:
    """Counts as people read them: months and weeks in order of time, the rest by count."""

    def by_time(pair: tuple[str, int]) -> tuple[int, str]:
        return 0, pair[0]

    def by_count(pair: tuple[str, int]) -> tuple[int, str]:
        return -pair[1], pair[0]

    shown: dict[str, tuple[Facet, ...]] = {}
    for field in FACETS:
        key: Callable[[tuple[str, int]], tuple[int, str]] = by_time if field.by_time else by_count
        shown[field.name] = tuple(Facet(value=v, count=n) for v, n in sorted(raw.get(field, []), key=key) if n > 0)
    return shown
