"""The embedded engine: one folder, many readers, one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from threading import RLock
from typing import TypeVar

import tantivy

from domain.errors import IndexError_, IndexMisconfigured
from domain.search import IndexDocument
from index.base_engine import BaseEngine, Found, FoundRow, Question
from index.index_fields import Field, IndexField
from index.protocol import IndexStatus, Progress, RebuildResult, WriteOutcome, WriteResult
from index.query.fields import SCHEMA_VERSION
from index.row import row_of
from index.tantivy_engine.compile import Compiler
from index.tantivy_engine.folder import Generation, IndexFolder
from index.tantivy_engine.guard import guarded
from index.tantivy_engine.reader import find, walk
from index.tantivy_engine.schema import build_schema, document_of, register_tokenizers

__all__ = ["TantivyEngine"]

_HEAP_BYTES = 64_000_000
_REBUILD_HEAP_BYTES = 256_000_000
_REBUILD_THREADS = 2
_PROGRESS_EVERY = 500
_TRIES = 5

_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class _Open:
    """A generation with its files open."""

    name: str
    generation: Generation
    index: tantivy.Index


class TantivyEngine(BaseEngine):
    """tantivy in a folder. Safe for threads; other processes may read at any time and write in turn."""

    name = "embedded"

    def __init__(self, path: Path, *, wait_seconds: float = 10.0) -> None:
        self._folder = IndexFolder(path)
        self._wait_seconds = wait_seconds
        self._schema = build_schema()
        self._compiler = Compiler(self._schema)
        self._lock = RLock()
        self._write_lock = RLock()
        self._open: _Open | None = None

    # Opening

    def _make(self, generation: Generation, *, new: bool = False) -> tantivy.Index:
        """Open the files of a generation. Only a new one is made: a damaged one must not come up empty."""
        place = str(generation.path)
        index = tantivy.Index(self._schema, place) if new else tantivy.Index.open(place)
        register_tokenizers(index)
        index.config_reader("manual")
        return index

    def _opened(self, *, create: bool) -> _Open | None:
        """The current generation, opened anew when a rebuild has put another in its place."""
        with self._lock:
            for attempt in range(_TRIES):
                name = self._folder.current_name()
                if name is None:
                    return self._create() if create else None
                if self._open is None or self._open.name != name:
                    try:
                        generation = self._folder.generation(name)
                        with guarded("mở"):
                            self._open = _Open(name, generation, self._make(generation))
                    except IndexError_:
                        # A rebuild may have removed this generation between the two reads.
                        if attempt < _TRIES - 1 and self._folder.current_name() != name:
                            continue
                        raise
                return self._open
            raise IndexMisconfigured("Chỉ mục đổi liên tục, không mở được.", "Chạy lại lệnh.")

    def _create(self) -> _Open:
        """The first, empty generation. Call under the writer's lock."""
        generation = self._folder.new_generation()
        with guarded("tạo"):
            index = self._make(generation, new=True)
        self._folder.make_current(generation)
        self._open = _Open(generation.path.name, generation, index)
        return self._open

    def _searcher(self, opened: _Open) -> tantivy.Searcher:
        opened.index.reload()
        return opened.index.searcher()

    # Writing

    def write(self, documents: Sequence[IndexDocument]) -> list[WriteResult]:
        """See ``SearchEngine.write``."""
        if not documents:
            return []
        with self._write_lock, self._folder.writing(self._wait_seconds):
            opened = self._opened(create=True)
            assert opened is not None
            with guarded("ghi"):
                return self._write(opened, documents)

    def _write(self, opened: _Open, documents: Sequence[IndexDocument]) -> list[WriteResult]:
        held = self._versions(self._searcher(opened), {document.id for document in documents})
        results: list[WriteResult] = []
        writer = opened.index.writer(_HEAP_BYTES, 1)
        try:
            for document in documents:
                if document.version < held.get(document.id, -1):
                    results.append(WriteResult(document.id, document.version, WriteOutcome.STALE))
                    continue
                result = self._put(writer, document)
                if result.outcome is WriteOutcome.WRITTEN:
                    held[document.id] = document.version
                results.append(result)
            writer.commit()
        finally:
            writer.wait_merging_threads()
        return results

    def _put(self, writer: tantivy.IndexWriter, document: IndexDocument) -> WriteResult:
        try:
            made = document_of(row_of(document), self._schema)
        except (ValueError, OverflowError, TypeError) as error:
            reason = f"Bài không ghi được vào chỉ mục: {' '.join(str(error).split())[:200]}"
            return WriteResult(document.id, document.version, WriteOutcome.REJECTED, reason)
        writer.delete_documents_by_term(Field.ID.name, document.id)
        writer.add_document(made)
        return WriteResult(document.id, document.version, WriteOutcome.WRITTEN)

    def _versions(self, searcher: tantivy.Searcher, ids: Iterable[str]) -> dict[str, int]:
        versions: dict[str, int] = {}
        for document_id in ids:
            hits = searcher.search(self._compiler.id_query(document_id), limit=1, count=False).hits
            if hits:
                value = searcher.fast_field_values(Field.VERSION.name, [hits[0][1]])[0]
                versions[document_id] = int(value) if value is not None else -1
        return versions

    def delete(self, ids: Sequence[str]) -> int:
        """See ``SearchEngine.delete``."""
        if not ids or self._folder.current_name() is None:
            return 0
        with self._write_lock, self._folder.writing(self._wait_seconds):
            opened = self._opened(create=False)
            assert opened is not None
            with guarded("ghi"):
                held = self._versions(self._searcher(opened), set(ids))
                writer = opened.index.writer(_HEAP_BYTES, 1)
                try:
                    for document_id in held:
                        writer.delete_documents_by_term(Field.ID.name, document_id)
                    writer.commit()
                finally:
                    writer.wait_merging_threads()
                return len(held)

    def rebuild(self, documents: Iterable[IndexDocument], progress: Progress | None = None) -> RebuildResult:
        """See ``SearchEngine.rebuild``. Writers wait meanwhile; readers see the old index until the new one is
        whole.
        """
        with self._write_lock, self._folder.writing(self._wait_seconds):
            self._folder.remove_others()
            try:
                generation = self._folder.new_generation()
                with guarded("dựng lại"):
                    index = self._make(generation, new=True)
                result = self._fill(index, documents, progress)
                self._folder.make_current(generation)
                self._open = _Open(generation.path.name, generation, index)
            finally:
                self._folder.remove_others()
            return result

    def _fill(
        self, index: tantivy.Index, documents: Iterable[IndexDocument], progress: Progress | None
    ) -> RebuildResult:
        """Put all documents into a new index, in one commit."""
        with guarded("dựng lại"):
            writer = index.writer(_REBUILD_HEAP_BYTES, _REBUILD_THREADS)
        latest: dict[str, int] = {}
        rejected: list[WriteResult] = []
        done = told = 0
        try:
            for document in documents:
                if document.version < latest.get(document.id, -1):
                    continue
                with guarded("dựng lại"):
                    result = self._put(writer, document)
                if result.outcome is WriteOutcome.WRITTEN:
                    latest[document.id] = document.version
                else:
                    rejected.append(result)
                done += 1
                if progress is not None and done % _PROGRESS_EVERY == 0:
                    progress(done - told)
                    told = done
            with guarded("dựng lại"):
                writer.commit()
        finally:
            with guarded("dựng lại"):
                writer.wait_merging_threads()
        if progress is not None:
            progress(done - told)
        return RebuildResult(len(latest), tuple(rejected))

    # Reading

    def _read(self, run: Callable[[tantivy.Searcher], _Answer], nothing: _Answer) -> _Answer:
        """Run a reading on the current generation; again where a rebuild took its files away meanwhile."""
        for attempt in range(_TRIES):
            opened = self._opened(create=False)
            if opened is None:
                return nothing
            try:
                with guarded("đọc"):
                    return run(self._searcher(opened))
            except IndexError_:
                if attempt == _TRIES - 1 or self._folder.current_name() == opened.name:
                    raise
        return nothing

    def _find(self, question: Question) -> Found:
        return self._read(lambda searcher: find(searcher, self._compiler, question), Found(0, [], {}, None))

    def _walk(self, question: Question) -> Iterator[FoundRow]:
        """The files of the searcher stay open meanwhile, also when a rebuild takes them away."""
        nothing: Iterator[FoundRow] = iter(())
        rows = self._read(lambda searcher: _started(walk(searcher, self._compiler, question)), nothing)
        while True:
            with guarded("đọc"):
                row = next(rows, None)
            if row is None:
                return
            yield row

    def _frequencies(self, field: IndexField, values: Sequence[str]) -> dict[str, int]:
        def count(searcher: tantivy.Searcher) -> dict[str, int]:
            return {value: searcher.doc_freq(field.name, value) for value in values}

        return self._read(count, {})

    def status(self) -> IndexStatus:
        """See ``SearchEngine.status``."""
        location = str(self._folder.path)
        try:
            opened = self._opened(create=False)
            if opened is None:
                return IndexStatus(self.name, location, 0, 0, SCHEMA_VERSION, None, True, "Chưa có chỉ mục.")
            count = self._read(lambda searcher: int(searcher.num_docs), 0)
            size = self._folder.size_bytes(opened.generation)
            return IndexStatus(self.name, location, count, size, SCHEMA_VERSION, opened.generation.built_at, True)
        except IndexError_ as error:
            return IndexStatus(self.name, location, 0, None, SCHEMA_VERSION, None, False, str(error))

    def close(self) -> None:
        """See ``SearchEngine.close``."""
        with self._lock:
            self._open = None


def _started(rows: Iterator[FoundRow]) -> Iterator[FoundRow]:
    """The rows, the first one read already, so that files that are gone show themselves at once."""
    return chain(list(islice(rows, 1)), rows)
