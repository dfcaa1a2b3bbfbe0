"""Bài viết: the text with what was understood of it, corrections beside their quotations, versions, reprints, files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from domain.areas import reform_areas
from domain.correction import Correction, CorrectionKind
from domain.days import read_days
from domain.errors import UsageError
from domain.provinces import current_provinces
from store.articles.diff import differences
from store.articles.repository import StoredArticle
from web.access import User, may, require
from web.article import corrections, versions
from web.article.items import BOUNDS, KINDS, Item, items_of, next_in_doubt
from web.article.marks import paragraphs, quoted
from web.flash import back_to
from web.forms import form_values
from web.page import page
from web.state import Parts, Services
from web.uses import uses_of

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")])
Reader = Annotated[User, require("xem")]
Editor = Annotated[User, require("bien_tap")]
Form = Annotated[FormData, form_values]


def _stored(parts: Services, article_id: str) -> StoredArticle:
    stored = parts.store.articles.get(article_id)
    if stored is None:
        raise HTTPException(404, "Không có bài này trong kho dữ liệu.")
    return stored


def _items(parts: Services, article_id: str) -> tuple[str, list[Item], Any]:
    """The body that was annotated, its items, and the annotation; the newest body and none before it was."""
    found = parts.store.annotations.get(article_id)
    if found is None:
        return "", [], None
    body = _stored(parts, article_id).article.body
    return (
        body,
        [one for one in items_of(found.annotation) if body[one.span.start : one.span.end] == one.span.text],
        found,
    )


@router.get("/bai/{article_id}")
def article(request: Request, parts: Parts, user: Reader, article_id: str, sua: str = "", them: str = "") -> Response:
    """One article."""
    stored = _stored(parts, article_id)
    store = parts.store
    body, items, annotation = _items(parts, article_id)
    before = store.looks.read(user.login, article_id, stored.version)
    history = store.articles.versions(article_id)
    by_number = {version.number: version for version in history}
    seen = by_number.get(before) if before is not None and before < stored.version else None
    group = [one for one in store.articles.group(article_id) if one != article_id]
    edited = next((item for item in items if item.id == sua), None) if may(user, "bien_tap") else None
    source = store.sources.get(stored.source) if stored.source else None
    return page(
        request,
        "article/article.html",
        stored=stored,
        article=stored.article,
        source_name=source.name if source and source.name else stored.source or "",
        annotation=annotation.annotation if annotation else None,
        kept=annotation.kept if annotation else None,
        cut_at=annotation.read_chars if annotation else None,
        paragraphs=paragraphs(body or stored.article.body, items),
        kinds=[(kind, [item for item in items if item.kind is kind]) for kind in KINDS.values()],
        edited=edited,
        quote=quoted(body, edited) if edited else None,
        adding=them if them in KINDS and KINDS[them].correctable and may(user, "bien_tap") else "",
        doubts=sum(item.unsure for item in items),
        first_doubt=next_in_doubt(items, -1),
        bounds=BOUNDS,
        areas=reform_areas(),
        provinces=current_provinces(),
        versions=history,
        last_change=versions.step(history[-2], history[-1]) if len(history) > 1 else None,
        since_seen=versions.step(seen, history[-1]) if seen else None,
        reprints=[one for one in (store.articles.get(each) for each in group) if one is not None],
        parts_of=[one for one in (store.articles.get(each) for each in store.articles.made_of(article_id)) if one],
        files=store.attachments.of_article(article_id),
        history=[(one, *corrections.in_words(one)) for one in store.corrections.history(article_id)],
        uses=uses_of(parts, [article_id]).get(article_id, []),
        archived=history[-1].page_id is not None,
    )


@router.get("/bai/{article_id}/phien-ban")
def compare(request: Request, parts: Parts, article_id: str, cu: int = 0, moi: int = 0) -> Response:
    """Two versions side by side in one text: what was taken out, what came."""
    stored = _stored(parts, article_id)
    history = parts.store.articles.versions(article_id)
    by_number = {version.number: version for version in history}
    new = by_number.get(moi, history[-1])
    old = by_number.get(cu, by_number.get(new.number - 1, history[0]))
    return page(
        request,
        "article/versions.html",
        stored=stored,
        versions=history,
        old=old,
        new=new,
        step=versions.step(old, new),
        changed=bool(differences(old.article, new.article)),
    )


def _undoable(request: Request, article_id: str, path: str, told: str, made: int) -> Response:
    return back_to(request, path, told, undo=f"/bai/{article_id}/hoan-tac", ma=str(made))


@router.post("/bai/{article_id}/chinh-sua")
def correct(request: Request, parts: Parts, user: Editor, article_id: str, form: Form) -> Response:
    """Put an item right, reject it, or add what was passed by; then on to the next doubt."""
    values = {name: value for name, value in form.items() if isinstance(value, str)}
    body, items, annotation = _items(parts, article_id)
    if annotation is None:
        raise HTTPException(409, "Bài chưa được phân tích nên chưa chỉnh sửa được. Hãy thử lại sau.")
    here = f"/bai/{article_id}"
    if values.get("viec") == "them":
        kind = values.get("loai_muc", "")
        if kind not in KINDS or not KINDS[kind].correctable:
            raise HTTPException(422, "Không rõ cần thêm loại nào.")
        made = corrections.added(article_id, body, kind, values, user.name)
        number = parts.store.corrections.add(made)
        parts.store.audit.note(user, "Thêm vào bài", f"bai/{article_id}", *corrections.in_words(made))
        return _undoable(request, article_id, f"{here}#bang", f"Đã thêm “{made.target.text[:60]}”.", number)
    item = next((one for one in items if one.id == values.get("muc")), None)
    if item is None or item.span.text != values.get("doan"):
        raise HTTPException(
            409, "Có người khác vừa sửa mục này, hoặc bài mới được phân tích lại. Hãy mở lại bài rồi sửa."
        )
    reject = values.get("viec") == "bo"
    make = corrections.rejected if reject else corrections.fixed
    made = make(article_id, body, item, values, user.name)
    number = parts.store.corrections.add(made)
    parts.store.audit.note(user, "Chỉnh sửa bài", f"bai/{article_id}", *corrections.in_words(made))
    _, now, _ = _items(parts, article_id)
    following = next_in_doubt(now, item.span.start)
    path = f"{here}?sua={following.id}#{following.id}" if following else f"{here}#bang"
    told = f"Đã bỏ “{item.span.text[:60]}”." if reject else f"Đã sửa “{item.span.text[:60]}”."
    return _undoable(request, article_id, path, told, number)


@router.post("/bai/{article_id}/hoan-tac")
def undo(request: Request, parts: Parts, user: Editor, article_id: str, form: Form) -> Response:
    """Take a correction back."""
    written = str(form.get("ma", ""))
    made = parts.store.corrections.get(int(written)) if written.isascii() and written.isdigit() else None
    if made is None or made.article_id not in (article_id, None) or not parts.store.corrections.revoke(int(written)):
        raise HTTPException(409, "Chỉnh sửa này không còn hiệu lực nên không hoàn tác được.")
    parts.store.audit.note(user, "Hoàn tác chỉnh sửa", f"bai/{article_id}", *corrections.in_words(made))
    return back_to(request, f"/bai/{article_id}", "Đã hoàn tác.")


def _whole(article_id: str, user: User, values: dict[str, str], form: FormData) -> Correction:
    """What a person says of the article as a whole."""
    what = values.get("viec")
    if what == "ngay":
        written = values.get("ngay_dang", "").strip()
        span = read_days(written) if written else None
        if written and (span is None or span[0] != span[1]):
            raise UsageError(f"Không hiểu ngày “{written[:40]}”.", "Hãy viết như 26/9/2022.")
        kind, value = CorrectionKind.DATE_SET, {"published_at": span[0].isoformat() if span else None}
    elif what == "tieu-de":
        kind, value = CorrectionKind.TITLE_SET, {"title": " ".join(values.get("tieu_de", "").split())[:1000]}
    elif what == "cchc":
        kind, value = CorrectionKind.KEPT_SET, {"kept": values.get("la_cchc") == "1"}  # type: ignore[dict-item]
    elif what == "tinh":
        kind, value = CorrectionKind.PROVINCE_SET, {"province": values.get("tinh") or None}
    elif what == "linh-vuc":
        kind, value = CorrectionKind.TOPICS_SET, {"topics": [str(one) for one in form.getlist("linh_vuc")]}  # type: ignore[dict-item]
    else:
        raise HTTPException(422, "Không rõ cần sửa gì.")
    return Correction(article_id=article_id, kind=kind, value=value, author=user.name)


@router.post("/bai/{article_id}/thong-tin")
def correct_whole(request: Request, parts: Parts, user: Editor, article_id: str, form: Form) -> Response:
    """Put right what is said of the article as a whole: its day, title, province, areas, whether it is reform news."""
    _stored(parts, article_id)
    values = {name: value for name, value in form.items() if isinstance(value, str)}
    made = _whole(article_id, user, values, form)
    number = parts.store.corrections.add(made)
    before, after = corrections.in_words(made)
    parts.store.audit.note(user, "Sửa thông tin bài", f"bai/{article_id}", before, after)
    target = values.get("ve") or f"/bai/{article_id}"
    return _undoable(request, article_id, target, f"Đã ghi {before}: {after}.", number)
