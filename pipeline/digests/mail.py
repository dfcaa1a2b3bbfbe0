"""The mail that carries an issue: what it says, without who gets it."""

from __future__ import annotations

from digest.render.email import issue_email, subject_of
from domain.digest import Issue
from domain.settings import Settings

__all__ = ["mail_of", "subject_of"]


def mail_of(issue: Issue, settings: Settings) -> tuple[str, bytes]:
    """Subject and message. ConfigError where the office's templates cannot be used."""
    return subject_of(issue), issue_email(issue, settings).as_bytes()
