"""The public entry: one page in, one article out, or a plain reason why not."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.extraction.announced import Announced, announced
from crawler.extraction.authors.choosing import find_author
from crawler.extraction.body.reading import Body, plain, read_body
from crawler.extraction.dates.choosing import find_dates
from crawler.extraction.decode.parsing import parse
from crawler.extraction.fingerprint import content_hash
from crawler.extraction.hint import Hint
from crawler.extraction.metadata import canonical_url, language_of, read_jsonld, read_meta
from crawler.extraction.next_pages import next_pages
from crawler.extraction.page import Page
from crawler.extraction.refusal import refuse_list, refuse_static, refuse_wall
from domain.article import Article
from domain.errors import DiemTinError, ExtractError, NotAnArticle
from domain.incidents import incident
from domain.source import Source

__all__ = ["MAX_BODY", "Reading", "extract_page", "next_pages_of", "read_article"]

MAX_BODY = 400_000
"""Longest body that is kept, in characters: some two hundred pages of print."""
_CUT = "[Bài quá dài, chỉ giữ 400.000 ký tự đầu; xem toàn văn ở trang gốc hoặc bản lưu.]"
_log = logging.getLogger(__name__)


def _none_there(url: str) -> None:
    """No further page has been fetched."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, and the address of its next page where its site cuts it into several and that page is not there yet.
    ``idle``: the page after the last one that told more told nothing: no more of them are worth asking for.
    """

    article: Article
    next_page: str | None = None
    idle: str | None = None


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

    Raises ``NotAnArticle`` for lists, home pages, walls and errors, ``ExtractError`` for what is no readable page,
    ``SourceError`` for a selector of ``source`` that cannot be read.
    """
    return read_article(
        content, url, source=source, content_type=content_type, hint=hint, fetched_at=fetched_at
    ).article


def read_article(
    content: bytes | str,
    url: str,
    *,
    source: Source | None = None,
    content_type: str | None = None,
    hint: Hint | None = None,
    fetched_at: datetime | None = None,
    part: Callable[[str], bytes | str | None] = _none_there,
) -> Reading:
    """The article that begins on a page, and which further page of it is wanted. ``part``: the bytes of a further page,
    by its address; None where it has not been fetched. Raises as ``extract_page``.
    """
    try:
        page, body = _read(content, url, source, content_type, hint, fetched_at)
        refuse_wall(page, body)
        refuse_list(page, body)
        refuse_static(page, body)
        more = _further(page, body, part)
        return Reading(_article(page, body, more), more.wanted, more.idle)
    except DiemTinError:
        raise
    except Exception as error:  # a hostile page must not stop a run, whatever library it upsets
        made = incident(_log, "extraction failed", error, url=url)
        raise ExtractError(
            f"Không đọc được trang này (mã {made} trong nhật ký).", "Mở trang bằng trình duyệt để kiểm tra."
        ) from error


def next_pages_of(content: bytes | str, url: str, *, source: Source | None = None) -> tuple[str, ...]:
    """Addresses of the further pages of the article at ``url``, in order; empty for what has one page or is no page."""
    try:
        return next_pages(*_read(content, url, source))
    except DiemTinError:
        return ()


@dataclass(slots=True)
class _Further:
    """What the further pages add, in order; ``wanted``: the first of them that is not there; ``idle``: one that adds
    nothing.
    """

    paragraphs: list[str] = field(default_factory=list)
    found: Announced = field(default_factory=Announced)
    wanted: str | None = None
    idle: str | None = None


def _further(page: Page, body: Body, part: Callable[[str], bytes | str | None]) -> _Further:
    more = _Further()
    known = {body.title, *body.paragraphs}
    ahead, met = list(next_pages(page, body)), set[str]()
    while ahead:
        url = ahead.pop(0)
        met.add(url)
        content = part(url)
        if content is None:
            more.wanted = url
            return more
        fresh, found, named = _later_page(content, url, page, known)
        if not fresh:
            more.idle = url
            return more
        more.paragraphs += fresh
        known.update(fresh)
        more.found = more.found.with_more(found)
        ahead += [one for one in named if one not in met and one not in ahead]
    return more


def _later_page(
    content: bytes | str, url: str, first: Page, known: Collection[str]
) -> tuple[list[str], Announced, Sequence[str]]:
    """What a further page says that is not known, its pictures and files, and the pages that it names in turn."""
    try:
        page, body = _read(content, url, first.source)
        refuse_wall(page, body)
    except (NotAnArticle, ExtractError):
        return [], Announced(), ()
    return (
        [text for text in body.paragraphs if text not in known],
        announced(page, body),
        next_pages(page, body, first.url),
    )


def _read(
    content: bytes | str,
    url: str,
    source: Source | None,
    content_type: str | None = None,
    hint: Hint | None = None,
    fetched_at: datetime | None = None,
) -> tuple[Page, Body]:
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
    return page, read_body(page)


def _article(page: Page, body: Body, more: _Further) -> Article:
    paragraphs = body.paragraphs + more.paragraphs
    author = find_author(page, paragraphs)
    kept = [text for n, text in enumerate(paragraphs) if n not in author.drop]
    found = announced(page, body).with_more(more.found)
    if not kept and not found:
        raise NotAnArticle("Trang không có nội dung bài viết.")
    lead_parts = [text for n, text in enumerate(paragraphs[: body.lead]) if n not in author.drop]
    lead = "\n\n".join(lead_parts) or None
    text = _capped("\n\n".join(kept))
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


def _capped(text: str) -> str:
    """A body of at most ``MAX_BODY`` characters; where something was left out, its last paragraph says so."""
    if len(text) <= MAX_BODY:
        return text
    end = text.rfind("\n\n", MAX_BODY // 2, MAX_BODY)
    if end < 0:
        end = max(text.rfind(" ", 0, MAX_BODY), MAX_BODY // 2)
    return text[:end].rstrip() + f"\n\n{_CUT}"
