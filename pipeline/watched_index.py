"""An index that says it when it has lost everything, instead of finding nothing: its folder was moved away, its alias
or index deleted, while the store says what it was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Self

from domain.errors import IndexUnavailable

if TYPE_CHECKING:
    from domain.search import Hit, IndexDocument, SearchRequest, SearchResponse
    from index import IndexStatus, Progress, RebuildResult, SearchEngine, WriteResult
    from store import Store

__all__ = ["WatchedIndex"]

_LOST = (
    "Dữ liệu tìm kiếm không còn ở chỗ của nó.",
    "Quản trị viên chép trả lại thư mục index, hoặc dựng lại dữ liệu tìm kiếm.",
)


class WatchedIndex:
    """An engine of a store's articles, as ``SearchEngine``. IndexUnavailable from ``search`` and ``walk`` where the
    engine is empty and the store knows that it was not.
    """

    def __init__(self, engine: SearchEngine, store: Store, index_name: str) -> None:
        self._engine = engine
        self._store = store
        self._index_name = index_name

    @property
    def name(self) -> str:
        """See ``SearchEngine.name``."""
        return self._engine.name

    def _lost(self, status: IndexStatus) -> bool:
        """Whether an index that answers holds nothing of what it acknowledged. The queue is asked first: an article may
        be written between the two questions.
        """
        given = self._store.outbox.acknowledged(self._index_name) if not status.documents else 0
        return given > 0 and status.healthy and not self._engine.status().documents

    def search(self, request: SearchRequest) -> SearchResponse:
        """See ``SearchEngine.search``."""
        response = self._engine.search(request)
        if not response.total and self._lost(self._engine.status()):
            raise IndexUnavailable(*_LOST)
        return response

    def walk(self, request: SearchRequest) -> Iterator[Hit]:
        """See ``SearchEngine.walk``; the first hit is read at once."""
        hits = self._engine.walk(request)
        first = list(islice(hits, 1))
        if not first and self._lost(self._engine.status()):
            raise IndexUnavailable(*_LOST)
        return chain(first, hits)

    def status(self) -> IndexStatus:
        """See ``SearchEngine.status``."""
        status = self._engine.status()
        return replace(status, healthy=False, detail=" ".join(_LOST)) if self._lost(status) else status

    def write(self, documents: Sequence[IndexDocument]) -> list[WriteResult]:
        """See ``SearchEngine.write``."""
        return self._engine.write(documents)

    def delete(self, ids: Sequence[str]) -> int:
        """See ``SearchEngine.delete``."""
        return self._engine.delete(ids)

    def rebuild(self, documents: Iterable[IndexDocument], progress: Progress | None = None) -> RebuildResult:
        """See ``SearchEngine.rebuild``."""
        return self._engine.rebuild(documents, progress)

    def close(self) -> None:
        """See ``SearchEngine.close``."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
