"""Everything that Điểm Tin raises on purpose.

DiemTinError                 one plain Vietnamese line for people: what happened; ``hint``: what to do
├── UsageError               a command was called wrongly (exit code 2)
├── ConfigError              settings, a source file or a plan that cannot be used
│   └── SourceError          one source file
├── StoreError               the store cannot be read or written (locked, full, newer schema)
│   ├── StoreBusy            others write to it for too long: try again
│   ├── StoreUnavailable     its server does not answer for now: try again
│   └── DiskFull             no room left: what was acknowledged is kept, the work in flight is not
├── CrawlError               a visit that failed
│   ├── Forbidden            robots.txt or the private-address rule says no
│   └── BadPage              bytes came, but not a page (bot wall, truncated, too large, wrong type)
├── ExtractError             a page from which no article can be read
│   └── NotAnArticle         it is a list, a wall or an error page
├── MailError                a mail server that cannot be spoken to, or will not have us
├── StateError                   the thing is not in a state in which this can be done (an approved issue is edited)
├── AnnotateError            text that cannot be annotated (only wrong calls: no text raises)
└── IndexError_              the search index
    ├── IndexUnavailable     the engine does not answer, or refuses to write for now: try again
    ├── IndexRejected        the engine refuses this one document for good
    └── IndexMisconfigured   wrong address, wrong key, wrong certificate, wrong version

Queries have no error: what cannot be parsed is searched as plain words.
"""

from __future__ import annotations

__all__ = [
    "AnnotateError",
    "BadPage",
    "ConfigError",
    "CrawlError",
    "DiemTinError",
    "DiskFull",
    "ExtractError",
    "Forbidden",
    "IndexError_",
    "IndexMisconfigured",
    "IndexRejected",
    "IndexUnavailable",
    "MailError",
    "NotAnArticle",
    "SourceError",
    "StateError",
    "StoreBusy",
    "StoreError",
    "StoreUnavailable",
    "UsageError",
]


class DiemTinError(Exception):
    """Base of the hierarchy. ``message`` says what happened, ``hint`` what a person can do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        line = f"{self.message} {self.hint}" if self.hint else self.message
        return " ".join(line.split())


class UsageError(DiemTinError):
    """A command was called wrongly."""


class ConfigError(DiemTinError):
    """Settings, a source file or a plan that cannot be used."""


class SourceError(ConfigError):
    """One source file that cannot be used."""


class StoreError(DiemTinError):
    """The store cannot be read or written."""


class StoreUnavailable(StoreError):
    """The server of the store does not answer for now; what it acknowledged is kept."""


class StoreBusy(StoreError):
    """Somebody else is writing to the store, and went on longer than we would wait."""


class DiskFull(StoreError):
    """No room left on the disk of the store or the archive."""


class CrawlError(DiemTinError):
    """A visit that failed."""


class Forbidden(CrawlError):
    """robots.txt or the private-address rule forbids the visit."""


class BadPage(CrawlError):
    """Bytes came, but not a page that can be used."""


class ExtractError(DiemTinError):
    """A page from which no article can be read."""


class NotAnArticle(ExtractError):
    """The page is a list, a wall or an error page."""


class MailError(DiemTinError):
    """The mail server cannot be spoken to: every mail waits."""


class StateError(DiemTinError):
    """The thing is not in a state in which this can be done."""


class AnnotateError(DiemTinError):
    """The annotator was called wrongly."""


class IndexError_(DiemTinError):  # noqa: N801 - IndexError is a builtin
    """The search index failed."""


class IndexUnavailable(IndexError_):
    """The engine does not answer, or refuses writes for now; the outbox keeps what waits."""


class IndexRejected(IndexError_):
    """The engine refuses one document for good."""


class IndexMisconfigured(IndexError_):
    """Wrong address, key, certificate or version."""
