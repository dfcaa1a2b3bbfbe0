"""A plan's file to a plan: what was read beside its source, each task accepted, edited or dropped by a person.

Nothing is stored before that: what was read travels in the page, signed.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from crawler.workers.pool import LOG, Limits, Lost, Pool
from domain.errors import ConfigError, DiemTinError, UsageError
from domain.plan import PlanHead, PlanProposal
from plan.reading.compare import PlanChanges, compare
from plan.reading.read_file import GivenFile, make_ready, read_given
from plan.reading.template import make_template
from plan.wording import target_text
from store.plans.repository import StoredPlan
from store.work.jobs import JobKind
from web.access import User, require
from web.flash import back_to
from web.page import page
from web.plans.editing import BOUNDS, KINDS, LEFT_OUT, NEW, PERIODS, edited_head, edited_task, target_fields
from web.security import MAX_BODY
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(dependencies=[require("bien_tap")])
_LIMITS = Limits(processor=30.0, clock=60.0, memory=640 << 20)
_ONE_DAY = 24 * 3600


async def _form(request: Request) -> AsyncIterator[FormData]:
    """All fields: a plan of two hundred tasks has more of them, and larger ones, than forms usually have."""
    async with request.form(max_fields=30_000, max_part_size=MAX_BODY) as fields:
        yield fields


Fields = Annotated[FormData, Depends(_form)]


@router.get("/ke-hoach/nhap")
def ask(request: Request, parts: Parts) -> Response:
    """Where the file is chosen. Meanwhile a process is made ready to read it: that takes seconds after a start."""
    response = page(request, "plans/import.html", fault="")
    response.background = BackgroundTask(_make_ready, parts)
    return response


@router.get("/ke-hoach/mau.{form}")
def template(parts: Parts, form: Literal["docx", "xlsx", "yaml"]) -> Response:
    """A form of a plan to fill in and import."""
    made = make_template(f".{form}", parts.settings.office)
    headers = {"content-disposition": f'attachment; filename="mau-ke-hoach.{form}"'}
    return Response(made, media_type="application/octet-stream", headers=headers)


@router.post("/ke-hoach/nhap")
def look(request: Request, parts: Parts, fields: Fields) -> Response:
    """What the file says, for a person to decide. Nothing is stored."""
    given = fields.get("tep")
    try:
        if not isinstance(given, UploadFile) or not given.filename:
            raise UsageError("Chưa chọn tệp kế hoạch.")
        name = given.filename.replace("\\", "/").rpartition("/")[2][:200]
        proposal = _read(parts, GivenFile(given.file.read(), name))
    except DiemTinError as error:
        return page(request, "plans/import.html", 422, fault=str(error))
    return _show(request, parts, proposal, {}, "", 200)


def _read(parts: Services, given: GivenFile) -> PlanProposal:
    """Read a file of a stranger in a process of its own, which has only so much time and memory."""
    with _pool(parts) as pool:
        try:
            return pool.submit(read_given, given, given.name).result()
        except Lost as lost:
            raise ConfigError(
                f"Không đọc được {given.name}: tệp cần quá nhiều thời gian hoặc bộ nhớ.",
                "Hãy bỏ bớt hình ảnh, trang không cần rồi nhập lại.",
            ) from lost


def _pool(parts: Services) -> Pool:
    return Pool(1, limits=_LIMITS, log=parts.settings.data_dir / LOG)


def _make_ready(parts: Services) -> None:
    """Have a process loaded with all that reading a plan takes. Where that fails, reading itself will tell why."""
    with contextlib.suppress(Lost, DiemTinError), _pool(parts) as pool:
        pool.submit(make_ready, "").result()


def _signer(parts: Services) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(parts.key, salt="nhap-ke-hoach")


def _show(
    request: Request, parts: Services, proposal: PlanProposal, said: Mapping[str, Any], fault: str, status: int
) -> Response:
    try:
        stored = _stored(parts, edited_head(proposal.plan, said))
    except UsageError:
        stored = _stored(parts, proposal.plan)
    return page(
        request,
        "plans/proposal.html",
        status,
        proposal=proposal,
        signed=_signer(parts).dumps([proposal.model_dump(mode="json", by_alias=True), _newest(stored)]),
        pieces=_pieces(proposal),
        changes=_changes(parts, proposal, stored),
        said=said,
        fault=fault,
        target_text=target_text,
        target_fields=target_fields,
        choices={"kinds": KINDS, "bounds": BOUNDS, "periods": PERIODS, "left_out": LEFT_OUT, "new": NEW},
    )


def _stored(parts: Services, head: PlanHead) -> StoredPlan | None:
    """The plan that saving would change."""
    name = head.amends or head.number
    stored = parts.store.plans.find(name) if name else None
    return stored if stored is not None and (head.amends or stored.year in {None, head.year}) else None


def _newest(stored: StoredPlan | None) -> int:
    return stored.versions[-1].number if stored is not None else 0


def _pieces(proposal: PlanProposal) -> list[list[tuple[str, int | None]]]:
    """Each block of the source as pieces of text, with the task that is quoted there."""
    quoted: dict[int, list[tuple[int, int, int]]] = {}
    for number, task in enumerate(proposal.tasks):
        places = [task.place, task.due.place if task.due else None, *(one.place for one in task.products)]
        for place in places:
            if place is not None:
                quoted.setdefault(place.block, []).append((place.start, place.end, number))
    blocks = []
    for at, block in enumerate(proposal.sources):
        pieces: list[tuple[str, int | None]] = []
        done = 0
        for start, end, number in sorted(quoted.get(at, []), key=lambda one: (one[0], -one[1])):
            if start < done:
                continue  # inside what is lit already
            pieces += [(block.text[done:start], None), (block.text[start:end], number)]
            done = end
        pieces.append((block.text[done:], None))
        blocks.append([piece for piece in pieces if piece[0]])
    return blocks


def _changes(parts: Services, proposal: PlanProposal, stored: StoredPlan | None) -> PlanChanges | None:
    """What saving would change of a plan that is there already."""
    if stored is None:
        return None
    last = _newest(stored)
    return compare([(one.id, one.task) for one in parts.store.plans.tasks(stored.id, last)[last]], proposal)


@router.post("/ke-hoach/luu")
def keep(request: Request, parts: Parts, user: Annotated[User, require("bien_tap")], fields: Fields) -> Response:
    """Store what a person has accepted."""
    said = {name: value for name, value in fields.items() if isinstance(value, str)}
    try:
        read, version = _signer(parts).loads(said.pop("ban-doc", ""), max_age=_ONE_DAY)
        proposal = PlanProposal.model_validate(read)
    except (BadData, ValueError, TypeError):
        return page(request, "plans/import.html", 422, fault="Bản đọc đã quá hạn. Hãy chọn lại tệp kế hoạch.")
    rest = said.get("con-lai") == "nhan"
    kept, undecided = [], 0
    try:
        head = edited_head(proposal.plan, said)
        if (stored := _stored(parts, head)) is not None and _newest(stored) != version:
            raise UsageError(_stale(stored), "Hãy xem phần so sánh rồi lưu lại; các lựa chọn vẫn còn.")
        for number, task in enumerate(proposal.tasks):
            match said.get(f"chon-{number}", "nhan" if rest else ""):
                case "nhan":
                    kept.append(edited_task(task, number, said))
                case "":
                    undecided += 1
        if undecided:
            raise UsageError(f"Còn {undecided} nhiệm vụ chưa quyết định.", "Hãy nhận hoặc bỏ từng nhiệm vụ rồi lưu.")
        if not kept:
            raise UsageError("Chưa nhận nhiệm vụ nào nên chưa lưu kế hoạch.")
        made = proposal.model_copy(update={"plan": head, "tasks": tuple(kept)})
        saved = parts.store.plans.save(made, by=user.name, edited=made != proposal)
    except DiemTinError as error:
        return _show(request, parts, proposal, said, str(error), 422)
    where = f"/ke-hoach/{saved.id}"
    if saved.change == "unchanged":
        return back_to(request, where, "Tệp này đã được nhập trước đây; kế hoạch không thay đổi.")
    parts.store.audit.note(user, "Nhập kế hoạch", where[1:], None, {"version": saved.version, "tasks": len(kept)})
    # What is kept already is weighed against it by the job that also weighs what is new, so that nobody waits for it.
    parts.store.jobs.add(JobKind.PROCESS, [], user.name)
    told = f"Đã lưu kế hoạch với {len(kept)} nhiệm vụ. Gợi ý từ các bài đã có sẽ hiện dần trong ít phút."
    return back_to(request, where, told)


def _stale(stored: StoredPlan) -> str:
    """What a person is told whose page was made before the newest version of the plan was stored."""
    last = stored.versions[-1]
    who = f" do {last.stored_by} lưu" if last.stored_by else ""
    return f"Kế hoạch {stored.number or stored.title} đã có phiên bản {last.number}{who}, khác bản đang so sánh."
