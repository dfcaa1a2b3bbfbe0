"""An issue as a file of any format, by the office's own templates where it has some."""

from __future__ import annotations

from typing import Final, Literal, get_args

from domain.digest import Issue
from domain.settings import Settings

__all__ = ["FORMATS", "Format", "file_of"]

Format = Literal["json"]
FORMATS: Final[tuple[str, ...]] = get_args(Format)


def file_of(issue: Issue, _form: str, _settings: Settings) -> bytes:
    """The bytes of the file. ConfigError where the office's templates cannot be used."""
    return (issue.model_dump_json(by_alias=True, indent=2) + "\n").encode()
