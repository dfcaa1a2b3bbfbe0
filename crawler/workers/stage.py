"""The extraction stage: reads pages that wait from the store, has worker processes extract them, writes articles back.

What waits is a query, so a stage that dies leaves nothing behind but pages that still wait.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from crawler.attachments.names import attachment_names
from crawler.families import with_family
from crawler.report import SourceReport
from crawler.urls import canonical, is_trap
from crawler.workers.job import Done, first_page, job_of, perform, without
from crawler.workers.one_text import NOTICE, OneText
from crawler.workers.pool import LOG, Lost, Pool
from domain.article import Article
from domain.source import Source
from store import Store
from store.articles.repository import Change
from store.crawl.archive import ArchiveError, DamagedRecord
from store.crawl.frontier import Kind, NewAddress
from store.crawl.pages import Page

if TYPE_CHECKING:
    from domain.settings import Settings

__all__ = ["EXTRACTOR", "Stage", "extraction_pool"]

EXTRACTOR = "diemtin-2"
"""Which rules made an article; raised when extraction changes in substance."""

_READ_AHEAD = 4
_MAX_ATTACHMENTS = 50
_STRANGER = "Chỉ có bài đã gỡ chuyển hướng tới trang này; đây không phải một bài viết của nguồn."


def extraction_pool(settings: Settings) -> Pool:
    """The pool that extracts, as the settings want it."""
    return Pool(settings.extraction_workers, log=settings.data_dir / LOG, modules=("crawler.workers.job",))


class Stage:
    """Extracts what waits of the given sources, until ``stop``. ``reports`` gain the counts."""

    def __init__(
        self,
        store: Store,
        pool: Pool,
        sources: Mapping[str, Source],
        reports: Mapping[str, SourceReport],
        advance: Callable[[], None] | None = None,
    ) -> None:
        self._store = store
        self._pool = pool
        self._sources = {name: with_family(source) for name, source in sources.items()}
        self._reports = reports
        self._advance = advance
        self._fresh: set[str] = set()
        self._reached: dict[str, int] = {}
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._busy_of: Counter[str] = Counter()
        self._ready: list[tuple[Page, Done | None]] = []
        self._one_text = OneText(store)
        self._news = asyncio.Event()
        self._changed = asyncio.Condition()
        self._stopping = False
        self._error: Exception | None = None
        self._unread: Counter[str] = Counter()
        self.done = 0
        self.unread = 0
        """Pages whose bytes the archive does not give now; they go on waiting."""
        self.why_unread = ""
        self.last_step = time.monotonic()
        """When a page was last begun or written, by the monotonic clock."""

    def watch(self, source: str) -> None:
        """Take up the pages of one more source."""
        self._reached.setdefault(source, 0)
        self.wake(source)

    def wake(self, source: str) -> None:
        """Pages of a source wait."""
        self._fresh.add(source)
        self._news.set()

    def stop(self) -> None:
        """Begin nothing new; what is being extracted is written, the rest waits in the store."""
        self._stopping = True
        self._news.set()

    async def drained(self, source: str) -> None:
        """Return when no page of a source waits that the archive gives, or the stage stops."""
        self.wake(source)
        async with self._changed:
            await self._changed.wait_for(lambda: self._stopping or not self._waits(source))
        if not self._stopping:
            self._settle(source)

    def _waits(self, source: str) -> bool:
        """Whether pages of a source wait, but for those that are held back or that the archive does not give now."""
        left = self._store.pages.pending_count(source) - self._one_text.count(source)
        return bool(self._busy_of[source]) or left > self._unread[source]

    def _settle(self, source: str) -> None:
        """The pages of a source are all read: what was held back is written, or is no article."""
        report = self._reports.get(source) or SourceReport(source)
        with self._store.transaction():
            for page, article in self._one_text.settle(source):
                self._write_article(page, article, report)

    async def run(self, until_empty: bool = False) -> None:
        """Work until ``stop``; with ``until_empty`` until nothing waits."""
        try:
            while not self._stopping:
                begun = self._begin()
                if until_empty and not begun and not self._busy and not self._ready:
                    for source in self._one_text.sources():
                        self._settle(source)
                    break
                await self._news.wait()
                self._news.clear()  # before the writing, which waits: what comes meanwhile is news again
                await self._write_ready()
                if self._error is not None:
                    raise self._error
        finally:
            self._stopping = True
            if self._busy:
                await asyncio.wait(self._busy.values(), timeout=3.0)
            await self._write_ready()
            for task in list(self._busy.values()):
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)
            async with self._changed:
                self._changed.notify_all()

    def _begin(self) -> int:
        """Hand out pages, as many as the workers can take, a fair share to each source."""
        room = self._pool.count * _READ_AHEAD - len(self._busy)
        begun = 0
        for source in sorted(self._fresh):
            if room <= 0:
                break
            pages = self._store.pages.pending(source, limit=room, after=self._reached[source])
            if len(pages) < room:
                self._fresh.discard(source)
            for page in pages:
                self.last_step = time.monotonic()
                self._reached[source] = page.id
                self._busy[page.id] = asyncio.create_task(self._extract(page))
                self._busy_of[source] += 1
            room -= len(pages)
            begun += len(pages)
        return begun

    async def _extract(self, page: Page) -> None:
        try:
            done = await self._done(page)
            self._ready.append((page, done))  # not before the wait: what is ready may have been taken away meanwhile
        except DamagedRecord as error:
            self._ready.append((page, Done("failed", str(error))))
        except ArchiveError as error:
            self._ready.append((page, None))
            self.why_unread = self.why_unread or str(error)
        except Exception as error:
            self._error = error
        self._news.set()

    async def _done(self, page: Page) -> Done:
        start = first_page(self._store, page) if page.kind is Kind.CONTINUATION else page
        if start is None:
            return Done("none")
        job = job_of(self._store, start, self._sources.get(page.source))
        try:
            return await self._pool.run(perform, job, page.url)
        except Lost as lost:
            return without(job, lost)

    async def _write_ready(self) -> None:
        ready, self._ready = self._ready, []
        if not ready:
            return
        with self._store.transaction():
            for page, done in ready:
                if done is not None:
                    self._write(page, done)
        self.last_step = time.monotonic()
        for page, done in ready:
            self._busy.pop(page.id, None)
            self._busy_of[page.source] -= 1
            self._count(page.source, read=done is not None)
        async with self._changed:
            self._changed.notify_all()

    def _count(self, source: str, *, read: bool) -> None:
        if read:
            self.done += 1
        else:
            self.unread += 1
            self._unread[source] += 1
            if source in self._reports:
                self._reports[source].unread += 1
                self._reports[source].why_unread = self.why_unread
        if self._advance is not None:
            self._advance()

    def _write(self, page: Page, done: Done) -> None:
        report = self._reports.get(page.source) or SourceReport(page.source)
        if page.kind is Kind.CONTINUATION:
            self._write_continued(page, done, report)
        elif done.article is not None:
            if not self._one_text.holds(page, done.article):
                self._write_article(page, done.article, report)
                self._ask_for_more(page, done)
            elif title := self._one_text.is_everywhere(page.source):
                report.trouble = f"{NOTICE} Tiêu đề: “{title[:120]}”. Chưa ghi gì; sẽ thử lại ở lần thu thập sau."
        elif done.attachment is not None:
            read = done.attachment
            for url in attachment_names(self._store, page.url):
                self._store.attachments.save(
                    url,
                    state=read.state,
                    text=read.text,
                    page_id=page.id,
                    media_type=read.media_type,
                    reason=read.reason,
                )
            self._store.pages.mark(page.id, "attachment")
        else:
            self._store.pages.mark(page.id, done.state, done.reason)
            if done.state == "not_article":
                report.not_articles += 1
                report.withdrawn += self._store.articles.sent_on(page.url, None, page.fetched_at).withdrawn
            else:
                report.failed += 1

    def _write_continued(self, page: Page, done: Done, report: SourceReport) -> None:
        """An article with one more of its pages: the reading of its first page is made whole."""
        idle = done.idle is not None and canonical(done.idle) == page.url
        self._store.pages.mark(page.id, "idle" if idle else done.state if done.article is None else "continuation")
        first = first_page(self._store, page)
        if done.article is not None and first is not None:
            counts = SourceReport(page.source)  # a text that got whole is not one that changed
            self._write_article(first, done.article, counts)
            report.changed += counts.changed
            self._ask_for_more(first, done)

    def _ask_for_more(self, page: Page, done: Done) -> None:
        """The next page of an article."""
        url = canonical(done.next_page) if done.next_page else None
        if url is not None and not is_trap(url):
            self._store.frontier.add(
                NewAddress(url=url, kind=Kind.CONTINUATION, source=page.source, discovered_from=page.url)
            )

    def _write_article(self, page: Page, article: Article, report: SourceReport) -> None:
        # Its source is the page's own, whoever fetched it and whatever is known of sources now.
        article = _encoded(article).model_copy(update={"source": page.source})
        sent = self._store.articles.sent_on(page.url, article, page.fetched_at)
        report.withdrawn += sent.withdrawn
        if sent.stranger:
            self._store.pages.mark(page.id, "not_article", _STRANGER)
            report.not_articles += 1
            return
        saved = self._store.articles.save(article, page.id, extractor=EXTRACTOR)
        if saved.change is Change.NEW:
            report.new += 1
        elif saved.change is Change.NEW_VERSION:
            report.changed += 1
        else:
            report.unchanged += 1
        report.moved += saved.moved
        self._store.frontier.add_many(self._attachments(article, page.source))

    def _attachments(self, article: Article, source: str) -> Collection[NewAddress]:
        return [
            NewAddress(
                url=one.url, kind=Kind.ATTACHMENT, source=source, discovered_from=article.url, hint_title=one.name
            )
            for one in article.attachments[:_MAX_ATTACHMENTS]
            if one.url.startswith(("http://", "https://")) and not is_trap(one.url)
        ]


def _encoded(article: Article) -> Article:
    """The article with the addresses of its files spelt like every other: percent-encoded, one spelling each."""
    spelt = {one.url: canonical(one.url) for one in article.attachments}
    if all(url == spelling for url, spelling in spelt.items()):
        return article
    files = tuple(one.model_copy(update={"url": spelt[one.url] or one.url}) for one in article.attachments)
    return article.model_copy(update={"attachments": files})
