"""The formats of an issue by the name that the command and the page know them under.

What writes a format is loaded when the first file of it is made: to show an issue on the terminal takes none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Final

from domain.days import local_time
from domain.digest import Issue, IssueState
from domain.errors import UsageError
from domain.settings import Settings

__all__ = ["FORMATS", "Format", "as_approved", "render_issue"]


@dataclass(frozen=True, slots=True)
class Format:
    """What a file of the format is called and declared as."""

    suffix: str
    media_type: str
    write: Callable[[Issue, Settings], bytes]


def _html(issue: Issue, settings: Settings) -> bytes:
    from digest.render.html import issue_html

    return issue_html(issue, settings).encode()


def _docx(issue: Issue, settings: Settings) -> bytes:
    from digest.render.docx import issue_docx

    return issue_docx(issue, settings)


def _pdf(issue: Issue, settings: Settings) -> bytes:
    from digest.render.pdf import issue_pdf

    return issue_pdf(issue, settings)


def _markdown(issue: Issue, settings: Settings) -> bytes:
    from digest.render.markdown import issue_markdown

    return issue_markdown(issue, settings).encode()


def _mail(issue: Issue, settings: Settings) -> bytes:
    """A mail to nobody in particular, to be looked at or sent by hand."""
    from digest.render.email import issue_email

    message = issue_email(issue, settings)
    made_at = issue.approval.at if issue.approval else issue.composed_at or issue.window.end
    message["Date"] = format_datetime(local_time(made_at))
    # The parts are parted by a line that the issue names, so that the same issue gives the same bytes.
    message.set_boundary(f"=-diem-tin-{issue.id}-{issue.revision}-=")
    return message.as_bytes()


def _json(issue: Issue, _: Settings) -> bytes:
    from digest.render.json import issue_json

    return issue_json(issue).encode()


def _atom(issue: Issue, settings: Settings) -> bytes:
    from digest.render.atom import issue_atom

    return issue_atom(issue, settings)


FORMATS: Final[dict[str, Format]] = {
    "html": Format("html", "text/html; charset=utf-8", _html),
    "docx": Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
    "pdf": Format("pdf", "application/pdf", _pdf),
    "md": Format("md", "text/markdown; charset=utf-8", _markdown),
    "eml": Format("eml", "message/rfc822", _mail),
    "json": Format("json", "application/json", _json),
    "atom": Format("atom", "application/atom+xml", _atom),
}
"""``--format`` → how it is made."""


def render_issue(issue: Issue, form: str, settings: Settings) -> bytes:
    """The bytes of the file. UsageError: no such format; OutlineError: a fault in the office's templates.

    A frozen issue is written as it was approved, the same bytes after it was sent or withdrawn and after the office or
    its templates changed: where it stands now is told beside it (the page, the list of the API, the name of the file).
    """
    if form not in FORMATS:
        raise UsageError(f"Không có định dạng “{form}”.", f"Các định dạng: {', '.join(FORMATS)}.")
    from digest.render.frame import framed

    with framed(issue, settings) as (shown, chosen):
        return FORMATS[form].write(as_approved(shown), chosen)


def as_approved(issue: Issue) -> Issue:
    """A frozen issue in the state in which it was frozen; any other as it is."""
    return issue.model_copy(update={"state": IssueState.APPROVED}) if issue.hash is not None else issue
