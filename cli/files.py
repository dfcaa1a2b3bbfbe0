"""Files that commands write: whole or not at all."""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import UsageError
from domain.reasons import DISK_FULL, os_reason

__all__ = ["written_beside"]


@contextmanager
def written_beside(file: Path) -> Iterator[Path]:
    """A path beside ``file`` to write to; it takes the place of ``file`` when all went well, and is removed when not,
    so that an earlier file is never left half written over. UsageError when the place cannot be written.
    """
    beside = file.with_name(f".{file.name[:80]}.{secrets.token_hex(4)}")
    try:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory", str(file))
        try:
            yield beside
            if file.exists() and not file.is_file():  # a device or a pipe is written, not replaced
                file.write_bytes(beside.read_bytes())
            else:
                if file.exists():
                    beside.chmod(file.stat().st_mode & 0o777)
                beside.replace(file.resolve())
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        hint = "Hãy dọn ổ đĩa hoặc chọn chỗ khác." if error.errno in DISK_FULL else "Hãy chọn chỗ khác."
        raise UsageError(f"Không ghi được {file}: {os_reason(error)}.", hint) from error
