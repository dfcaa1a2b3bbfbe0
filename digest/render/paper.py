"""An issue as a paper: the outline of the office's templates, or ours, filled with the issue."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from digest.render.data import template_data
from domain.days import local_time, official_day
from domain.digest import Issue
from domain.settings import Settings
from publishing.blocks import Document
from publishing.letterhead import Letterhead
from publishing.outline.folder import PaperTemplate, read_folder

__all__ = ["footer_of", "issue_paper", "issue_template", "our_folder", "shared_parts"]


def shared_parts() -> dict[str, str]:
    """The parts that come with the program and every outline may import."""
    return {"parts.html": files("digest").joinpath("templates/parts.html").read_text(encoding="utf-8")}


def our_folder() -> Path:
    """The form that comes with the program."""
    return Path(str(files("digest").joinpath("templates/chuan")))


@lru_cache(maxsize=1)
def _ours() -> PaperTemplate:
    return read_folder(our_folder(), shared_parts())


def issue_template(settings: Settings) -> PaperTemplate:
    """The office's folder of templates, or the form that comes with the program. OutlineError: what is wrong in it."""
    folder = settings.digest.templates_dir
    return read_folder(Path(folder).expanduser(), shared_parts()) if folder else _ours()


def footer_of(issue: Issue) -> str:
    """Where the issue stands, and the hash of an approved one."""
    if issue.hash is None:
        return "Bản nháp, chưa được duyệt"
    shown = f"SHA-256: {issue.hash}"
    approval = issue.approval
    if approval is None or not approval.who:
        return f"Phát hành tự động, chưa có người duyệt. {shown}"
    day = official_day(local_time(approval.at).date())
    return f"{approval.who} duyệt ngày {day}. {shown}"


def issue_paper(issue: Issue, settings: Settings, template: PaperTemplate | None = None) -> Document:
    """The paper that every format is written from."""
    template = template or issue_template(settings)
    outline = template.outline(template_data(issue, settings.office))
    head = template.head
    letterhead = None
    if head.letterhead:
        letterhead = Letterhead.of(
            settings.office,
            kind=head.kind,
            subject=issue.title,
            symbol=head.symbol,
            addressees=head.addressees,
            authority=head.authority,
            archive=head.archive,
        )
    made_at = issue.approval.at if issue.approval else issue.composed_at or issue.window.end
    return Document(
        title=issue.title,
        blocks=outline.blocks,
        made_at=made_at,
        letterhead=letterhead,
        appendices=outline.appendices,
        footer=footer_of(issue),
        author=settings.office.name,
        css=template.css,
    )
