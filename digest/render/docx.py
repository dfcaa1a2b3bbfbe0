"""An issue as a Word file."""

from __future__ import annotations

from digest.render.paper import issue_paper, issue_template
from domain.digest import Issue
from domain.settings import Settings
from publishing.docx.writer import write_docx

__all__ = ["issue_docx"]


def issue_docx(issue: Issue, settings: Settings) -> bytes:
    """In the form of Nghị định 30/2020/NĐ-CP, or in the office's own letterhead file."""
    template = issue_template(settings)
    return write_docx(issue_paper(issue, settings, template), template.layout, template.office_file)
