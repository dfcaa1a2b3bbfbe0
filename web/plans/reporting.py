"""The report of a period: a preview, its files, the texts that people write, closing and reopening."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from domain.errors import UsageError
from plan.report import close_period, later_changes, report_file
from plan.report.closing import current_report
from plan.report.content import PlanReport
from plan.report.later import later_text
from plan.report.paper import VIEW_TITLES, annex_place, result_text
from web.access import User, require
from web.errors import not_found
from web.flash import back_to
from web.page import page
from web.plans.office import PlanPage, open_plan, period_choices
from web.plans.showing import WORDS
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")])
Editor = Annotated[User, require("bien_tap")]
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@router.get("/ke-hoach/{plan_id}/bao-cao")
def preview(request: Request, parts: Parts, plan_id: str, ky: str = "") -> Response:
    """The report as it will be, or as it was closed."""
    return _preview(request, parts, open_plan(parts, plan_id, ky))


@dataclass(frozen=True, slots=True)
class PeriodTexts:
    """What people wrote for a period."""

    difficulties: str
    next_steps: str

    @property
    def mark(self) -> str:
        """Tells these words from others."""
        return hashlib.sha256(f"{self.difficulties}\0{self.next_steps}".encode("utf-8", "replace")).hexdigest()


def _lines(text: str) -> str:
    """As it is kept: browsers send line ends of two characters."""
    return text.replace("\r\n", "\n").strip()


def _texts(parts: Services, opened: PlanPage) -> PeriodTexts:
    kept = parts.store.plans.periods.texts(opened.plan.id, opened.code)
    return PeriodTexts(*(kept[kind].text if kind in kept else "" for kind in ("difficulties", "next_steps")))


def _mark(report: PlanReport) -> str:
    """Tells this report from another."""
    return hashlib.sha256(report.model_dump_json().encode("utf-8", "replace")).hexdigest()


def _preview(
    request: Request, parts: Services, opened: PlanPage, *, mine: PeriodTexts | None = None, status: int = 200
) -> Response:
    """``mine``: words that were not kept, because somebody else's stand there now."""
    theirs = _texts(parts, opened)
    closing = parts.store.plans.periods.closing(opened.plan.id, opened.code)
    if closing is not None:
        report = PlanReport.model_validate_json(closing.record)
        later = later_changes(parts.store, opened.plan, closing, opened.office)
    else:
        report = current_report(parts.store, opened.plan, opened.period, opened.office, opened.day)
        later = []
    return page(
        request,
        "plans/report.html",
        status,
        opened=opened,
        report=report,
        mark=_mark(report),
        mine=mine or theirs,
        theirs=theirs if mine else None,
        texts_mark=theirs.mark,
        closing=closing,
        later=later,
        exemptions=parts.store.plans.periods.exemptions(opened.plan.id, opened.code),
        over=opened.day > opened.period.last,
        periods=period_choices(opened),
        titles=VIEW_TITLES,
        result_text=result_text,
        later_text=later_text,
        annex_place=lambda item: annex_place(item, parts.settings.web.base_url),
        units=sorted(unit.name for unit in opened.office.book(parts.store).units),
        words=WORDS,
    )


@router.get("/ke-hoach/{plan_id}/bao-cao.{form}")
def download(parts: Parts, plan_id: str, form: Literal["docx", "xlsx", "json"], ky: str = "") -> Response:
    """The report as a file; of a closed period the same bytes for ever."""
    opened = open_plan(parts, plan_id, ky)
    made = report_file(
        parts.store,
        opened.plan,
        opened.period,
        opened.office,
        parts.settings.office,
        form,
        datetime.now(UTC),
        parts.settings.web.base_url,
    )
    name = f"bao-cao-{opened.plan.id}-{opened.code}.{form}"
    return Response(made, media_type=_TYPES[form], headers={"content-disposition": f'attachment; filename="{name}"'})


