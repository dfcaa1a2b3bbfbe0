"""Nguồn tin: which sources are followed, how each is, and what a person can do about it."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import Response

from domain.days import end_of, read_days
from domain.text import fold
from web.access import User, require
from web.features import Nav
from web.filters import day as day_text
from web.filters import number
from web.flash import back_to
from web.page import page
from web.source_health import STATES, SourceRow
from web.source_list import forget_health, source_rows
from web.state import Parts, Services

__all__ = ["nav", "router"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/nguon", "Nguồn tin", 80, "source")
_PER_PAGE = 60
_SHOWN = 50
Editor = Annotated[User, require("bien_tap")]


@router.get("/nguon")
def sources(request: Request, parts: Parts, trang_thai: str = "", tinh: str = "", tu_khoa: str = "") -> Response:
    """All sources, those that need a person first."""
    chosen = request.query_params.get("trang-thai", trang_thai)
    rows, faults = source_rows(parts)
    counts = Counter(row.words.slug for row in rows)
    words = fold(tu_khoa).split()
    shown = [
        row
        for row in rows
        if (not chosen or row.words.slug == chosen)
        and (not tinh or row.source.province == tinh)
        and all(word in fold(f"{row.source.name} {row.source.unit} {row.source.base_url}") for word in words)
    ]
    order = {state: n for n, state in enumerate(STATES)}
    shown.sort(key=lambda row: (not row.needs_a_person, order[row.health.state], row.source.name))
    newest = parts.store.articles.newest_of(row.source.id for row in shown[: 5 * _PER_PAGE])
    return page(
        request,
        "sources/list.html",
        rows=shown,
        newest=newest,
        states=[words for words in STATES.values() if counts[words.slug]],
        counts=counts,
        total=len(rows),
        provinces=sorted({row.source.province for row in rows if row.source.province}),
        attention=sum(row.needs_a_person for row in rows),
        chosen=chosen,
        tinh=tinh,
        words=tu_khoa,
        faults=faults,
    )


def _row(parts: Services, source_id: str) -> SourceRow:
    rows, _ = source_rows(parts)
    for row in rows:
        if row.source.id == source_id:
            return row
    raise HTTPException(404, f"Không có nguồn tin “{source_id}”.")


@router.get("/nguon/{source_id}")
def source(request: Request, parts: Parts, source_id: str) -> Response:
    """One source: its state, where it is read, what it could not give, its newest articles."""
    from crawler.source_files import dump_source

    row = _row(parts, source_id)
    frontier = parts.store.frontier
    quarantined, failing = frontier.quarantined(source_id), frontier.failing(source_id)
    return page(
        request,
        "sources/one.html",
        row=row,
        quarantined=quarantined[:_SHOWN],
        quarantined_count=len(quarantined),
        failing=failing[:_SHOWN],
        failing_count=len(failing),
        newest=parts.store.articles.newest(source_id, 10),
        events=parts.store.runs.events(source_id, limit=15),
        yaml=dump_source(row.source),
    )


@router.post("/nguon/{source_id}/thu-lai")
def retry(
    request: Request, parts: Parts, user: Editor, source_id: str, dia_chi: Annotated[str, Form()] = ""
) -> Response:
    """Let a source, or one of its addresses, be visited again at once."""
    row = _row(parts, source_id)
    count = parts.store.frontier.retry_quarantined(source_id, dia_chi or None)
    parts.store.sources.come_again(source_id)
    forget_health(parts, source_id)
    after = {"url": dia_chi or None, "addresses": count}
    parts.store.audit.note(user, "Thử lại nguồn tin", f"nguon/{source_id}", None, after)
    what = f"{number(count)} trang web" if count else "cả nguồn"
    told = f"{row.source.name}: {what} sẽ được thử lại ở lần thu thập tới."
    return back_to(request, f"/nguon/{source_id}", told)


@router.post("/nguon/{source_id}/tam-dung")
def pause(
    request: Request, parts: Parts, user: Editor, source_id: str, den_ngay: Annotated[str, Form()] = ""
) -> Response:
    """Rest a source, until a day or until somebody says so."""
    row = _row(parts, source_id)
    span = read_days(den_ngay) if den_ngay.strip() else None
    if den_ngay.strip() and span is None:
        raise HTTPException(422, f"Không hiểu ngày “{den_ngay[:40]}”. Hãy viết như 31/12/2026.")
    until = end_of(span[1]) if span else None
    parts.store.sources.pause(source_id, until=until)
    forget_health(parts, source_id)
    after = {"until": span[1].isoformat() if span else None}
    parts.store.audit.note(user, "Tạm dừng nguồn tin", f"nguon/{source_id}", None, after)
    end = f" đến hết ngày {day_text(span[1])}" if span else ""
    return back_to(
        request, f"/nguon/{source_id}", f"Đã tạm dừng {row.source.name}{end}.", undo=f"/nguon/{source_id}/chay-lai"
    )


@router.post("/nguon/{source_id}/chay-lai")
def resume(request: Request, parts: Parts, user: Editor, source_id: str) -> Response:
    """Take a resting source back into the round."""
    row = _row(parts, source_id)
    parts.store.sources.pause(source_id, paused=False)
    forget_health(parts, source_id)
    parts.store.audit.note(user, "Cho nguồn tin chạy lại", f"nguon/{source_id}", None, None)
    return back_to(request, f"/nguon/{source_id}", f"{row.source.name} được thu thập trở lại.")
