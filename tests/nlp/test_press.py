"""The press articles hold together, and what is measured on them does not fall."""

from __future__ import annotations

from domain.areas import reform_areas
from nlp.gold.articles import gold_articles
from nlp.gold.press import measure_press, press_articles, press_failures
from nlp.quality import annotated_press


def test_labels_hold_together() -> None:
    articles = press_articles()
    assert len(articles) >= 60
    assert len({article.id for article in articles} | {gold.id for gold in gold_articles()}) == len(articles) + len(
        gold_articles()
    )
    codes = {area.code for area in reform_areas()}
    for article in articles:
        assert set(article.topics) <= codes
        assert bool(article.topics) == article.relevant, article.id
        assert all(figure in article.text for figure in article.key), article.id


def test_most_are_no_news_of_reform_and_both_kinds_of_press_are_there() -> None:
    for split in ("dev", "test"):
        held = [article for article in press_articles() if article.split == split]
        assert sum(article.relevant for article in held) < len(held) / 2
        assert {article.kind for article in held} == {"general", "health"}
    assert {area for article in press_articles() for area in article.topics} == {area.code for area in reform_areas()}


def test_quality_stays_above_its_floors() -> None:
    assert press_failures(measure_press(annotated_press("test"))) == []


def test_a_fall_is_noticed() -> None:
    pairs = annotated_press("test")
    alarmed = [(article, annotation.model_copy(update={"relevance": 0.9})) for article, annotation in pairs]
    lines = press_failures(measure_press(alarmed))
    assert any("false alarms" in line for line in lines)
    assert any(line.startswith("press relevance precision") for line in lines)
    long = tuple(["Đơn vị này " + "dài " * 60 + "."] * 2)
    wordy = [(article, annotation.model_copy(update={"summary": long})) for article, annotation in pairs]
    assert {line.split(":")[0] for line in press_failures(measure_press(wordy))} == {
        "press summary short",
        "press summary alone",
        "press summary key",
    }
