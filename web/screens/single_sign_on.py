"""Coming in with the account of the office (OpenID Connect): the service says who somebody is; that this person may
come in, an administrator has said before.
"""

from __future__ import annotations

import logging
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, HTTPException, Request
from httpx2 import HTTPError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from domain.settings_sections import Web
from web.access import public
from web.errors import not_found
from web.flash import local_path
from web.screens.sign_in import enter
from web.state import Parts

router = APIRouter(dependencies=[public])

_log = logging.getLogger(__name__)
_WHERE = "ve"


def _service(settings: Web) -> Any:
    """The client of the office's service. HTTPException 404 where there is none."""
    if not settings.oidc_issuer:
        raise not_found("Chưa dùng đăng nhập một lần.")
    secret = settings.oidc_client_secret
    return OAuth().register(
        "office",
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    )


def _silent(error: Exception) -> HTTPException:
    _log.warning("single sign-on does not answer", exc_info=error)
    return HTTPException(
        503, "Dịch vụ đăng nhập của cơ quan không trả lời. Đăng nhập bằng mật khẩu, hoặc thử lại sau ít phút."
    )


@router.get("/dang-nhap/mot-lan")
async def leave(request: Request, parts: Parts, ve: str = "/") -> Response:
    """On to the office's service."""
    settings = parts.settings.web
    service = _service(settings)
    request.session[_WHERE] = local_path(ve)
    back = f"{(settings.base_url or str(request.base_url)).rstrip('/')}/dang-nhap/mot-lan/ve"
    try:
        answer: Response = await service.authorize_redirect(request, back)
    except (HTTPError, OAuthError, ValueError) as error:
        raise _silent(error) from error
    return answer


@router.get("/dang-nhap/mot-lan/ve")
async def come_back(request: Request, parts: Parts) -> Response:
    """Back from there, with a code that only we can turn into a name."""
    service = _service(parts.settings.web)
    try:
        claims = (await service.authorize_access_token(request)).get("userinfo") or {}
    except OAuthError as error:
        _log.warning("single sign-on refused: %s", error)
        raise HTTPException(
            403, "Dịch vụ đăng nhập của cơ quan chưa xác nhận lần đăng nhập này. Hãy thử lại."
        ) from error
    except (HTTPError, ValueError) as error:
        raise _silent(error) from error
    email = claims.get("email") if claims.get("email_verified", True) else None
    login = str(claims.get("preferred_username") or email or claims.get("sub") or "")
    subject = f"{claims.get('iss')} {claims.get('sub')}"
    account = await run_in_threadpool(parts.store.users.by_subject, subject, login)
    if account is None:
        raise HTTPException(
            403, f"Tài khoản “{login[:80]}” chưa được dùng Điểm Tin. Báo quản trị viên tạo tài khoản với tên này."
        )
    path = local_path(request.session.pop(_WHERE, "/"))
    return await run_in_threadpool(enter, request, parts, account.id, path)
