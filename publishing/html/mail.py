"""A paper as the HTML part of a mail: every element carries its styles, and no picture is needed to read it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from importlib.resources import files

import css_inline

from publishing.blocks import Document, appendix_label
from publishing.clean import clean
from publishing.html.body import blocks_html, text_html

__all__ = ["mail_html"]


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


@lru_cache(maxsize=1)
def _css() -> str:
    return files("publishing").joinpath("html/mail.css").read_text(encoding="utf-8")


def mail_html(document: Document) -> str:
    """The page."""
    parts = [f"<h1>{text_html(document.title)}</h1>", blocks_html(document.blocks)]
    for at, appendix in enumerate(document.appendices):
        label = appendix_label(at, len(document.appendices))
        parts.append(f"<h2>{label}. {text_html(appendix.title)}</h2>")
        parts.append(blocks_html(appendix.blocks, level=2, prefix=f"phu-luc-{at + 1}"))
    if document.footer:
        parts.append(f"<footer>{text_html(document.footer)}</footer>")
    own = document.css.replace("<", "\\3c ")
    page = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(clean(document.title))}</title>'
        f"<style>{_css()}{own}</style></head><body>{''.join(parts)}</body></html>"
    )
    made: str = _inliner().inline(page)
    return re.sub(r' class="[\w -]*"', "", made)
