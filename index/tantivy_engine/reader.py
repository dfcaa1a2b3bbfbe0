"""Running plans on one opened generation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import tantivy

from domain.search import Sort
from index import clauses as plan
from index.answer.paging import Cursor
from index.base_engine import Found, FoundRow, Question
from index.index_fields import Field, IndexField
from index.row import Payload
from index.tantivy_engine.compile import Compiler
from index.tantivy_engine.schema import PAYLOAD

__all__ = ["find", "walk"]

_Counts = dict[IndexField, list[tuple[str, int]]]

_TOTAL = "total"
_GROUPS = "groups"
_EVERY = 1_000_000
_PIECE = 1_000
_MORE = 32
"""Hits looked at beyond a page, for those that share the last one's score."""


def _counts(
    searcher: tantivy.Searcher, query: tantivy.Query, fields: tuple[IndexField, ...], fold: bool
) -> tuple[int, int | None, _Counts]:
    """How many match, how many contents they are where that is asked, and the values of fields, in one pass."""
    if not fields and not fold:
        return int(searcher.search(query, limit=1, count=True).count), None, {}
    asked: dict[str, Any] = {
        field.name: {"terms": {"field": field.name, "size": field.most, "segment_size": _EVERY}} for field in fields
    }
    asked[_TOTAL] = {"value_count": {"field": Field.SORT_KEY.name}}
    if fold:
        asked[_GROUPS] = {"terms": {"field": Field.GROUP_KEY.name, "size": _EVERY, "segment_size": _EVERY}}
    answer = searcher.aggregate(query, asked)
    counted = {
        field: [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[field.name]["buckets"]]
        for field in fields
    }
    total = int(answer[_TOTAL]["value"])
    if not fold:
        return total, None, counted
    groups = answer[_GROUPS]["buckets"]
    return total, total - sum(int(group["doc_count"]) for group in groups) + len(groups), counted


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
    ordered = _ordered(searcher, compiler, question, end + 1)
    rows = [FoundRow(_payload(searcher, address), score) for score, address in ordered[offset:end]]
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


class _Folding:
    """Lets through the first of each group, and all that are in none."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._seen: set[int] = set()

    def first_ones(self, addresses: Sequence[tantivy.DocAddress]) -> list[tantivy.DocAddress]:
        """Those of the next addresses that stand for their group."""
        kept = []
        groups = self._searcher.fast_field_values(Field.GROUP_KEY.name, list(addresses))
        for address, group in zip(addresses, groups, strict=True):
            if group and group in self._seen:
                continue
            if group:
                self._seen.add(int(group))
            kept.append(address)
        return kept


def _ordered(
    searcher: tantivy.Searcher, compiler: Compiler, question: Question, wanted: int
) -> list[tuple[float, tantivy.DocAddress]]:
    """At least the ``wanted`` first hits of a plan in order, with their scores."""
    if question.sort is Sort.DATE:
        found = searcher.search(
            compiler.matching(question.plan), limit=wanted, count=False, order_by_field=Field.SORT_KEY.name
        )
        return [(0.0, address) for _, address in found.hits]
    hits = _best(searcher, compiler.ranked(question.plan), wanted)
    keys = searcher.fast_field_values(Field.SORT_KEY.name, [address for _, address in hits])
    ordered = sorted(
        ((_rounded(score), int(key or 0), score, address) for (score, address), key in zip(hits, keys, strict=True)),
        key=lambda row: (-row[0], -row[1]),
    )
    return [(float(score), address) for _, _, score, address in ordered]


def _folded(searcher: tantivy.Searcher, compiler: Compiler, question: Question, total: int) -> list[FoundRow]:
    """One page where of a group only the first is a row: looked for among ever more hits until the page is full."""
    end = question.offset + question.limit
    wanted = end + _MORE
    while True:
        hits = _ordered(searcher, compiler, question, min(wanted, total))
        kept = _Folding(searcher).first_ones([address for _, address in hits])
        if len(kept) >= end or len(hits) >= total:
            break
        wanted *= 4
    scores = {(address.segment_ord, address.doc): score for score, address in hits}
    return [
        FoundRow(_payload(searcher, address), scores[address.segment_ord, address.doc])
        for address in kept[question.offset : end]
    ]


def walk(searcher: tantivy.Searcher, compiler: Compiler, question: Question) -> Iterator[FoundRow]:
    """All rows in order, as the searcher sees them. Only their places are kept, some 100 bytes a row."""
    total, _, _ = _counts(searcher, compiler.matching(question.plan), (), False)
    if not total:
        return
    hits = _ordered(searcher, compiler, question, total)
    folding = _Folding(searcher) if question.fold else None
    for start in range(0, len(hits), _PIECE):
        piece = hits[start : start + _PIECE]
        kept = [address for _, address in piece]
        if folding is not None:
            kept = folding.first_ones(kept)
        scores = {(address.segment_ord, address.doc): score for score, address in piece}
        for address in kept:
            yield FoundRow(_payload(searcher, address), scores[address.segment_ord, address.doc])


def find(searcher: tantivy.Searcher, compiler: Compiler, question: Question) -> Found:
    """One page of hits, the count of all, and the facets over all."""
    matching = compiler.matching(question.plan)
    total, contents, facets = _counts(searcher, matching, question.facets, question.fold)
    if question.limit == 0 or question.offset >= total:
        return Found(total, [], facets, None, contents)
    question = replace(question, limit=min(question.limit, total))
    if question.fold:
        return Found(total, _folded(searcher, compiler, question, total), facets, None, contents)
    if question.sort is Sort.DATE:
        rows, more = _by_date(searcher, compiler, question)
        following = Cursor(Sort.DATE, (rows[-1].payload.sort_key,)) if rows and more else None
    else:
        offset = max(0, int(question.after.values[0])) if question.after else question.offset
        rows, more = _by_relevance(searcher, compiler, question, offset) if offset < total else ([], False)
        following = Cursor(Sort.RELEVANCE, (offset + len(rows),)) if rows and more else None
    return Found(total, rows, facets, following)
