"""A page becomes an article: title, lead, body, author, dates, images, attachments.

``extract_page(content, url, …) -> Article`` raises ``NotAnArticle`` or ``ExtractError`` and nothing else.
"""

from __future__ import annotations

from crawler.extraction.article import extract_page
from crawler.extraction.hint import Hint
from crawler.extraction.url_shape import looks_like_article_url

__all__ = ["Hint", "extract_page", "looks_like_article_url"]
