"""Writing many documents: in pieces the cluster likes, each document with an outcome of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, Elasticsearch

from domain.errors import IndexMisconfigured, IndexUnavailable
from domain.search import IndexDocument
from index.elasticsearch_engine.connection import reason_of
from index.elasticsearch_engine.mapping import body_of
from index.protocol import WriteOutcome, WriteResult
from index.row import row_of

__all__ = ["delete_documents", "write_documents"]

_PIECE_BYTES = 8_000_000
_PIECE_COUNT = 500
_TRIES = 4
_FIRST_PAUSE = 0.5
_REFUSED = {400, 413}
_BUSY = {429, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class _Line:
    """One document ready to send."""

    id: str
    version: int
    source: bytes


def _line(document: IndexDocument) -> _Line:
    body = body_of(document, row_of(document))
    return _Line(document.id, document.version, json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))


def _pieces(documents: Sequence[IndexDocument]) -> Iterator[list[_Line]]:
    piece: list[_Line] = []
    size = 0
    for document in documents:
        line = _line(document)
        if piece and (size + len(line.source) > _PIECE_BYTES or len(piece) >= _PIECE_COUNT):
            yield piece
            piece, size = [], 0
        piece.append(line)
        size += len(line.source)
    if piece:
        yield piece


def _send(client: Elasticsearch, target: str, lines: Sequence[_Line], alias: bool) -> list[dict[str, Any]]:
    """One bulk request; an item for each line. A request refused whole is halved until the guilty line stands alone."""
    operations: list[Any] = []
    for line in lines:
        action = {"_id": line.id, "version": line.version, "version_type": "external_gte"}
        operations += [{"index": action}, line.source]
    try:
        answer = client.bulk(index=target, operations=operations, require_alias=alias)
    except ApiError as error:
        if error.meta.status not in _REFUSED:
            raise
        if len(lines) == 1:
            return [{"status": 400, "error": {"reason": reason_of(error.body)}}]
        middle = len(lines) // 2
        return [*_send(client, target, lines[:middle], alias), *_send(client, target, lines[middle:], alias)]
    return [next(iter(item.values())) for item in answer["items"]]


def _reason(item: dict[str, Any]) -> str:
    problem = item.get("error") or {}
    cause = problem.get("caused_by") or {}
    return " ".join(f"{problem.get('reason', '')} {cause.get('reason', '')}".split())[:300]


def _outcome(line: _Line, item: dict[str, Any]) -> WriteResult | None:
    """What became of a document; None: try again."""
    status = int(item["status"])
    kind = str((item.get("error") or {}).get("type", ""))
    if status < 300:
        return WriteResult(line.id, line.version, WriteOutcome.WRITTEN)
    if status == 409:
        return WriteResult(line.id, line.version, WriteOutcome.STALE)
    if "cluster_block" in kind:
        raise IndexUnavailable(
            "Cụm Elasticsearch đang không nhận ghi (chỉ đọc, thường vì đĩa của cụm đầy).",
            "Hãy dọn đĩa của cụm; những gì chờ ghi vẫn nằm trong kho.",
        )
    if status in _BUSY or status >= 500:
        return None
    if status == 404 or "index_not_found" in kind:
        raise IndexMisconfigured("Cụm Elasticsearch không còn chỉ mục này.", "Chạy diemtin index rebuild.")
    if status in {401, 403}:
        raise IndexMisconfigured("Khóa hoặc tài khoản không có quyền ghi chỉ mục.", "Cấp quyền write trên chỉ mục.")
    return WriteResult(line.id, line.version, WriteOutcome.REJECTED, f"Elasticsearch từ chối: {_reason(item)}")


def _write_piece(client: Elasticsearch, target: str, piece: list[_Line], alias: bool) -> dict[str, WriteResult]:
    results: dict[str, WriteResult] = {}
    waiting, pause = piece, _FIRST_PAUSE
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause)
            pause *= 2
        items = _send(client, target, waiting, alias)
        again = []
        for line, item in zip(waiting, items, strict=True):
            result = _outcome(line, item)
            if result is None:
                again.append(line)
            else:
                results[line.id] = result
        if not again:
            return results
        waiting = again
    raise IndexUnavailable(
        f"Cụm Elasticsearch quá tải: còn {len(waiting)} bài chưa ghi được sau {_TRIES} lần thử.", "Sẽ thử lại sau."
    )


def write_documents(
    client: Elasticsearch, target: str, documents: Sequence[IndexDocument], *, alias: bool = True
) -> list[WriteResult]:
    """Write all; results in order. ``alias``: ``target`` must be an alias (an index is never made by accident).

    Raises IndexUnavailable when the cluster stays busy: what was written stays, writing it again changes nothing.
    """
    results: dict[tuple[str, int], WriteResult] = {}
    for piece in _pieces(documents):
        unique = list({line.id: line for line in sorted(piece, key=lambda line: line.version)}.values())
        written = _write_piece(client, target, unique, alias)
        for line in piece:
            result = written[line.id]
            older = result.version > line.version
            outcome = WriteOutcome.STALE if older else result.outcome
            results[line.id, line.version] = WriteResult(line.id, line.version, outcome, result.reason)
    return [results[document.id, document.version] for document in documents]


def delete_documents(client: Elasticsearch, target: str, ids: Sequence[str]) -> int:
    """Take documents out; how many were there. Busy answers are tried again, then IndexUnavailable."""
    removed, waiting, pause = 0, list(dict.fromkeys(ids)), _FIRST_PAUSE
    for attempt in range(_TRIES):
        if not waiting:
            return removed
        if attempt:
            time.sleep(pause)
            pause *= 2
        answer = client.bulk(index=target, operations=[{"delete": {"_id": one}} for one in waiting], require_alias=True)
        again = []
        for one, item in zip(waiting, answer["items"], strict=True):
            found = item["delete"]
            if int(found["status"]) == 200:
                removed += 1
            elif found.get("error") and _outcome(_Line(one, 0, b""), found) is None:
                again.append(one)
        waiting = again
    if waiting:
        raise IndexUnavailable(f"Cụm Elasticsearch quá tải: còn {len(waiting)} bài chưa gỡ được.", "Sẽ thử lại sau.")
    return removed
