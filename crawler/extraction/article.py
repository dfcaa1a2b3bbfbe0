"""The public entry: one page in, one article out, or a plain reason why not."""

from __future__ import annotations

import logging
from datetime import datetime

from lxml.html import HtmlElement

from crawler.extraction.authors.choosing import find_author
from crawler.extraction.body.reading import Body, plain, read_body
from crawler.extraction.dates.choosing import find_dates
from crawler.extraction.decode.parsing import parse
from crawler.extraction.fingerprint import content_hash
from crawler.extraction.hint import Hint
from crawler.extraction.images_and_files import find_attachments, find_images
from crawler.extraction.metadata import base_url, canonical_url, language_of, read_jsonld, read_meta
from crawler.extraction.page import Page
from crawler.extraction.refusal import refuse_list, refuse_wall
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
    return _article(page, body)


def _article(page: Page, body: Body) -> Article:
    paragraphs = body.paragraphs
    author = find_author(page, paragraphs)
    kept = [text for n, text in enumerate(paragraphs) if n not in author.drop]
    if not kept:
        raise NotAnArticle("Trang không có nội dung bài viết.")
    lead_parts = [text for n, text in enumerate(paragraphs[: body.lead]) if n not in author.drop]
    lead = "\n\n".join(lead_parts) or None
    text = "\n\n".join(kept)
    dates = find_dates(page)
    roots, dead, base = _roots(page, body), body.dead, base_url(page.tree, page.url)
    return Article(
        url=page.url,
        canonical_url=canonical_url(page.tree, page.url, page.meta),
        source=page.source.id if page.source else None,
        title=plain(page.title),
        lead=lead,
        body=text,
        author=author.name,
        published_at=dates.published_at,
        updated_at=dates.updated_at,
        date_origin=dates.date_origin,
        images=find_images(roots, dead | body.clutter, base),
        attachments=find_attachments(page.tree, roots, dead, base),
        language=body.language or language_of(text, page.tree, page.meta),
        fetched_at=page.fetched_at,
        content_hash=content_hash(page.title, text),
    )


def _roots(page: Page, body: Body) -> list[HtmlElement]:
    """Elements in which pictures and files are looked for: around lead and body, if that is not the whole page."""
    if body.content is None:
        return []
    boxes = body.outline.boxes
    roots = [boxes[b].element for b in body.content.boxes]
    around = page.container
    if around is not None and around not in roots and around.tag not in {"body", "html", "form"}:
        total = sum(len(block.text) for block in body.outline.blocks)
        inside = next((b for b in boxes if b.element is around), None)
        size = sum(len(block.text) for block in body.outline.blocks[inside.first : inside.last]) if inside else total
        own = sum(len(body.outline.blocks[i].text) for i in body.order)
        if size < 1.6 * own + 300:
            return [around]
    return roots
