"""The log of the data folder: ``log/diemtin.log``, turned over at 2 MB, five kept. Several processes write to it.

No secret and no page goes in: messages of exceptions, which may quote a page, are cut short; passwords in addresses,
keys and tokens are blotted out.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from domain.incidents import ATTRIBUTE

__all__ = ["LOG_NAME", "configure_logging", "log_path", "log_to_stream"]

LOG_NAME = "diemtin.log"
_MAX_BYTES = 2_000_000
_KEPT = 5
_LONGEST_MESSAGE = 2_000
_LONGEST_REASON = 200
_PACKAGES = ("cli", "crawler", "digest", "domain", "index", "nlp", "pipeline", "plan", "publishing", "store", "web")
_NAMES = r"api[_-]?key|apikey|password|passwd|mật khẩu|token|secret|authorization|cookie"
_SECRETS = (
    (re.compile(r"(?<=://)[^/\s:@]{1,200}:[^/\s@]{1,200}(?=@)"), "•••"),
    (re.compile(rf"(?i)((?:{_NAMES})\W{{1,4}}(?:(?:bearer|basic|apikey)\s+)?)[^\s'\",;&]{{3,400}}"), r"\1•••"),
)

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def log_path(data_dir: Path) -> Path:
    """Where the log of a data folder is."""
    return data_dir / "log" / LOG_NAME


class _Formatter(logging.Formatter):
    """Time, level, module, incident id, message; tracebacks without what the exceptions quote."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(process)d %(name)s%(mark)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One record, secrets blotted out."""
        made = getattr(record, ATTRIBUTE, None)
        record.mark = f" [{made}]" if made else ""
        kept, record.exc_text = record.exc_text, None  # another handler may have left its own, longer one
        try:
            return _discreet(super().format(record))
        finally:
            record.exc_text = kept

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the library's name
        """The message, cut where it gets long."""
        record.message = _cut(record.message, _LONGEST_MESSAGE)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 -- the library's name
        """Files, lines and code of every cause; of each exception its class and the start of its words."""
        parts: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)[-30:]))
            parts.append(f"{frames}{type(error).__name__}: {_cut(' '.join(str(error).split()), _LONGEST_REASON)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n← ".join(parts)


class _LogFile(logging.Handler):
    """Opens the file with the first record, so that a command with nothing to say leaves no folder behind."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file: logging.Handler | None = None
        self._broken = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record. A log that cannot be written is said once and never stops the work."""
        if self._broken:
            return
        try:
            if self._file is None:
                self._file = self._open()
            self._file.emit(record)
        except OSError as error:
            self._broken = True
            sys.stderr.write(f"Không ghi được nhật ký {self.path} (mã lỗi {error.errno}); vẫn làm việc tiếp.\n")

    def _open(self) -> logging.Handler:
        from concurrent_log_handler import ConcurrentRotatingFileHandler  # slow to load, and mostly not needed

        self.path.parent.mkdir(parents=True, exist_ok=True)
        handler = ConcurrentRotatingFileHandler(
            str(self.path), maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8", umask=0o077
        )
        handler.setFormatter(self.formatter)
        return handler

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()


def configure_logging(data_dir: Path) -> None:
    """Send warnings and errors of this process to the log of the data folder, instead of one configured before."""
    root = logging.getLogger()
    path = log_path(data_dir).absolute()
    for handler in [one for one in root.handlers if isinstance(one, _LogFile)]:
        if handler.path == path:
            return
        root.removeHandler(handler)
        handler.close()
    made = _LogFile(path)
    made.setFormatter(_Formatter())
    root.addHandler(made)


def log_to_stream(stream: TextIO) -> None:
    """``--verbose``: what our own packages note down goes to ``stream`` as well, and to the log file in full."""
    for package in _PACKAGES:
        logging.getLogger(package).setLevel(logging.DEBUG)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Formatter())
    logging.getLogger().addHandler(handler)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]} …[{len(text) - limit} ký tự nữa]"


def _discreet(text: str) -> str:
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text
