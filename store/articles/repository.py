"""Articles: one identity each for as long as it lives, its versions, its addresses, its group of reprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, union, update

from domain.article import Article
from domain.correction import Correction
from domain.days import local_time
from domain.errors import StoreError
from store.annotations import corrections
from store.articles.identity import add_address, mark_gone, owners_of
from store.articles.moves import formers_of, is_same, note_gone, only_sent_to
from store.articles.parting import part
from store.articles.saving import Saving
from store.articles.versions import HistoryStep, Version, history_of, read_versions
from store.db.database import Database
from store.db.rows import from_row, in_batches
from store.db.schema import UNREAD, article_parts, article_urls, article_versions, articles
from store.work.outbox import queue

__all__ = ["Articles", "Change", "Rebuilt", "Saved", "SentOn", "StoredArticle"]

_BATCH = 200
_LOOKED_FOR_AGAIN = timedelta(days=7)


class Change(StrEnum):
    """What a reading of a page did to the store."""

    NEW = "new"
    NEW_VERSION = "new_version"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome of one reading. ``moved``: known before, under other addresses; ``restored``: it had been
    withdrawn.
    """

    article_id: str
    version: int
    change: Change
    moved: bool
    restored: bool
    group: str | None


@dataclass(frozen=True, slots=True)
class SentOn:
    """What came of the redirects to an address. ``moved``: articles that live there now; ``withdrawn``: articles that
    their site took away; ``stranger``: the page there is none of them, and nothing but those redirects leads to it.
    """

    moved: int = 0
    withdrawn: int = 0
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The outcome of reading an article's pages again: how many versions before and after, and what changed in the
    last.
    """

    before: int
    after: int
    changed: bool
    diff: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article at its newest version, with people's corrections applied. ``revision`` grows with each change."""

    id: str
    version: int
    article: Article
    source: str | None
    urls: tuple[str, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    last_changed_at: datetime
    withdrawn_at: datetime | None
    group: str | None
    revision: int


class Articles:
    """All articles."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(self, article: Article, page_id: int | None = None, *, extractor: str = "") -> Saved:
        """Take in one reading of a page, in one transaction; to repeat it changes nothing."""
        with self._db.write() as connection:
            saving = Saving(self._db, connection, page_id, extractor)
            known = saving.identify(article)
            before = saving.versions
            number = saving.take_in(article)
            if not before:
                change = Change.NEW
            elif number > len(before):
                change = Change.NEW_VERSION
            else:
                change = Change.REFRESHED if saving.changed else Change.UNCHANGED
            return Saved(saving.article_id, number, change, known.moved, saving.restored, saving.group)

    def rebuild(self, article_id: str, readings: Sequence[tuple[int, Article]], *, extractor: str) -> Rebuilt:
        """Make an article's versions anew from readings of its pages, oldest first; people's corrections stay. With
        no reading at all nothing is changed.
        """
        with self._db.write() as connection:
            saving = Saving(self._db, connection, None, extractor)
            before = saving.load(article_id)
            if not before:
                raise StoreError(f"Không có bài {article_id} trong kho.")
            after = saving.rebuild(readings) if readings else before
        step = history_of([before[-1], after[-1]])[1]
        lines = step.diff.lines() if step.diff is not None else []
        return Rebuilt(len(before), len(after), before != after, "\n".join(lines))

    def get(self, article_id: str) -> StoredArticle | None:
        """One article by its id."""
        return next(iter(self._load(articles.c.id == article_id)), None)

    def by_url(self, url: str) -> StoredArticle | None:
        """The article that is or was at an address."""
        owner = select(article_urls.c.article_id).where(article_urls.c.url == url).scalar_subquery()
        return next(iter(self._load(articles.c.id == owner)), None)

    def days_at(self, urls: Sequence[str]) -> list[date]:
        """The days on which the articles at these addresses were published, of those that are known and dated."""
        a, u = articles.c, article_urls.c
        days: list[date] = []
        with self._db.read() as connection:
            for batch in in_batches(list(urls)):
                query = select(a.published_day).join(article_urls, u.article_id == a.id)
                rows = connection.execute(query.where(u.url.in_(batch), a.published_day.is_not(None)))
                days += [date.fromisoformat(day) for day in rows.scalars()]
        return days

    def versions(self, article_id: str) -> list[Version]:
        """All versions of an article, oldest first."""
        with self._db.read() as connection:
            return read_versions(connection, article_id)

    def history(self, url: str) -> list[HistoryStep]:
        """The versions of the article at an address, each with what changed in it; empty when there is no such
        article.
        """
        stored = self.by_url(url)
        return history_of(self.versions(stored.id)) if stored is not None else []

    def withdraw(self, url: str, at: datetime | None = None) -> bool:
        """The site no longer has this address (404, 410). The article is marked withdrawn, its copy kept, unless
        another of its addresses still lives. True when it is newly marked.
        """
        at = at or self._db.now()
        with self._db.write() as connection:
            article_id = mark_gone(connection, url, at)
            if article_id is None:
                return False
            where = (articles.c.id == article_id, articles.c.withdrawn_at.is_(None))
            marked = connection.execute(update(articles).where(*where).values(withdrawn_at=at)).rowcount > 0
            if marked:
                queue(connection, [article_id], at)
            return marked

    def add_alias(self, article_id: str, url: str) -> None:
        """Note one more address of an article, if it is nobody's yet."""
        with self._db.write() as connection:
            add_address(self._db, connection, article_id, url, self._db.now())

    def sent_on(self, target: str, article: Article | None, at: datetime | None = None) -> SentOn:
        """It is known what stands at ``target``: this article, or (None) no article. Settle what became of the articles
        whose addresses redirect there: one that it is has moved; any other was taken away by its site.
        """
        at = at or self._db.now()
        with self._db.write() as connection:
            formers = formers_of(connection, target)
            if not formers:
                return SentOn()
            moved = [one for one in formers if article is not None and one.open and is_same(one, article, formers)]
            lost = [one for one in formers if one.open and one not in moved]
            stranger = not moved and article is not None and only_sent_to(connection, target, formers)
            for one in moved:
                self.moved(one.url, target, at)
            note_gone(connection, [one.url for one in lost], at, _LOOKED_FOR_AGAIN)
            withdrawn = sum(self.withdraw(one.url, at) for one in lost)
        return SentOn(len(moved), withdrawn, stranger)

    def part(self, url: str) -> tuple[str, str]:
        """What was read at an address becomes an article of its own again; (the article it was taken for, the new
        one). Raises StoreError where the address has no page of its own in that article.
        """
        with self._db.write() as connection:
            parted = part(connection, url)
            for article_id, versions in ((parted.kept, parted.left), (parted.parted, parted.taken)):
                saving = Saving(self._db, connection, None, "")
                saving.load(article_id)
                saving.write_anew(versions)
        return parted.kept, parted.parted

    def moved(self, old_url: str, new_url: str, at: datetime | None = None) -> str | None:
        """The new address is the old one's article, and the old one is no page any more (``sent_on`` judges when that
        is so). Two articles of one source that the addresses were taken for become one. Returns it, if there is one.
        """
        at = at or self._db.now()
        with self._db.write() as connection:
            old, new = owners_of(connection, [old_url, new_url])
            if old is None:
                return None
            mark_gone(connection, old_url, at)
            if new is None:
                add_address(self._db, connection, old, new_url, at)
            elif new != old and _one_source(connection, old, new):
                saving = Saving(self._db, connection, None, "")
                saving.load(old)
                saving.absorb(new)
        return old

    def awaiting_annotation(
        self, annotator: str, limit: int = 100, source: str | None = None, after: str = ""
    ) -> list[StoredArticle]:
        """Articles that this annotator has not yet read as they are now, by id above ``after``."""
        found: set[str] = set()
        with self._db.read() as connection:
            for waiting, order in _awaiting(annotator, source, after):
                found.update(connection.execute(waiting.order_by(order).limit(limit)).scalars())
        return self._load(articles.c.id.in_(sorted(found)[:limit]))

    def awaiting_count(self, annotator: str, source: str | None = None) -> int:
        """How many articles await this annotator."""
        waiting = union(*(one for one, _ in _awaiting(annotator, source))).subquery()
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(waiting)).scalar_one()

    def iterate(self, source: str | None = None) -> Iterator[StoredArticle]:
        """All articles by id, read a batch at a time."""
        after = ""
        where = [articles.c.source == source] if source is not None else []
        while batch := self._load(*where, articles.c.id > after, limit=_BATCH):
            yield from batch
            after = batch[-1].id

    def newest(self, source: str, limit: int = 10) -> list[StoredArticle]:
        """A source's articles, the last one seen first."""
        return self._load(articles.c.source == source, limit=limit, newest_first=True)

    def newest_of(self, sources: Iterable[str]) -> dict[str, StoredArticle]:
        """The last article of each source that has any: by its day of publication, else by when it was first seen."""
        a = articles.c
        found: dict[str, StoredArticle] = {}
        for source in sources:
            dated = select(a.id).where(a.source == source, a.published_day.is_not(None))
            with self._db.read() as connection:
                last = connection.execute(dated.order_by(a.published_day.desc(), a.id).limit(1)).scalar()
            one = self.get(last) if last is not None else next(iter(self.newest(source, 1)), None)
            if one is not None:
                found[source] = one
        return found

    def news_since(self, moment: datetime, limit: int = 20) -> tuple[int, list[StoredArticle]]:
        """How many articles on the reform were first seen after a moment, each reprint of one too; and the last of
        them.
        """
        where = (articles.c.kept, articles.c.first_seen_at > moment)
        return self._count(*where), self._load(*where, limit=limit, newest_first=True)

    def count(self, source: str | None = None) -> int:
        """How many articles there are."""
        return self._count(*([articles.c.source == source] if source is not None else []))

    def group(self, article_id: str) -> list[str]:
        """The ids of an article and its reprints, the earliest seen first."""
        a = articles.c
        own = select(a.group_id).where(a.id == article_id).scalar_subquery()
        with self._db.read() as connection:
            query = select(a.id).where(or_(a.id == article_id, a.group_id == own)).order_by(a.first_seen_at, a.id)
            return list(connection.execute(query).scalars())

    def made_of(self, article_id: str) -> list[str]:
        """The ids of the articles that one is put together from, two releases in one; empty for all others. Such an
        article is in no group: it belongs to the groups of each of these.
        """
        p = article_parts.c
        with self._db.read() as connection:
            query = select(p.part_of).where(p.article_id == article_id).order_by(p.part_of)
            return list(connection.execute(query).scalars())

    def undated(self, limit: int = 500) -> list[StoredArticle]:
        """Articles whose day of publication nobody knows, newest first seen first: for people to look at."""
        return self._load(articles.c.published_day.is_(None), limit=limit, newest_first=True)

    def future_dated(self, now: datetime | None = None, limit: int = 500) -> list[StoredArticle]:
        """Articles dated later than tomorrow: for people to look at."""
        tomorrow = local_time((now or self._db.now()) + timedelta(days=1)).date().isoformat()
        return self._load(articles.c.published_day > tomorrow, limit=limit, newest_first=True)

    def _count(self, *where: ColumnElement[bool]) -> int:
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(articles).where(*where)).scalar_one()

    def _load(
        self, *where: ColumnElement[bool], limit: int | None = None, newest_first: bool = False
    ) -> list[StoredArticle]:
        order = [articles.c.first_seen_at.desc(), articles.c.id] if newest_first else [articles.c.id]
        with self._db.read() as connection:
            rows = connection.execute(_newest().where(*where).order_by(*order).limit(limit)).all()
            ids = [row.id for row in rows]
            urls: dict[str, list[str]] = {}
            words: dict[str, list[Correction]] = {}
            for batch in in_batches(ids):
                u = article_urls.c
                query = select(u.article_id, u.url).where(u.article_id.in_(batch)).order_by(u.first_seen_at, u.url)
                for owner, url in connection.execute(query):
                    urls.setdefault(owner, []).append(url)
                words |= corrections.of_articles(connection, batch)
        return [_stored(row, urls.get(row.id, []), words.get(row.id, [])) for row in rows]


