"""The folder of an embedded index: generations, and which one is current.

index/current            the name of the current generation; replaced atomically
index/g-<hex>/           a generation: tantivy's files and ``made.json`` (schema version, when built)
index/writer.lock        held by whoever writes or rebuilds; freed by the system when its process dies
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import IndexMisconfigured, IndexUnavailable
from index.query.fields import SCHEMA_VERSION
from index.tantivy_engine.guard import REBUILD

__all__ = ["Generation", "IndexFolder"]

_MADE = "made.json"
_NAME = re.compile(rb"g-[0-9a-f]+")
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index of the folder."""

    path: Path
    built_at: datetime | None


class IndexFolder:
    """The files of an index, apart from what tantivy keeps in them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current_name(self) -> str | None:
        """The name of the current generation; null when there is none yet. IndexMisconfigured when it is no name."""
        try:
            name = (self.path / "current").read_bytes().strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise IndexMisconfigured(f"Không đọc được thư mục chỉ mục {self.path}.", REBUILD) from error
        if not _NAME.fullmatch(name):
            raise IndexMisconfigured(f"Chỉ mục ở {self.path} hỏng hoặc thiếu tệp.", REBUILD)
        return name.decode("ascii")

    def generation(self, name: str) -> Generation:
        """A generation that this version of the program can read; IndexMisconfigured otherwise."""
        path = self.path / name
        try:
            made = json.loads((path / _MADE).read_text(encoding="utf-8"))
            version, built_at = int(made["schema_version"]), datetime.fromisoformat(made["built_at"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexMisconfigured(f"Chỉ mục ở {self.path} hỏng hoặc thiếu tệp.", REBUILD) from error
        if version != SCHEMA_VERSION:
            age = "cũ" if version < SCHEMA_VERSION else "mới"
            raise IndexMisconfigured(f"Chỉ mục ở {self.path} thuộc phiên bản {age} hơn chương trình.", REBUILD)
        return Generation(path, built_at)

    def new_generation(self) -> Generation:
        """An empty folder for an index to be built in; nobody sees it before ``make_current``."""
        path = self.path / f"g-{secrets.token_hex(6)}"
        built_at = datetime.now(UTC).replace(microsecond=0)
        try:
            path.mkdir(parents=True)
            made = {"schema_version": SCHEMA_VERSION, "built_at": built_at.isoformat()}
            (path / _MADE).write_text(json.dumps(made), encoding="utf-8")
        except OSError as error:
            raise IndexUnavailable(
                f"Không ghi được vào thư mục chỉ mục {self.path}.", "Xem lại quyền và chỗ trống của đĩa."
            ) from error
        return Generation(path, built_at)

    def make_current(self, generation: Generation) -> None:
        """Point readers and writers to a generation, at once and for good."""
        draft = self.path / f"current.{secrets.token_hex(4)}"
        with draft.open("w", encoding="ascii") as file:
            file.write(generation.path.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path / "current")
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove_others(self) -> None:
        """Delete generations that are not current: old ones, and what a killed rebuild left. Call under the lock."""
        try:
            current = self.current_name()
        except IndexMisconfigured:  # nothing can be reached through it
            current = None
        for path in self.path.glob("g-*"):
            if path.name != current:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.path.glob("current.*"):
            path.unlink(missing_ok=True)

    @contextmanager
    def writing(self, wait_seconds: float) -> Iterator[None]:
        """Hold the one right to write. IndexUnavailable when another process keeps it for longer than the wait."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path / "writer.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise IndexUnavailable(
                f"Không ghi được vào thư mục chỉ mục {self.path}.", "Xem lại quyền và chỗ trống của đĩa."
            ) from error
        try:
            deadline = time.monotonic() + wait_seconds
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() >= deadline:
                        raise IndexUnavailable(
                            "Chỉ mục đang được tiến trình khác ghi hoặc dựng lại.",
                            "Chờ tiến trình đó xong rồi chạy lại.",
                        ) from error
                    time.sleep(_POLL_SECONDS)
            yield
        finally:
            os.close(handle)

    def size_bytes(self, generation: Generation) -> int:
        """Bytes on disk of one generation."""
        total = 0
        for path in generation.path.iterdir():
            try:
                total += path.stat().st_size
            except FileNotFoundError:  # a merge took it away meanwhile
                continue
        return total
