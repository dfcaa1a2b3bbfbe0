"""The description of the API, and who one is to it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from domain.roles import Role
from web.access import User, public, require
from web.api_frame import describe

router = APIRouter(tags=["Chung"])


class Me(BaseModel):
    """In whose name the program speaks."""

    name: str = Field(description="Họ và tên.")
    login: str = Field(description="Tên đăng nhập.")
    role: Role = Field(description="Quyền: xem, bien_tap hoặc quan_tri.")


@router.get("/openapi.json", dependencies=[public], include_in_schema=False)
def description(request: Request) -> dict[str, Any]:
    """OpenAPI."""
    return describe(request.app)


@router.get("/me", summary="Mã truy cập này thay mặt ai, với quyền gì")
def me(user: Annotated[User, require("xem")]) -> Me:
    """In whose name the program speaks."""
    return Me(name=user.name, login=user.login, role=user.role)
