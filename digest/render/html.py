"""An issue as one HTML file."""

from __future__ import annotations

from digest.render.paper import issue_paper
from domain.digest import Issue
from domain.settings import Settings
from publishing.html.writer import write_html

__all__ = ["issue_html"]


def issue_html(issue: Issue, settings: Settings) -> str:
    """Self-contained, with print styles."""
    return write_html(issue_paper(issue, settings))
