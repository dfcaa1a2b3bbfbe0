"""An issue as a mail: plain text and HTML side by side, at most 100 kB; what is longer is shortened and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from typing import Final

from digest.render.frame import framed
from digest.render.names import PART_NAMES
from digest.render.paper import issue_paper
from digest.render.pdf import issue_pdf
from domain.digest import Issue
from domain.settings import Settings
from publishing.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph, Quote, Run, runs
from publishing.clean import clean, safe_link
from publishing.html.mail import mail_html
from publishing.mail_policy import MAIL_POLICY
from publishing.plain_text import write_text

__all__ = ["MOST_BYTES", "issue_email", "subject_of"]

MOST_BYTES: Final = 100_000
"""Of the text and the HTML together, as they are sent."""
_BASE64: Final = 4 / 3 * 78 / 76
_HEADERS: Final = 3_000
_REFERENCE: Final = re.compile(r"#bai-(\d+)")


def subject_of(issue: Issue) -> str:
    """The title, and that there is nothing new where that is so."""
    return clean(f"{issue.title}: không có tin mới" if issue.empty else issue.title)


def _shorter(paper: Document, note: Sequence[Block], issue: Issue) -> Iterator[Document]:
    """The whole paper, then always less of it: without annexes, page one, page one cut. What a shortened one refers to
    by number is named at its end with its address.
    """
    yield paper
    yield replace(paper, appendices=(), blocks=(*note, *paper.blocks))
    first = next((at for at, block in enumerate(paper.blocks) if isinstance(block, PageBreak)), len(paper.blocks))
    while first > 0:
        blocks = (*note, *paper.blocks[:first])
        yield replace(paper, appendices=(), blocks=(*blocks, *_sources(blocks, issue)))
        first //= 2
    yield replace(paper, appendices=(), blocks=tuple(note))


def _sources(blocks: Sequence[Block], issue: Issue) -> Iterator[Block]:
    """A heading for each item that is referred to and does not stand in the mail; it leads to the article itself."""
    there = {one.anchor for one in blocks if isinstance(one, Heading)}
    numbers = sorted({n for one in blocks for n in _referred(one)})
    missing = [item for n in numbers if f"bai-{n}" not in there and (item := issue.item(n)) is not None]
    if missing:
        yield Heading(PART_NAMES["sources"], 2)
    for item in missing:
        yield Heading(f"[{item.n}] {item.title}", 3, anchor=f"bai-{item.n}", link=item.url)


def _referred(block: Block) -> Iterator[int]:
    if isinstance(block, Quote) and block.number is not None:
        yield block.number
    lines = block.items if isinstance(block, Bullets) else (block.runs,) if isinstance(block, Paragraph) else ()
    for run in (run for line in lines for run in line):
        if run.link and (found := _REFERENCE.fullmatch(run.link)):
            yield int(found[1])


def _note(address: str | None) -> tuple[Block, ...]:
    """What a shortened mail says of itself."""
    said = "Thư này chỉ gồm phần đầu vì bản đầy đủ quá dài."
    if address:
        return (Paragraph((Run(f"{said} Bản đầy đủ: ", italic=True), Run(address, link=address)), "body"),)
    return (Paragraph(runs(f"{said} Bản đầy đủ ở tệp PDF đính kèm.", italic=True), "body"),)


def issue_email(issue: Issue, settings: Settings) -> EmailMessage:
    """Subject and contents; who gets it, when and under which Message-ID is the sender's to write.

    A mail that had to be shortened leads to the page, or carries the PDF where ``web.base_url`` is not set.
    """
    with framed(issue, settings) as (shown, chosen):
        return _message(shown, chosen)


def _message(issue: Issue, settings: Settings) -> EmailMessage:
    paper = replace(issue_paper(issue, settings), letterhead=None)
    base = safe_link(settings.web.base_url)
    address = f"{base.rstrip('/')}/diem-tin/{issue.id}" if base else None
    text = html = ""
    shortened = False
    for at, shorter in enumerate(_shorter(paper, _note(address), issue)):
        text, html, shortened = write_text(shorter), mail_html(shorter), at > 0
        if (len(text.encode()) + len(html.encode())) * _BASE64 <= MOST_BYTES - _HEADERS:
            break
    message = EmailMessage(policy=MAIL_POLICY)
    message["Subject"] = subject_of(issue)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "vi"
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    if shortened and address is None:
        name = f"diem-tin-{issue.id}.pdf"
        message.add_attachment(issue_pdf(issue, settings), maintype="application", subtype="pdf", filename=name)
    return message
