"""Annotated articles ⇄ search: the query language, the engines behind one protocol, facets, passages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.errors import IndexMisconfigured
from index.protocol import IndexStatus, Progress, RebuildResult, SearchEngine, WriteOutcome, WriteResult

__all__ = ["IndexStatus", "Progress", "RebuildResult", "SearchEngine", "WriteOutcome", "WriteResult", "open_index"]


def open_index(engine: str = "embedded", *, path: Path, options: Mapping[str, Any] | None = None) -> SearchEngine:
    """The engine of that name. ``path``: the folder of an embedded index, made with the first write. ``options``:
    what the engine needs beside it. Both engines look at what is there only when asked to read or write, so that a
    damaged index opens and can be rebuilt.
    IndexMisconfigured for an unknown name or settings that cannot be right.
    """
    if engine == "embedded":
        from index.tantivy_engine import TantivyEngine

        return TantivyEngine(path, **dict(options or {}))
    if engine == "elasticsearch":
        from index.elasticsearch_engine import ConnectionOptions, ElasticsearchEngine

        return ElasticsearchEngine(ConnectionOptions(**dict(options or {})))
    raise IndexMisconfigured(f"Không có loại chỉ mục “{engine}”.", "Loại có sẵn: embedded, elasticsearch.")
