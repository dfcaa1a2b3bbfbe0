"""An issue as a file of any format, by the office's own templates where it has some."""

from __future__ import annotations

from typing import Final

from digest.render import formats
from domain.digest import Issue
from domain.settings import Settings

__all__ = ["FORMATS", "file_of"]

FORMATS: Final[tuple[str, ...]] = tuple(formats.FORMATS)


def file_of(issue: Issue, form: str, settings: Settings) -> bytes:
    """The bytes of the file. ConfigError where the office's templates cannot be used."""
    return formats.render_issue(issue, form, settings)
