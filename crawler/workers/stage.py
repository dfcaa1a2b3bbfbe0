"""The extraction stage: reads pages that wait from the store, has worker processes extract them, writes articles back.

What waits is a query, so a stage that dies leaves nothing behind but pages that still wait.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping

from crawler.attachments.names import attachment_names
from crawler.families import with_family
from crawler.report import SourceReport
from crawler.urls import canonical, is_trap
from crawler.workers.job import Done
from crawler.workers.one_text import NOTICE, OneText
from crawler.workers.page_job import job_of
from crawler.workers.pool import Workers
from domain.article import Article
from domain.errors import StoreError
from domain.source import Source
from store import Store
from store.articles.repository import Change
from store.crawl.frontier import Kind, NewAddress
from store.crawl.pages import Page

__all__ = ["EXTRACTOR", "Stage"]

EXTRACTOR = "diemtin-2"
"""Which rules made an article; raised when extraction changes in substance."""

_READ_AHEAD = 4
_MAX_ATTACHMENTS = 50
_STRANGER = "Chỉ có bài đã gỡ chuyển hướng tới trang này; đây không phải một bài viết của nguồn."


class Stage:
    """Extracts what waits of the given sources, until ``stop``. ``reports`` gain the counts."""

    def __init__(
        self,
        store: Store,
        workers: Workers,
        sources: Mapping[str, Source],
        reports: Mapping[str, SourceReport],
        advance: Callable[[], None] | None = None,
    ) -> None:
        self._store = store
        self._workers = workers
        self._sources = {name: with_family(source) for name, source in sources.items()}
        self._reports = reports
        self._advance = advance
        self._fresh: set[str] = set()
        self._reached: dict[str, int] = {}
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._busy_of: Counter[str] = Counter()
        self._ready: list[tuple[Page, Done]] = []
        self._one_text = OneText(store)
        self._news = asyncio.Event()
        self._changed = asyncio.Condition()
        self._stopping = False
        self._error: Exception | None = None
        self.done = 0
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
        """Return when no page of a source waits, or the stage stops."""
        self.wake(source)
        async with self._changed:
            await self._changed.wait_for(lambda: self._stopping or not (self._busy_of[source] or self._left(source)))
        if not self._stopping:
            self._settle(source)

    def _left(self, source: str) -> int:
        """How many pages of a source wait, but for those that are held back."""
        return self._store.pages.pending_count(source) - self._one_text.count(source)

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
        room = self._workers.count * _READ_AHEAD - len(self._busy)
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
            self._ready.append((page, done))
        except StoreError as error:
            self._ready.append((page, Done("failed", str(error))))  # its bytes are gone from the archive
        except Exception as error:
            self._error = error
        self._news.set()

    async def _done(self, page: Page) -> Done:
        return await self._workers.run(job_of(self._store, page, self._sources.get(page.source)))

    async def _write_ready(self) -> None:
        ready, self._ready = self._ready, []
        if not ready:
            return
        with self._store.transaction():
            for page, done in ready:
                self._write(page, done)
        self.last_step = time.monotonic()
        for page, _ in ready:
            self._busy.pop(page.id, None)
            self._busy_of[page.source] -= 1
            self.done += 1
            if self._advance is not None:
                self._advance()
        async with self._changed:
            self._changed.notify_all()

    def _write(self, page: Page, done: Done) -> None:
        report = self._reports.get(page.source) or SourceReport(page.source)
        if done.article is not None:
            if not self._one_text.holds(page, done.article):
                self._write_article(page, done.article, report)
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

    def _write_article(self, page: Page, article: Article, report: SourceReport) -> None:
        article = _encoded(article)
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
