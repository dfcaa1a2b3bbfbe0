"""What editors do to an issue: choose, order, rewrite, ask, date, hand in, approve, send, withdraw."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, Response

from digest.draft import Draft
from digest.issues import Issues
from digest.window import last_window, week_window
from domain.correction import Correction, CorrectionKind
from domain.days import local_time, read_days
from domain.digest import Item
from domain.errors import ConfigError, UsageError
from pipeline.digests.mail import mail_of
from pipeline.digests.post import post
from store.digests.records import NewEdit, StoredIssue
from web.access import User, require
from web.digest_desk import MOVES, desk_of, issues_of, label_of, now, stored_issue
from web.digest_values import field_name
from web.errors import not_found
from web.flash import back_to, local_path
from web.state import Parts, Services

__all__ = ["router", "save_edits"]

router = APIRouter(dependencies=[require("bien_tap")])
Editor = Annotated[User, require("bien_tap")]
Text = Annotated[str, Form(max_length=5000)]
Word = Annotated[str, Form(max_length=200)]
Revision = Annotated[int, Form(alias="lan")]


def save_edits(
    request: Request,
    parts: Services,
    user: User,
    issue_id: str,
    edits: list[NewEdit],
    revision: int,
    told: str,
    anchor: str = "",
) -> Response:
    """Keep edits and go back to the desk; to the page of the two texts where another person was first. What a script
    saves on the way is answered in JSON.
    """
    stored_issue(parts, issue_id)
    after, clashes = issues_of(parts).edit(issue_id, edits, author=user.login, expected=revision)
    parts.store.audit.note(user, "Sửa điểm tin", f"diem-tin/{issue_id}", None, [field_name(one.field) for one in edits])
    if request.headers.get("x-autosave"):
        # What others saved between is not on this page: it stays at the revision that it shows.
        shown = after if after == revision + 1 else revision
        return JSONResponse({"lan": shown, "luc": f"{local_time(now()):%H:%M}", "hai_ban": len(clashes)})
    if clashes:
        return back_to(request, f"/diem-tin/{issue_id}/hai-ban", "Một người khác cũng vừa sửa; hai bản đều được giữ.")
    return back_to(request, f"/diem-tin/{issue_id}{anchor}", told)


@router.post("/diem-tin/chon")
def take_in(
    request: Request, parts: Parts, user: Editor, article_id: Word, ve: Annotated[str, Form(alias="next")] = ""
) -> Response:
    """Put an article into the issue of its week, or into the one under way where it has no open one."""
    stored = _issue_for(parts, article_id, user)
    issues_of(parts).edit(stored.id, [NewEdit("chosen", True, article_id)], author=user.login, expected=stored.revision)
    _compose_if_missing(parts, stored.id, article_id)
    parts.store.audit.note(user, "Đưa vào điểm tin", f"bai/{article_id}", None, stored.id)
    where = local_path(ve, f"/diem-tin/{stored.id}")
    return back_to(
        request,
        where,
        f"Đã đưa vào điểm tin {label_of(stored).lower()}.",
        undo="/diem-tin/bo",
        article_id=article_id,
        next=where,
    )


@router.post("/diem-tin/bo")
def take_out(
    request: Request, parts: Parts, user: Editor, article_id: Word, ve: Annotated[str, Form(alias="next")] = ""
) -> Response:
    """Take an article out of the issue that it is in."""
    stored = _issue_for(parts, article_id, user)
    issues_of(parts).edit(
        stored.id, [NewEdit("chosen", False, article_id)], author=user.login, expected=stored.revision
    )
    parts.store.audit.note(user, "Bỏ khỏi điểm tin", f"bai/{article_id}", stored.id, None)
    where, told = local_path(ve, f"/diem-tin/{stored.id}"), f"Đã bỏ khỏi điểm tin {label_of(stored).lower()}."
    return back_to(request, where, told, undo="/diem-tin/chon", article_id=article_id, next=where)


def _issue_for(parts: Services, article_id: str, user: User) -> StoredIssue:
    """The open issue of an article's week; where that is closed or the day unknown, the one under way."""
    found = parts.store.articles.get(article_id)
    if found is None:
        raise not_found("Không có bài này trong kho.")
    desk = issues_of(parts)
    current = last_window(now(), parts.settings)
    windows = [current]
    if found.article.published_at is not None:
        windows.insert(0, week_window(found.article.published_at, parts.settings))
    for use in parts.store.digests.used_in([article_id]).get(article_id, []):
        stored = parts.store.digests.get(use.issue_id)
        if stored is not None and stored.frozen is None:
            return stored
    for window in windows:
        stored = desk.newest(window.id)
        if stored is None or stored.frozen is None:
            return stored or desk.open(window, now(), user.login)
    raise UsageError(f"Điểm tin {current.id} đã duyệt.", "Hãy thu hồi số đó hoặc mở số tiếp theo rồi đưa bài vào.")


