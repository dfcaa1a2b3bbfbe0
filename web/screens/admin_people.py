"""Quản trị: accounts and tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from domain.errors import UsageError
from domain.roles import Role
from store.people.users import Account
from web.access import User, require
from web.errors import not_found
from web.flash import back_to
from web.page import page
from web.state import Parts, Services

router = APIRouter(dependencies=[require("quan_tri")])

Me = Annotated[User, require("quan_tri")]
_HERE = "/quan-tri/nguoi-dung"
_ROLES = [(role.value, role.label) for role in Role]


def _object(account: Account) -> str:
    return f"quan-tri/nguoi-dung/{account.id}"


def _link(request: Request, parts: Services, account: Account) -> str:
    """A one-time link to choose a password, with the address by which this page is reached."""
    base = parts.settings.web.base_url or str(request.base_url)
    return f"{base.rstrip('/')}/thiet-lap?ma={parts.store.invitations.create(account.id)}"


def _list(
    request: Request,
    parts: Services,
    status: int = 200,
    *,
    fault: str = "",
    login: str = "",
    name: str = "",
    role: Role = Role.VIEWER,
) -> Response:
    return page(
        request,
        "admin/people.html",
        status,
        people=parts.store.users.all(),
        roles=_ROLES,
        fault=fault,
        login=login,
        name=name,
        role=role.value,
    )


@router.get(_HERE)
def people(request: Request, parts: Parts) -> Response:
    """Every account."""
    return _list(request, parts)


@router.post(_HERE)
def create(
    request: Request,
    parts: Parts,
    me: Me,
    login: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    role: Annotated[Role, Form()] = Role.VIEWER,
) -> Response:
    """A new account; its owner chooses the password through the link that is shown."""
    try:
        if parts.local:
            raise UsageError("Chưa có tài khoản quản trị.", "Hãy tạo tài khoản đó trước.")
        with parts.store.transaction():
            account = parts.store.users.create(login, name, role)
            after = {"login": account.login, "name": account.name, "role": role.value}
            parts.store.audit.note(me, "Tạo tài khoản", _object(account), None, after)
    except UsageError as error:
        return _list(request, parts, 422, fault=str(error), login=login, name=name, role=role)
    return page(request, "admin/link.html", account=account, link=_link(request, parts, account))


@router.post("/quan-tri/tai-khoan-dau-tien")
def begin(parts: Parts) -> Response:
    """On a machine without accounts: on to the making of the first one, after which everybody signs in."""
    if not parts.local:
        raise not_found("Đã có tài khoản quản trị.")
    return RedirectResponse(f"/thiet-lap?ma={parts.store.invitations.create(None)}", 303)


def _account(parts: Services, user_id: int) -> Account:
    account = parts.store.users.get(user_id)
    if account is None:
        raise not_found("Không có tài khoản này.")
    return account


@router.get(_HERE + "/{user_id}")
def person(request: Request, parts: Parts, user_id: int) -> Response:
    """One account."""
    account = _account(parts, user_id)
    return _person(request, parts, account)


def _person(request: Request, parts: Services, account: Account, status: int = 200, fault: str = "") -> Response:
    return page(
        request,
        "admin/person.html",
        status,
        account=account,
        roles=_ROLES,
        fault=fault,
        sessions=parts.store.sessions.of(account.id),
        tokens=parts.store.tokens.all(account.id),
        decisions=parts.store.audit.of(_object(account)),
    )


@router.post(_HERE + "/{user_id}")
def change(
    request: Request,
    parts: Parts,
    me: Me,
    user_id: int,
    name: Annotated[str, Form()] = "",
    role: Annotated[Role, Form()] = Role.VIEWER,
    disabled: Annotated[bool, Form()] = False,
) -> Response:
    """Another name, role or state."""
    account = _account(parts, user_id)
    try:
        with parts.store.transaction():
            after = parts.store.users.change(user_id, name=name, role=role, disabled=disabled)
            kept = [{"name": one.name, "role": one.role.value, "disabled": one.disabled} for one in (account, after)]
            parts.store.audit.note(me, "Sửa tài khoản", _object(account), *kept)
    except UsageError as error:
        return _person(request, parts, account, 422, str(error))
    return back_to(request, f"{_HERE}/{user_id}", "Đã lưu.")


@router.post(_HERE + "/{user_id}/lien-ket")
def new_link(request: Request, parts: Parts, me: Me, user_id: int) -> Response:
    """A new one-time link, for one who forgot the password."""
    account = _account(parts, user_id)
    with parts.store.transaction():
        parts.store.audit.note(me, "Cấp liên kết đặt mật khẩu", _object(account))
        link = _link(request, parts, account)
    return page(request, "admin/link.html", account=account, link=link)


@router.post(_HERE + "/{user_id}/dang-xuat")
def sign_out(request: Request, parts: Parts, me: Me, user_id: int) -> Response:
    """End every session of a person."""
    account = _account(parts, user_id)
    with parts.store.transaction():
        count = parts.store.sessions.end_all(user_id)
        parts.store.audit.note(me, "Đăng xuất một người ở mọi nơi", _object(account), count)
    return back_to(request, f"{_HERE}/{user_id}", f"Đã đăng xuất {count} nơi.")


@router.get("/quan-tri/ma-truy-cap")
def tokens(request: Request, parts: Parts) -> Response:
    """Every token."""
    return page(request, "admin/tokens.html", tokens=parts.store.tokens.all())


@router.post("/quan-tri/ma-truy-cap/{token_id}/thu-hoi")
def revoke(request: Request, parts: Parts, me: Me, token_id: int) -> Response:
    """Take back anybody's token."""
    found = {token.id: token for token in parts.store.tokens.all()}.get(token_id)
    if found is None:
        raise not_found("Không có mã truy cập này.")
    with parts.store.transaction():
        parts.store.tokens.revoke(token_id)
        parts.store.audit.note(me, "Thu hồi mã truy cập", f"quan-tri/ma-truy-cap/{token_id}", found.name)
    return back_to(request, "/quan-tri/ma-truy-cap", "Đã thu hồi mã truy cập.")
