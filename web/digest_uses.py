"""What the digest tells the other screens: which issues use an article, what waits for a person, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.days import official_day
from web.digest_desk import current_window, issues_of, label_of
from web.filters import number
from web.state import Services
from web.uses import Use
from web.waiting import Coming, Waiting

__all__ = ["coming", "used_in", "waiting"]

_SHOWN = {"item", "reprint", "late"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def used_in(parts: Services, ids: Sequence[str]) -> dict[str, list[Use]]:
    """Article → the issues that it stands in."""
    found: dict[str, list[Use]] = {}
    named: dict[str, str] = {}
    for article_id, uses in parts.store.digests.used_in(ids).items():
        issues = {use.issue_id: None for use in uses if use.role in _SHOWN and use.state != "da_thu_hoi"}
        for one in issues:
            named[one] = named.get(one) or _name(parts, one)
        if issues:
            found[article_id] = [Use(f"Trong Điểm tin {named[one]}", f"/diem-tin/{one}", "digest") for one in issues]
    return found


def _name(parts: Services, issue_id: str) -> str:
    """ "tuần 39", "tuần 39a", "tuần 3 - tháng 9"; the days for an issue of two dates."""
    stored = parts.store.digests.get(issue_id)
    label = label_of(stored) if stored is not None else issue_id
    return label.partition("/")[0].lower().replace("tuần 0", "tuần ") if label.startswith("Tuần") else label


def waiting(parts: Services) -> list[Waiting]:
    """Articles without a day, and the issue that nobody has opened yet."""
    found = []
    if count := parts.store.trends.undated():
        text = "Chưa được tính vào tuần nào; ghi ngày đăng để đưa vào điểm tin."
        href = "/tim-kiem?ngay-dang=chua-ro"
        found.append(Waiting(10, "calendar", f"{number(count)} bài chưa rõ ngày đăng", href, "Ghi ngày", text))
    window = current_window(parts)
    newest = issues_of(parts).newest(window.id)
    if newest is not None and newest.state == "cho_duyet":
        text = "Đã soạn xong, chờ người duyệt."
        found.append(
            Waiting(5, "news", f"{label_of(newest)} chờ duyệt", f"/diem-tin/{newest.id}", "Xem và duyệt", text)
        )
    return found


def coming(parts: Services, day: date) -> list[Coming]:
    """When the next issue is to be sent."""
    settings = parts.settings.digest
    ahead = (_DAYS.index(settings.send_day) - day.weekday()) % 7
    sent = day + timedelta(days=ahead)
    window = current_window(parts)
    newest = issues_of(parts).newest(window.id)
    state = "chưa soạn" if newest is None else "đã duyệt" if newest.frozen is not None else "bản nháp"
    text = f"Gửi lúc {settings.send_time}, {official_day(sent)}; số gần nhất: {state}"
    return [Coming(sent, "Điểm tin tuần", "/diem-tin", text)]
