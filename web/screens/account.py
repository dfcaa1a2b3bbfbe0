"""A person's own account: where one is signed in, one's tokens, one's password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from domain.errors import UsageError
from domain.roles import Role
from web.access import User, may, require
from web.errors import not_found, wrong
from web.flash import back_to
from web.identity import SESSION_COOKIE
from web.page import page
from web.screens.sign_in import enter
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")])

Me = Annotated[User, require("xem")]


def _id(user: User) -> int:
    """The account's number. The one user of a machine without accounts has none to look after."""
    if user.id is None:
        raise not_found("Máy này dùng không cần tài khoản.")
    return user.id


def _show(
    request: Request, parts: Services, me: User, status: int = 200, fault: str = "", secret: str | None = None
) -> Response:
    number = _id(me)
    return page(
        request,
        "account.html",
        status,
        account=parts.store.users.get(number),
        sessions=parts.store.sessions.of(number),
        tokens=[token for token in parts.store.tokens.all(number) if token.revoked_at is None],
        roles=[(role.value, role.label) for role in Role if me.role.covers(role)],
        fault=fault,
        secret=secret,
    )


@router.get("/tai-khoan")
def show(request: Request, parts: Parts, me: Me) -> Response:
    """Everything about oneself."""
    return _show(request, parts, me)


@router.post("/tai-khoan/mat-khau")
def change_password(
    request: Request,
    parts: Parts,
    me: Me,
    former: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Another password; every session ends but this one, which is renewed."""
    number = _id(me)
    try:
        if password != again:
            raise UsageError("Hai lần gõ mật khẩu không giống nhau.")
        if parts.store.users.check(me.login, former) is None:
            raise UsageError("Mật khẩu hiện nay không đúng.")
        with parts.store.transaction():
            parts.store.users.set_password(number, password)
            parts.store.audit.note(me, "Đổi mật khẩu", f"quan-tri/nguoi-dung/{number}")
    except UsageError as error:
        return _show(request, parts, me, 422, fault=str(error))
    return enter(request, parts, number, "/tai-khoan", "Đã đổi mật khẩu. Các nơi khác phải đăng nhập lại.")


@router.post("/tai-khoan/dang-xuat-moi-noi")
def leave_everywhere(request: Request, parts: Parts, me: Me) -> Response:
    """Out, everywhere."""
    parts.store.sessions.end_all(_id(me))
    response = back_to(request, "/dang-nhap")
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
    return response


@router.post("/tai-khoan/ma-truy-cap")
def create_token(
    request: Request,
    parts: Parts,
    me: Me,
    name: Annotated[str, Form()] = "",
    role: Annotated[Role, Form()] = Role.VIEWER,
) -> Response:
    """A token, shown this once."""
    number = _id(me)
    if not may(me, role):
        raise wrong("Mã truy cập không thể có quyền cao hơn quyền của chính mình.")
    try:
        with parts.store.transaction():
            made, secret = parts.store.tokens.create(number, name, role)
            parts.store.audit.note(me, "Tạo mã truy cập", f"quan-tri/ma-truy-cap/{made}", None, [name, role.label])
    except UsageError as error:
        return _show(request, parts, me, 422, fault=str(error))
    return _show(request, parts, me, secret=secret)


@router.post("/tai-khoan/ma-truy-cap/{token_id}/thu-hoi")
def revoke_token(request: Request, parts: Parts, me: Me, token_id: int) -> Response:
    """Take back one of one's own tokens; another person's is not there."""
    mine = {token.id: token for token in parts.store.tokens.all(_id(me))}
    if token_id not in mine:
        raise not_found("Không có mã truy cập này.")
    with parts.store.transaction():
        parts.store.tokens.revoke(token_id)
        parts.store.audit.note(me, "Thu hồi mã truy cập", f"quan-tri/ma-truy-cap/{token_id}", mine[token_id].name)
    return back_to(request, "/tai-khoan", "Đã thu hồi mã truy cập.")
