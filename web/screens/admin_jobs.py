"""Quản trị: the work that people ask for, how far it is, and how to stop it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from domain.errors import StoreError
from store.work.jobs import Job, JobKind
from web.access import User, require
from web.errors import not_found
from web.flash import back_to, local_path
from web.job_words import KINDS, STATES, progress_text
from web.page import page
from web.state import Parts, Services

router = APIRouter(dependencies=[require("bien_tap")])

_HERE = "/quan-tri/viec"
_EVERY = 0.5
_LONGEST = 3600 / _EVERY
_PER_PAGE = 30
Me = Annotated[User, require("bien_tap")]


def _job(parts: Services, job_id: int) -> Job:
    parts.store.jobs.bury()
    job = parts.store.jobs.get(job_id)
    if job is None:
        raise not_found("Không có việc này.")
    return job


@router.get(_HERE)
def jobs(request: Request, parts: Parts, trang: int = 1) -> Response:
    """All jobs, the newest first, and what can be asked for."""
    number = min(max(trang, 1), 100_000)
    parts.store.jobs.bury()
    total = parts.store.jobs.count()
    return page(
        request,
        "admin/jobs.html",
        jobs=parts.store.jobs.recent(_PER_PAGE, (number - 1) * _PER_PAGE),
        number=number,
        pages=max(1, -(-total // _PER_PAGE)),
        kinds=KINDS,
        states=STATES,
        progress=progress_text,
    )


@router.post(_HERE)
def ask(
    request: Request,
    parts: Parts,
    me: Me,
    kind: Annotated[JobKind, Form()],
    sources: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Ask for a job; on to its progress."""
    with parts.store.transaction():
        job_id = parts.store.jobs.add(kind, sources or [], me.name)
        parts.store.audit.note(me, KINDS[kind], f"quan-tri/viec/{job_id}", None, sources or None)
    return back_to(request, f"{_HERE}/{job_id}")


@router.get(_HERE + "/{job_id}")
def job(request: Request, parts: Parts, job_id: int) -> Response:
    """One job; without scripts the page loads itself again while the job goes on."""
    found = _job(parts, job_id)
    return page(request, "admin/job.html", job=found, kinds=KINDS, states=STATES, progress=progress_text)


@router.post(_HERE + "/{job_id}/dung")
def stop(request: Request, parts: Parts, me: Me, job_id: int, ve: Annotated[str, Form()] = "") -> Response:
    """Ask a job to stop; what it has done is kept."""
    _job(parts, job_id)
    with parts.store.transaction():
        parts.store.jobs.cancel(job_id)
        parts.store.audit.note(me, "Dừng một việc", f"quan-tri/viec/{job_id}")
    return back_to(request, local_path(ve, f"{_HERE}/{job_id}"), "Đã yêu cầu dừng. Những gì đã làm được giữ lại.")


@router.get(_HERE + "/{job_id}/dong")
async def stream(request: Request, parts: Parts, job_id: int) -> Response:
    """Progress as server-sent events, until the job is over."""
    await run_in_threadpool(_job, parts, job_id)

    async def events() -> AsyncIterator[str]:
        said, beats = "", 0
        while beats < _LONGEST and not await request.is_disconnected():
            try:
                one = await run_in_threadpool(_job, parts, job_id)
            except StoreError:  # it may be back in a moment; the browser goes on listening
                beats += 1
                await asyncio.sleep(_EVERY)
                continue
            told = json.dumps(
                {"text": progress_text(one), "done": one.done, "total": one.total, "over": one.state.over},
                ensure_ascii=False,
            )
            if told != said:
                yield f"data: {told}\n\n"
                said = told
            if one.state.over:
                return
            beats += 1
            await asyncio.sleep(_EVERY)

    return StreamingResponse(events(), media_type="text/event-stream", headers={"cache-control": "no-store"})
