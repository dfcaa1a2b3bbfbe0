"""The spider of one site: it asks for what the visit hands out and gives back what came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from scrapy import Request, Spider

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from domain.source import Source

__all__ = ["SiteSpider", "Visiting", "spider_class"]


class Visiting(Protocol):
    """What a spider needs of a visit."""

    def requests(self) -> AsyncIterator[Request]:
        """The requests, one at a time; ``answered`` or ``broke`` follows each."""

    def answered(self, response: Response) -> None:
        """Take the answer to the request handed out last."""

    def broke(self, error: BaseException) -> None:
        """Take the failure of the request handed out last."""


class SiteSpider(Spider):
    """A spider takes a visit, it never begins one. ``source``: whose spider it is (see ``spider_class``)."""

    name = "site"
    source: ClassVar[Source | None] = None
    visit: Visiting

    def __init__(self, *args: Any, visit: Visiting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit

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


def spider_class(source: Source, base: type[SiteSpider] = SiteSpider) -> type[SiteSpider]:
    """The spider of a source, under the source's name."""
    return type(f"{base.__name__}_{source.id.replace('-', '_')}", (base,), {"name": source.id, "source": source})