@router.post("/ke-hoach/{plan_id}/van-ban")
def write(
    request: Request,
    parts: Parts,
    user: Editor,
    plan_id: str,
    ky: Annotated[str, Form()],
    kho_khan: Annotated[str, Form(max_length=20_000)] = "",
    phuong_huong: Annotated[str, Form(max_length=20_000)] = "",
    dau: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Keep what a person writes for the report. ``dau``: the mark of what the page showed, so that nobody's words are
    written over unseen.
    """
    opened = open_plan(parts, plan_id, ky)
    periods = parts.store.plans.periods
    mine = PeriodTexts(_lines(kho_khan), _lines(phuong_huong))
    theirs = _texts(parts, opened)
    if dau and dau != theirs.mark and theirs != mine:
        return _preview(request, parts, opened, mine=mine, status=409)
    periods.write_text(opened.plan.id, opened.code, "difficulties", mine.difficulties, by=user.name)
    periods.write_text(opened.plan.id, opened.code, "next_steps", mine.next_steps, by=user.name)
    return back_to(request, f"/ke-hoach/{opened.plan.id}/bao-cao?ky={opened.code}", "Đã lưu phần viết của báo cáo.")


@router.post("/ke-hoach/{plan_id}/chot")
def close(
    request: Request,
    parts: Parts,
    user: Editor,
    plan_id: str,
    ky: Annotated[str, Form()],
    dau: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Freeze the period. ``dau``: the mark of the report that the page showed; another one is shown before."""
    opened = open_plan(parts, plan_id, ky)
    where = f"/ke-hoach/{opened.plan.id}/bao-cao?ky={opened.code}"
    if dau and parts.store.plans.periods.closing(opened.plan.id, opened.code) is None:
        now = current_report(parts.store, opened.plan, opened.period, opened.office, opened.day)
        if _mark(now) != dau:
            text = "Chưa chốt: số liệu hoặc phần viết đã thay đổi từ khi mở trang. Hãy xem lại bản mới này rồi chốt."
            return back_to(request, where, text)
    try:
        close_period(
            parts.store,
            opened.plan,
            opened.period,
            opened.office,
            parts.settings.office,
            datetime.now(UTC),
            by=user.name,
            base_url=parts.settings.web.base_url,
        )
    except UsageError as error:
        return back_to(request, where, f"Chưa chốt được: {error.message}")
    parts.store.audit.note(user, "Chốt kỳ báo cáo", f"ke-hoach/{opened.plan.id}", None, {"period": opened.code})
    return back_to(request, where, f"Đã chốt {opened.period.name}.")


@router.post("/ke-hoach/{plan_id}/mo-khoa")
def reopen(
    request: Request,
    parts: Parts,
    user: Editor,
    plan_id: str,
    ky: Annotated[str, Form()],
    ly_do: Annotated[str, Form(max_length=2000)] = "",
    don_vi: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Open a closed period again, for all or for one unit."""
    opened = open_plan(parts, plan_id, ky)
    where = f"/ke-hoach/{opened.plan.id}/bao-cao?ky={opened.code}"
    periods = parts.store.plans.periods
    try:
        if don_vi.strip():
            periods.exempt(opened.plan.id, opened.code, don_vi.strip(), ly_do, by=user.name)
            text = f"Đã mở {opened.period.name} cho {don_vi.strip()}; báo cáo đã chốt giữ nguyên."
        else:
            done = periods.reopen(opened.plan.id, opened.code, ly_do, by=user.name)
            text = f"Đã mở khóa {opened.period.name}." if done else "Kỳ này chưa chốt."
    except UsageError as error:
        return back_to(request, where, str(error))
    parts.store.audit.note(
        user,
        "Mở khóa kỳ báo cáo",
        f"ke-hoach/{opened.plan.id}",
        None,
        {"period": opened.code, "unit": don_vi, "why": ly_do},
    )
    return back_to(request, where, text)


@router.get("/ke-hoach/{plan_id}/tai-lieu/{evidence_id}")
def evidence_file(parts: Parts, plan_id: str, evidence_id: int) -> Response:
    """The file that proves something, as it was handed in: never shown within our pages, only downloaded."""
    opened = open_plan(parts, plan_id)
    found = next(
        (one for one in parts.store.plans.evidence.of_plan(opened.plan.id) if one.id == evidence_id and one.file_hash),
        None,
    )
    file = parts.store.plans.evidence.file(found.file_hash) if found and found.file_hash else None
    if found is None or file is None:
        raise not_found("Không có tệp này.")
    ending = found.file_name.rpartition(".")[2].lower()
    name = f"tai-lieu-{evidence_id}" + (f".{ending}" if ending.isalnum() and len(ending) <= 5 else "")
    return Response(
        file.content,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
