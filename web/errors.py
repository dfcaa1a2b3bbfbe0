"""What went wrong, as a page with a way on or, under ``/api``, as a JSON problem (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from domain.errors import ConfigError, DiemTinError, IndexError_, StateError, StoreBusy, StoreError, UsageError
from domain.incidents import incident
from domain.reasons import value_reason
from web.page import page

__all__ = ["conflict", "error_page", "install", "not_found", "unexpected", "wrong"]

_logger = logging.getLogger(__name__)

_TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Cần đăng nhập",
    403: "Không có quyền thực hiện",
    404: "Không có trang này",
    405: "Không dùng được cách gửi này",
    409: "Có người khác vừa sửa",
    413: "Dữ liệu gửi lên quá lớn",
    422: "Dữ liệu chưa đúng",
    429: "Gửi yêu cầu quá nhanh",
    500: "Lỗi ngoài dự kiến",
    503: "Tạm thời chưa dùng được",
}
_DETAILS = {
    400: "Quay lại trang trước và thử lại.",
    404: "Địa chỉ có thể gõ nhầm, hoặc mục này không còn.",
    405: "Mở trang bằng liên kết hoặc nút trên trang.",
    413: "Hãy gửi tệp dưới 20 MB.",
    429: "Hãy đợi một phút rồi thử lại.",
}
STORE_BUSY = "Kho dữ liệu đang bận"
INDEX_DOWN = "Dữ liệu tìm kiếm đang không truy cập được"


def not_found(detail: str) -> HTTPException:
    """Raise it where an object that was asked for is not there."""
    return HTTPException(404, detail)


def conflict(detail: str) -> HTTPException:
    """Raise it where someone else changed the object meanwhile."""
    return HTTPException(409, detail)


class Wrong(HTTPException):
    """What was sent cannot be right; ``faults``: why, by field."""

    def __init__(self, detail: str, faults: Mapping[str, str]) -> None:
        super().__init__(422, detail)
        self.faults = faults


def wrong(detail: str, faults: Mapping[str, str] | None = None) -> HTTPException:
    """Raise it where what was sent cannot be right and the form cannot say so itself."""
    return Wrong(detail, faults or {})


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def error_page(
    request: Request,
    status: int,
    detail: str = "",
    *,
    title: str = "",
    faults: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """The answer that says what went wrong. ``faults``: what of a 422 is wrong, by field."""
    title = title or _TITLES.get(status, _TITLES[500 if status >= 500 else 400])
    detail = detail or _DETAILS.get(status, "")
    if _is_api(request):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, **values}
        if status == 422:
            problem["errors"] = [{"field": name, "reason": reason} for name, reason in (faults or {}).items()]
        return JSONResponse(problem, status, media_type="application/problem+json")
    shown = {"index_down": False, "incident": None, **values}
    return page(request, "error.html", status, extras=False, code=status, title=title, detail=detail, **shown)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    english = not isinstance(error, HTTPException)  # Starlette's own phrases
    if error.status_code == 401 and not _is_api(request) and request.method in {"GET", "HEAD"}:
        where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/dang-nhap?ve={quote(where, safe='')}", 303)
    faults = error.faults if isinstance(error, Wrong) else {}
    response = error_page(request, error.status_code, "" if english else str(error.detail or ""), faults=faults)
    response.headers.update(error.headers or {})
    return response


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = {".".join(str(part) for part in fault["loc"][1:]): value_reason(fault) for fault in error.errors()}
    line = "; ".join(f"“{name}” {reason}" if name else reason for name, reason in faults.items())
    return error_page(request, 422, f"{line}.", faults=faults)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, DiemTinError)
    if isinstance(error, IndexError_):
        _logger.warning("search index: %s", error)
        extra: dict[str, Any] = {} if _is_api(request) else {"index_down": True}
        return error_page(request, 503, str(error), title=INDEX_DOWN, **extra)
    if isinstance(error, StoreBusy):
        detail = f"{error} Việc vừa gửi chưa được lưu; quay lại trang trước thì chữ đã gõ vẫn còn."
        return error_page(request, 503, str(error) if request.method in {"GET", "HEAD"} else detail, title=STORE_BUSY)
    if isinstance(error, StoreError):
        _logger.error("store: %s", error)
        return error_page(request, 503, str(error), title="Kho dữ liệu đang không dùng được")
    if isinstance(error, StateError):
        return error_page(request, 409, str(error), title="Chưa làm được việc này")
    if isinstance(error, UsageError | ConfigError):
        return error_page(request, 422, str(error))
    return error_page(request, 500, str(error))


def unexpected(request: Request, error: Exception) -> Response:
    """The answer to an error that nobody foresaw; the log keeps it under the id that is shown."""
    if isinstance(error, DiemTinError):
        return _ours(request, error)
    made = incident(_logger, f"{request.method} {request.url.path}", error)
    detail = f"Nhật ký của thư mục dữ liệu ghi lại lỗi này với mã {made}. Việc đã lưu vẫn còn."
    return error_page(request, 500, detail, incident=made)


def install(app: FastAPI) -> None:
    """Let every failure of the app end in one of these answers."""
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(DiemTinError, _ours)
