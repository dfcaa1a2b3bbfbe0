"""A page becomes an article: title, lead, body, author, dates, images, attachments.

``extract_page(content, url, …) -> Article`` raises ``NotAnArticle``, ``ExtractError`` or, for a wrong selector of
the source, ``SourceError``, and nothing else.
"""

from __future__ import annotations

from crawler.extraction.article import extract_page, next_pages_of, read_article
from crawler.extraction.hint import Hint
from crawler.extraction.url_shape import looks_like_article_url

__all__ = ["Hint", "extract_page", "looks_like_article_url", "next_pages_of", "read_article"]
