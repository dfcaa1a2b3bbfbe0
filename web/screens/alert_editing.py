"""Sửa cảnh báo: another name, query, rate or recipients for a saved search; what it told of stays told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from domain.days import DAY_EXAMPLES, official_day, read_days
from domain.errors import StateError
from pipeline.alerts.parameters import search_of_parameters
from store.mails.saved_searches import NewSearch, Rate, SavedSearch, SearchState
from web.access import User, require
from web.alert_form import AlertForm, alert_page, own_search, read_alert_form
from web.flash import back_to
from web.forms import form_values
from web.search.labels import Labels
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter()
Editor = Annotated[User, require("bien_tap")]
_TYPED = ("q", "tu", "den")
_DAYS = {"tu": "Ngày đăng từ", "den": "Đến hết ngày"}
_TEMPLATE = "alerts/edit.html"


def _open(parts: Services, user: User, search_id: int) -> SavedSearch:
    saved = own_search(parts, user, search_id)
    if saved.state is SearchState.STOPPED:
        raise StateError("Cảnh báo này đã ngừng hẳn, không sửa được.", "Hãy tìm và lưu lại.")
    return saved


def _conditions(parts: Services, saved: SavedSearch, kept: set[str]) -> list[tuple[str, str, bool]]:
    """Each condition of the saved search beside what is typed: as an address writes it, in words, whether it stays."""
    labels = Labels(parts)
    pairs = [pair for pair in parse_qsl(saved.address) if pair[0] not in _TYPED]
    return [(urlencode([pair]), labels.chip(*pair), urlencode([pair]) in kept) for pair in pairs]


@router.get("/canh-bao/{search_id:int}/sua")
def edit_alert(request: Request, parts: Parts, user: Editor, search_id: int) -> Response:
    """The form, filled with what is saved."""
    saved = _open(parts, user, search_id)
    pairs = parse_qsl(saved.address)
    typed = {name: value for name, value in pairs if name in _TYPED}
    for name in _DAYS:
        if span := read_days(typed.get(name, "")):
            typed[name] = official_day(span[0])
    values = {"ten": saved.name, "tan_suat": str(saved.rate), "nguoi_nhan": ", ".join(saved.recipients), **typed}
    kept = {urlencode([pair]) for pair in pairs}
    return alert_page(
        request,
        parts,
        _TEMPLATE,
        search_of_parameters(pairs),
        AlertForm({**dict.fromkeys(_TYPED, ""), **values}),
        saved=saved,
        conditions=_conditions(parts, saved, kept),
    )


@router.post("/canh-bao/{search_id:int}/sua")
def change_alert(
    request: Request, parts: Parts, user: Editor, search_id: int, form: Annotated[FormData, form_values]
) -> Response:
    """Tell otherwise from now on. A form that was wrong, or of a search that changed meanwhile, is shown again."""
    saved = _open(parts, user, search_id)
    typed = {name: str(form.get(name, "")).strip() for name in _TYPED}
    kept = {str(one) for one in form.getlist("bo_loc")}
    conditions = _conditions(parts, saved, kept)
    chosen = [pair for code, _, stays in conditions if stays for pair in parse_qsl(code)]
    search = search_of_parameters([*typed.items(), *chosen])
    read = read_alert_form(form, search)
    read.values |= typed
    for name in _DAYS:
        if typed[name] and read_days(typed[name]) is None:
            read.faults[name] = f"Không hiểu ngày “{typed[name][:40]}”. Hãy viết như {DAY_EXAMPLES}."
    new = NewSearch(
        read.values["ten"],
        search.query,
        search.filters,
        search.address,
        Rate(read.values["tan_suat"]) if "tan_suat" not in read.faults else saved.rate,
        read.recipients,
        saved.owner,
    )
    if not read.faults:
        if parts.store.saved_searches.change(saved.id, new, str(form.get("luc", "")), datetime.now(UTC)):
            before = {"name": saved.name, "search": saved.address, "rate": str(saved.rate)}
            after = {"name": new.name, "search": new.address, "rate": str(new.rate)}
            parts.store.audit.note(user, "Sửa cảnh báo", f"canh-bao/{saved.id}", before, after)
            return back_to(request, "/canh-bao", f"Đã sửa “{new.name}”. Bài đã báo không bị báo lại.")
        saved = _open(parts, user, search_id)
        read.faults["luc"] = (
            f"Lúc này cảnh báo là “{saved.name}”, tìm “{saved.query}”, {len(saved.recipients)} người nhận."
        )
    status = 409 if "luc" in read.faults else 422
    return alert_page(request, parts, _TEMPLATE, search, read, status, saved=saved, conditions=conditions)
