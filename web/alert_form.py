"""The form of a saved search: read, judged, and shown again where it was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import Response

from domain.errors import IndexError_, UsageError
from domain.mail_addresses import read_addresses
from domain.roles import Role
from pipeline.alerts.estimate import Estimate, estimate
from pipeline.alerts.message import RATES
from pipeline.alerts.parameters import SearchToSave
from store.mails.saved_searches import Rate, SavedSearch
from web.access import User, may
from web.errors import not_found
from web.page import page
from web.state import Services

__all__ = ["GONE", "AlertForm", "alert_page", "own_search", "read_alert_form"]

_MOST_RECIPIENTS = 20
GONE = "Không có cảnh báo này, hoặc liên kết đã hết hiệu lực."


@dataclass(slots=True)
class AlertForm:
    """What was typed, and what of it is wrong, by field; ``recipients`` as they were understood."""

    values: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    recipients: tuple[str, ...] = ()


def read_alert_form(form: FormData, search: SearchToSave) -> AlertForm:
    """Judge a form that tells of ``search``."""
    read = AlertForm({name: str(form.get(name, "")) for name in ("ten", "tan_suat", "nguoi_nhan")})
    values, faults = read.values, read.faults
    if not values["ten"].strip():
        faults["ten"] = "Hãy đặt tên cho cảnh báo."
    if values["tan_suat"] not in {str(rate) for rate in Rate}:
        faults["tan_suat"] = "Hãy chọn tần suất gửi."
    try:
        read.recipients = read_addresses(values["nguoi_nhan"])
    except UsageError as error:
        faults["nguoi_nhan"] = str(error)
    if not read.recipients and "nguoi_nhan" not in faults:
        faults["nguoi_nhan"] = "Hãy ghi ít nhất một địa chỉ thư."
    if len(read.recipients) > _MOST_RECIPIENTS:
        faults["nguoi_nhan"] = f"Nhiều nhất {_MOST_RECIPIENTS} người nhận."
    if search.empty:
        faults["tim"] = "Hãy tìm theo từ khóa hoặc bộ lọc trước, rồi lưu."
    return read


def own_search(parts: Services, user: User, search_id: int) -> SavedSearch:
    """The search, if it is this user's; an administrator's are all."""
    search = parts.store.saved_searches.get(search_id)
    if search is None or not (search.owner == user.login or may(user, Role.ADMIN)):
        raise not_found(GONE)
    return search


def alert_page(
    request: Request,
    parts: Services,
    template: str,
    search: SearchToSave,
    form: AlertForm,
    status: int = 200,
    **more: Any,
) -> Response:
    """The page with the form, and how much the search would tell."""
    return page(
        request,
        template,
        status,
        search=search,
        estimate=None if search.empty else _estimate(parts, search),
        values=form.values,
        faults=form.faults,
        rates=list(RATES.items()),
        mailing=bool(parts.settings.mail.host),
        **more,
    )


def _estimate(parts: Services, search: SearchToSave) -> Estimate | None:
    """Null where the index does not answer."""
    try:
        return estimate(parts.engine, search.query, search.filters, datetime.now(UTC))
    except IndexError_:
        return None
