"""Whether a page is an article, whoever called it a list."""

from __future__ import annotations

from crawler.discovery.listings import ListPage
from crawler.extraction.article import extract_page
from crawler.extraction.url_shape import looks_like_article_url
from domain.errors import DiemTinError
from domain.source import Source
from domain.text import fold

__all__ = ["is_article_page"]

_LEAST = 200


def is_article_page(content: bytes, url: str, listed: ListPage, source: Source, content_type: str | None) -> bool:
    """Whether a page that names other pages (``listed``) is itself an article with related ones beside it.

    An article can be read from it, its address does not speak against it, and the titles that it names stand outside
    its text: a list's text is made of them.
    """
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
    return sum(title[:120] in body for title in titles) < max(2, len(titles) // 3)
