"""An issue as Markdown."""

from __future__ import annotations

from dataclasses import replace

from digest.render.paper import issue_paper
from domain.digest import Issue
from domain.settings import Settings
from publishing.blocks import Heading
from publishing.markdown import write_markdown

__all__ = ["issue_markdown"]


def issue_markdown(issue: Issue, settings: Settings) -> str:
    """The title, then the text; without the head of an official paper, which Markdown cannot set."""
    paper = replace(issue_paper(issue, settings), letterhead=None)
    return f"# {Heading(issue.title).text}\n\n{write_markdown(paper)}"
