"""Whether a page is an article, whoever called it a list."""

from __future__ import annotations

import re

from crawler.discovery.addresses import own_address
from crawler.discovery.listings import ListPage, row_texts
from crawler.extraction.article import extract_page
from crawler.extraction.url_shape import looks_like_article_url
from crawler.families import family_of
from domain.errors import DiemTinError
from domain.source import Source
from domain.text import fold

__all__ = ["is_article_page"]

_LEAST = 200


def is_article_page(content: bytes, url: str, listed: ListPage, source: Source, content_type: str | None) -> bool:
    """Whether a page that names other pages (``listed``) is itself an article with related ones beside it.

    An article can be read from it, its address does not speak against it, and what it names stands outside its text:
    a list's text is made of the titles and summaries of its rows.
    """
    url, preset = own_address(url, source), family_of(source.family).article_urls
    if preset and not re.search(preset, url):
        return False
    opinion = looks_like_article_url(url)
    if opinion is False or (opinion is None and listed.next):
        return False
    try:
        article = extract_page(content, url, source=source, content_type=content_type)
    except DiemTinError:
        return False
    if len(article.body) < _LEAST:
        return False
    body = fold(article.body)
    titles = [fold(link.title) for link in listed.links if link.title and len(link.title.split()) >= 5]
    if sum(title[:120] in body for title in titles) >= max(2, len(titles) // 3):
        return False
    starts = [fold(paragraph)[:80] for paragraph in article.body.split("\n\n") if len(paragraph) >= 40]
    rows = [fold(text) for text in row_texts(content, url, {link.url for link in listed.links}, content_type)]
    return sum(any(start in row for start in starts) for row in rows) < 2
