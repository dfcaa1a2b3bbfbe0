"""The versions of an article: a new one only when the article itself changed, each with the page it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from domain.article import Article, day_of
from store.articles.diff import Diff, differences
from store.db.rows import record_json
from store.db.schema import article_versions

__all__ = [
    "HistoryStep",
    "Version",
    "fold_reading",
    "history_of",
    "keep_known",
    "read_versions",
    "replace_versions",
    "same_reading",
]


_v = article_versions.c
_ALL = select(article_versions).where(_v.article_id == bindparam("article")).order_by(_v.number)
_NEW = insert(article_versions)
_UPDATE = update(article_versions).where(_v.article_id == bindparam("article"), _v.number == bindparam("version"))


@dataclass(frozen=True, slots=True)
class Version:
    """One version; ``seen_at`` is when the site was first seen to show it."""

    number: int
    article: Article
    content_hash: str
    seen_at: datetime
    page_id: int | None
    extractor: str


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A version and what changed from the one before; ``diff`` is None for the first."""

    version: Version
    diff: Diff | None


def keep_known(old: Article, new: Article) -> Article:
    """The new reading, with what the old one knew and the new one does not say: a site that stops showing a date or a
    name does not make it unknown.
    """
    kept: dict[str, Any] = {}
    if old.published_at is not None and _says_less(new.published_at, old.published_at):
        kept |= {"published_at": old.published_at, "date_origin": old.date_origin}
    for name in ("author", "office", "language", "updated_at"):
        if getattr(new, name) is None and getattr(old, name) is not None:
            kept[name] = getattr(old, name)
    return new.model_copy(update=kept) if kept else new


def _says_less(new: datetime | date | None, old: datetime | date) -> bool:
    """Whether a date is missing now, or is only the day of a moment that is known to the minute."""
    return new is None or (isinstance(old, datetime) and not isinstance(new, datetime) and new == day_of(old))


def fold_reading(versions: Sequence[Version], reading: Version) -> list[Version]:
    """The versions with one more reading taken in, newest last: it refreshes the last one when the content is the
    same, else it is a new one. Numbers count up from 1.
    """
    if not versions:
        return [replace(reading, number=1)]
    last = versions[-1]
    article = keep_known(last.article, reading.article)
    if last.content_hash == reading.content_hash:
        kept = last.article if same_reading(last.article, article) else article
        return [*versions[:-1], replace(last, article=kept, extractor=reading.extractor)]
    return [*versions, replace(reading, number=last.number + 1, article=article)]


def same_reading(one: Article, other: Article) -> bool:
    """Whether two readings say the same, whenever and under whichever address they were made."""
    return one.model_copy(update={"fetched_at": other.fetched_at, "url": other.url}) == other


def read_versions(connection: Connection, article_id: str) -> list[Version]:
    """All versions, oldest first."""
    return [_version(row) for row in connection.execute(_ALL, {"article": article_id})]


def replace_versions(connection: Connection, article_id: str, old: Iterable[Version], new: Sequence[Version]) -> None:
    """Write the versions that differ from those in the store."""
    known = {version.number: version for version in old}
    for version in new:
        if known.get(version.number) == version:
            continue
        values = {
            "content_hash": version.content_hash,
            "record": record_json(version.article),
            "page_id": version.page_id,
            "extractor": version.extractor,
            "seen_at": version.seen_at,
        }
        if version.number in known:
            connection.execute(_UPDATE, values | {"article": article_id, "version": version.number})
        else:
            connection.execute(_NEW, values | {"article_id": article_id, "number": version.number})
    if len(known) > len(new):
        connection.execute(delete(article_versions).where(_v.article_id == article_id, _v.number > len(new)))


def history_of(versions: Sequence[Version]) -> list[HistoryStep]:
    """Each version with what changed in it."""
    steps = [HistoryStep(version, None) for version in versions[:1]]
    for old, new in pairwise(versions):
        steps.append(HistoryStep(new, differences(old.article, new.article)))
    return steps


def _version(row: Any) -> Version:
    return Version(
        row.number, Article.model_validate_json(row.record), row.content_hash, row.seen_at, row.page_id, row.extractor
    )
