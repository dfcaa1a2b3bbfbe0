"""An issue of the digest on a terminal: page one, then the items by area."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.text import Text

from cli.output import console
from cli.render.dates import day_text
from cli.render.numbers import number_text
from cli.render.terminal import harmless
from domain.days import official_day
from domain.digest import REQUEST_NAMES, STATE_NAMES, Issue, Item, Request

__all__ = ["show_issue", "time_text"]


def time_text(moment: datetime, zone: ZoneInfo) -> str:
    """ "07:00 ngày 10/10/2022 (giờ Asia/Ho_Chi_Minh)": a time with its zone."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y} (giờ {zone.key})"


def show_issue(issue: Issue) -> None:
    """Print an issue."""
    out = console()
    out.print(Text(harmless(issue.title), style="bold"))
    state = STATE_NAMES[issue.state]
    if issue.state.closed and issue.short_hash:
        state += f"; mã kiểm tra {issue.short_hash}"
        if issue.approval is not None and not issue.approval.who:
            state += "; tổng hợp tự động, chưa có người duyệt"
    out.print(Text(state, style="dim"))
    if issue.empty:
        out.print("Không có tin mới về cải cách hành chính trong kỳ này.")
    else:
        for headline, n in zip(issue.headlines, issue.headline_sources, strict=True):
            out.print(Text(f"• {harmless(headline)} [{n}]"))
    _numbers(issue)
    _page_one(issue)
    for section in issue.sections:
        out.print()
        out.print(Text(harmless(section.name), style="bold"))
        for item in section.items:
            _item(item)
    if issue.late:
        out.print()
        out.print(Text("Bổ sung tuần trước", style="bold"))
        for item in issue.late:
            _item(item)
    if issue.undated:
        out.print()
        out.print(f"Chưa rõ ngày đăng: {number_text(len(issue.undated))} bài, chưa thuộc tuần nào.")


def _numbers(issue: Issue) -> None:
    counts = issue.overview
    before = f" (kỳ trước {number_text(counts.previous_articles)})" if counts.previous_articles is not None else ""
    console().print(
        f"{number_text(counts.articles)} tin, bài{before}; {number_text(counts.copies)} bài đăng lại; "
        f"{number_text(counts.sources)} nguồn; {number_text(counts.provinces)} tỉnh, thành phố."
    )


def _page_one(issue: Issue) -> None:
    quoted = (
        ("Liên quan trực tiếp", issue.concerns_us),
        ("Cần trả lời (câu có từ gợi ý, do người đọc quyết định)", issue.asks),
        ("Cách làm của nơi khác", issue.examples),
    )
    for name, lines in quoted:
        _points(name, [f"“{line.text}” [{line.n}]" for line in lines])
    moved = [
        f"{one.body}: {one.before.text} → {one.now.text}. “{one.before.sentence}” / “{one.now.sentence}” [{one.n}]"
        for one in issue.moved
    ]
    _points("Số liệu thay đổi", moved)
    documents = []
    for one in issue.new_documents:
        parts = [f"{one.type or 'Văn bản'} số {one.number}" if one.number else one.text]
        parts += [f"ngày {official_day(one.date)}"] if one.date else []
        parts += [f"thời hạn: {one.deadline.text}"] if one.deadline else []
        documents.append(f"{', '.join(parts)} [{one.n}]")
    _points("Văn bản mới", documents)
    _points("Đề nghị xử lý chưa trả lời", [_request(one) for one in issue.requests])
    silent = [f"{one.name}: {one.days} ngày chưa có bài" for one in issue.silent]
    _points("Đơn vị, nguồn không có tin", silent)


def _points(name: str, lines: list[str]) -> None:
    if not lines:
        return
    out = console()
    out.print()
    out.print(Text(name, style="bold"))
    for line in lines:
        out.print(Text(f"- {harmless(line)}"))


def _request(one: Request) -> str:
    due = f", thời hạn {official_day(one.due)}" if one.due else ""
    return f"{one.unit}{due} ({REQUEST_NAMES[one.status]}, từ số {one.since})"


def _item(item: Item) -> None:
    out = console()
    out.print(Text(f"[{item.n}] {harmless(item.title)}", style="bold"))
    for sentence in item.sentences:
        mark = " (đã biên tập)" if sentence.edited else ""
        out.print(Text(f"    “{harmless(sentence.text)}”{mark}"))
    if item.note:
        out.print(Text(f"    Ghi chú: {harmless(item.note)}"))
    if item.request is not None:
        out.print(Text(f"    Đề nghị xử lý: {harmless(_request(item.request))}"))
    where = f"    {item.unit}, {day_text(item.published_at)}. {item.url}"
    out.print(Text(harmless(where), style="dim"))
    others = [one.name or one.source or one.url for one in item.reprints]
    if others:
        out.print(Text(f"    Cùng nội dung: {harmless(', '.join(others))}", style="dim"))
