"""Cảnh báo: searches that people saved, what their mails told of, and how to stop them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from domain.roles import Role
from pipeline.alerts.message import RATES, conditions
from pipeline.alerts.parameters import search_of_parameters
from pipeline.alerts.schedule import next_time
from store.mails.saved_searches import NewSearch, Rate, SearchState
from web.access import User, may, public, require
from web.alert_form import GONE, AlertForm, alert_page, own_search, read_alert_form
from web.errors import not_found
from web.features import Nav
from web.flash import back_to
from web.forms import form_values
from web.page import page
from web.state import Parts

__all__ = ["nav", "router"]

router = APIRouter()
nav = Nav("/canh-bao", "Cảnh báo", 65, "bell", place="more", role=Role.EDITOR)
Viewer = Annotated[User, require("xem")]
Editor = Annotated[User, require("bien_tap")]
_MOST_SEARCHES = 100
_ATOM = "application/atom+xml; charset=utf-8"
_TEMPLATE = "alerts/new.html"


@router.get("/canh-bao")
def alerts(request: Request, parts: Parts, user: Editor) -> Response:
    """The user's saved searches; an administrator sees all."""
    store, now = parts.store, datetime.now(UTC)
    at = time.fromisoformat(parts.settings.mail.alert_time)
    found = store.saved_searches.listed(None if may(user, Role.ADMIN) else user.login)
    rows: list[dict[str, Any]] = [
        {
            "search": one,
            "conditions": conditions(one),
            "rate": RATES[one.rate],
            "alerts": store.alerts.of(one.id, 3),
            "next": next_time(one.rate, now, at) if one.state is SearchState.ACTIVE else None,
        }
        for one in found
    ]
    return page(
        request,
        "alerts/list.html",
        rows=[row for row in rows if row["search"].state is not SearchState.STOPPED],
        stopped=[row for row in rows if row["search"].state is SearchState.STOPPED],
        paused=SearchState.PAUSED,
        base=(parts.settings.web.base_url or str(request.base_url)).rstrip("/"),
        mailing=bool(parts.settings.mail.host),
    )


@router.get("/canh-bao/moi")
def new_alert(request: Request, parts: Parts, user: Editor) -> Response:
    """The form, for the search whose parameters the address has."""
    search = search_of_parameters(request.query_params.multi_items())
    former = parts.store.saved_searches.listed(user.login)[:1]
    values = {
        "ten": search.name,
        "tan_suat": str(Rate.DAILY),
        "nguoi_nhan": ", ".join(former[0].recipients) if former else "",
    }
    return alert_page(request, parts, _TEMPLATE, search, AlertForm(values))


@router.post("/canh-bao/moi")
def save_alert(request: Request, parts: Parts, user: Editor, form: Annotated[FormData, form_values]) -> Response:
    """Save the search; a form that was wrong is shown again."""
    search = search_of_parameters(request.query_params.multi_items())
    read = read_alert_form(form, search)
    if len(parts.store.saved_searches.listed(user.login)) >= _MOST_SEARCHES:
        read.faults["tim"] = f"Đã có {_MOST_SEARCHES} tìm kiếm được lưu; hãy ngừng bớt trước."
    if read.faults:
        return alert_page(request, parts, _TEMPLATE, search, read, 422)
    values = read.values
    new = NewSearch(
        values["ten"],
        search.query,
        search.filters,
        search.address,
        Rate(values["tan_suat"]),
        read.recipients,
        user.login,
    )
    saved = parts.store.saved_searches.add(new, datetime.now(UTC))
    parts.store.audit.note(
        user, "Lưu tìm kiếm", f"canh-bao/{saved.id}", None, {"name": saved.name, "search": saved.address}
    )
    return back_to(request, "/canh-bao", f"Đã lưu “{saved.name}”. Thư chỉ báo các bài có từ bây giờ.")


@router.post("/canh-bao/{search_id:int}/tam-dung")
def pause(request: Request, parts: Parts, user: Editor, search_id: int) -> Response:
    """Tell nothing for a while."""
    search = own_search(parts, user, search_id)
    parts.store.saved_searches.pause(search.id, datetime.now(UTC))
    parts.store.audit.note(user, "Tạm dừng cảnh báo", f"canh-bao/{search.id}")
    told = f"Đã tạm dừng “{search.name}”. Các bài có trong thời gian này sẽ được báo khi tiếp tục."
    return back_to(request, "/canh-bao", told, undo=f"/canh-bao/{search.id}/tiep-tuc")


