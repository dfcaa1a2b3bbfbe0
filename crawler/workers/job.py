"""One unit of extraction: a stored page as it is handed to a worker process, and what is handed back."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from crawler.extraction.article import read_article
from crawler.extraction.hint import Hint
from crawler.urls import canonical
from crawler.workers.pool import Loss, Lost
from domain.article import Article, DateOrigin
from domain.errors import ExtractError, NotAnArticle, SourceError
from domain.incidents import incident
from domain.source import Source
from store.crawl.archive import DamagedRecord
from store.crawl.frontier import Kind

if TYPE_CHECKING:
    from crawler.attachments import AttachmentText
    from store import Store
    from store.crawl.pages import Page

__all__ = ["Done", "Job", "first_page", "job_of", "perform", "without"]

_LOST = {
    Loss.SLOW: "Xử lý quá lâu nên đã bỏ, cả ở lần thử lại.",
    Loss.BIG: "Quá lớn để đọc.",
    Loss.DIED: "Không xử lý được (chương trình xử lý bị dừng, cả ở lần thử lại).",
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A page to extract, or an attachment to read. ``kind``: article or attachment; ``parts``: the bytes of the later
    pages of an article that its site cuts into several, by address.
    """

    kind: str
    content: bytes
    url: str
    source: Source | None
    content_type: str | None
    fetched_at: datetime
    hint_title: str | None = None
    hint_date: date | datetime | None = None
    hint_origin: str | None = None
    parts: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: an article, an attachment's text, or a ``state`` of the page with its ``reason``.
    ``next_page``: a later page of the article that is wanted; ``idle``: one that adds nothing to it.
    """

    state: str
    reason: str | None = None
    article: Article | None = None
    attachment: AttachmentText | None = None
    next_page: str | None = None
    idle: str | None = None


def job_of(store: Store, page: Page, source: Source | None) -> Job:
    """The job that reads this page: its bytes from the archive, and what feed or list said of its address. Raises
    StoreError where the archive does not give them.
    """
    entry = store.frontier.get(page.url)
    headers = {name.lower(): value for name, value in page.headers.items()}
    return Job(
        kind="attachment" if page.kind is Kind.ATTACHMENT else "article",
        content=store.archive.read(page.ref).body,
        url=page.final_url,
        source=source,
        content_type=headers.get("content-type") or page.media_type,
        fetched_at=page.fetched_at,
        hint_title=entry.hint_title if entry else None,
        hint_date=entry.hint_date if entry else None,
        hint_origin=entry.hint_origin if entry else None,
        parts=_parts(store, page) if page.kind is Kind.ARTICLE else {},
    )


def _parts(store: Store, page: Page) -> dict[str, bytes]:
    """The later pages of an article; one whose record is damaged is left out, the article is there without it."""
    parts = {}
    for one in store.pages.continuations(page):
        with contextlib.suppress(DamagedRecord):
            parts[one.url] = store.archive.read(one.ref).body
    return parts


def first_page(store: Store, page: Page) -> Page | None:
    """The page on which the article begins that goes on on this one; None where it is no article any more."""
    entry = store.frontier.get(page.url)
    first = store.pages.last(entry.discovered_from) if entry is not None and entry.discovered_from else None
    return first if first is not None and first.state in {"article", "pending", "none"} else None


def without(job: Job, lost: Lost) -> Done:
    """What becomes of a page whose job the pool lost."""
    reason = _LOST[lost.loss]
    if job.kind != "attachment":
        return Done("failed", reason)
    from crawler.attachments import AttachmentText

    media_type = (job.content_type or "").partition(";")[0].strip().lower() or None
    return Done("attachment", attachment=AttachmentText("failed", media_type=media_type, reason=reason))


def perform(job: Job) -> Done:
    """Do one job. Raises MemoryError, and nothing else."""
    try:
        if job.kind == "attachment":
            from crawler.attachments import read_attachment  # its libraries are slow to load, and few sources need them

            return Done("attachment", attachment=read_attachment(job.content, job.url, job.content_type))
        hint = Hint(
            title=job.hint_title,
            date=job.hint_date,
            origin=DateOrigin(job.hint_origin) if job.hint_origin and job.hint_date else None,
        )
        read = read_article(
            job.content,
            job.url,
            source=job.source,
            content_type=job.content_type,
            hint=hint if job.hint_title or job.hint_date else None,
            fetched_at=job.fetched_at,
            part=lambda url: job.parts.get(canonical(url) or url),
        )
    except MemoryError:
        raise
    except NotAnArticle as error:
        return Done("not_article", str(error))
    except (ExtractError, SourceError) as error:
        return Done("failed", str(error))
    except Exception as error:
        made = incident(_log, "a job failed", error, url=job.url)
        return Done("failed", f"Không lấy được nội dung bài (mã {made} trong nhật ký).")
    return Done("article", article=read.article, next_page=read.next_page, idle=read.idle)
