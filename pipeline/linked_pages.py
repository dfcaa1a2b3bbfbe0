"""Articles of sites that are no source: a person names an address, and it is fetched, archived, extracted, annotated,
indexed and looked at again like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from domain.correction import Correction, CorrectionKind
from domain.errors import CrawlError, ExtractError, SourceError
from pipeline.process import process_all

if TYPE_CHECKING:
    from crawler.onboarding.linked_page import LinkedPage
    from domain.source import Source
    from pipeline.context import Context
    from store import Store
    from store.articles.repository import StoredArticle

__all__ = ["add_page", "known_page", "linked_sources", "preview_page"]

_BUSY = "Nguồn {name} đang được thu thập nên bài chưa lấy về ngay; địa chỉ đã xếp hàng cho lần thu thập sau."


def known_page(store: Store, url: str) -> StoredArticle | None:
    """The article that stands at an address, when there is one. Raises UsageError for what is no address."""
    from crawler.onboarding.linked_page import address_of

    return store.articles.by_url(address_of(url))


def preview_page(context: Context, url: str) -> LinkedPage:
    """The article as it would be stored; nothing is kept. Blocks while the page is fetched, in the queue of its host.

    Raises UsageError (no address), CrawlError (not to be had) and ExtractError (no article on it).
    """
    from crawler.onboarding.linked_page import look_at_page

    with context.store() as store:
        return look_at_page(url, store, context.settings, _known(context))


def add_page(
    context: Context, page: LinkedPage, *, published: date | None = None, title: str | None = None, author: str = ""
) -> StoredArticle:
    """Fetch a page that was looked at and take it through all stages; the article. ``published``, ``title``: what the
    person ``author`` says they are. Raises CrawlError where it came to nothing this time, ExtractError where the page
    holds no article any more.
    """
    from crawler.run import crawl
    from store.crawl.frontier import Kind, NewAddress, Rank

    source = page.source
    with context.store() as store:
        record = store.sources.records().get(source.id)
        new = NewAddress(url=page.url, kind=Kind.ARTICLE, source=source.id, rank=Rank.ENTRY_POINT)
        if not store.frontier.add(new):
            store.frontier.schedule(page.url, store.database.now(), Rank.ENTRY_POINT)
        report = crawl(store, [source], context.settings, limit=1, recheck=False)
        if record is not None and not record.by_link:
            store.sources.remember(record)  # how the source is read as a whole, not for this one page
        article = store.articles.by_url(page.url)
        if article is None:
            if source.id in report.busy:
                raise CrawlError(_BUSY.format(name=source.name), "Hãy chạy diemtin run sau ít phút.")
            raise _why_not(store, page.url, report.sources[source.id].trouble)
        said: dict[CorrectionKind, dict[str, str]] = {}
        if published is not None:
            said[CorrectionKind.DATE_SET] = {"published_at": published.isoformat()}
        if title is not None:
            said[CorrectionKind.TITLE_SET] = {"title": title}
        for kind, value in said.items():
            store.corrections.add(Correction(article_id=article.id, kind=kind, value=value, author=author))
        article = store.articles.get(article.id) or article
    process_all(context)
    return article


def linked_sources(store: Store) -> list[Source]:
    """The sources that consist of pages people named, so that these are looked at again."""
    return [source for source in store.sources.records().values() if source.by_link]


def _known(context: Context) -> Sequence[Source]:
    try:
        return context.all_sources()
    except SourceError:  # no folder of sources: every site is unknown
        return []


def _why_not(store: Store, url: str, trouble: str | None) -> CrawlError | ExtractError:
    entry = store.frontier.get(url)
    if trouble or entry is None or entry.outcome is None:
        return CrawlError(f"Chưa lấy được {url}: {trouble or 'trang chưa trả lời'}.", "Hãy thử lại sau.")
    return ExtractError(
        f"Không lấy được bài ở {url}: {entry.reason or 'trang này không phải trang bài viết'}.",
        "Hãy mở trang bằng trình duyệt để kiểm tra.",
    )
