"""The whole store as lines of JSON, and back: for backups, and for the move from SQLite to PostgreSQL. The WARC files
are copied beside it. ``facts`` says what a store holds apart from clocks and row numbers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, func, insert, select, text

from domain.errors import StoreError
from store.annotations.mentions.refill import fill_all
from store.db import schema
from store.db.revision import HEAD
from store.db.times import UtcTime, read_time, write_time
from store.db.whole_schema import metadata

if TYPE_CHECKING:
    from store.store import Store

__all__ = ["facts", "lines", "load"]

_BATCH = 500
_NOT_MOVED = frozenset({"invitations", "leases", "outbox", "outbox_indexes", "sessions"})
"""Leases die with their process; who is signed in signs in again over there; an index does not travel with the store,
so its queue is filled anew. What follows from other tables (mentions) is filled from them.
"""


def lines(store: Store) -> Iterator[str]:
    """A header, then a line a row: ``{"table": …, "row": {…}}``. All of one moment, without any cap."""
    yield json.dumps({"diemtin_export": 1, "schema": HEAD})
    with store.database.read() as connection:
        for table in _tables():
            keys = list(table.primary_key.columns)
            for row in connection.execution_options(yield_per=_BATCH).execute(select(table).order_by(*keys)):
                yield json.dumps({"table": table.name, "row": _plain(row._mapping)}, ensure_ascii=False)


def load(store: Store, given: Iterable[str]) -> dict[str, int]:
    """Fill an empty store from such lines, all or nothing; how many rows each table got. StoreError otherwise."""
    rest = iter(given)
    _check_header(next(rest, ""))
    tables = {table.name: table for table in _tables()}
    counts: dict[str, int] = defaultdict(int)
    waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with store.database.write() as connection:
        for table in tables.values():
            if connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise StoreError("Kho đích không trống.", "Hãy nhập vào một thư mục dữ liệu mới.")
        for number, line in enumerate(rest, start=2):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                table = tables[record["table"]]
                row = _typed(table, record["row"])
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise StoreError(f"Dòng {number} của tệp nhập không đọc được.", "Không có gì được ghi.") from error
            if waiting and table.name not in waiting:
                _flush(connection, tables, waiting)
            waiting[table.name].append(row)
            counts[table.name] += 1
            if len(waiting[table.name]) >= _BATCH:
                _flush(connection, tables, waiting)
        _flush(connection, tables, waiting)
        fill_all(store.database, connection)
        if not store.database.is_sqlite:
            _set_sequences(connection, tables.values())
    return dict(counts)


def facts(store: Store) -> dict[str, Any]:
    """What the store holds, comparable between two stores: no clocks, no row numbers, no order of arrival."""
    f, u, v = schema.frontier.c, schema.article_urls.c, schema.article_versions.c
    a, n, t = schema.articles.c, schema.annotation_rows.c, schema.attachments.c
    with store.database.read() as connection:
        urls: dict[str, list[str]] = defaultdict(list)
        for article_id, url in connection.execute(select(u.article_id, u.url)):
            urls[article_id].append(url)
        names = {article_id: min(addresses) for article_id, addresses in urls.items()}
        groups: dict[str, list[str]] = defaultdict(list)
        for article_id, group in connection.execute(select(a.id, a.group_id).where(a.group_id.is_not(None))):
            groups[group].append(names[article_id])
        return {
            "frontier": sorted(
                [row.url, row.source, row.kind, row.state == "settled", row.outcome, row.reason, row.content_hash]
                for row in connection.execute(
                    select(f.url, f.source, f.kind, f.state, f.outcome, f.reason, f.content_hash)
                )
            ),
            "articles": sorted(
                [names[row.id], sorted(urls[row.id]), row.source, row.version, row.withdrawn_at is not None, row.kept]
                for row in connection.execute(select(a.id, a.source, a.version, a.withdrawn_at, a.kept))
            ),
            "versions": sorted(
                [names[row.article_id], row.number, _timeless(row.record)]
                for row in connection.execute(select(v.article_id, v.number, v.record))
            ),
            "annotations": sorted(
                [names[row.article_id], row.version, row.annotator, row.record]
                for row in connection.execute(select(n.article_id, n.version, n.annotator, n.record))
            ),
            "attachments": sorted(
                [row.url, row.state, row.text] for row in connection.execute(select(t.url, t.state, t.text))
            ),
            "groups": sorted(sorted(members) for members in groups.values()),
        }


def _timeless(record: str) -> str:
    values = json.loads(record)
    values.pop("fetched_at", None)
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in _NOT_MOVED and not table.info.get("derived")]


def _plain(row: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, datetime):
            value = write_time(value)
        plain[name] = {"hex": value.hex()} if isinstance(value, bytes) else value
    return plain


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if isinstance(value, dict):
            value = bytes.fromhex(value["hex"])
        elif value is not None and isinstance(column.type, UtcTime):
            value = read_time(value)
        typed[column.name] = value
    return typed


def _check_header(line: str) -> None:
    try:
        header = json.loads(line)
        version, made_by = header["diemtin_export"], header["schema"]
    except (ValueError, KeyError, TypeError):
        raise StoreError("Đây không phải tệp xuất của Điểm Tin.") from None
    if version != 1 or made_by != HEAD:
        raise StoreError(
            f"Tệp xuất thuộc phiên bản kho {made_by}, chương trình này dùng {HEAD}.",
            "Hãy xuất và nhập bằng cùng một bản Điểm Tin.",
        )


def _flush(connection: Any, tables: dict[str, Table], waiting: dict[str, list[dict[str, Any]]]) -> None:
    for name, rows in waiting.items():
        if rows:
            connection.execute(insert(tables[name]), rows)
    waiting.clear()


def _set_sequences(connection: Any, tables: Iterable[Table]) -> None:
    """Rows came with their numbers; the next ones count on from there."""
    for table in tables:
        column = table.autoincrement_column
        if column is not None:
            last = connection.execute(select(func.max(column))).scalar()
            if last is not None:
                sequence = f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), :last)"
                connection.execute(text(sequence), {"last": last})
