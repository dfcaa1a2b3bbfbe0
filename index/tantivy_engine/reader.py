"""Running plans on one opened generation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import tantivy

from domain.search import Sort
from index import clauses as plan
from index.answer.paging import Cursor
from index.base_engine import Found, FoundRow, Question
from index.index_fields import Field, IndexField
from index.query.fields import FACETS
from index.row import Payload
from index.tantivy_engine.compile import Compiler
from index.tantivy_engine.schema import PAYLOAD

__all__ = ["find"]

_Counts = dict[IndexField, list[tuple[str, int]]]

_TOTAL = "total"
_MORE = 32
"""Hits looked at beyond a page, for those that share the last one's score."""


def _counts(searcher: tantivy.Searcher, query: tantivy.Query, facets: bool) -> tuple[int, _Counts]:
    if not facets:
        return int(searcher.search(query, limit=1, count=True).count), {}
    asked: dict[str, Any] = {field.name: {"terms": {"field": field.name, "size": field.most}} for field in FACETS}
    asked[_TOTAL] = {"value_count": {"field": Field.SORT_KEY.name}}
    answer = searcher.aggregate(query, asked)
    counted = {
        field: [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[field.name]["buckets"]]
        for field in FACETS
    }
    return int(answer[_TOTAL]["value"]), counted


def _payload(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Payload:
    return Payload.from_json(searcher.doc(address).get_first(PAYLOAD))


def _by_date(searcher: tantivy.Searcher, compiler: Compiler, question: Question) -> tuple[list[FoundRow], bool]:
    """Newest first. A page after another begins below the key of its last hit, so depth costs nothing."""
    asked, offset = question.plan, question.offset
    if question.after is not None:
        below = plan.Range(Field.SORT_KEY, None, int(question.after.values[0]) - 1)
        asked, offset = plan.Plan(asked.match, (*asked.narrow, below)), 0
    result = searcher.search(
        compiler.matching(asked),
        limit=question.limit + 1,
        count=False,
        order_by_field=Field.SORT_KEY.name,
        offset=offset,
    )
    hits = result.hits
    rows = [FoundRow(_payload(searcher, address), 0.0) for _, address in hits[: question.limit]]
    return rows, len(hits) > question.limit


def _by_relevance(
    searcher: tantivy.Searcher, compiler: Compiler, question: Question, offset: int
) -> tuple[list[FoundRow], bool]:
    end = offset + question.limit
    hits = _best(searcher, compiler.ranked(question.plan), end + 1)
    keys = searcher.fast_field_values(Field.SORT_KEY.name, [address for _, address in hits])
    ordered = sorted(
        ((_rounded(score), int(key or 0), score, address) for (score, address), key in zip(hits, keys, strict=True)),
        key=lambda row: (-row[0], -row[1]),
    )
    rows = [FoundRow(_payload(searcher, address), float(score)) for _, _, score, address in ordered[offset:end]]
    return rows, len(ordered) > end


def _rounded(score: float) -> float:
    """A score as far as it says anything: the last digits depend on the order in which its parts were added."""
    return round(float(score), 4)


def _best(searcher: tantivy.Searcher, query: tantivy.Query, wanted: int) -> list[tuple[Any, tantivy.DocAddress]]:
    """At least the ``wanted`` best hits (all, where there are fewer), and every other one with the score of the last of
    them: tantivy parts equals by where they lie, we by their date, which takes all of them.
    """
    size = wanted + _MORE
    while True:
        hits: list[tuple[Any, tantivy.DocAddress]] = searcher.search(query, limit=size, count=False).hits
        if len(hits) < size or _rounded(hits[-1][0]) < _rounded(hits[wanted - 1][0]):
            return hits
        size *= 4


def find(searcher: tantivy.Searcher, compiler: Compiler, question: Question) -> Found:
    """One page of hits, the count of all, and the facets over all."""
    total, facets = _counts(searcher, compiler.matching(question.plan), question.facets)
    if question.limit == 0 or question.offset >= total:
        return Found(total, [], facets, None)
    question = replace(question, limit=min(question.limit, total))
    if question.sort is Sort.DATE:
        rows, more = _by_date(searcher, compiler, question)
        following = Cursor(Sort.DATE, (rows[-1].payload.sort_key,)) if rows and more else None
    else:
        offset = max(0, int(question.after.values[0])) if question.after else question.offset
        rows, more = _by_relevance(searcher, compiler, question, offset) if offset < total else ([], False)
        following = Cursor(Sort.RELEVANCE, (offset + len(rows),)) if rows and more else None
    return Found(total, rows, facets, following)
