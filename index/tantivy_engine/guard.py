"""tantivy's errors and panics as ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import DiemTinError, IndexError_, IndexUnavailable

__all__ = ["REBUILD", "guarded"]

REBUILD = "Chạy `diemtin index rebuild` để dựng lại chỉ mục từ kho."
_FULL = ("No space left", "StorageFull", "os error 28")


def _plain(error: BaseException, action: str) -> DiemTinError:
    text = " ".join(str(error).split())
    if (isinstance(error, OSError) and error.errno == errno.ENOSPC) or any(sign in text for sign in _FULL):
        return IndexUnavailable("Hết chỗ trên đĩa, chưa ghi được chỉ mục.", "Dọn bớt đĩa rồi chạy lại.")
    if isinstance(error, PermissionError) or "Permission denied" in text or "os error 30" in text:
        return IndexUnavailable("Không có quyền đọc ghi thư mục chỉ mục.", "Xem lại quyền của thư mục dữ liệu.")
    if "LockBusy" in text or "index lock" in text:
        return IndexUnavailable("Chỉ mục đang được tiến trình khác ghi.", "Chờ tiến trình đó xong rồi chạy lại.")
    return IndexError_(f"Không {action} được chỉ mục: tệp của nó hỏng hoặc thiếu.", REBUILD)


@contextmanager
def guarded(action: str) -> Iterator[None]:
    """Run tantivy calls; what goes wrong in them, panics included, comes out as one plain line. ``action``: "đọc",
    "ghi".
    """
    try:
        yield
    except (DiemTinError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise _plain(error, action) from error
