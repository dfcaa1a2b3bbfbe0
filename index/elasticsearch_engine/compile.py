"""Clauses of the shared plan as queries of the cluster."""

from __future__ import annotations

from typing import Any, assert_never

from index.clauses import (
    All,
    Among,
    Boost,
    Clause,
    Constant,
    Either,
    Everything,
    Except,
    Nothing,
    Phrase,
    Plan,
    Range,
    Term,
)
from index.elasticsearch_engine.mapping import search_field

__all__ = ["clause_query", "plan_query"]

Query = dict[str, Any]


def clause_query(clause: Clause) -> Query:
    """One clause."""
    match clause:
        case Term(field, value):
            return {"term": {search_field(field): {"value": value}}}
        case Among(field, values):
            return {"constant_score": {"filter": {"terms": {search_field(field): list(values)}}, "boost": 0.0}}
        case Phrase(field, values):
            return {"match_phrase": {search_field(field): {"query": " ".join(values)}}}
        case Range(field, low, high):
            ends = {name: end for name, end in (("gte", low), ("lte", high)) if end is not None}
            return {"constant_score": {"filter": {"range": {search_field(field): ends}}}}
        case All(clauses):
            return {"bool": {"must": [clause_query(one) for one in clauses]}}
        case Either(clauses):
            return {"bool": {"should": [clause_query(one) for one in clauses], "minimum_should_match": 1}}
        case Except(inner):
            return {"bool": {"must_not": [clause_query(inner)], "must": [{"match_all": {"boost": 0.0}}]}}
        case Everything():
            return {"match_all": {"boost": 0.0}}
        case Nothing():
            return {"match_none": {}}
        case Boost(inner, factor):
            return {"bool": {"must": [clause_query(inner)], "boost": factor}}
        case Constant(inner, score):
            return {"constant_score": {"filter": clause_query(inner), "boost": score}}
        case _:
            assert_never(clause)


def plan_query(plan: Plan) -> Query:
    """A whole plan: what must match, what narrows without a score, what only adds to the score."""
    query: Query = {"must": [clause_query(plan.match)]}
    if plan.narrow:
        query["filter"] = [clause_query(clause) for clause in plan.narrow]
    if plan.ranking:
        query["should"] = [clause_query(clause) for clause in plan.ranking]
        query["minimum_should_match"] = 0
    return {"bool": query}
