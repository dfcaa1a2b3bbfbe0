"""Files that commands write: whole or not at all."""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import UsageError

__all__ = ["written_beside"]

_REASONS = {
    errno.ENOENT: ("không có thư mục ấy", "Hãy tạo thư mục hoặc chọn chỗ khác."),
    errno.ENOTDIR: ("không có thư mục ấy", "Hãy chọn chỗ khác."),
    errno.EACCES: ("không có quyền ghi", "Hãy chọn chỗ khác."),
    errno.EPERM: ("không có quyền ghi", "Hãy chọn chỗ khác."),
    errno.EROFS: ("ổ đĩa chỉ cho đọc", "Hãy chọn chỗ khác."),
    errno.EISDIR: ("đó là một thư mục", "Hãy thêm tên tệp."),
    errno.ENOSPC: ("ổ đĩa đã đầy", "Hãy dọn ổ đĩa hoặc chọn chỗ khác."),
    errno.ENAMETOOLONG: ("tên tệp quá dài", "Hãy đặt tên ngắn hơn."),
    errno.EINVAL: ("tên tệp không hợp lệ", "Hãy đặt tên khác."),
}


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
        reason, hint = _REASONS.get(error.errno or 0, (f"lỗi {error.errno}", "Hãy chọn chỗ khác."))
        raise UsageError(f"Không ghi được {file}: {reason}.", hint) from error
