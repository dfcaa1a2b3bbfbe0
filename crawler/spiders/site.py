"""The spider of one site: it asks for what the visit hands out and gives back what came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, Spider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.visits.visit import Visit
    from domain.source import Source

__all__ = ["SiteSpider"]


class SiteSpider(Spider):
    """Base of the CMS families. A family sets what its sites have in common; a source file may say otherwise.

    ``article_urls``: pattern of article addresses; ``deny_urls``: patterns of what is never an article there;
    ``feeds``/``sitemaps``: where such a site keeps them, tried by ``source add``.
    """

    name = "site"
    family: ClassVar[str] = "generic"
    article_urls: ClassVar[str | None] = None
    deny_urls: ClassVar[tuple[str, ...]] = ()
    feeds: ClassVar[tuple[str, ...]] = ("/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml")
    sitemaps: ClassVar[tuple[str, ...]] = ("/sitemap.xml", "/sitemap_index.xml")
    source: ClassVar[Source | None] = None
    visit: Visit

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, visit: Visit | None = None, **kwargs: Any) -> Self:
        """As Scrapy makes it. ``scrapy crawl`` gives no visit: then the spider opens the store and begins one."""
        if visit is None:
            from crawler.project import begin

            visit = begin(crawler, cls.source)
        return super().from_crawler(crawler, *args, visit=visit, **kwargs)

    async def start(self) -> AsyncIterator[Request]:
        """The requests of the visit, one after another: the next is made when the last is recorded."""
        async for request in self.visit.requests():
            yield request.replace(callback=self.parse, errback=self.failed)

    def parse(self, response: Response, **_: Any) -> None:
        """Hand an answer to the visit."""
        self.visit.answered(response)

    def failed(self, failure: Failure) -> None:
        """Hand a failure to the visit."""
        self.visit.broke(failure.value or RuntimeError(failure.getErrorMessage()))
