"""Sources, their health and a proposal for a new one, as people see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from cli.output import console
from cli.render.dates import day_text, moment_text
from cli.render.numbers import comma, thousands
from domain.source import Source

if TYPE_CHECKING:
    from crawler.onboarding import Proposal
    from store.crawl.entry_points import EntryPoint
    from store.crawl.frontier import Entry
    from store.crawl.health import SourceHealth

__all__ = ["check_rows", "list_rows", "show_check", "show_list", "show_proposal"]

_SHOWN = 20
_FIELDS = {"title": "tiêu đề", "date": "ngày", "author": "tác giả", "body": "nội dung"}
_STATES = {
    "good": ("bình thường", "green"),
    "look": ("cần kiểm tra", "bold red"),
    "blocked": ("tạm ngừng truy cập", "bold red"),
    "never": ("chưa thu thập", "dim"),
    "paused": ("tạm dừng", "dim"),
}
_KINDS = {"feed": "RSS", "sitemap": "Sơ đồ website", "listing": "Danh sách"}
_ORIGINS = {
    "selector": "bộ chọn",
    "jsonld": "dữ liệu trang",
    "meta": "thẻ meta",
    "feed": "RSS",
    "listing": "trang danh sách",
    "url": "địa chỉ",
    "text": "nội dung",
}


def _local(moment: datetime | None, zone: tzinfo) -> str:
    return moment_text(moment.astimezone(zone) if moment else None)


def _local_day(moment: datetime | None, zone: tzinfo) -> str:
    return day_text(moment.astimezone(zone)) if moment else "chưa có"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def list_rows(sources: Sequence[Source], health: Mapping[str, SourceHealth]) -> list[dict[str, Any]]:
    """One object a source: what its file says, and its health."""
    return [
        {
            "id": source.id,
            "name": source.name,
            "province": source.province,
            "base_url": source.base_url,
            "family": source.family,
            "verified": source.verified,
            "health": _plain(asdict(health[source.id])),
        }
        for source in sources
    ]


def _state(health: SourceHealth) -> Text:
    """The five states of a source."""
    if health.state == "silent":
        return Text(f"không có bài mới {health.days_silent} ngày", style="yellow")
    words, style = _STATES[health.state]
    return Text(words, style=style)


def show_list(sources: Sequence[Source], health: Mapping[str, SourceHealth], zone: tzinfo) -> None:
    """A row a source."""
    table = Table(box=None, pad_edge=False)
    for title in ("Mã", "Tên", "Thu thập gần nhất", "Bài mới gần nhất"):
        table.add_column(title, no_wrap=title == "Mã")
    for title in ("Số bài", "Tạm ngừng"):
        table.add_column(title, justify="right")
    table.add_column("Tình trạng", no_wrap=True)
    for source in sources:
        one = health[source.id]
        name = source.name if source.verified else f"{source.name} (địa chỉ chưa xác nhận)"
        visit, new = _local_day(one.last_visit_at, zone), _local_day(one.last_new_at, zone)
        counts = (thousands(one.articles), thousands(one.quarantined))
        table.add_row(source.id, Text(name), visit, new, *counts, _state(one))
    out = console()
    out.print(table)
    if not sources:
        out.print("Chưa có nguồn nào. Thêm bằng: diemtin source add ĐỊA_CHỈ")
    told = [(source.id, health[source.id]) for source in sources if health[source.id].verdicts]
    for name, one in told[:_SHOWN]:
        out.print(Text(f"{name}: {one.verdicts[0]}"))
    if told:
        out.print("Xem đủ và cách xử lý: diemtin source check MÃ")


def _entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "url": entry.url,
        "kind": str(entry.kind),
        "reason": entry.reason,
        "status": entry.status,
        "failures": entry.failures,
        "last_visit_at": _plain(entry.last_visit_at),
        "next_visit_at": _plain(entry.next_visit_at),
    }


def check_rows(
    source: Source, health: SourceHealth, quarantined: Sequence[Entry], failing: Sequence[Entry]
) -> dict[str, Any]:
    """One source as JSON. ``quarantined`` failed for good, ``failing`` are tried again."""
    return {
        "id": source.id,
        "name": source.name,
        "tls_verify": source.tls_verify,
        **_plain(asdict(health)),
        "quarantine": [_entry_row(entry) for entry in quarantined],
        "retrying": [_entry_row(entry) for entry in failing],
    }


def show_check(
    source: Source, health: SourceHealth, quarantined: Sequence[Entry], failing: Sequence[Entry], zone: tzinfo
) -> None:
    """One source in full."""
    out = console()
    out.print(Text.assemble((f"{source.name} ({source.id})", "bold"), ": ", _state(health)))
    visited, read = _local(health.last_visit_at, zone), _local(health.last_ok_at, zone)
    out.print(f"  Thu thập gần nhất: {visited}; lần lấy được gần nhất: {read}")
    if health.failures and health.next_visit_at is not None:
        out.print(f"  Chờ thử lại từ {_local(health.next_visit_at, zone)}")
    habit = f"; thường {comma(health.habit_days)} ngày có bài" if health.habit_days else ""
    silent = f"; {health.days_silent} ngày chưa có bài mới" if health.days_silent else ""
    out.print(
        f"  Số bài: {thousands(health.articles)}; bài mới gần nhất: {_local(health.last_new_at, zone)}{silent}{habit}"
    )
    usual = f" (thường {comma(health.usual_volume)})" if health.usual_volume is not None else ""
    out.print(f"  7 ngày qua: {health.week_volume} bài{usual}")
    if health.shares:
        shares = ", ".join(f"{_FIELDS.get(name, name)} {share:.0%}" for name, share in health.shares.items())
        out.print(f"  Tỷ lệ bài lấy được: {shares}")
    _show_reach(source, health)
    if not source.tls_verify:
        out.print("  CẢNH BÁO: nguồn này được đặt không kiểm tra chứng thư TLS.", style="bold red")
    if source.private:
        out.print("  Nguồn nằm trong mạng nội bộ (private: true).")
    for line in health.verdicts:
        out.print(Text(f"  ⚠ {line}", style="red"))
    if not health.verdicts and health.last_visit_at is not None:
        out.print(Text("  ✔ Không thấy điều gì bất thường.", style="green"))
    for entry in failing[:_SHOWN]:
        again = f"lỗi {entry.failures} lần, thử lại từ {_local(entry.next_visit_at, zone)}"
        out.print(f"  Chờ thử lại: {entry.url} — {entry.reason or 'không rõ lý do'} ({again})", markup=False)
    if len(failing) > _SHOWN:
        out.print(f"  … và {thousands(len(failing) - _SHOWN)} địa chỉ khác đang chờ thử lại (xem hết bằng --json).")
    for entry in quarantined[:_SHOWN]:
        out.print(f"  Tạm ngừng: {entry.url} — {entry.reason or 'không rõ lý do'}", markup=False)
    if len(quarantined) > _SHOWN:
        out.print(f"  … và {thousands(len(quarantined) - _SHOWN)} địa chỉ khác (xem hết bằng --json).")
    if quarantined:
        out.print(f"  Cho truy cập lại các địa chỉ này: diemtin source retry {source.id}")


def _show_reach(source: Source, health: SourceHealth) -> None:
    """How far back the articles of a source go, list by list."""
    if health.last_visit_at is None:
        return
    out = console()
    oldest = f"bài cũ nhất: {day_text(health.oldest)}" if health.oldest else "chưa rõ ngày đăng của bài nào"
    waiting = f"; còn {thousands(health.archive_waiting)} địa chỉ chờ đọc" if health.archive_waiting else ""
    out.print(f"  Đọc lùi: {oldest}{waiting}")
    lists = [point for point in health.points if point.kind == "listing"]
    for point in lists:
        out.print(Text(f"    {_KINDS[point.kind]} {point.url}: {_reach(point)}"))
    if any(point.ending in ("depth", "since", "broken") for point in lists):
        out.print(f"    Đọc lùi tiếp: diemtin crawl {source.id} --since NGÀY")
    if health.points and all(point.kind == "feed" for point in health.points):
        out.print("    Chỉ có RSS nên không đọc lùi được; muốn có bài cũ, thêm “listings” hoặc “sitemaps”.")


def _reach(point: EntryPoint) -> str:
    if not point.pages_read:
        return "chưa đọc trang nào"
    reached = f", tới {day_text(point.reached)}" if point.reached else ""
    goal = f" (cần đến {day_text(point.archive_since)})" if point.archive_since else ""
    ends = {
        "last_page": "đã đến trang cuối",
        "since": f"đã đủ đến ngày cần{goal}",
        "depth": "dừng ở số trang đặt trong tệp nguồn (depth)",
        "broken": "dừng vì trang tiếp theo không đọc được",
    }
    how = ends.get(str(point.ending), f"đang đọc tiếp{goal}")
    return f"đã đọc {thousands(point.pages_read)} trang{reached}; {how}"


def show_proposal(proposal: Proposal) -> None:
    """What was found at a site, five articles of it, and the file that would be written."""
    out = console()
    for note in proposal.notes:
        out.print(f"• {note}", markup=False)
    table = Table(title="Xem trước", title_justify="left")
    for title in ("Ngày đăng", "Ngày lấy từ", "Tiêu đề", "Tác giả", "Số ký tự"):
        table.add_column(title, justify="right" if title == "Số ký tự" else "left")
    for row in proposal.preview:
        if row.problem:
            table.add_row("", "", Text(f"{row.url}: {row.problem}", style="red"), "", "")
        else:
            origin = _ORIGINS.get(str(row.date_origin), "") if row.date_origin else ""
            size = thousands(row.characters or 0)
            cells = (day_text(row.published_at), origin, row.title or "", row.author or "", size)
            table.add_row(*(Text(cell) for cell in cells))
    if proposal.preview:
        out.print(table)
    out.print(proposal.yaml, markup=False)
