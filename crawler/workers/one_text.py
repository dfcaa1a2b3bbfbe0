"""One text at many addresses of a site is no edit of many articles: it is a notice, an error page or a wall.

A reading that has nothing in common with what its address showed, or was announced to show, is held back until the end
of the visit. Where several addresses show one such text, none of them is written, and the visit stops.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.article import Article
from domain.text import fold
from store import Store
from store.articles.near_duplicates import Sketch, sketch
from store.crawl.pages import Page

__all__ = ["NOTICE", "OneText"]

NOTICE = "Cùng một nội dung hiện ra ở nhiều địa chỉ của website (thông báo, bảo trì hay báo lỗi), không phải bài viết."
_STOPS_AT = 3
_MOST_TEXTS = 100
_ALIKE = 0.2
"""Texts with so little in common are not two states of one article."""
_SAME = 0.8
_TITLES_SHARE = 0.34


@dataclass(slots=True)
class _Text:
    """One text and the readings of it that are held: page, article, and what its address was known by."""

    sketch: Sketch
    body: str
    held: list[tuple[Page, Article]] = field(default_factory=list)
    known_by: set[str] = field(default_factory=set)

    def is_of(self, body: str, other: Sketch) -> bool:
        return body == self.body or self.sketch.reprints(other) or self.sketch.resemblance(other) >= _SAME


class OneText:
    """What is held back, by source."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, list[_Text]] = {}

    def count(self, source: str) -> int:
        """How many pages of a source are held back."""
        return sum(len(text.held) for text in self._texts.get(source, []))

    def holds(self, page: Page, article: Article) -> bool:
        """Take a reading that is suspicious; True when it is held back for now."""
        was = self._known_by(page, article)
        if was is None:
            return False
        body, its = fold(article.body), sketch(article.body)
        texts = self._texts.setdefault(page.source, [])
        text = next((one for one in texts if one.is_of(body, its)), None)
        if text is None:
            if len(texts) >= _MOST_TEXTS:
                return False  # a site whose lists never say what its pages do; each new text is its own
            text = _Text(its, body)
            texts.append(text)
        text.held.append((page, article))
        text.known_by.add(was)
        return True

    def is_everywhere(self, source: str) -> str | None:
        """The title of a text that stands at many addresses; None as long as there is none."""
        for text in self._texts.get(source, []):
            if len(text.known_by) >= _STOPS_AT:
                return text.held[0][1].title
        return None

    def settle(self, source: str) -> list[tuple[Page, Article]]:
        """The end of a visit: readings that stood alone are given back, to be written; the others are no articles."""
        alone: list[tuple[Page, Article]] = []
        for text in self._texts.pop(source, []):
            if len(text.known_by) < 2:
                alone += text.held
                continue
            for page, _ in text.held:
                self._store.pages.mark(page.id, "not_article", NOTICE)
        return alone

    def sources(self) -> list[str]:
        """The sources of which anything is held back."""
        return list(self._texts)

    def _known_by(self, page: Page, article: Article) -> str | None:
        """What a suspicious reading's address was known by: its article, or the title that a list gave it."""
        stored = self._store.articles.by_url(page.url)
        if stored is not None:
            if stored.article.content_hash == article.content_hash or fold(stored.article.body) == fold(article.body):
                return None
            alike = sketch(stored.article.body).resemblance(sketch(article.body)) > _ALIKE
            return None if alike else stored.id
        entry = self._store.frontier.get(page.url)
        if entry is None or not entry.hint_title:
            return None
        announced, shown = set(fold(entry.hint_title).split()), set(fold(article.title).split())
        if not announced or len(announced & shown) / len(announced) >= _TITLES_SHARE:
            return None
        return fold(entry.hint_title)
