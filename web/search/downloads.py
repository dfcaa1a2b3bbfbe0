"""A view as a file: the rows that the page shows, in its order, without a cap, written as they are found."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from xml.sax.saxutils import escape, quoteattr

from domain.areas import area_name
from domain.days import ZONE, day_of
from domain.provinces import find_province
from domain.search import DayKind, Hit, SearchResponse
from index.file_types import FILE_TYPES
from publishing.clean import clean
from publishing.streamed_xlsx import streamed_xlsx
from publishing.table_cells import safe_cell

__all__ = ["FORMATS", "HEADER", "Download", "shown_day"]

HEADER = (
    "Tiêu đề",
    "Ngày",
    "Là ngày",
    "Nguồn",
    "Cơ quan chủ quản",
    "Tỉnh, thành phố",
    "Lĩnh vực CCHC",
    "Đăng lại",
    "Nơi đăng lại",
    "Tệp đính kèm",
    "Nguồn đã gỡ",
    "Đoạn trích",
    "Địa chỉ",
)
_WIDTHS = (60, 14, 22, 30, 34, 22, 40, 10, 40, 20, 12, 80, 50)
_KINDS = {
    DayKind.PUBLISHED: "ngày đăng",
    DayKind.MONTH: "tháng đăng (chưa rõ ngày)",
    DayKind.UPDATED: "ngày cập nhật (chưa rõ ngày đăng)",
    DayKind.FIRST_SEEN: "ngày ghi nhận lần đầu (chưa rõ ngày đăng)",
}
_BOM = "\ufeff"
"""By which Excel knows a CSV of UTF-8."""
_PIECE = 32_000


@dataclass(frozen=True, slots=True)
class Download:
    """What a file is made of. ``head``: the answer without its hits; ``address``: where this view stands, ``site`` the
    site that it is on.
    """

    head: SearchResponse
    hits: Iterable[Hit]
    site: str
    address: str


def shown_day(hit: Hit) -> str:
    """The day that a hit shows: 26/09/2022, or 9/2022 where only the month is known; empty where none is."""
    if hit.day_kind is DayKind.MONTH and hit.published_month:
        return f"{int(hit.published_month[5:])}/{hit.published_month[:4]}"
    moments = {DayKind.PUBLISHED: hit.published_at, DayKind.UPDATED: hit.updated_at}
    day = day_of(moments.get(hit.day_kind, hit.first_seen_at) if hit.day_kind else None)
    return f"{day:%d/%m/}{day.year:04}" if day else ""


def _plain(snippet: str) -> str:
    return html.unescape(snippet.replace("<mark>", "").replace("</mark>", ""))


def _cells(hit: Hit) -> list[str]:
    known = find_province(hit.province) if hit.province else None
    places = dict.fromkeys(one.source_name or one.source or one.url for one in hit.reprints)
    return [
        hit.title,
        shown_day(hit),
        _KINDS[hit.day_kind] if hit.day_kind else "",
        hit.source_name or hit.source or "",
        hit.unit or "",
        known.full_name if known else hit.province or "",
        "; ".join(area_name(code) for code in hit.topics),
        str(len(hit.reprints)) if hit.reprints else "",
        "; ".join(places),
        "; ".join(FILE_TYPES.get(code, code) for code in hit.file_types),
        "có" if hit.withdrawn else "",
        _plain(hit.snippet),
        hit.url,
    ]


def _in_pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines gathered to pieces worth sending; the first one at once."""
    waiting: list[str] = []
    size, first = 0, True
    for line in lines:
        waiting.append(line)
        size += len(line)
        if first or size >= _PIECE:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, size, first = [], 0, False
    if waiting:
        yield "".join(waiting).encode("utf-8", "replace")


def _csv_lines(download: Download) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    yield _BOM + out.getvalue()
    for hit in download.hits:
        out.seek(0)
        out.truncate()
        writer.writerow([safe_cell(cell) for cell in _cells(hit)])
        yield out.getvalue()


def _csv(download: Download) -> Iterator[bytes]:
    return _in_pieces(_csv_lines(download))


def _xlsx(download: Download) -> Iterator[bytes]:
    return streamed_xlsx("Kết quả tìm", HEADER, _WIDTHS, map(_cells, download.hits))


def _json_lines(download: Download) -> Iterator[str]:
    head = download.head.model_dump(mode="json", exclude={"hits", "next", "facets"})
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "hits": ['
    for number, hit in enumerate(download.hits):
        yield ("," if number else "") + "\n" + hit.model_dump_json()
    facets = download.head.model_dump(mode="json", include={"facets"})["facets"]
    yield f'\n], "facets": {json.dumps(facets, ensure_ascii=False)}}}\n'


def _json(download: Download) -> Iterator[bytes]:
    return _in_pieces(_json_lines(download))


def _time(moment: datetime | date | None) -> str:
    """A time as Atom writes it; a day is its beginning in Vietnam."""
    if moment is None:
        return "1970-01-01T00:00:00Z"
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time(), ZONE)
    return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(hit: Hit, site: str) -> str:
    when = hit.published_at or hit.updated_at or hit.first_seen_at
    published = f"<published>{_time(hit.published_at)}</published>" if hit.published_at else ""
    author = escape(clean(hit.source_name or hit.source or "Không rõ nguồn"))
    return (
        f"<entry><id>urn:diemtin:bai:{escape(clean(hit.id))}</id><title>{escape(clean(hit.title))}</title>"
        f'<link rel="alternate" href={quoteattr(clean(hit.url))}/>'
        f'<link rel="related" href={quoteattr(f"{site}/bai/{hit.id}")}/>'
        f"<updated>{_time(when)}</updated>{published}<author><name>{author}</name></author>"
        f"<summary>{escape(clean(_plain(hit.snippet)))}</summary></entry>\n"
    )


def _atom_lines(download: Download) -> Iterator[str]:
    name = blake2b(download.address.encode(), digest_size=8).hexdigest()
    address = quoteattr(f"{download.site}{download.address}")
    hits = iter(download.hits)
    first = next(hits, None)
    newest = (first.published_at or first.updated_at or first.first_seen_at) if first else None
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">'
        f"<id>urn:diemtin:tim-kiem:{name}</id><title>{escape(clean(download.head.understood))}</title>"
        f'<link rel="alternate" href={address}/><updated>{_time(newest)}</updated>\n'
    )
    if first is not None:
        yield _entry(first, download.site)
    for hit in hits:
        yield _entry(hit, download.site)
    yield "</feed>\n"


def _atom(download: Download) -> Iterator[bytes]:
    return _in_pieces(_atom_lines(download))


FORMATS: dict[str, tuple[Callable[[Download], Iterator[bytes]], str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (_json, "application/json"),
    "atom": (_atom, "application/atom+xml; charset=utf-8"),
}
"""Ending → how it is written, and its media type."""
