"""The three or four headlines of an issue, written by a person: each leads to an item."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from domain.errors import UsageError
from store.digests.records import NewEdit
from web.access import User, require
from web.digest_desk import issues_of, stored_issue
from web.screens.digest_editing import save_edits
from web.state import Parts

__all__ = ["router"]

router = APIRouter(dependencies=[require("bien_tap")])
_FEWEST, _MOST = 3, 4
Lines = Annotated[list[Annotated[str, Form(max_length=200)]], Form(max_length=_MOST)]


@router.post("/diem-tin/{issue_id}/tin-noi-bat")
def write_headlines(
    request: Request,
    parts: Parts,
    user: Annotated[User, require("bien_tap")],
    issue_id: str,
    revision: Annotated[int, Form(alias="lan")],
    tin: Lines,
    bai: Lines,
    tu_dong: Annotated[str, Form()] = "",
) -> Response:
    """Keep the headlines; all empty, or ``tu_dong``: those that the program chooses."""
    issue = issues_of(parts).of(stored_issue(parts, issue_id))
    items = {one.article_id for one in issue.items}
    pairs = [(" ".join(text.split()), article_id) for text, article_id in zip(tin, bai, strict=False)]
    lines = [{"text": text, "article_id": article_id} for text, article_id in pairs if text]
    if tu_dong or not lines:
        told = "Tin nổi bật do chương trình chọn."
        return save_edits(request, parts, user, issue_id, [NewEdit("headlines", None)], revision, told, "#headlines")
    if len(lines) < min(_FEWEST, len(items)):
        raise UsageError(
            f"Cần {_FEWEST} hoặc {_MOST} tin nổi bật, mới có {len(lines)}.",
            "Hãy ghi thêm, hoặc để trống tất cả để chương trình chọn.",
        )
    if any(one["article_id"] not in items for one in lines):
        raise UsageError("Có tin nổi bật dẫn tới bài không còn trong số điểm tin.", "Hãy tải lại trang rồi chọn bài.")
    edits = [NewEdit("headlines", lines)]
    return save_edits(request, parts, user, issue_id, edits, revision, "Đã lưu tin nổi bật.", "#headlines")