def _one_source(connection: Connection, one: str, other: str) -> bool:
    sources = connection.execute(select(articles.c.source).where(articles.c.id.in_([one, other]))).scalars()
    return len(set(sources)) == 1


def _newest() -> Select[Any]:
    v = article_versions.c
    newest = (v.article_id == articles.c.id) & (v.number == articles.c.version)
    return select(articles, v.record).join(article_versions, newest)


def _awaiting(annotator: str, source: str | None, after: str = "") -> list[tuple[Select[str], ColumnElement[str]]]:
    """The ids of articles that this annotator has not read as they are now, each query with its order: those that
    nobody has read (an index holds them alone), and those that another has.
    """
    a = articles.c
    mine = [a.source == source] if source is not None else []
    # "+ ''" keeps the database from walking through all articles by their ids where few are wanted.
    key = a.id + ""
    others = [
        (select(a.id).where(other, key > after, *mine), key)
        for other in (a.annotator < annotator, a.annotator > annotator)
    ]
    return [(select(a.id).where(UNREAD, a.id > after, *mine), a.id), *others]


def _stored(row: Any, urls: list[str], words: list[Correction]) -> StoredArticle:
    article = corrections.apply_to_article(Article.model_validate_json(row.record), words)
    return from_row(StoredArticle, row, article=article, urls=tuple(urls), group=row.group_id)