def _compose_if_missing(parts: Services, issue_id: str, article_id: str) -> None:
    """An article that was not there when the issue was composed (another week, no day) is read in."""
    stored = stored_issue(parts, issue_id)
    if Draft.model_validate_json(stored.composed).entry(article_id) is None:
        issues_of(parts).refresh(issue_id, now())


@router.post("/diem-tin/{issue_id}/bai")
def choose(
    request: Request,
    parts: Parts,
    user: Editor,
    issue_id: str,
    article_id: Word,
    revision: Revision,
    chon: Annotated[str, Form()] = "",
) -> Response:
    """Take an item out, or back in."""
    told = "Đã đưa lại vào điểm tin." if chon else "Đã bỏ khỏi điểm tin."
    return save_edits(
        request, parts, user, issue_id, [NewEdit("chosen", bool(chon), article_id)], revision, told, "#chosen"
    )


@router.post("/diem-tin/{issue_id}/giu")
def keep_first(
    request: Request,
    parts: Parts,
    user: Editor,
    issue_id: str,
    revision: Revision,
    so: Annotated[int, Form(ge=1, le=1000)],
) -> Response:
    """Keep the highest entries and take the others out; all that a person can undo one by one."""
    stored = stored_issue(parts, issue_id)
    draft = Draft.model_validate_json(stored.composed)
    ranked = sorted(draft.entries, key=lambda one: -one.score)
    edits = [NewEdit("chosen", at < so, one.item.article_id) for at, one in enumerate(ranked)]
    told = f"Đã giữ {min(so, len(ranked))} bài đứng đầu, bỏ {max(0, len(ranked) - so)} bài."
    return save_edits(request, parts, user, issue_id, edits, revision, told, "#chosen")


@router.post("/diem-tin/{issue_id}/thu-tu")
def order(
    request: Request,
    parts: Parts,
    user: Editor,
    issue_id: str,
    article_id: Word,
    revision: Revision,
    huong: Word = "",
    truoc: Word = "",
    sau: Word = "",
) -> Response:
    """Move an item up or down in its area, or before or after another one (dragged)."""
    issue = issues_of(parts).of(stored_issue(parts, issue_id))
    groups: dict[str, list[str]] = {one.topic: [item.article_id for item in one.items] for one in issue.sections}
    groups["late"] = [item.article_id for item in issue.late]
    for topic, ids in groups.items():
        if article_id not in ids:
            continue
        beside = truoc or sau
        target = next((name for name, members in groups.items() if beside in members), topic)
        if target != topic and "late" not in {target, topic}:
            edits = [NewEdit("topic", target, article_id)]
            edits.append(NewEdit(f"order:{target}", _placed(groups[target], article_id, beside, after=not truoc)))
        elif beside in ids:
            edits = [NewEdit(f"order:{topic}", _placed(ids, article_id, beside, after=not truoc))]
        else:
            edits = [NewEdit(f"order:{topic}", _moved(ids, article_id, 1 if huong == "xuong" else -1))]
        return save_edits(request, parts, user, issue_id, edits, revision, "Đã đổi thứ tự.", f"#item-{article_id}")
    raise not_found("Bài này không còn trong số điểm tin.")


def _moved(ids: list[str], article_id: str, step: int) -> list[str]:
    rest = [one for one in ids if one != article_id]
    at = min(max(ids.index(article_id) + step, 0), len(rest))
    return [*rest[:at], article_id, *rest[at:]]


def _placed(ids: list[str], article_id: str, beside: str, *, after: bool) -> list[str]:
    """Before or after another one; where it is dropped upon itself, in its own place."""
    if beside == article_id:
        return ids
    rest = [one for one in ids if one != article_id]
    at = rest.index(beside) + after
    return [*rest[:at], article_id, *rest[at:]]


@router.post("/diem-tin/{issue_id}/muc")
async def edit_item(request: Request, parts: Parts, user: Editor, issue_id: str) -> Response:
    """Save what stands in the form of an item: its sentences, its area, note and tone."""
    from starlette.concurrency import run_in_threadpool

    form = await request.form()
    values = {name: str(value)[:5000] for name, value in form.items()}
    return await run_in_threadpool(_edit_item, request, parts, user, issue_id, values)


