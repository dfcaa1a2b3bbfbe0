"""The archive of what was fetched: WARC files, one gzip member a record, read back by file, offset and length.

A file has one writer at a time (an advisory lock). A writer that takes over a file cuts off what a killed one left
torn; nothing that a row points to lies there, for rows are committed only after the file was synced.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import DiskFull, StoreError
from domain.reasons import os_reason
from store.crawl.warc import Exchange, last_whole_member, read_exchange, write_exchange

__all__ = ["Archive", "ArchiveError", "DamagedRecord", "Exchange", "WarcRef"]

ROLL_BYTES = 256 << 20
_RESTORE = "Hãy chép lại thư mục archive từ bản sao lưu."


class ArchiveError(StoreError):
    """A record cannot be read now: its file is away, cut short or out of reach. It may be there again later."""


class DamagedRecord(ArchiveError):
    """The record's bytes are there and make no sense."""


@dataclass(frozen=True, slots=True)
class WarcRef:
    """Where a response record lies: file name under the archive folder, byte offset and length of its gzip member."""

    file: str
    offset: int
    length: int


class Archive:
    """The WARC files under one folder. ``known_end(file)`` says where the last record that a row points to ends."""

    def __init__(
        self,
        folder: Path,
        known_end: Callable[[str], int] = lambda _file: 0,
        in_transaction: Callable[[], bool] = lambda: False,
        roll_bytes: int = ROLL_BYTES,
    ) -> None:
        self.folder = folder
        self._known_end = known_end
        self._in_transaction = in_transaction
        self._roll_bytes = roll_bytes
        self._lock = threading.RLock()
        self._fd: int | None = None
        self._name = ""
        self._end = 0
        self._dirty = False

    def append(self, exchange: Exchange) -> WarcRef:
        """Write the response and its request. Inside a store transaction the sync waits for its commit; alone it is
        synced at once. Raises DiskFull with nothing written when there is no room.
        """
        buffer = io.BytesIO()
        length = write_exchange(exchange, buffer)
        with self._lock:
            if self._fd is None or self._end >= self._roll_bytes:
                self._open()
            ref = WarcRef(self._name, self._end, length)
            self._write(buffer.getbuffer())
            if not self._in_transaction():
                self.sync()
        return ref

    def sync(self) -> None:
        """Make everything appended so far durable."""
        with self._lock:
            if self._dirty and self._fd is not None:
                try:
                    os.fsync(self._fd)
                except OSError as error:
                    raise _plain(error, self.folder) from error
                self._dirty = False

    def read(self, ref: WarcRef) -> Exchange:
        """The exchange at ``ref``. Raises ArchiveError, or DamagedRecord where the record makes no sense."""
        path = self._path(ref.file)
        try:
            with path.open("rb") as file:
                file.seek(ref.offset)
                data = file.read(ref.length)
        except FileNotFoundError:
            raise ArchiveError(f"Thiếu tệp lưu trữ {ref.file}.", _RESTORE) from None
        except OSError as error:
            raise ArchiveError(f"Không đọc được tệp lưu trữ {ref.file}: {os_reason(error)}.") from error
        if len(data) < ref.length:
            raise ArchiveError(f"Tệp lưu trữ {ref.file} không đầy đủ.", _RESTORE)
        try:
            return read_exchange(data)
        except Exception as error:  # warcio raises many kinds for a damaged record
            raise DamagedRecord(f"Bản ghi ở {ref.file}, vị trí {ref.offset} đã hỏng.", _RESTORE) from error

    def close(self) -> None:
        """Sync and let go of the file; another writer may continue it."""
        with self._lock:
            if self._fd is not None:
                try:
                    self.sync()
                finally:
                    os.close(self._fd)
                    self._fd = None

    def _path(self, name: str) -> Path:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise StoreError(f"Tên tệp lưu trữ không hợp lệ: {name}.")
        return path

    def _open(self) -> None:
        self.close()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self._take_over():
                self._create()
        except OSError as error:
            raise _plain(error, self.folder) from error

    def _take_over(self) -> bool:
        """Continue the newest file that nobody writes and that has room."""
        for path in sorted(self.folder.glob("*.warc.gz"), reverse=True)[:4]:
            if path.stat().st_size >= self._roll_bytes:
                continue
            fd = os.open(path, os.O_RDWR)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(fd)
                continue
            known = self._known_end(path.name)
            if path.stat().st_size < known:  # shorter than its rows say: leave it as it is, for a person to look at
                os.close(fd)
                continue
            end = last_whole_member(path, known)
            if end < path.stat().st_size:
                os.ftruncate(fd, end)
            os.lseek(fd, end, os.SEEK_SET)
            self._fd, self._name, self._end = fd, path.name, end
            return True
        return False

    def _create(self) -> None:
        # The name is the clock's and chance's: nothing of it comes from the web.
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        name = f"diemtin-{stamp}-{secrets.token_hex(4)}.warc.gz"
        fd = os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._fd, self._name, self._end = fd, name, 0

    def _write(self, data: memoryview) -> None:
        assert self._fd is not None
        done = 0
        try:
            while done < len(data):
                done += os.write(self._fd, data[done:])
        except OSError as error:
            os.ftruncate(self._fd, self._end)
            os.lseek(self._fd, self._end, os.SEEK_SET)
            raise _plain(error, self.folder) from error
        self._end += done
        self._dirty = True


def _plain(error: OSError, folder: Path) -> StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            f"Đĩa đã đầy, không ghi thêm được vào {folder}.",
            "Hãy giải phóng dung lượng đĩa rồi chạy lại; dữ liệu đã ghi vẫn còn nguyên.",
        )
    return StoreError(f"Không ghi được vào {folder}: {os_reason(error)}.", "Hãy xem lại quyền ghi của thư mục.")
