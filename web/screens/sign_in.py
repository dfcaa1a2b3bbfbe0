"""Coming in and going out; the one-time links of the first administrator and of new passwords."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from domain.errors import UsageError
from store.people.users import Account
from web.access import public
from web.flash import back_to, local_path
from web.identity import SESSION_COOKIE, keep_session
from web.page import page
from web.sign_in_limit import SignInLimit
from web.state import Parts

router = APIRouter(dependencies=[public])


def address_of(request: Request) -> str:
    """From where a request comes; behind a trusted proxy, what that says."""
    return request.client.host if request.client else ""


def enter(request: Request, parts: Parts, user_id: int, path: str, told: str = "") -> Response:
    """Begin a session and go on to ``path``; the session that this browser had ends."""
    former = request.cookies.get(SESSION_COOKIE)
    browser = request.headers.get("user-agent", "")
    secret = parts.store.sessions.begin(user_id, address=address_of(request), browser=browser, former=former)
    parts.store.sessions.sweep(days=parts.settings.web.session_days)
    response = back_to(request, path, told)
    keep_session(request, response, secret)
    return response


def _form(request: Request, parts: Parts, status: int = 200, **values: object) -> Response:
    shown = {"ve": "/", "login": "", "fault": "", "sso": bool(parts.settings.web.oidc_issuer), **values}
    return page(request, "sign_in.html", status, extras=False, **shown)


@router.get("/dang-nhap")
def form(request: Request, parts: Parts, ve: str = "/") -> Response:
    """The form."""
    if request.state.user is not None:
        return RedirectResponse(local_path(ve), 303)
    return _form(request, parts, ve=local_path(ve))


@router.post("/dang-nhap")
def sign_in(
    request: Request,
    parts: Parts,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    ve: Annotated[str, Form()] = "/",
) -> Response:
    """A try."""
    address = address_of(request)
    limit: SignInLimit = request.app.state.sign_in_limit
    limit.spend(address, login)
    account = parts.store.users.check(login, password)
    if account is None:
        left = limit.left(address, login)
        fault = f"Còn {left} lần thử trong phút này." if left else "Hãy đợi một phút rồi thử lại."
        return _form(request, parts, 401, login=login, fault=fault, ve=local_path(ve))
    limit.forgive(address, login)
    return enter(request, parts, account.id, local_path(ve))


@router.post("/dang-xuat")
def sign_out(request: Request, parts: Parts) -> Response:
    """Out, here."""
    if secret := request.cookies.get(SESSION_COOKIE):
        parts.store.sessions.end(secret)
    response = back_to(request, "/" if parts.local else "/dang-nhap")
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
    return response


def _setup(
    request: Request, account: Account | None, ma: str, status: int = 200, fault: str = "", **typed: str
) -> Response:
    shown = {"login": "", "name": "", **typed}
    return page(request, "setup.html", status, extras=False, account=account, ma=ma, fault=fault, **shown)


@router.get("/thiet-lap")
def setup(request: Request, parts: Parts, ma: str = "") -> Response:
    """Where a one-time link leads."""
    return _setup(request, parts.store.invitations.holder(ma), ma)


@router.post("/thiet-lap")
def set_up(
    request: Request,
    parts: Parts,
    ma: Annotated[str, Form()] = "",
    login: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Make the first administrator's account, or choose one's own password; then come in."""
    invitations = parts.store.invitations
    account = invitations.holder(ma)
    try:
        if password != again:
            raise UsageError("Hai lần gõ mật khẩu không giống nhau.")
        with parts.store.transaction():
            if account is None:
                account = invitations.make_administrator(ma, login, name, password)
                parts.store.audit.note(account, "Tạo tài khoản quản trị đầu tiên", f"quan-tri/nguoi-dung/{account.id}")
            else:
                account = invitations.choose_password(ma, password)
                parts.store.audit.note(account, "Đặt mật khẩu", f"quan-tri/nguoi-dung/{account.id}")
    except UsageError as error:
        return _setup(request, account, ma, 422, str(error), login=login, name=name)
    parts.local = False  # from now on this page belongs to people with accounts
    return enter(request, parts, account.id, "/", f"Đã đăng nhập với tên {account.name}.")
