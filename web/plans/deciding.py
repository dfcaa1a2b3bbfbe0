"""What people say of evidence: confirm, reject, take back, add what is not on the web, record an article for a task."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.responses import Response

from domain.days import local_time, read_days
from domain.errors import UsageError
from plan.channels import CHANNELS
from plan.evidence import confirm_articles, reject_articles
from plan.evidence.decide import Adding, add_evidence, find_task, take_back
from plan.wording import KIND_WORDS
from store.plans.evidence import Decided, Outcome, StoredFile
from web.access import User, require
from web.errors import not_found
from web.flash import back_to, local_path
from web.page import page
from web.plans.office import PlanPage, open_plan
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(dependencies=[require("bien_tap")])
Editor = Annotated[User, require("bien_tap")]
Text = Annotated[str, Form(max_length=2000)]


def _place(opened: PlanPage, task: str, **more: str) -> str:
    query = urlencode({"ky": opened.code, "nhiem-vu": task, **more})
    return f"/ke-hoach/{opened.plan.id}?{query}#bang-chung"


def told(outcome: Outcome, *, rejected: bool = False) -> str:
    """What came of a decision, in one line."""
    title = f"“{outcome.item.title[:120]}”"
    match outcome.decided:
        case Decided.DONE:
            if rejected:
                return f"Đã loại {title}."
            if outcome.item.level == "C":
                return f"Đã ghi {title}, chưa có tài liệu kiểm chứng nên chưa được tính."
            return f"Đã ghi nhận {title}."
        case Decided.ALREADY:
            what = "loại" if rejected else "ghi nhận"
            return f"{title} hoặc một bài đăng lại của nó đã được {_who(outcome)}{what} từ trước."
        case Decided.AGAINST:
            before, now = ("ghi nhận", "loại") if rejected else ("loại", "ghi nhận")
            return (
                f"Chưa {now} {title}: bài hoặc một bài đăng lại của nó vừa được {_who(outcome)}{before} lúc "
                f"{local_time(outcome.said_at):%H:%M ngày %d/%m/%Y}. Muốn đổi thì bỏ quyết định đó trước."
                if outcome.said_at is not None
                else f"Chưa {now} {title}: đã có quyết định khác."
            )
        case Decided.ELSEWHERE:
            return f"{title} đã là tài liệu kiểm chứng của nhiệm vụ {', '.join(outcome.other)}."
        case Decided.UNDATED:
            return f"{title} chưa rõ ngày đăng nên chưa thể tính vào kỳ nào. Hãy ghi ngày đăng của bài trước."
        case Decided.LOCKED:
            lock = outcome.lock
            assert lock is not None
            who = f" do {lock.closed_by} chốt" if lock.closed_by else ""
            return (
                f"Chưa ghi được: kỳ {lock.period} đã chốt ngày {lock.closed_at:%d/%m/%Y}{who}. "
                "Hãy mở khóa kỳ cho đơn vị ở trang báo cáo của kỳ, kèm lý do."
            )


def _told_of_day(opened: PlanPage, outcome: Outcome) -> str:
    """What came of it, and whether the day is one that no report of the plan will hold."""
    outside = opened.office.outside_year(opened.plan.year, outcome.item.day)
    return f"{told(outcome)} {outside}" if outside and outcome.decided is Decided.DONE else told(outcome)


def _who(outcome: Outcome) -> str:
    return f"{outcome.said_by} " if outcome.said_by else ""


@router.post("/ke-hoach/ghi-nhan")
def record(
    request: Request,
    parts: Parts,
    user: Editor,
    article_id: Annotated[str, Form(max_length=40)],
    plan: Annotated[str, Form(max_length=200)] = "",
    task: Annotated[str, Form(max_length=80)] = "",
    also: Annotated[str, Form()] = "",
    then: Annotated[str, Form(alias="next", max_length=2000)] = "",
) -> Response:
    """Record an article for a task, from any page. Without a task, the page that asks for it."""
    if not plan or not task:
        return _choose(request, parts, article_id, then)
    opened = open_plan(parts, plan)
    # These pages show no decision about the article for this task, so none is overruled.
    return _decide(request, parts, user, opened, task, article_id, also=bool(also), then=then, undecided=True)


@router.get("/ke-hoach/ghi-nhan")
def choose(request: Request, parts: Parts, article_id: str, then: Annotated[str, Query(alias="next")] = "") -> Response:
    """Where the task of an article is chosen: the likely ones first."""
    return _choose(request, parts, article_id, then)


def _choose(request: Request, parts: Services, article_id: str, then: str) -> Response:
    stored = parts.store.articles.get(article_id)
    if stored is None:
        raise not_found("Không có bài này.")
    choices = []
    for plan in parts.store.plans.all():
        version = plan.versions[-1].number
        choices.append((plan, parts.store.plans.tasks(plan.id, version).get(version, [])))
    likely = {
        one.task_id: one
        for plan, tasks in choices
        for task in tasks
        for one in parts.store.plans.suggestions.get(task.id, [article_id]).values()
    }
    return page(
        request,
        "plans/record.html",
        stored=stored,
        choices=choices,
        likely=likely,
        then=local_path(then, f"/bai/{article_id}"),
    )


@router.post("/ke-hoach/{plan_id}/xac-nhan")
def confirm(
    request: Request,
    parts: Parts,
    user: Editor,
    plan_id: str,
    task: Annotated[str, Form()],
    article_id: Annotated[str, Form()],
    ky: Annotated[str, Form()] = "",
    also: Annotated[str, Form()] = "",
    chua_quyet: Annotated[str, Form(alias="chua-quyet")] = "",
) -> Response:
    """An article counts for a task. ``chua-quyet``: the page showed no decision about it."""
    opened = open_plan(parts, plan_id, ky)
    then, unseen = _place(opened, task), bool(chua_quyet)
    return _decide(request, parts, user, opened, task, article_id, also=bool(also), then=then, undecided=unseen)


def _decide(
    request: Request,
    parts: Services,
    user: User,
    opened: PlanPage,
    path: str,
    article_id: str,
    *,
    also: bool,
    then: str,
    undecided: bool = False,
) -> Response:
    try:
        task = find_task(parts.store, opened.plan, path)
        (outcome,) = confirm_articles(
            parts.store, opened.plan, opened.office, task, [article_id], by=user.name, also=also, undecided=undecided
        )
    except UsageError as error:
        raise not_found(str(error)) from error
    if outcome.decided is Decided.ELSEWHERE:
        return page(request, "plans/both.html", 409, opened=opened, task=task.task, outcome=outcome, then=then)
    if outcome.decided is Decided.DONE:
        parts.store.audit.note(
            user,
            "Xác nhận tài liệu kiểm chứng",
            f"ke-hoach/{opened.plan.id}",
            None,
            {"article": article_id, "task": path},
        )
    undo = f"/ke-hoach/{opened.plan.id}/bo-quyet-dinh" if outcome.decided is Decided.DONE else None
    where = local_path(then, _place(opened, path))
    if undo is None:
        return back_to(request, where, told(outcome))
    text = _told_of_day(opened, outcome)
    return back_to(request, where, text, undo=undo, ma=str(outcome.evidence_id), ve=where)


@router.post("/ke-hoach/{plan_id}/loai")
def reject(
    request: Request,
    parts: Parts,
    user: Editor,
    plan_id: str,
    task: Annotated[str, Form()],
    article_id: Annotated[str, Form()],
    ky: Annotated[str, Form()] = "",
    ly_do: Text = "",
    chua_quyet: Annotated[str, Form(alias="chua-quyet")] = "",
) -> Response:
    """An article does not count for a task, nor do its reprints."""
    opened = open_plan(parts, plan_id, ky)
    try:
        found = find_task(parts.store, opened.plan, task)
        (outcome,) = reject_articles(
            parts.store,
            opened.plan,
            opened.office,
            found,
            [article_id],
            by=user.name,
            why=ly_do,
            undecided=bool(chua_quyet),
        )
    except UsageError as error:
        raise not_found(str(error)) from error
    where = _place(opened, task)
    if outcome.decided is not Decided.DONE:
        return back_to(request, where, told(outcome, rejected=True))
    parts.store.audit.note(
        user,
        "Loại gợi ý tài liệu kiểm chứng",
        f"ke-hoach/{opened.plan.id}",
        None,
        {"article": article_id, "task": task},
    )
    undo = f"/ke-hoach/{opened.plan.id}/bo-quyet-dinh"
    return back_to(request, where, told(outcome, rejected=True), undo=undo, ma=str(outcome.evidence_id), ve=where)


@router.post("/ke-hoach/{plan_id}/bo-quyet-dinh")
def undecide(
    request: Request,
    parts: Parts,
    user: Editor,
    plan_id: str,
    ma: Annotated[int, Form()],
    ve: Annotated[str, Form()] = "",
) -> Response:
    """As if nothing had been said."""
    opened = open_plan(parts, plan_id)
    done = take_back(parts.store, opened.plan, ma, by=user.name)
    if done:
        parts.store.audit.note(
            user, "Bỏ quyết định về tài liệu kiểm chứng", f"ke-hoach/{opened.plan.id}", None, {"evidence": ma}
        )
    text = "Đã bỏ quyết định; lịch sử vẫn còn." if done else "Chưa bỏ được: kỳ đã chốt, hoặc đã có người bỏ trước."
    return back_to(request, local_path(ve, f"/ke-hoach/{opened.plan.id}"), text)


@router.post("/ke-hoach/{plan_id}/them-tai-lieu")
def add(
    request: Request,
    parts: Parts,
    user: Editor,
    plan_id: str,
    task: Annotated[str, Form()],
    ten: Text = "",
    ngay: Annotated[str, Form(max_length=40)] = "",
    so_luong: Annotated[str, Form(max_length=20)] = "1",
    loai: Annotated[str, Form(max_length=20)] = "",
    don_vi: Annotated[str, Form(max_length=300)] = "",
    kenh: Annotated[str, Form(max_length=32)] = "",
    lien_ket: Text = "",
    ghi_chu: Text = "",
    tep: Annotated[UploadFile | None, File()] = None,
    ky: Annotated[str, Form()] = "",
) -> Response:
    """Record what is not on the web."""
    opened = open_plan(parts, plan_id, ky)
    try:
        adding = Adding(
            ten,
            _day(ngay),
            kind=loai if loai in KIND_WORDS else None,
            quantity=_quantity(so_luong),
            unit=don_vi.strip(),
            channel=kenh if kenh in CHANNELS else "",
            link=_link(lien_ket),
            note=ghi_chu,
            file=_file(tep),
        )
        found = find_task(parts.store, opened.plan, task)
        outcome = add_evidence(parts.store, opened.plan, found, adding, by=user.name)
    except UsageError as error:
        return page(
            request,
            "plans/add.html",
            422,
            opened=opened,
            task=task,
            fault=str(error),
            given={
                "ten": ten,
                "ngay": ngay,
                "so_luong": so_luong,
                "loai": loai,
                "don_vi": don_vi,
                "kenh": kenh,
                "lien_ket": lien_ket,
                "ghi_chu": ghi_chu,
            },
            kinds=KIND_WORDS,
            channels=CHANNELS,
        )
    if outcome.decided is Decided.DONE:
        parts.store.audit.note(
            user, "Thêm kết quả ngoài mạng", f"ke-hoach/{opened.plan.id}", None, {"title": adding.title, "task": task}
        )
    return back_to(request, _place(opened, task), _told_of_day(opened, outcome))


@router.get("/ke-hoach/{plan_id}/them-tai-lieu")
def adding_form(request: Request, parts: Parts, plan_id: str, nhiem_vu: str = "", ky: str = "") -> Response:
    """Where what is not on the web is told."""
    opened = open_plan(parts, plan_id, ky)
    task = request.query_params.get("nhiem-vu", nhiem_vu)
    return page(
        request,
        "plans/add.html",
        opened=opened,
        task=task,
        fault="",
        given={},
        kinds=KIND_WORDS,
        channels=CHANNELS,
    )


def _day(text: str) -> date:
    span = read_days(text) if text.strip() else None
    if span is None or span[0] != span[1]:
        raise UsageError("Chưa rõ ngày làm.", "Hãy viết như 14/9/2024.")
    return span[0]


def _quantity(text: str) -> float:
    try:
        return float(text.strip().replace(".", "").replace(",", "."))
    except ValueError as error:
        raise UsageError("Số lượng chưa phải là số.", "Hãy viết như 400.") from error


def _link(text: str) -> str:
    text = text.strip()
    if text and not text.lower().startswith(("http://", "https://")):
        raise UsageError("Liên kết phải bắt đầu bằng http:// hoặc https://.")
    return text


def _file(upload: UploadFile | None) -> StoredFile | None:
    if upload is None or not upload.filename:
        return None
    content = upload.file.read(20_000_001)
    name = upload.filename.replace("\\", "/").rpartition("/")[2][:200]
    return StoredFile(name, upload.content_type or "application/octet-stream", content) if content else None
