"""An issue as a PDF."""

from __future__ import annotations

from digest.render.paper import issue_paper, issue_template
from domain.digest import Issue
from domain.settings import Settings
from publishing.pdf.writer import write_pdf

__all__ = ["issue_pdf"]


def issue_pdf(issue: Issue, settings: Settings) -> bytes:
    """PDF/A-2b in the form of Nghị định 30/2020/NĐ-CP."""
    template = issue_template(settings)
    return write_pdf(issue_paper(issue, settings, template), template.layout, template.fonts)
