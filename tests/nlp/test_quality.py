"""The labelled articles hold together, and what is measured on them does not fall."""

from __future__ import annotations

import pytest

from domain.areas import reform_areas
from nlp.gold.articles import corpus_hash, gold_articles
from nlp.gold.scoring import Score, errors, measure, topics_macro
from nlp.quality import annotated, check_floors, main, read_floors


def test_every_label_stands_where_it_says() -> None:
    articles = gold_articles()
    assert len(articles) >= 60
    assert len({article.id for article in articles}) == len(articles)
    codes = {area.code for area in reform_areas()}
    for article in articles:
        spans = (*article.entities, *article.documents, *article.figures, *article.dates)
        assert all(article.text[span.start : span.end] == span.text for span in spans), article.id
        assert set(article.topics) <= codes
        assert not article.topics or article.relevant, article.id


def test_both_splits_hold_every_kind() -> None:
    for split in ("dev", "test"):
        scores = measure(annotated(split))
        assert all(score.labelled > 0 for score in scores.values()), split


def test_quality_stays_above_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().err
    assert "topics macro" in capsys.readouterr().out


def test_a_fall_is_noticed() -> None:
    pairs = annotated("test")
    scores = measure(pairs)
    corpus, floors = read_floors()
    assert corpus == corpus_hash()
    assert set(scores) <= set(floors)
    lost = {**scores, "ORG": Score(scores["ORG"].right - 30, scores["ORG"].found, scores["ORG"].labelled)}
    assert any(line.startswith("ORG recall") for line in check_floors(lost, topics_macro(pairs)))


def test_errors_name_what_was_missed() -> None:
    gold, annotation = annotated("dev")[0]
    lines = errors(gold, annotation.model_copy(update={"entities": ()}))
    assert any(line.startswith("- ORG") for line in lines)


def test_scores() -> None:
    score = Score(right=3, found=4, labelled=6)
    assert (score.precision, score.recall, round(score.f1, 3)) == (0.75, 0.5, 0.6)
