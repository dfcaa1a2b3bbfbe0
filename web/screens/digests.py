"""Điểm tin: the list of issues, the desk of one, its files, the two texts of a clash, the comparison with now."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from digest.comparison import compare
from digest.render.formats import FORMATS, render_issue
from digest.render.names import PART_NAMES
from digest.window import named_issue, window_of_days
from domain.areas import area_name, reform_areas
from domain.days import read_days
from domain.digest import REQUEST_NAMES, IssueState
from domain.errors import UsageError
from domain.text import fold
from store.mails.mail_record import MailKind, Tally
from web.access import User, require
from web.digest_desk import (
    NO_REQUEST,
    STEPS,
    current_window,
    desk_of,
    issue_now,
    issues_of,
    label_of,
    now,
    request_words,
    shown_recipient,
    state_shown,
    stored_issue,
    window_or_404,
)
from web.digest_uses import coming, used_in, waiting
from web.digest_values import Said, field_name
from web.features import Nav
from web.page import page
from web.state import Parts, Services, services

__all__ = ["coming", "nav", "on_every_page", "router", "used_in", "waiting"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/diem-tin", "Điểm tin", 60, "news", tab=True)
_SHOWN = 60
_FOUND = 50
_TRAY = 20
Editor = Annotated[User, require("bien_tap")]


def on_every_page(request: Request) -> dict[str, object]:
    """The issue under way, and how many articles are in it."""
    parts = services(request)
    stored = issues_of(parts).newest(current_window(parts).id)
    if stored is None or stored.frozen is not None:
        return {}
    count = parts.store.digests.count_chosen(stored.id)
    return {"tray": {"href": f"/diem-tin/{stored.id}", "label": label_of(stored).split("/")[0], "count": count}}


@router.get("/diem-tin")
def issues(request: Request, parts: Parts, q: str = "") -> Response:
    """Every issue, the week that waits for one, requests that wait for an answer, and a search through the archive."""
    kept = parts.store.digests.all()
    window = current_window(parts)
    words = fold(q[:200]).split()
    found = _search(parts, words) if words else []
    tallies = parts.store.mails.tallies(MailKind.DIGEST)
    requests = [one for one in parts.store.digests.requests.all() if one.status != "da_tra_loi"]
    titles = {one.article_id: parts.store.articles.get(one.article_id) for one in requests}
    return page(
        request,
        "digests/list.html",
        kept=[(one, label_of(one), state_shown(one.state, tallies.get(one.id, Tally()))) for one in kept[:_SHOWN]],
        total=len(kept),
        window=window,
        waiting=not any(one.window_id == window.id for one in kept),
        count=parts.store.coverage.counts(window.first, window.last),
        newest_day=parts.store.coverage.ends(),
        words=q[:200],
        found=found[:_FOUND],
        found_count=len(found),
        requests=requests,
        titles=titles,
        request_names={str(key): value for key, value in REQUEST_NAMES.items()},
        request_words=request_words,
        fault="",
    )


def _search(parts: Services, words: list[str]) -> list[tuple[str, str, int, str, str]]:
    """(issue, its label, number, title, sentence) of items that have all the words."""
    found = []
    desk = issues_of(parts)
    for stored in parts.store.digests.all():
        for item in desk.of(stored).items:
            lines = [item.title, item.unit, item.note, *(one.text for one in item.sentences)]
            lines += [one.number for one in item.documents if one.number]
            if all(word in fold(" ".join(lines)) for word in words):
                best = max(lines[3:] or lines, key=lambda line: sum(word in fold(line) for word in words))
                found.append((stored.id, label_of(stored), item.n, item.title, best))
    return found


@router.post("/diem-tin/mo")
def open_issue(
    parts: Parts,
    user: Editor,
    tuan: Annotated[str, Form()] = "",
    tu: Annotated[str, Form()] = "",
    den: Annotated[str, Form()] = "",
) -> Response:
    """Begin an issue of a week or of two days, or go to the one there is."""
    if tuan.strip():
        window, letter = named_issue(tuan, parts.settings)
        if letter:
            return RedirectResponse(f"/diem-tin/{quote(stored_issue(parts, window.id + letter).id)}", 303)
    elif tu.strip() or den.strip():
        first, last = read_days(tu), read_days(den)
        if first is None or last is None:
            raise UsageError("Không hiểu ngày đã nhập.", "Hãy viết như 26/9/2022.")
        window = window_of_days(first[0], last[1])
    else:
        window = current_window(parts)
    stored = issues_of(parts).open(window, now(), user.login)
    return RedirectResponse(f"/diem-tin/{quote(stored.id)}", 303)


@router.get("/diem-tin/{issue_id}")
def issue(request: Request, parts: Parts, issue_id: str, muc: str = "") -> Response:
    """The desk of an open issue; a frozen one as it was approved; for a week without one, what it would be."""
    desk = issues_of(parts)
    window = window_or_404(parts, issue_id)
    stored = parts.store.digests.get(issue_id)
    if stored is None and issue_id != window.id:
        stored_issue(parts, issue_id)
    if stored is None:
        return page(
            request,
            "digests/preview.html",
            issue=desk.preview(window, now()),
            window=window,
            names=PART_NAMES,
            paper_office=parts.settings.office,
        )
    there = desk_of(parts, stored)
    common: dict[str, Any] = {
        "desk": there,
        "issue": there.issue,
        "label": label_of(stored),
        "steps": STEPS,
        "names": PART_NAMES,
        "paper_office": there.issue.frame.office if there.issue.frame else parts.settings.office,
        "events": parts.store.digests.events(stored.id),
        "editions": [(one.id, label_of(one)) for one in parts.store.digests.of_window(stored.window_id)],
        "recipients": [shown_recipient(one) for one in parts.settings.digest.recipients],
    }
    if stored.frozen is not None:
        mails = [(shown_recipient(one.recipient), one) for one in there.mails]
        tally = parts.store.mails.tallies(MailKind.DIGEST).get(stored.id, Tally())
        return page(request, "digests/frozen.html", mails=mails, state=state_shown(stored.state, tally), **common)
    ids = parts.store.coverage.ids(window.first, window.last)
    uses = parts.store.digests.used_in(ids)
    return page(
        request,
        "digests/desk.html",
        arrived=sum(1 for one in ids if all(use.issue_id != stored.id for use in uses.get(one, []))),
        left=desk.left_out(stored)[:_TRAY],
        left_count=len(desk.left_out(stored)),
        undated=there.issue.undated[:_TRAY],
        areas=[(area.code, area_name(area.code)) for area in reform_areas()],
        request_names={str(key): value for key, value in REQUEST_NAMES.items()},
        request_words=request_words,
        no_request=NO_REQUEST,
        opened=muc,
        units=parts.settings.office.units,
        **common,
    )


@router.get("/diem-tin/{issue_id}/hai-ban")
def clashes(request: Request, parts: Parts, issue_id: str) -> Response:
    """Both texts of each field that two people changed, to choose from."""
    stored = stored_issue(parts, issue_id)
    there = desk_of(parts, stored)
    said = Said.of(stored, there.issue)
    return page(
        request,
        "digests/clash.html",
        issue=there.issue,
        label=label_of(stored),
        clashes=[
            (
                one,
                field_name(one.field),
                said.titles.get(one.article_id or ""),
                said.value(one, one.before),
                said.value(one, one.theirs.value),
                said.value(one, one.mine.value),
            )
            for one in there.clashes
        ],
    )


@router.get("/diem-tin/{issue_id}/so-sanh")
def comparison(request: Request, parts: Parts, issue_id: str) -> Response:
    """What a frozen issue lacks of what is known now."""
    stored = stored_issue(parts, issue_id)
    desk = issues_of(parts)
    window = window_or_404(parts, issue_id)
    frozen = desk.of(stored)
    found = compare(parts.store, frozen, desk.preview(window, now()))
    return page(request, "digests/compare.html", issue=frozen, label=label_of(stored), found=found)


@router.get("/diem-tin/{issue_id}/tep")
def file(parts: Parts, issue_id: str, dang: str = "docx") -> Response:
    """The issue as a file of any format."""
    if dang not in FORMATS:
        raise UsageError(f"Không có dạng “{dang[:20]}”.", f"Các dạng: {', '.join(FORMATS)}.")
    shown = issue_now(parts, issue_id)
    form = FORMATS[dang]
    content = render_issue(shown, dang, parts.settings)
    withdrawn = "-da-thu-hoi" if shown.state is IssueState.WITHDRAWN else ""
    name = f"diem-tin-{shown.id}{withdrawn}.{form.suffix}"
    disposition = f'attachment; filename="{name}"'
    return Response(content, media_type=form.media_type, headers={"Content-Disposition": disposition})
