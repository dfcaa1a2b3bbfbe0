"""The order of hits against graded judgements: nDCG@10 for every engine, with a floor that is never lowered in silence."""

from __future__ import annotations

from collections.abc import Iterator
from math import log2
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from domain.search import SearchRequest
from index import SearchEngine
from tests.index.conftest import ENGINES, PARAMS
from tests.index.shelf import shelf

FLOOR = 0.96
LEAST = 60


class Judgement(NamedTuple):
    """A query and the grade of every article that answers it."""

    query: str
    slip: bool
    grades: dict[str, int]


def judgements() -> list[Judgement]:
    rows = yaml.safe_load((Path(__file__).parent / "judgements.yaml").read_text(encoding="utf-8"))
    return [
        Judgement(
            row["query"],
            row.get("slip", False),
            {article: int(grade) for grade, articles in row["grades"].items() for article in articles},
        )
        for row in rows
    ]


def ndcg(found: list[str], grades: dict[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain, gain 2^grade − 1 (Järvelin and Kekäläinen 2002)."""

    def gain(ordered: list[int]) -> float:
        return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(ordered[:depth]))

    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(name, 0) for name in found]) / best


def first_ten(engine: SearchEngine, judgement: Judgement) -> list[str]:
    response = engine.search(SearchRequest(query=judgement.query, limit=10))
    if judgement.slip:
        assert response.suggestion is not None, f"no suggestion for {judgement.query}"
        response = engine.search(SearchRequest(query=response.suggestion.query, limit=10))
    return [hit.id for hit in response.hits]


@pytest.fixture(scope="module", params=PARAMS)
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An engine that holds the sample articles."""
    with ENGINES[request.param](request, tmp_path_factory.mktemp("samples")) as opened:
        opened.write(shelf())
        yield opened


def test_the_order_is_good(samples: SearchEngine, capsys: pytest.CaptureFixture[str]) -> None:
    judged = judgements()
    scores = {one.query: ndcg(first_ten(samples, one), one.grades) for one in judged}
    mean = sum(scores.values()) / len(scores)
    worst = sorted(scores.items(), key=lambda item: item[1])[:8]
    with capsys.disabled():
        print(f"\n{samples.name}: nDCG@10 {mean:.4f} over {len(scores)} queries; worst:")
        for query, score in worst:
            print(f"  {score:.3f}  {query}")
    assert len(judged) >= LEAST
    assert mean >= FLOOR


def test_the_best_answer_is_near_the_top(samples: SearchEngine) -> None:
    """For every query an article of the highest grade is among the first three."""
    for one in judgements():
        top = max(one.grades.values())
        assert any(one.grades.get(name) == top for name in first_ten(samples, one)[:3]), one.query


def test_judgements_name_sample_articles() -> None:
    known = {article.id for article in shelf()}
    for one in judgements():
        assert set(one.grades) <= known, one.query
    assert len({one.query for one in judgements()}) == len(judgements())
    assert sum(one.slip for one in judgements()) >= 5


def test_the_measure_knows_good_from_bad() -> None:
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b"], grades) == 1
    assert ndcg(["b", "a"], grades) < 1
    assert ndcg(["x", "y"], grades) == 0
    assert ndcg(["x", "a"], grades) < ndcg(["a", "x"], grades)
