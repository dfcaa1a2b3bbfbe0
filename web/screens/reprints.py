"""People part the articles of a reprint group, and join articles that are one text."""

from __future__ import annotations

import re
import threading
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from domain.errors import UsageError
from domain.search import SearchRequest
from pipeline.feed import feed_index
from store.articles.repository import StoredArticle
from web.access import User, require
from web.errors import not_found
from web.flash import back_to, local_path
from web.page import page
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(dependencies=[require("bien_tap")])
Editor = Annotated[User, require("bien_tap")]
_FED_WITHIN = 5.0
"""Seconds that a write waits for the index to show it; what is left goes with the next run."""
_OFFERED = 8
_OUR_PAGE = re.compile(r"/bai/([0-9A-Za-z_-]{1,40})(?:[/?#]|\Z)")


def _stored(parts: Services, article_id: str) -> StoredArticle:
    stored = parts.store.articles.get(article_id)
    if stored is None:
        raise not_found("Không có bài này trong kho dữ liệu.")
    return stored


def _show_at_once(parts: Services) -> None:
    """Let the index know of what was said, as far as that is done soon."""
    stop = threading.Event()
    timer = threading.Timer(_FED_WITHIN, stop.set)
    timer.start()
    try:
        feed_index(parts.store, parts.engine, parts.context.index_name, stop=stop)
    finally:
        timer.cancel()


@router.post("/bai/{article_id}/tach-nhom")
def part(request: Request, parts: Parts, user: Editor, article_id: str, ve: Annotated[str, Form()] = "") -> Response:
    """The article is no reprint of the others."""
    _stored(parts, article_id)
    said = parts.store.reprints.part(article_id, author=user.login)
    parts.store.audit.note(user, "Tách bài đăng lại", f"bai/{article_id}", after={"decisions": list(said.decisions)})
    _show_at_once(parts)
    return back_to(
        request,
        local_path(ve, f"/bai/{article_id}"),
        "Đã tách bài khỏi nhóm cùng nội dung.",
        undo=f"/bai/{article_id}/hoan-tac-nhom",
        decisions=",".join(map(str, said.decisions)),
        ve=local_path(ve, f"/bai/{article_id}"),
    )


@router.get("/bai/{article_id}/gop-nhom")
def choose(request: Request, parts: Parts, article_id: str, ve: str = "", bai: str = "") -> Response:
    """Which article is the same text: those with a like title, or one by its address."""
    return _choosing(request, parts, article_id, ve, bai, "")


def _choosing(request: Request, parts: Services, article_id: str, ve: str, typed: str, fault: str) -> Response:
    stored = _stored(parts, article_id)
    words = " OR ".join(f"({one})" for one in _stretches(stored.article.title))
    group = set(parts.store.articles.group(article_id))
    found = parts.engine.search(SearchRequest(query=words, limit=_OFFERED + len(group), facets=False))
    return page(
        request,
        "search/join.html",
        422 if fault else 200,
        stored=stored,
        offered=[hit for hit in found.hits if hit.id not in group][:_OFFERED],
        back=local_path(ve, f"/bai/{article_id}"),
        typed=typed,
        fault=fault,
    )


def _stretches(title: str) -> list[str]:
    """A title in stretches of words, any of which a like title shares."""
    words = re.findall(r"[^\W_]+", title)[:40]
    return [" ".join(words[at : at + 4]) for at in range(0, len(words), 4)]


@router.post("/bai/{article_id}/gop-nhom")
def join(
    request: Request,
    parts: Parts,
    user: Editor,
    article_id: str,
    bai: Annotated[str, Form()] = "",
    ve: Annotated[str, Form()] = "",
) -> Response:
    """The article and another one are one text."""
    _stored(parts, article_id)
    other = _other(parts, bai)
    if other is None:
        fault = "Không có bài nào ở địa chỉ này." if bai.strip() else "Hãy dán địa chỉ của bài cùng nội dung."
        return _choosing(request, parts, article_id, ve, bai, fault)
    try:
        said = parts.store.reprints.join(article_id, other, author=user.login)
    except UsageError as error:
        return _choosing(request, parts, article_id, ve, bai, str(error))
    parts.store.audit.note(
        user, "Gộp bài đăng lại", f"bai/{article_id}", after={"other": other, "decisions": list(said.decisions)}
    )
    _show_at_once(parts)
    return back_to(
        request,
        local_path(ve, f"/bai/{article_id}"),
        "Đã gộp hai bài thành một nội dung.",
        undo=f"/bai/{article_id}/hoan-tac-nhom",
        decisions=",".join(map(str, said.decisions)),
        ve=local_path(ve, f"/bai/{article_id}"),
    )


def _other(parts: Services, typed: str) -> str | None:
    """The article that a person means: its id, its page here, or its address at its source."""
    typed = typed.strip()[:2000]
    ours = _OUR_PAGE.search(typed)
    for candidate in (typed, ours[1] if ours else ""):
        if candidate and parts.store.articles.get(candidate) is not None:
            return candidate
    stored = parts.store.articles.by_url(typed) if typed else None
    return stored.id if stored else None


@router.post("/bai/{article_id}/hoan-tac-nhom")
def undo(
    request: Request,
    parts: Parts,
    user: Editor,
    article_id: str,
    decisions: Annotated[str, Form()] = "",
    ve: Annotated[str, Form()] = "",
) -> Response:
    """Take back what was just said of an article's reprints."""
    asked = {int(one) for one in decisions.split(",") if one.isascii() and one.isdigit() and len(one) < 16}
    known = {one.id for one in parts.store.reprints.of_article(article_id)}
    parts.store.reprints.undo(tuple(sorted(asked & known)), author=user.login)
    parts.store.audit.note(user, "Hoàn tác tách, gộp", f"bai/{article_id}", before={"decisions": sorted(asked & known)})
    _show_at_once(parts)
    return back_to(request, local_path(ve, f"/bai/{article_id}"), "Đã hoàn tác.")
