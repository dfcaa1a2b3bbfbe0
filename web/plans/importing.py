"""A plan's file to a plan: what was read beside its source, each task accepted, edited or dropped by a person.

Nothing is stored before that: what was read travels in the page, signed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from crawler.workers.pool import Limits, Lost, Pool
from domain.days import read_days
from domain.errors import ConfigError, DiemTinError, UsageError
from domain.plan import Due, PlanProposal, Product, Task
from plan.reading.compare import PlanChanges, compare
from plan.reading.draft import annual_of
from plan.reading.read_file import GivenFile, read_given
from plan.wording import amount, target_text
from web.access import User, require
from web.flash import back_to
from web.page import page
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
def ask(request: Request) -> Response:
    """Where the file is chosen."""
    return page(request, "plans/import.html", fault="")


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
    with Pool(1, limits=_LIMITS, log=parts.settings.data_dir / "workers.log") as pool:
        try:
            return pool.submit(read_given, given, given.name).result()
        except Lost as lost:
            raise ConfigError(
                f"Không đọc được {given.name}: tệp cần quá nhiều thời gian hoặc bộ nhớ.",
                "Hãy bỏ bớt hình ảnh, trang không cần rồi nhập lại.",
            ) from lost


def _signer(parts: Services) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(parts.key, salt="nhap-ke-hoach")


def _show(
    request: Request, parts: Services, proposal: PlanProposal, said: Mapping[str, Any], fault: str, status: int
) -> Response:
    return page(
        request,
        "plans/proposal.html",
        status,
        proposal=proposal,
        signed=_signer(parts).dumps(proposal.model_dump(mode="json", by_alias=True)),
        pieces=_pieces(proposal),
        changes=_changes(parts, proposal),
        said=said,
        fault=fault,
        target_text=target_text,
        amount=amount,
    )


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


def _changes(parts: Services, proposal: PlanProposal) -> PlanChanges | None:
    """What saving would change of a plan that is there already."""
    name = proposal.plan.amends or proposal.plan.number
    stored = parts.store.plans.find(name) if name else None
    if stored is None or not (proposal.plan.amends or stored.year in {None, proposal.plan.year}):
        return None
    last = stored.versions[-1].number
    return compare([(one.id, one.task) for one in parts.store.plans.tasks(stored.id, last)[last]], proposal)


@router.post("/ke-hoach/luu")
def keep(request: Request, parts: Parts, user: Annotated[User, require("bien_tap")], fields: Fields) -> Response:
    """Store what a person has accepted."""
    said = {name: value for name, value in fields.items() if isinstance(value, str)}
    try:
        proposal = PlanProposal.model_validate(_signer(parts).loads(said.pop("ban-doc", ""), max_age=_ONE_DAY))
    except (BadData, ValueError):
        return page(request, "plans/import.html", 422, fault="Bản đọc đã quá hạn. Hãy chọn lại tệp kế hoạch.")
    rest = said.get("con-lai") == "nhan"
    kept, undecided = [], 0
    try:
        for number, task in enumerate(proposal.tasks):
            match said.get(f"chon-{number}", "nhan" if rest else ""):
                case "nhan":
                    kept.append(_edited(task, number, said))
                case "":
                    undecided += 1
        if undecided:
            raise UsageError(f"Còn {undecided} nhiệm vụ chưa quyết định.", "Hãy nhận hoặc bỏ từng nhiệm vụ rồi lưu.")
        if not kept:
            raise UsageError("Chưa nhận nhiệm vụ nào nên chưa lưu kế hoạch.")
        edited = tuple(kept) != proposal.tasks
        saved = parts.store.plans.save(proposal.model_copy(update={"tasks": tuple(kept)}), by=user.name, edited=edited)
    except DiemTinError as error:
        return _show(request, parts, proposal, said, str(error), 422)
    where = f"/ke-hoach/{saved.id}"
    if saved.change == "unchanged":
        return back_to(request, where, "Tệp này đã được nhập trước đây; kế hoạch không thay đổi.")
    parts.store.audit.note(user, "Nhập kế hoạch", where[1:], None, {"version": saved.version, "tasks": len(kept)})
    return back_to(request, where, f"Đã lưu kế hoạch với {len(kept)} nhiệm vụ.")


def _edited(task: Task, number: int, said: Mapping[str, str]) -> Task:
    """The task as a person left it; what was not touched stays as it was read."""
    changes: dict[str, Any] = {}
    content = " ".join(said.get(f"noi-dung-{number}", task.content).split())
    if content and content != task.content:
        changes["content"] = content
    for field, name in (("lead", "chu-tri"), ("support", "phoi-hop")):
        before: tuple[str, ...] = getattr(task, field)
        units = tuple(" ".join(one.split()) for one in said.get(f"{name}-{number}", "; ".join(before)).split(";"))
        if (units := tuple(one for one in units if one)) != before:
            changes[field] = units
    due = _due(task, said.get(f"han-{number}"))
    if due != task.due:
        changes["due"] = due
    products = tuple(_product(one, said.get(f"so-luong-{number}-{at}"), due) for at, one in enumerate(task.products))
    if products != task.products:
        changes["products"] = products
    return task.model_copy(update=changes) if changes else task


def _due(task: Task, text: str | None) -> Due | None:
    before = task.due.text if task.due else ""
    if text is None or text.strip() == before.strip():
        return task.due
    if not text.strip():
        return None
    span = read_days(text.strip())
    if span is None:
        raise UsageError(f"Chưa rõ thời hạn “{text.strip()[:60]}” của nhiệm vụ {task.path}.", "Hãy viết như 14/9/2024.")
    given = {"text": text.strip(), "from": span[0] if span[0] != span[1] else None, "to": span[1]}
    return Due.model_validate(given)


def _product(product: Product, text: str | None, due: Due | None) -> Product:
    before = amount(product.quantity) if product.quantity is not None else ""
    if text is None or text.strip() == before:
        return product
    try:
        quantity = float(text.strip().replace(".", "").replace(",", ".")) if text.strip() else None
    except ValueError as error:
        raise UsageError(f"Số lượng “{text.strip()[:40]}” chưa phải là số.", "Hãy viết như 1.200.") from error
    if quantity is not None and not 0 < quantity < 1e9:
        raise UsageError(f"Số lượng “{text.strip()[:40]}” không hợp lệ.", "Hãy viết một số lớn hơn 0.")
    annual = annual_of(quantity, product.period, product.per, product.units, due)
    return product.model_copy(
        update={"quantity": quantity, "high": None, "annual": annual, "parts": (), "computed": False}
    )
