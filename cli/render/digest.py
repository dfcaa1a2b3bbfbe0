"""An issue of the digest on a terminal: page one, then the items by area."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.text import Text

from cli.output import console
from cli.render.dates import day_text
from cli.render.numbers import number_text
from cli.render.terminal import harmless
from digest.render.names import PART_NAMES
from domain.days import official_day
from domain.digest import REQUEST_NAMES, STATE_NAMES, Asking, Issue, Item, Request
from publishing.wording import EDITED

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
        out.print(PART_NAMES["empty"])
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
        out.print(Text(PART_NAMES["late"], style="bold"))
        for item in issue.late:
            _item(item)
    if issue.undated:
        out.print()
        out.print(f"{PART_NAMES['undated']}: {number_text(len(issue.undated))} bài, chưa thuộc tuần nào.")


def _numbers(issue: Issue) -> None:
    counts = issue.overview
    before = f" (kỳ trước {number_text(counts.previous_articles)})" if counts.previous_articles is not None else ""
    console().print(
        f"{number_text(counts.articles)} tin, bài{before}; {number_text(counts.copies)} bài đăng lại; "
        f"{number_text(counts.sources)} nguồn; {number_text(counts.provinces)} tỉnh, thành phố."
    )


def _page_one(issue: Issue) -> None:
    _points("concerns_us", [f"“{line.text}” [{line.n}]" for line in issue.concerns_us])
    moved = [
        f"{one.body}: {one.before.text} → {one.now.text}. “{one.before.sentence}” / “{one.now.sentence}” [{one.n}]"
        for one in issue.moved
    ]
    _points("moved", moved)
    documents = []
    for one in issue.new_documents:
        parts = [f"{one.type or 'Văn bản'} số {one.number}" if one.number else one.text]
        parts += [f"ngày {official_day(one.date)}"] if one.date else []
        parts += [f"thời hạn: {one.deadline.text}"] if one.deadline else []
        documents.append(f"{', '.join(parts)} [{one.n}]")
    _points("new_documents", documents)
    asks = [_ask(one) for one in issue.asks]
    if issue.more_asks:
        others = "; ".join(f"{one.deadline.text} [{one.n}]" for one in issue.more_asks if one.deadline)
        asks.append(f"{PART_NAMES['more_asks']}: {others}")
    _points("asks", asks)
    _points("examples", [f"“{line.text}” [{line.n}]" for line in issue.examples])
    _points("requests", [_request(one) for one in issue.requests])
    _points("silent", [f"{one.name}: {one.days} ngày chưa có bài mới" for one in issue.silent])


def _ask(one: Asking) -> str:
    due = f"thời hạn: {one.deadline.text}" if one.deadline else ""
    head = "; ".join(part for part in (one.who, due) if part)
    return f"{head}: “{one.text}” [{one.n}]" if head else f"“{one.text}” [{one.n}]"


def _points(part: str, lines: list[str]) -> None:
    if not lines:
        return
    out = console()
    out.print()
    out.print(Text(PART_NAMES[part], style="bold"))
    for line in lines:
        out.print(Text(f"- {harmless(line)}"))


def _request(one: Request) -> str:
    due = f", thời hạn {official_day(one.due)}" if one.due else ""
    return f"{one.unit}{due} ({REQUEST_NAMES[one.status]}, từ số {one.since})"


def _item(item: Item) -> None:
    out = console()
    out.print(Text(f"[{item.n}] {harmless(item.title)}", style="bold"))
    for sentence in item.sentences:
        said = f"{sentence.text}{EDITED}" if sentence.edited else f"“{sentence.text}”"
        out.print(Text(f"    {harmless(said)}"))
    if item.note:
        out.print(Text(f"    {PART_NAMES['note']}: {harmless(item.note)}"))
    if item.request is not None:
        out.print(Text(f"    {PART_NAMES['request']}: {harmless(_request(item.request))}"))
    where = f"    {item.unit}, {day_text(item.published_at)}. {item.url}"
    out.print(Text(harmless(where), style="dim"))
    others = [one.name or one.source or one.url for one in item.other_sites]
    if others:
        out.print(
            Text(f"    {PART_NAMES['reprints']} ({item.reach} nguồn): {harmless(', '.join(others))}", style="dim")
        )
