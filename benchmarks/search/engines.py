"""The engines that are measured, each opened in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from secrets import token_hex

from index import SearchEngine, open_index

__all__ = ["ENGINES"]


@contextmanager
def _embedded(folder: Path) -> Iterator[SearchEngine]:
    with open_index("embedded", path=folder / "index") as engine:
        yield engine


@contextmanager
def _elasticsearch(folder: Path) -> Iterator[SearchEngine]:
    """A node of its own, on this machine, with the default settings of the product but for the heap."""
    from tests.support.elasticsearch.node import Node, missing

    if reason := missing():
        raise SystemExit(reason)
    with Node(folder / "node", heap="2g", brief=False) as node:
        options = {"urls": (node.url,), "index": f"do-{token_hex(4)}", "timeout": 120.0}
        with open_index("elasticsearch", path=folder / "index", options=options) as engine:
            yield engine


ENGINES: dict[str, Callable[[Path], AbstractContextManager[SearchEngine]]] = {
    "embedded": _embedded,
    "elasticsearch": _elasticsearch,
}
"""Name → an empty engine for as long as the context lasts."""
