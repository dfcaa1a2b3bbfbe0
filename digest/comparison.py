"""A frozen issue beside what would be composed of the same window now: what came, what went, what was changed."""

from __future__ import annotations

from dataclasses import dataclass

from domain.digest import Issue, Item
from store import Store

__all__ = ["ChangedItem", "Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item of the frozen issue whose article says something else now. ``gone``: sentences no longer in it."""

    item: Item
    title: str | None
    gone: tuple[str, ...]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``new``: items of now that the frozen issue has in no place, nor dropped; ``missing``: items whose article is
    in the store no more or is no news of the reform now.
    """

    new: tuple[Item, ...]
    changed: tuple[ChangedItem, ...]
    missing: tuple[Item, ...]

    @property
    def same(self) -> bool:
        """Whether nothing is different."""
        return not (self.new or self.changed or self.missing)


def compare(store: Store, frozen: Issue, now: Issue) -> Comparison:
    """Set the two side by side."""
    known = {item.article_id for item in frozen.items}
    known |= {one.article_id for item in frozen.items for one in item.reprints if one.article_id}
    uses = store.digests.used_in([item.article_id for item in now.items])
    known |= {article_id for article_id, found in uses.items() if any(use.issue_id == frozen.id for use in found)}
    new = tuple(item for item in now.items if item.article_id not in known)
    changed = []
    missing = []
    for item in frozen.items:
        stored = store.articles.get(item.article_id)
        read = store.annotations.get(item.article_id)
        if stored is None or (read is not None and not read.kept):
            missing.append(item)
            continue
        body = stored.article.body
        quoted = [one.quotation or one.text for one in item.sentences]
        gone = tuple(text for text in quoted if text not in body)
        title = stored.article.title if stored.article.title != item.title else None
        withdrawn = stored.withdrawn_at is not None and not item.withdrawn
        if gone or title or withdrawn:
            changed.append(ChangedItem(item, title, gone, withdrawn))
    return Comparison(new, tuple(changed), tuple(missing))
