"""The written articles: enough of them, of every kind, and labelled with what they really say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from domain.text import fold, normalise
from samples.content import SampleArticle, load_articles
from samples.markup import blocks_of, plain_text
from samples.shapes import SHAPES

ARTICLES = load_articles()
IDS = [article.key for article in ARTICLES]
FIVE = [article for article in ARTICLES if article.site in {shape.id for shape in SHAPES}]


def text_of(article: SampleArticle) -> str:
    return plain_text(article.lead, article.body)


def test_there_are_enough_articles_of_every_kind() -> None:
    assert len(FIVE) >= 64
    assert sum(not a.reform for a in FIVE) >= 12
    weeks = {a.published.isocalendar()[:2] for a in FIVE if a.published.year == 2022}
    assert len(weeks) >= 10
    assert set(Counter(a.site for a in FIVE)) == {shape.id for shape in SHAPES}
    assert {a.shown for a in FIVE} == {"page", "feed", "listing", "none"}
    assert {a.encoding for a in FIVE} == {"utf-8", "tcvn3", "windows-1258"}
    assert {f.kind for a in FIVE for f in a.files} == {"pdf", "scan", "docx", "xlsx", "pretender"}
    assert {block.kind for a in FIVE for block in blocks_of(a.body)} == {"p", "h", "list", "table", "picture"}
    assert len({topic for a in FIVE for topic in a.topics}) == 8


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_labels_say_what_the_text_says(article: SampleArticle) -> None:
    text = text_of(article)
    squeezed = re.sub(r"\s*([/–-])\s*", r"\1", normalise(text)).replace("–", "-")
    for document in article.documents:
        if document.number:
            assert document.number in squeezed, document
        if document.date:
            days = {f"{document.date.day:02d}/{m}" for m in (f"{document.date.month}", f"{document.date.month:02d}")}
            days |= {day.lstrip("0") for day in days}
            assert any(f"{day}/{document.date.year}" in text for day in days), document
    for figure in article.figures:
        assert figure.text in text, figure
        digits = {re.sub(r"\D", "", part) for part in re.findall(r"[\d.,]+", figure.text)}
        if figure.value is not None and figure.value < 1e6 and digits:
            shown = {
                float(part.replace(".", "").replace(",", ".")) for part in re.findall(r"\d[\d.]*(?:,\d+)?", figure.text)
            }
            assert figure.value in shown or figure.value * 1e-6 in shown or figure.value * 1e-3 in shown, figure


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_articles_are_whole_and_in_normal_form(article: SampleArticle) -> None:
    text = text_of(article)
    assert 150 <= len(text.split()) <= 600
    assert not re.search(r"  |\n\n\n", text)
    if not any("QÐ" in part for part in (text,)):
        assert normalise(text) == text
    assert (
        article.author is None
        or any(article.author in line for line in article.sign)
        or article.site == "bao-thainguyen"
    )


def test_numbers_and_titles_are_unique_within_a_site() -> None:
    for shape in SHAPES:
        mine = [a for a in ARTICLES if a.site == shape.id]
        assert len({a.number for a in mine}) == len(mine)
        assert len({fold(a.title) for a in mine}) == len(mine)


def test_reprints_are_alike_and_other_articles_are_not() -> None:
    groups: dict[str, list[SampleArticle]] = defaultdict(list)
    for article in FIVE:
        if article.reprint:
            groups[article.reprint].append(article)
    assert len(groups) >= 4
    for group in groups.values():
        assert len({a.site for a in group}) == len(group) >= 2
        for one, other in combinations(group, 2):
            assert text_of(one) != text_of(other)
            assert fuzz.ratio(text_of(one), text_of(other)) > 85
    single = [a for a in FIVE if not a.reprint]
    for one, other in combinations(single, 2):
        assert fuzz.token_set_ratio(text_of(one).split("\n\n")[1], text_of(other).split("\n\n")[1]) < 90


def test_some_health_news_only_sounds_like_reform() -> None:
    assert any("cải cách hành chính" in text_of(a) for a in FIVE if not a.reform)
