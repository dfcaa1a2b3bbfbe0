"""Jobs, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from store.work.jobs import Job, JobKind, JobState
from web.access import User, require
from web.api_frame import Paging
from web.errors import not_found
from web.job_words import KINDS
from web.state import Parts

router = APIRouter(prefix="/jobs", tags=["Việc"], dependencies=[require("bien_tap")])

Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Số của việc.")]


class JobView(BaseModel):
    """A job as it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    kind: JobKind
    sources: tuple[str, ...] = Field(description="Mã các nguồn; trống là tất cả.")
    state: JobState
    wanted_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    stage: str | None
    done: int
    total: int | None
    message: str | None


class Wanted(BaseModel):
    """A job that is asked for."""

    model_config = ConfigDict(extra="forbid")

    kind: JobKind
    sources: list[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]] = Field([], max_length=500)


class JobList(BaseModel):
    """One page of jobs, the newest first."""

    total: int
    jobs: list[JobView]


def _found(parts: Parts, number: int) -> Job:
    parts.store.jobs.bury()
    job = parts.store.jobs.get(number)
    if job is None:
        raise not_found("Không có việc này.")
    return job


@router.get("", summary="Các việc, mới nhất trước")
def jobs(parts: Parts, page: Paging) -> JobList:
    """The list."""
    parts.store.jobs.bury()
    found = parts.store.jobs.recent(page.limit, page.offset)
    return JobList(total=parts.store.jobs.count(), jobs=[JobView.model_validate(one) for one in found])


@router.post("", status_code=202, summary="Yêu cầu một việc: thu thập, phân tích hoặc dựng lại dữ liệu tìm kiếm")
def ask(parts: Parts, wanted: Wanted, me: Annotated[User, require("bien_tap")]) -> JobView:
    """Ask for one."""
    with parts.store.transaction():
        number = parts.store.jobs.add(wanted.kind, wanted.sources, me.name)
        parts.store.audit.note(me, KINDS[wanted.kind], f"quan-tri/viec/{number}", None, wanted.sources or None)
    return JobView.model_validate(_found(parts, number))


@router.get("/{number}", summary="Một việc, và đã làm đến đâu")
def job(parts: Parts, number: Number) -> JobView:
    """One."""
    return JobView.model_validate(_found(parts, number))


@router.post("/{number}/cancel", summary="Yêu cầu dừng một việc")
def cancel(parts: Parts, number: Number, me: Annotated[User, require("bien_tap")]) -> JobView:
    """Stop one."""
    _found(parts, number)
    with parts.store.transaction():
        parts.store.jobs.cancel(number)
        parts.store.audit.note(me, "Dừng một việc", f"quan-tri/viec/{number}")
    return JobView.model_validate(_found(parts, number))
