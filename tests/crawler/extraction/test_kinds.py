"""Kinds of trouble that real sites showed: what is right on each, and what beside it must stay."""

from __future__ import annotations

import json

import pytest

from crawler.extraction import extract_page
from domain.errors import NotAnArticle
from tests.crawler.extraction.kind_pages import ARTICLES, REFUSED, Kind


def by_name(page: Kind) -> str:
    return page.name


@pytest.mark.parametrize("page", ARTICLES, ids=by_name)
def test_every_field_is_right(page: Kind) -> None:
    article = extract_page(page.html, page.url)
    dates = json.loads(article.model_dump_json(include={"published_at", "updated_at", "date_origin"}))
    assert article.title == page.title
    if page.body is not None:
        assert tuple(part for part in article.body.split("\n\n") if part) == page.body
        assert article.lead == page.lead
    assert (article.author, article.office) == (page.author, page.office)
    assert (dates["published_at"], dates["updated_at"]) == (page.published, page.updated)
    assert (dates["date_origin"] is None) == (page.published is None)
    assert [file.url.partition(".vn")[2] for file in article.attachments] == list(page.files)
    if page.images:
        assert len(article.images) == page.images


@pytest.mark.parametrize("page", REFUSED, ids=by_name)
def test_what_is_no_article_is_refused_as_what_it_is(page: Kind) -> None:
    with pytest.raises(NotAnArticle) as caught:
        extract_page(page.html, page.url)
    assert page.refused in str(caught.value)
