"""Unknown dresses, no source file: every field right, no list taken for an article."""

from __future__ import annotations

import json

import pytest

from crawler.extraction import extract_page
from domain.errors import NotAnArticle
from tests.crawler.extraction.stranger_pages import ARTICLES, LISTS, Stranger


def by_name(page: Stranger) -> str:
    return page.name


@pytest.mark.parametrize("page", ARTICLES, ids=by_name)
def test_every_field_is_right(page: Stranger) -> None:
    article = extract_page(page.html, page.url)
    dates = json.loads(article.model_dump_json(include={"published_at", "updated_at", "date_origin"}))
    assert article.title == page.title
    assert tuple(article.body.split("\n\n")) == page.body
    assert article.author == page.author
    assert (dates["published_at"], dates["updated_at"]) == (page.published, page.updated)
    assert (dates["date_origin"] is None) == (page.published is None)


@pytest.mark.parametrize("page", LISTS, ids=by_name)
def test_lists_are_refused(page: Stranger) -> None:
    with pytest.raises(NotAnArticle):
        extract_page(page.html, page.url)