@router.post("/canh-bao/{search_id:int}/tiep-tuc")
def resume(request: Request, parts: Parts, user: Editor, search_id: int) -> Response:
    """Tell again."""
    search = own_search(parts, user, search_id)
    parts.store.saved_searches.resume(search.id, datetime.now(UTC))
    parts.store.audit.note(user, "Tiếp tục cảnh báo", f"canh-bao/{search.id}")
    return back_to(request, "/canh-bao", f"“{search.name}” tiếp tục được gửi.")


@router.post("/canh-bao/{search_id:int}/gui-ngay")
def send_now(request: Request, parts: Parts, user: Editor, search_id: int) -> Response:
    """Tell now of what came since the last mail."""
    from pipeline.alerts.run import run_alerts

    search = own_search(parts, user, search_id)
    now = datetime.now(UTC)
    report = run_alerts(parts.store, parts.engine, parts.context.index_name, parts.settings, now, only=search.id)
    if report.problem:
        told = f"Chưa soạn được thư: {report.problem}."
    elif report.hits:
        told = f"Đã soạn thư với {report.hits} bài mới; thư được gửi trong ít phút."
    else:
        told = "Chưa có bài mới từ thư trước, nên không gửi."
    parts.store.audit.note(user, "Gửi cảnh báo ngay", f"canh-bao/{search.id}", None, {"hits": report.hits})
    return back_to(request, "/canh-bao", told)


@router.post("/canh-bao/{search_id:int}/ngung")
def stop(request: Request, parts: Parts, user: Editor, search_id: int) -> Response:
    """Tell nothing any more."""
    search = own_search(parts, user, search_id)
    parts.store.saved_searches.stop(search.id, datetime.now(UTC))
    parts.store.audit.note(user, "Dừng cảnh báo", f"canh-bao/{search.id}")
    return back_to(request, "/canh-bao", f"Đã ngừng “{search.name}”.")


@router.post("/canh-bao/{search_id:int}/dia-chi-moi")
def renew_feed(request: Request, parts: Parts, user: Editor, search_id: int) -> Response:
    """A new address for the feed."""
    search = own_search(parts, user, search_id)
    parts.store.saved_searches.renew_feed(search.id, datetime.now(UTC))
    parts.store.audit.note(user, "Đổi địa chỉ Atom của cảnh báo", f"canh-bao/{search.id}")
    return back_to(request, "/canh-bao", "Đã tạo địa chỉ nguồn cấp mới; địa chỉ cũ không dùng được nữa.")


@router.get("/canh-bao/dung/{token}", dependencies=[public])
def ask_to_stop(request: Request, parts: Parts, token: str) -> Response:
    """Where the link of a mail leads: a page with one button, for whoever has the link. To look changes nothing."""
    search = parts.store.saved_searches.by_stop_token(token)
    if search is None:
        raise not_found(GONE)
    return page(request, "alerts/stop.html", name=search.name, token=token, done=search.state is SearchState.STOPPED)


@router.post("/canh-bao/dung/{token}", dependencies=[public])
def stop_by_link(request: Request, parts: Parts, token: str) -> Response:
    """Stop, without signing in."""
    search = parts.store.saved_searches.by_stop_token(token)
    if search is None:
        raise not_found(GONE)
    parts.store.saved_searches.stop(search.id, datetime.now(UTC))
    return back_to(request, f"/canh-bao/dung/{token}")


@router.get("/canh-bao/{token}.atom", dependencies=[public])
def feed(request: Request, parts: Parts, token: str) -> Response:
    """The feed, for whoever has its address, until that is renewed."""
    from pipeline.alerts.feed import atom_feed

    search = parts.store.saved_searches.by_feed_token(token)
    if search is None:
        raise not_found(GONE)
    base = (parts.settings.web.base_url or str(request.base_url)).rstrip("/")
    body = atom_feed(parts.store, parts.engine, search, f"{base}/canh-bao/{token}.atom")
    return Response(body, media_type=_ATOM, headers={"cache-control": "private, max-age=300"})


@router.get("/canh-bao/{token}")
def alert(request: Request, parts: Parts, user: Viewer, token: str) -> Response:
    """Exactly the articles that one mail told of, by their stored ids."""
    found = parts.store.alerts.by_token(token)
    search = parts.store.saved_searches.get(found.search_id) if found is not None else None
    if found is None or search is None:
        raise not_found(GONE)
    hits = [(hit, parts.store.articles.get(hit.article_id)) for hit in parts.store.alerts.hits(found.id)]
    return page(
        request,
        "alerts/one.html",
        alert=found,
        search=search,
        conditions=conditions(search),
        hits=hits,
        source_names={one.id: one.name for one in parts.store.sources.all()},
        mine=search.owner == user.login or may(user, Role.ADMIN),
    )
