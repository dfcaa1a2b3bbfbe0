"""One unit of extraction, as it is handed to a worker process and handed back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from crawler.extraction.article import extract_page
from crawler.extraction.hint import Hint
from domain.article import Article, DateOrigin
from domain.errors import ExtractError, NotAnArticle, SourceError
from domain.source import Source

if TYPE_CHECKING:
    from crawler.attachments import AttachmentText

__all__ = ["Done", "Job", "perform"]


@dataclass(frozen=True, slots=True)
class Job:
    """A page to extract, or an attachment to read. ``kind``: article or attachment."""

    kind: str
    content: bytes
    url: str
    source: Source | None
    content_type: str | None
    fetched_at: datetime
    hint_title: str | None = None
    hint_date: date | datetime | None = None
    hint_origin: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: an article, an attachment's text, or a ``state`` of the page with its ``reason``."""

    state: str
    reason: str | None = None
    article: Article | None = None
    attachment: AttachmentText | None = None


def perform(job: Job) -> Done:
    """Do one job. Never raises."""
    try:
        if job.kind == "attachment":
            from crawler.attachments import read_attachment  # its libraries are slow to load, and few sources need them

            return Done("attachment", attachment=read_attachment(job.content, job.url, job.content_type))
        hint = Hint(
            title=job.hint_title,
            date=job.hint_date,
            origin=DateOrigin(job.hint_origin) if job.hint_origin and job.hint_date else None,
        )
        article = extract_page(
            job.content,
            job.url,
            source=job.source,
            content_type=job.content_type,
            hint=hint if job.hint_title or job.hint_date else None,
            fetched_at=job.fetched_at,
        )
    except NotAnArticle as error:
        return Done("not_article", str(error))
    except (ExtractError, SourceError) as error:
        return Done("failed", str(error))
    except MemoryError:
        return Done("failed", "Trang quá lớn để lấy nội dung bài.")
    except Exception as error:
        return Done("failed", f"Không lấy được nội dung bài (lỗi {type(error).__name__}).")
    return Done("article", article=article)