def _edit_item(request: Request, parts: Services, user: User, issue_id: str, values: dict[str, str]) -> Response:
    article_id = values.get("article_id", "")
    draft = Draft.model_validate_json(stored_issue(parts, issue_id).composed)
    entry = draft.entry(article_id)
    item = _item_of(issues_of(parts), parts, issue_id, article_id)
    if entry is None or item is None or not values.get("lan", "").isdigit():
        raise not_found("Bài này không còn trong số điểm tin.")
    edits = []
    for at, sentence in enumerate(entry.item.sentences):
        said = values.get(f"cau-{at}")
        if said is None:
            continue
        text = " ".join(said.split())
        if values.get("nguyen-van") == str(at) or not text or text == sentence.text:
            edits.append(NewEdit(f"sentence:{at}", None, article_id))
        else:
            edits.append(NewEdit(f"sentence:{at}", {"text": text, "quotation": sentence.text}, article_id))
    # A field that the form did not have is left as it is.
    if "ghi-chu" in values:
        edits.append(NewEdit("note", values["ghi-chu"].strip() or None, article_id))
    if "sac-thai" in values:
        edits.append(NewEdit("tone", values["sac-thai"].strip()[:60] or None, article_id))
    if topic := values.get("linh-vuc"):
        edits.append(NewEdit("topic", topic if topic != entry.item.topic else None, article_id))
    revision = int(values["lan"])
    if not request.headers.get("x-autosave"):
        # The form sends all its fields: those that say what they said when it was shown were not touched.
        before = parts.store.digests.values_at(issue_id, revision)
        edits = [one for one in edits if one.value != before.get((one.field, one.article_id))]
    return save_edits(
        request, parts, user, issue_id, edits, revision, "Đã lưu.", f"?muc={article_id}#item-{article_id}"
    )


def _item_of(desk: Issues, parts: Services, issue_id: str, article_id: str) -> Item | None:
    issue = desk.of(stored_issue(parts, issue_id))
    return next((one for one in issue.items if one.article_id == article_id), None)


@router.post("/diem-tin/{issue_id}/ten")
def rename(request: Request, parts: Parts, user: Editor, issue_id: str, revision: Revision, ten: Text = "") -> Response:
    """Another title; empty: the usual one."""
    edits = [NewEdit("title", ten.strip() or None)]
    return save_edits(request, parts, user, issue_id, edits, revision, "Đã đổi tên.")


@router.post("/diem-tin/{issue_id}/ngay")
def set_day(
    request: Request,
    parts: Parts,
    user: Editor,
    issue_id: str,
    article_id: Word,
    revision: Revision,
    ngay: Word = "",
    de_lai: Word = "",
) -> Response:
    """Give an undated article its day, or leave it."""
    if de_lai:
        edits = [NewEdit("tray", "left", article_id)]
        answer = save_edits(request, parts, user, issue_id, edits, revision, "Đã để lại.", "#tray")
        issues_of(parts).refresh(issue_id, now())
        return answer
    span = read_days(ngay)
    if span is None or span[0] != span[1]:
        raise UsageError(f"Không hiểu ngày “{ngay[:40]}”.", "Hãy viết như 28/9/2022.")
    correction = Correction(
        article_id=article_id,
        kind=CorrectionKind.DATE_SET,
        value={"published_at": span[0].isoformat()},
        author=user.login,
    )
    parts.store.corrections.add(correction)
    parts.store.audit.note(user, "Ghi ngày đăng", f"bai/{article_id}", None, span[0].isoformat())
    stored = issues_of(parts).refresh(issue_id, now())
    inside = stored.first_day <= span[0] <= stored.last_day
    where = "bài đã vào số này" if inside else "bài thuộc tuần khác"
    return back_to(request, f"/diem-tin/{issue_id}#tray", f"Đã ghi ngày đăng; {where}.")


@router.post("/diem-tin/{issue_id}/cap-nhat")
def refresh(request: Request, parts: Parts, user: Editor, issue_id: str) -> Response:
    """Compose anew; what people decided stays."""
    stored_issue(parts, issue_id)
    issues_of(parts).refresh(issue_id, now())
    parts.store.audit.note(user, "Cập nhật điểm tin", f"diem-tin/{issue_id}")
    return back_to(request, f"/diem-tin/{issue_id}", "Đã cập nhật theo dữ liệu mới nhất; phần đã sửa được giữ nguyên.")


