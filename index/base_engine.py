"""The part of a search that is the same for every engine."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from types import TracebackType
from typing import Self

from domain.search import (
    DayKind,
    Facet,
    Hit,
    IndexDocument,
    Reprint,
    SearchFilters,
    SearchRequest,
    SearchResponse,
    Sort,
    Suggestion,
)
from domain.text import fold
from index.analysis import words
from index.answer.highlight import Target, targets_of
from index.answer.paging import Cursor, read_cursor
from index.answer.snippets import marked_text, snippet
from index.answer.suggest import Lexicon, correct, worth_correcting
from index.clauses import Among, Everything, Plan
from index.index_fields import Field, IndexField
from index.protocol import IndexStatus, Progress, RebuildResult, WriteResult
from index.query.abbreviations import is_abbreviation
from index.query.day_fields import MONTH, PUBLISHED_DAY
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
_PIECE = 200
_MOST_REPRINTS = 5_000
"""Hits that are walked in one go, and the reprints that hang on them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A search as a backend takes it. ``after`` wins over ``offset``; ``limit`` may be 0: only count. ``facets``: the
    fields to count; ``fold``: of a group only the first is a row, and ``after`` means nothing.
    """

    plan: Plan
    sort: Sort
    limit: int
    offset: int = 0
    after: Cursor | None = None
    facets: tuple[IndexField, ...] = ()
    fold: bool = False


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One document found."""

    payload: Payload
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a backend: ``total`` over all pages; ``facets`` raw counts over all matches; ``next`` is null when
    this was the last page; ``contents``: the total with each group counted once, where the question folds.
    """

    total: int
    rows: Sequence[FoundRow]
    facets: dict[IndexField, list[tuple[str, int]]]
    next: Cursor | None
    contents: int | None = None


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
    def _walk(self, question: Question) -> Iterator[FoundRow]:
        """All rows of a plan in the order of ``_find``, of one moment, one after another in constant memory; ``limit``,
        ``offset`` and ``after`` mean nothing.
        """

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
            return SearchResponse(
                query=request.query, understood=said, total=0, contents=0 if request.fold else None, hits=()
            )
        question = Question(
            plan,
            sort,
            limit=max(0, request.limit),
            offset=max(0, request.offset),
            after=read_cursor(request.after, sort) if not request.fold else None,
            facets=_counted(request),
            fold=request.fold,
        )
        found = self._find(question)
        targets = targets_of(query.root)
        reprints = self._reprints(plan, found.rows) if request.fold else {}
        absent = self._absent(query, request.filters) if not found.total else []
        said = understood(query, request.filters, request.sort, absent)
        return SearchResponse(
            query=request.query,
            understood=said,
            total=found.total,
            contents=found.contents,
            hits=tuple(_hit(row, targets, reprints) for row in found.rows),
            facets=_facets(found.facets | self._opened_facets(request, query), _counted(request)),
            suggestion=self._suggest(request, query, found.total),
            next=found.next.text() if found.next is not None else None,
        )

    def walk(self, request: SearchRequest) -> Iterator[Hit]:
        """See ``SearchEngine.walk``."""
        query = parse(request.query)
        plan = plan_of(query, request.filters)
        if plan.hopeless:
            return
        sort = request.sort if plan.scored else Sort.DATE
        targets = targets_of(query.root)
        rows = self._walk(Question(plan, sort, limit=0, fold=request.fold))
        while piece := list(islice(rows, _PIECE)):
            reprints = self._reprints(plan, piece) if request.fold else {}
            yield from (_hit(row, targets, reprints) for row in piece)

    def _reprints(self, plan: Plan, rows: Sequence[FoundRow]) -> dict[str, list[Payload]]:
        """All articles that the plan finds of the groups of these rows, newest first, by group."""
        groups = list(dict.fromkeys(row.payload.group for row in rows if row.payload.group))
        found: dict[str, list[Payload]] = {}
        if groups:
            member = Among(Field.GROUP, tuple(groups))
            asked = Question(Plan(plan.match, (*plan.narrow, member)), Sort.DATE, limit=_MOST_REPRINTS)
            for row in self._find(asked).rows:
                found.setdefault(row.payload.group or "", []).append(row.payload)
        return found

    def _opened_facets(self, request: SearchRequest, query: ParsedQuery) -> dict[IndexField, list[tuple[str, int]]]:
        """For each facet that a filter narrows, its counts without that filter."""
        opened: dict[IndexField, list[tuple[str, int]]] = {}
        if not (request.open_facets and request.facets):
            return opened
        for field, _ in filters_of(request.filters):
            counted = tuple(held.field for held in field.held if held.field in FACETS and not held.field.by_time)
            if counted:
                without = request.filters.model_copy(update={field.filter: ()})
                asked = Question(plan_of(query, without), Sort.DATE, limit=0, facets=counted)
                opened |= self._find(asked).facets
        return opened

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


def _counted(request: SearchRequest) -> tuple[IndexField, ...]:
    """The fields whose values are counted for a request."""
    return (*FACETS, *((PUBLISHED_DAY,) if request.days else ())) if request.facets else ()


def _reprint(payload: Payload) -> Reprint:
    return Reprint(
        id=payload.id,
        url=payload.url,
        title=payload.title,
        source=payload.source,
        source_name=payload.source_name or None,
        published_at=moment_from_json(payload.published_at),
    )


def _hit(row: FoundRow, targets: tuple[Target, ...], reprints: Mapping[str, Sequence[Payload]]) -> Hit:
    payload = row.payload
    others = [one for one in reprints.get(payload.group or "", ()) if one.id != payload.id]
    seen = payload.first_seen_at
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
        unit=payload.unit or None,
        day_kind=DayKind(payload.day_kind) if payload.day_kind else None,
        published_month=payload.published_month,
        updated_at=moment_from_json(payload.updated_at),
        first_seen_at=datetime.fromisoformat(seen) if seen else None,
        file_types=payload.file_types,
        reprints=tuple(map(_reprint, others)),
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


def _facets(
    raw: dict[IndexField, list[tuple[str, int]]], fields: tuple[IndexField, ...]
) -> dict[str, tuple[Facet, ...]]:
    """Counts as people read them: years, months and weeks in order of time, the rest by count."""

    def by_time(pair: tuple[str, int]) -> tuple[int, str]:
        return 0, pair[0]

    def by_count(pair: tuple[str, int]) -> tuple[int, str]:
        return -pair[1], pair[0]

    shown: dict[str, tuple[Facet, ...]] = {}
    for field in fields:
        key: Callable[[tuple[str, int]], tuple[int, str]] = by_time if field.by_time else by_count
        shown[field.name] = tuple(Facet(value=v, count=n) for v, n in sorted(raw.get(field, []), key=key) if n > 0)
    if fields:
        years = Counter[str]()
        for month in shown[MONTH.name]:
            years[month.value[:4]] += month.count
        shown["year"] = tuple(Facet(value=value, count=count) for value, count in sorted(years.items()))
    return shown
