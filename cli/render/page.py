"""How a single page is shown before and after it is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import console
from cli.render.dates import day_text
from cli.render.numbers import thousands

if TYPE_CHECKING:
    from crawler.onboarding.linked_page import LinkedPage
    from store.articles.repository import StoredArticle

__all__ = ["show_added", "show_known", "show_page"]

_SHOWN = 300


def show_page(page: LinkedPage) -> None:
    """The article as it would be stored."""
    article, out = page.article, console()
    out.print(article.title, markup=False, style="bold")
    out.print(f"  {page.url}", markup=False)
    out.print(f"  Ngày đăng: {day_text(article.published_at) or 'chưa rõ'}", markup=False)
    out.print(f"  Tác giả: {article.author or article.office or 'không ghi'}", markup=False)
    out.print(f"  Số ký tự: {thousands(len(article.body))}")
    text = " ".join((article.lead or article.body).split())
    out.print(f"  {text[:_SHOWN]}{' …' if len(text) > _SHOWN else ''}", markup=False)


def show_known(stored: StoredArticle) -> None:
    """An address that the store holds already."""
    console().print(f"Bài này đã có: {stored.article.title} ({stored.article.url})", markup=False)


def show_added(stored: StoredArticle) -> None:
    """What was stored."""
    console().print(f"Đã lưu: {stored.article.title}. Mã bài: {stored.id}", markup=False)
