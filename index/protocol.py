"""What every engine offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from domain.search import Hit, IndexDocument, SearchRequest, SearchResponse

__all__ = ["IndexStatus", "Progress", "RebuildResult", "SearchEngine", "WriteOutcome", "WriteResult"]

Progress = Callable[[int], None]
"""Told how many more documents are done."""


class WriteOutcome(StrEnum):
    """What became of one document."""

    WRITTEN = "written"
    STALE = "stale"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class WriteResult:
    """The outcome of one document. ``STALE``: the index holds a later version, nothing is left to do. ``REJECTED``: the
    engine will never take it; ``reason`` says why, in Vietnamese.
    """

    id: str
    version: int
    outcome: WriteOutcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RebuildResult:
    """What a rebuild left: ``written`` documents in the new index, and those that the engine refused."""

    written: int
    rejected: tuple[WriteResult, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """State of an index. ``detail`` is a Vietnamese line for people; ``size_bytes`` null where the engine does not
    say.
    """

    engine: str
    location: str
    documents: int
    size_bytes: int | None
    schema_version: int
    built_at: datetime | None
    healthy: bool
    detail: str = ""


class SearchEngine(Protocol):
    """One index. Errors of the engine: ``IndexUnavailable`` (try again), ``IndexMisconfigured``, ``IndexError_``."""

    @property
    def name(self) -> str:
        """The name by which the outbox and the settings know the engine."""

    def write(self, documents: Sequence[IndexDocument]) -> list[WriteResult]:
        """Put documents in, all in one commit; an earlier version never replaces a later one. Results in order."""

    def delete(self, ids: Sequence[str]) -> int:
        """Take documents out; how many were there."""

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answer a search. No query raises."""

    def walk(self, request: SearchRequest) -> Iterator[Hit]:
        """All hits of a search in its order, as of one moment, without a cap and in constant memory; ``limit``,
        ``offset`` and ``after`` mean nothing. With ``fold`` one hit a group, as in ``search``.
        """

    def rebuild(self, documents: Iterable[IndexDocument], progress: Progress | None = None) -> RebuildResult:
        """Make the index anew beside the old one and put it in its place at once."""

    def status(self) -> IndexStatus:
        """What the index holds and whether it is well. Raises nothing for an index that cannot be read."""

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
