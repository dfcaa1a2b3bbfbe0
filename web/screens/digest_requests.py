"""What a unit is asked to do about an item (đề nghị xử lý): written at the desk, answered there or in the list."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from domain.days import read_days
from domain.digest import RequestStatus
from domain.errors import StateError, UsageError
from web.access import User, require
from web.digest_desk import NO_REQUEST, request_words
from web.flash import back_to, local_path
from web.state import Parts

__all__ = ["router"]

router = APIRouter(dependencies=[require("bien_tap")])
Editor = Annotated[User, require("bien_tap")]
Word = Annotated[str, Form(max_length=200)]


@router.post("/diem-tin/{issue_id}/de-nghi")
def ask(
    request: Request,
    parts: Parts,
    user: Editor,
    issue_id: str,
    article_id: Word,
    don_vi: Word = "",
    thoi_han: Word = "",
    trang_thai: Word = "chua_giao",
    thay: Annotated[str | None, Form(max_length=400)] = None,
    ve: Word = "",
) -> Response:
    """Write or change what is asked of a unit about an item; without a unit it is taken back. ``thay``: what the form
    was filled with. What another person wrote meanwhile is shown and stays.
    """
    due: date | None = None
    if thoi_han.strip():
        span = read_days(thoi_han)
        if span is None:
            raise UsageError(f"Không hiểu ngày “{thoi_han[:40]}”.", "Hãy viết như 31/10/2022.")
        due = span[1]
    if trang_thai not in {str(one) for one in RequestStatus}:
        raise UsageError("Không có trạng thái này.", "Chọn chưa giao, đã giao hoặc đã trả lời.")
    requests = parts.store.digests.requests
    there = requests.about(article_id)
    wanted = request_words(don_vi.strip(), due, trang_thai) if don_vi.strip() else NO_REQUEST
    stands = request_words(there.unit, there.due, there.status) if there else NO_REQUEST
    if thay is not None and stands not in {thay, wanted} and there is not None and there.author != user.login:
        raise StateError(
            f"{there.author or 'Người khác'} vừa ghi đề nghị xử lý bài này: {stands}. Bản của bạn chưa ghi: {wanted}.",
            "Hãy quay lại, tải lại trang rồi ghi bản muốn dùng.",
        )
    if don_vi.strip():
        requests.put(article_id, issue_id, unit=don_vi.strip(), due=due, status=trang_thai, author=user.login)
        told = "Đã ghi đề nghị xử lý."
    else:
        requests.drop(article_id)
        told = "Đã bỏ đề nghị xử lý."
    parts.store.audit.note(user, "Đề nghị xử lý", f"bai/{article_id}", None, {"unit": don_vi, "status": trang_thai})
    return back_to(request, local_path(ve, f"/diem-tin/{issue_id}?muc={article_id}#item-{article_id}"), told)
