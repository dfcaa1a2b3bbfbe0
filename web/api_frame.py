"""What the parts of the API share: pages of a list, problems, and the description of it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel, Field

__all__ = ["PROBLEMS", "Page", "Paging", "Problem", "describe"]

LARGEST = 200


class Fault(BaseModel):
    """What of a request is wrong."""

    field: str = Field(description="Tên tham số hoặc trường.")
    reason: str = Field(description="Vì sao chưa đúng.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field("about:blank", description="Loại lỗi.")
    title: str = Field(description="Chuyện gì đã xảy ra.")
    status: int = Field(description="Mã HTTP.")
    detail: str = Field(description="Chi tiết, và việc cần làm.")
    errors: list[Fault] | None = Field(None, description="Chỉ có ở 422: từng chỗ chưa đúng; rỗng khi không rõ chỗ nào.")


_MEANINGS = {
    401: "Chưa đăng nhập, hoặc mã truy cập không còn dùng được.",
    403: "Không có quyền, hoặc yêu cầu ghi đến từ trang khác.",
    404: "Không có mục này.",
    409: "Có người khác vừa sửa mục này.",
    422: "Tham số hoặc nội dung gửi lên chưa đúng.",
    429: "Gửi yêu cầu quá nhanh; xem đầu mục Retry-After.",
    503: "Kho dữ liệu hoặc công cụ tìm kiếm tạm thời không trả lời.",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": meaning,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, meaning in _MEANINGS.items()
}
"""Every route of the API may answer so."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    number: int
    limit: int

    @property
    def offset(self) -> int:
        """How many come before it."""
        return (self.number - 1) * self.limit


def _paging(
    trang: Annotated[int | None, Query(ge=1, le=100_000, description="Trang thứ mấy, từ 1.")] = None,
    page: Annotated[int | None, Query(ge=1, le=100_000, description="Như trang.")] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="Số mục mỗi trang.")] = 20,
) -> Page:
    return Page(trang or page or 1, limit)


Paging = Annotated[Page, Depends(_paging)]
"""The parameters ``trang`` (or ``page``) and ``limit`` of a list."""


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI of all that is under ``/api/v1``, with the problems and the two ways to come in."""
    described = app.openapi()
    parts = described.setdefault("components", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts.setdefault("schemas", {}).update(problem.pop("$defs"), Problem=problem)
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Mã truy cập, tạo ở mục Tài khoản."},
        "session": {"type": "apiKey", "in": "cookie", "name": "diemtin_phien", "description": "Phiên của trình duyệt."},
    }
    described["security"] = [{"token": []}, {"session": []}]
    return described
