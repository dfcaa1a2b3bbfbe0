"""The public entry: one page in, one article out, or a plain reason why not."""

from __future__ import annotations

import logging
from datetime import datetime

from crawler.extraction.announced import announced
from crawler.extraction.authors.choosing import find_author
from crawler.extraction.body.reading import Body, plain, read_body
from crawler.extraction.dates.choosing import find_dates
from crawler.extraction.decode.parsing import parse
from crawler.extraction.fingerprint import content_hash
from crawler.extraction.hint import Hint
from crawler.extraction.metadata import canonical_url, language_of, read_jsonld, read_meta
from crawler.extraction.page import Page
from crawler.extraction.refusal import refuse_list, refuse_static, refuse_wall
from domain.article import Article
from domain.errors import DiemTinError, ExtractError, NotAnArticle
from domain.incidents import incident
from domain.source import Source

__all__ = ["extract_page"]

_log = logging.getLogger(__name__)


def extract_page(
    content: bytes | str,
    url: str,
    *,
    source: Source | None = None,
    content_type: str | None = None,
    hint: Hint | None = None,
    fetched_at: datetime | None = None,
) -> Article:
    """The article on a page. Works on any site; ``source`` adds its selectors, ``hint`` what a list said of the page.

    Raises ``NotAnArticle`` for lists, home pages, walls and errors, ``ExtractError`` for what is no readable page.
    """
    try:
        return _extract(content, url, source, content_type, hint, fetched_at)
    except DiemTinError:
        raise
    except Exception as error:  # a hostile page must not stop a run, whatever library it upsets
        made = incident(_log, "extraction failed", error, url=url)
        raise ExtractError(
            f"Không đọc được trang này (mã {made} trong nhật ký).", "Mở trang bằng trình duyệt để kiểm tra."
        ) from error


def _extract(
    content: bytes | str,
    url: str,
    source: Source | None,
    content_type: str | None,
    hint: Hint | None,
    fetched_at: datetime | None,
) -> Article:
    tree = parse(content, content_type, source.encoding if source else None)
    page = Page(
        url=url,
        tree=tree,
        source=source,
        hint=hint,
        meta=read_meta(tree),
        jsonld=read_jsonld(tree),
        fetched_at=fetched_at,
    )
    body = read_body(page)
    refuse_wall(page, body)
    refuse_list(page, body)
    refuse_static(page, body)
    return _article(page, body)


def _article(page: Page, body: Body) -> Article:
    paragraphs = body.paragraphs
    author = find_author(page, paragraphs)
    kept = [text for n, text in enumerate(paragraphs) if n not in author.drop]
    found = announced(page, body)
    if not kept and not found:
        raise NotAnArticle("Trang không có nội dung bài viết.")
    lead_parts = [text for n, text in enumerate(paragraphs[: body.lead]) if n not in author.drop]
    lead = "\n\n".join(lead_parts) or None
    text = "\n\n".join(kept)
    dates = find_dates(page)
    return Article(
        url=page.url,
        canonical_url=canonical_url(page.tree, page.url, page.meta),
        source=page.source.id if page.source else None,
        title=plain(page.title),
        lead=lead,
        body=text,
        author=author.name,
        office=author.office,
        published_at=dates.published_at,
        updated_at=dates.updated_at,
        date_origin=dates.date_origin,
        images=found.images,
        attachments=found.attachments,
        language=body.language or language_of(text, page.tree, page.meta),
        fetched_at=page.fetched_at,
        content_hash=content_hash(page.title, text),
    )
