"""Sources, their health and a proposal for a new one, as people see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from cli.output import console
from cli.render.dates import day_text, moment_text
from domain.source import Source

if TYPE_CHECKING:
    from crawler.onboarding import Proposal
    from store.crawl.frontier import Entry
    from store.crawl.health import SourceHealth

__all__ = ["check_rows", "list_rows", "show_check", "show_list", "show_proposal"]

_SHOWN = 20
_FIELDS = {"title": "tiêu đề", "date": "ngày", "author": "tác giả", "body": "nội dung"}


def _local(moment: datetime | None, zone: tzinfo) -> str:
    return moment_text(moment.astimezone(zone) if moment else None)


def _local_day(moment: datetime | None, zone: tzinfo) -> str:
    return day_text(moment.astimezone(zone)) if moment else "chưa có"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
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
    if health.last_visit_at is None:
        return Text("chưa ghé", style="dim")
    if health.verdicts:
        return Text("cần xem", style="bold red")
    return Text("ổn", style="green")


def show_list(sources: Sequence[Source], health: Mapping[str, SourceHealth], zone: tzinfo) -> None:
    """A row a source."""
    table = Table(box=None, pad_edge=False)
    for title in ("Mã", "Tên", "Ghé cuối", "Có tin mới"):
        table.add_column(title, no_wrap=title != "Tên")
    for title in ("Bài", "Cách ly"):
        table.add_column(title, justify="right")
    table.add_column("Tình trạng", no_wrap=True)
    for source in sources:
        one = health[source.id]
        name = source.name if source.verified else f"{source.name} (địa chỉ chưa xác nhận)"
        visit, new = _local_day(one.last_visit_at, zone), _local_day(one.last_new_at, zone)
        counts = (str(one.articles), str(one.quarantined))
        table.add_row(source.id, Text(name), visit, new, *counts, _state(one))
    out = console()
    out.print(table)
    if not sources:
        out.print("Chưa có nguồn nào. Thêm bằng: diemtin source add ĐỊA_CHỈ")


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
    out.print(Text(f"{source.name} ({source.id})", style="bold"))
    out.print(
        f"  Ghé lần cuối: {_local(health.last_visit_at, zone)}; đọc được lần cuối: {_local(health.last_ok_at, zone)}"
    )
    habit = f"; thường cách nhau {health.habit_days:.1f} ngày" if health.habit_days else ""
    silent = f"; im ắng {health.days_silent} ngày" if health.days_silent is not None else ""
    out.print(f"  Bài: {health.articles}; tin mới cuối: {_local(health.last_new_at, zone)}{silent}{habit}")
    usual = f" (thường {health.usual_volume:.1f})" if health.usual_volume is not None else ""
    out.print(f"  Tuần này: {health.week_volume} bài{usual}")
    if health.shares:
        shares = ", ".join(f"{_FIELDS.get(name, name)} {share:.0%}" for name, share in health.shares.items())
        out.print(f"  Phần bài đọc được: {shares}")
    if not source.tls_verify:
        out.print("  CẢNH BÁO: nguồn này được đặt không kiểm tra chứng thư TLS.", style="bold red")
    for line in health.verdicts:
        out.print(Text(f"  ⚠ {line}", style="red"))
    if not health.verdicts and health.last_visit_at is not None:
        out.print(Text("  ✔ Không thấy điều gì bất thường.", style="green"))
    for entry in failing[:_SHOWN]:
        again = f"hỏng {entry.failures} lần, thử lại từ {_local(entry.next_visit_at, zone)}"
        out.print(f"  Chờ thử lại: {entry.url} — {entry.reason or 'không rõ lý do'} ({again})", markup=False)
    if len(failing) > _SHOWN:
        out.print(f"  … và {len(failing) - _SHOWN} địa chỉ khác đang chờ thử lại (xem hết bằng --json).")
    for entry in quarantined:
        out.print(f"  Cách ly: {entry.url} — {entry.reason or 'không rõ lý do'}", markup=False)
    if quarantined:
        out.print(f"  Ghé lại các địa chỉ này: diemtin source retry {source.id}")


def show_proposal(proposal: Proposal) -> None:
    """What was found at a site, five articles of it, and the file that would be written."""
    out = console()
    for note in proposal.notes:
        out.print(f"• {note}", markup=False)
    table = Table(title="Xem trước", title_justify="left")
    for title in ("Ngày đăng", "Từ", "Tiêu đề", "Tác giả", "Độ dài"):
        table.add_column(title, justify="right" if title == "Độ dài" else "left")
    for row in proposal.preview:
        if row.problem:
            table.add_row("", "", Text(f"{row.url}: {row.problem}", style="red"), "", "")
        else:
            origin = str(row.date_origin) if row.date_origin else ""
            cells = (day_text(row.published_at), origin, row.title or "", row.author or "", str(row.characters))
            table.add_row(*(Text(cell) for cell in cells))
    if proposal.preview:
        out.print(table)
    out.print(proposal.yaml, markup=False)