@router.post("/diem-tin/{issue_id}/tach")
def part(request: Request, parts: Parts, user: Editor, issue_id: str, article_id: Word, bai: Word) -> Response:
    """A reprint is a text of its own, a person says."""
    parts.store.digests.requests.say_pair(article_id, bai, together=False, author=user.login)
    issues_of(parts).refresh(issue_id, now())
    parts.store.audit.note(user, "Tách bài đăng lại", f"bai/{article_id}", None, bai)
    return back_to(request, f"/diem-tin/{issue_id}#item-{article_id}", "Đã tách thành bài riêng.")


@router.post("/diem-tin/{issue_id}/gop")
def join(request: Request, parts: Parts, user: Editor, issue_id: str, article_id: Word, bai: Word) -> Response:
    """Two items are one text, a person says."""
    parts.store.digests.requests.say_pair(article_id, bai, together=True, author=user.login)
    issues_of(parts).refresh(issue_id, now())
    parts.store.audit.note(user, "Gộp bài đăng lại", f"bai/{article_id}", None, bai)
    return back_to(request, f"/diem-tin/{issue_id}", "Đã gộp vào cùng nội dung.")


@router.post("/diem-tin/{issue_id}/hai-ban")
def settle(
    request: Request, parts: Parts, user: Editor, issue_id: str, ban: Annotated[int, Form()], lay: Word
) -> Response:
    """Choose one of the two texts."""
    stored = stored_issue(parts, issue_id)
    issues_of(parts).settle(issue_id, ban, take_mine=lay == "sau", author=user.login)
    parts.store.audit.note(user, "Chọn giữa hai bản sửa", f"diem-tin/{issue_id}", None, {"edit": ban, "taken": lay})
    left = desk_of(parts, stored).clashes
    where = f"/diem-tin/{issue_id}/hai-ban" if left else f"/diem-tin/{issue_id}"
    return back_to(request, where, "Đã chọn bản dùng; bản kia vẫn còn trong lịch sử sửa.")


@router.post("/diem-tin/{issue_id}/trang-thai")
def move(
    request: Request, parts: Parts, user: Editor, issue_id: str, sang: Word, ghi_chu: Annotated[str, Form()] = ""
) -> Response:
    """Hand in, give back, approve, send or withdraw."""
    stored = stored_issue(parts, issue_id)
    desk = issues_of(parts)
    where, told = f"/diem-tin/{issue_id}", ""
    if sang == "cho_duyet":
        desk.submit(issue_id, user.login)
        told = "Đã trình duyệt."
    elif sang == "ban_nhap":
        desk.send_back(issue_id, user.login, ghi_chu[:500])
        told = "Đã trả lại để sửa."
    elif sang == "da_duyet":
        issue = desk.approve(issue_id, user.login, now())
        told = f"Đã duyệt; mã kiểm tra {issue.short_hash}."
    elif sang == "gui":
        told = _post(parts, desk, stored, user)
    elif sang == "thu_hoi":
        fresh = desk.withdraw(issue_id, user.login, ghi_chu[:500])
        where, told = f"/diem-tin/{fresh.id}", f"Đã thu hồi; {label_of(fresh).lower()} là bản nháp thay thế."
    else:
        raise UsageError("Không có bước này.", "Hãy tải lại trang.")
    parts.store.audit.note(user, MOVES[sang], f"diem-tin/{issue_id}", stored.state, sang)
    return back_to(request, where, told)


def _post(parts: Services, desk: Issues, stored: StoredIssue, user: User) -> str:
    """Write the mails down; the outbox sends them."""
    if not parts.settings.mail.host:
        raise ConfigError("Chưa đặt máy chủ gửi thư.", "Quản trị đặt mail.host trong tệp thiết lập.")
    posted = post(desk, desk.window_of(stored), now(), lambda issue: mail_of(issue, parts.settings), author=user.login)
    return f"Đã xếp {posted.new} thư vào hàng gửi." if posted.new else "Số này đã xếp gửi trước đó; không gửi lại."


@router.post("/diem-tin/{issue_id}/gui-lai")
def send_again(request: Request, parts: Parts, user: Editor, issue_id: str, thu: Annotated[int, Form()]) -> Response:
    """Let one mail be tried again."""
    done = parts.store.mails.send_again(thu, now())
    parts.store.audit.note(user, "Gửi lại thư", f"thu-gui-di/{thu}")
    return back_to(
        request, f"/diem-tin/{issue_id}#mails", "Thư sẽ được gửi lại." if done else "Thư này không cần gửi lại."
    )
