"""An issue in the browser exactly as its file or mail will be: the HTML file, the PDF, the text of the mail."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from digest.render.formats import render_issue
from domain.errors import UsageError
from web.access import require
from web.digest_desk import issue_now
from web.state import Parts

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")])
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox allow-popups allow-top-navigation-by-user-activation"
)
"""The file has its styles inside; nothing else of it may be loaded or run."""


@router.get("/diem-tin/{issue_id}/xem")
def look(parts: Parts, issue_id: str, dang: str = "html") -> Response:
    """The issue as it will be printed (html, pdf) or read without styles (thu: the text part of the mail)."""
    shown = issue_now(parts, issue_id)
    if dang == "html":
        page = render_issue(shown, "html", parts.settings)
        return Response(page, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": _POLICY})
    if dang == "pdf":
        disposition = {"Content-Disposition": f'inline; filename="diem-tin-{shown.id}.pdf"'}
        return Response(render_issue(shown, "pdf", parts.settings), media_type="application/pdf", headers=disposition)
    if dang == "thu":
        from digest.render.email import issue_email

        message = issue_email(shown, parts.settings)
        text = message.get_body(("plain",))
        assert text is not None  # every mail of an issue has one
        return Response(
            f"Tiêu đề thư: {message['Subject']}\n\n{text.get_content()}", media_type="text/plain; charset=utf-8"
        )
    raise UsageError(f"Không xem được dạng “{dang[:20]}” ở đây.", "Xem được: html, pdf, thu; dạng khác hãy tải về.")
