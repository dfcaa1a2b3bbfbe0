"""A paper as one HTML file that asks nobody for anything: styles inside, no script, no picture, no outside address."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files

from publishing.blocks import Document, appendix_label
from publishing.clean import clean
from publishing.html.body import blocks_html, foot_html, head_html, text_html

__all__ = ["paper_css", "paper_fragment", "write_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@lru_cache(maxsize=1)
def paper_css() -> str:
    """The styles of a paper, on the screen and printed."""
    return files("publishing").joinpath("html/paper.css").read_text(encoding="utf-8")


def paper_fragment(document: Document) -> str:
    """What stands in the body: head, blocks, foot, appendices, footer."""
    made = []
    if document.letterhead:
        made.append(head_html(document.letterhead))
    made.append(f"<main>\n{blocks_html(document.blocks)}\n</main>")
    if document.letterhead:
        made.append(foot_html(document.letterhead))
    for at, appendix in enumerate(document.appendices):
        label = appendix_label(at, len(document.appendices))
        note = f'<p class="centre"><em>{text_html(appendix.note)}</em></p>' if appendix.note else ""
        kind = "appendix wide" if appendix.landscape else "appendix"
        made.append(
            f'<section class="{kind}"><p class="title">{label}</p>'
            f'<h2 class="strong">{text_html(appendix.title.upper())}</h2>{note}\n'
            f"{blocks_html(appendix.blocks, level=2, prefix=f'phu-luc-{at + 1}')}\n</section>"
        )
    if document.footer:
        made.append(f"<footer>{text_html(document.footer)}</footer>")
    return "\n".join(made)


def write_html(document: Document) -> str:
    """The file. ``document.css`` (an office's own) stands after ours; it cannot leave its element."""
    own = document.css.replace("<", "\\3c ")
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(clean(document.title))}</title>\n<style>\n{paper_css()}{own}</style>\n</head>\n"
        f"<body>\n{paper_fragment(document)}\n</body>\n</html>\n"
    )
