"""Filling the tables of mentions: in the transaction that changes what an article says, or whose reprint it is.

Rows of one article are written as a whole. Then its group settles which of them count: what several reprints say is
counted once, at the earliest of them, with how many sources print it; what only one says counts there. An article made
of two releases counts what neither of them says. Lists are counted by what changed, never anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from domain.article import Article
from store.annotations.in_force import apply_to_article, of_articles
from store.annotations.loading import load
from store.annotations.mentions.reading import Mentioned, Standing, read
from store.db.database import Database
from store.db.mention_tables import (
    cited_documents,
    document_links,
    document_mentions,
    figure_sentences,
    figure_units,
    figures,
    mentioning_articles,
    organisation_mentions,
    organisations,
    people_mentions,
)
from store.db.rows import in_batches
from store.db.schema import article_parts, article_versions, articles, sources

__all__ = ["MENTIONS_SINCE", "fill_all", "refill"]

MENTIONS_SINCE = "0004"
"""The revision of the store that brought these tables."""

_BATCH = 200
_MENTIONS = (document_mentions, organisation_mentions, people_mentions)
_OF_AN_ARTICLE = (figures, figure_sentences, document_links, *_MENTIONS, mentioning_articles)
_SAID = ("unit_key", "value", "low", "high", "total", "bound")
"""Two figures of reprints that agree in these are one, as often as the same article says it."""
_LISTS: tuple[tuple[Table, Table, str], ...] = (
    (figure_units, figures, "unit_key"),
    (cited_documents, document_mentions, "key"),
    (organisations, organisation_mentions, "key"),
)
"""Each list with the rows that it counts and the column that holds its key."""


@dataclass(slots=True)
class _Counted:
    """How many rows count for each key of each list."""

    of: dict[str, Counter[str]] = field(default_factory=lambda: {one.name: Counter() for one, _, _ in _LISTS})


def refill(db: Database, connection: Connection, ids: Iterable[str]) -> None:
    """Bring the mentions of these articles up to date, and what counts among their reprints."""
    for batch in in_batches(sorted(set(ids)), _BATCH):
        _refill(db, connection, batch)


def fill_all(db: Database, connection: Connection) -> int:
    """Fill empty tables from all annotations; how many articles were read."""
    after, count = "", 0
    while True:
        where = (articles.c.kept, articles.c.id > after)
        ids = list(
            connection.execute(select(articles.c.id).where(*where).order_by(articles.c.id).limit(_BATCH)).scalars()
        )
        if not ids:
            return count
        _refill(db, connection, ids)
        after, count = ids[-1], count + len(ids)


def _refill(db: Database, connection: Connection, ids: list[str]) -> None:
    family = _family(connection, ids)
    before = _count(connection, family)
    for batch in in_batches(ids):
        for table in _OF_AN_ARTICLE:
            connection.execute(delete(table).where(table.c.article_id.in_(batch)))
    made = list(_read(connection, ids))
    _insert(connection, made)
    _note_names(db, connection, made)
    grouped = _family(connection, sorted(family))
    _settle(connection, grouped, set(ids))
    _apply(connection, before, _count(connection, grouped | family))


def _family(connection: Connection, ids: Sequence[str]) -> set[str]:
    """The articles, their reprints of now and of the last filling, and what is made of any of them."""
    a, m, p = articles.c, mentioning_articles.c, article_parts.c
    family = set(ids)
    groups: set[str] = set()
    for batch in in_batches(list(ids)):
        for query in (
            select(a.group_id).where(a.id.in_(batch), a.group_id.is_not(None)),
            select(m.group_id).where(m.article_id.in_(batch), m.group_id.is_not(None)),
        ):
            groups.update(name for name in connection.execute(query).scalars() if name is not None)
    for batch in in_batches(sorted(groups)):
        family.update(connection.execute(select(a.id).where(a.group_id.in_(batch))).scalars())
        family.update(connection.execute(select(m.article_id).where(m.group_id.in_(batch))).scalars())
    for batch in in_batches(sorted(family)):
        family.update(connection.execute(select(p.article_id).where(p.part_of.in_(batch))).scalars())
    return family


def _count(connection: Connection, ids: Iterable[str]) -> _Counted:
    counted = _Counted()
    for batch in in_batches(sorted(ids)):
        for list_, rows, name in _LISTS:
            key = rows.c[name]
            query = select(key, func.count()).where(rows.c.article_id.in_(batch), rows.c.shown).group_by(key)
            for value, count in connection.execute(query):
                counted.of[list_.name][value] += count
    return counted


def _read(connection: Connection, ids: list[str]) -> Iterator[Mentioned]:
    a, v, s = articles.c, article_versions.c, sources.c
    query = (
        select(a.id, a.group_id, a.source, a.published_day, v.record, s.province)
        .join(article_versions, (v.article_id == a.id) & (v.number == a.annotated_version))
        .outerjoin(sources, s.id == a.source)
    )
    for batch in in_batches(ids):
        found = load(connection, batch)
        words = of_articles(connection, batch)
        for row in connection.execute(query.where(a.id.in_(batch), a.kept).order_by(a.id)):
            stored = found.get(row.id)
            if stored is None:
                continue
            article = apply_to_article(Article.model_validate_json(row.record), words.get(row.id, []))
            standing = Standing(
                article_id=row.id,
                group=row.group_id,
                title=article.title,
                url=article.canonical_url,
                source=row.source or "",
                day=row.published_day or "",
                province=stored.annotation.province or row.province or "",
            )
            yield read(standing, stored.annotation, article.body)


def _insert(connection: Connection, made: list[Mentioned]) -> None:
    for one in made:
        numbers = [
            connection.execute(insert(figure_sentences).values(row).returning(figure_sentences.c.id)).scalar_one()
            for row in one.sentences
        ]
        # From the last to the first: their numbers fall as the text goes on.
        rows = [
            {name: value for name, value in row.items() if name != "sentence"}
            | {"sentence_id": numbers[row["sentence"]]}
            for row in reversed(one.figures)
        ]
        if rows:
            connection.execute(insert(figures), rows)
    for table, rows in (
        (mentioning_articles, [one.article for one in made]),
        (document_mentions, [row for one in made for row in one.documents]),
        (document_links, [row for one in made for row in one.links]),
        (organisation_mentions, [row for one in made for row in one.bodies]),
        (people_mentions, [row for one in made for row in one.people]),
    ):
        if rows:
            connection.execute(insert(table), rows)


def _note_names(db: Database, connection: Connection, made: list[Mentioned]) -> None:
    """Keys that are new get their names; a document's row learns what it lacked."""
    for table, rows in (
        (figure_units, {key: row for one in made for key, row in one.units.items()}),
        (organisations, {key: row for one in made for key, row in one.named.items()}),
        (cited_documents, {key: row for one in made for key, row in one.cited.items()}),
    ):
        if rows:
            connection.execute(db.insert_new(table, "key"), list(rows.values()))
    c = cited_documents.c
    for name in ("type", "issued", "subject"):
        learnt = [
            {"key_": key, "said": row[name]} for one in made for key, row in one.cited.items() if row[name] is not None
        ]
        if learnt:
            lacking = update(cited_documents).where(c.key == bindparam("key_"), c[name].is_(None))
            connection.execute(lacking.values({name: bindparam("said")}), learnt)


def _settle(connection: Connection, family: set[str], fresh: set[str]) -> None:
    """Which rows count, for each group of reprints and each article that is made of others."""
    a, p = articles.c, article_parts.c
    groups: dict[str, list[str]] = {}
    named: dict[str, str] = {}
    for batch in in_batches(sorted(family)):
        query = select(a.id, a.group_id).where(a.id.in_(batch), a.kept).order_by(a.first_seen_at, a.id)
        for row in connection.execute(query):
            if row.group_id is not None:
                groups.setdefault(row.group_id, []).append(row.id)
                named[row.id] = row.group_id
    for members in groups.values():
        _share(connection, _by_age(connection, members), ())
    alone = [one for one in family if one not in named]
    parts: dict[str, list[str]] = {}
    for batch in in_batches(sorted(alone)):
        query = select(p.article_id, p.part_of).where(p.article_id.in_(batch)).order_by(p.part_of)
        for row in connection.execute(query):
            parts.setdefault(row.article_id, []).append(row.part_of)
    for one in alone:
        if one in parts or one not in fresh:
            _share(connection, [one], parts.get(one, ()))


def _by_age(connection: Connection, ids: Iterable[str]) -> list[str]:
    a = articles.c
    query = select(a.id).where(a.id.in_(sorted(ids))).order_by(a.first_seen_at, a.id)
    return list(connection.execute(query).scalars())


def _share(connection: Connection, members: list[str], parts: Sequence[str]) -> None:
    """Settle one text: of ``members``, oldest first, the first that says a thing counts it; ``parts`` count before."""
    everyone = [*parts, *members]
    origin = select(articles.c.id, articles.c.source).where(articles.c.id.in_(everyone))
    of_source = {row.id: row.source for row in connection.execute(origin)}
    for table in (figures, *_MENTIONS):
        said: dict[tuple[Any, ...], list[tuple[str, Any]]] = {}
        rows = connection.execute(_said(table).where(table.c.article_id.in_(everyone))).all()
        by_article: dict[str, list[Any]] = {}
        for row in rows:
            by_article.setdefault(row.article_id, []).append(row)
        # What two parts say once each is said twice by what is made of them.
        of_parts: Counter[tuple[Any, ...]] = Counter()
        for article_id in everyone:
            met = of_parts if article_id in parts else Counter()
            for row in by_article.get(article_id, []):
                thing = tuple(row[-len(_SAID) :]) if table is figures else (row.key,)
                met[thing] += 1
                said.setdefault((thing, met[thing]), []).append((article_id, row))
        _mark(connection, table, said, of_source, set(parts))


def _said(table: Table) -> Any:
    c = table.c
    if table is figures:
        return select(c.article_id, c.shown, c.copies, c.position, *(c[name] for name in _SAID)).order_by(c.position)
    return select(c.article_id, c.shown, c.copies, c.key)


def _mark(
    connection: Connection,
    table: Table,
    said: dict[tuple[Any, ...], list[tuple[str, Any]]],
    of_source: dict[str, str | None],
    parts: set[str],
) -> None:
    changes = []
    own = "position" if table is figures else "key"
    for sayers in said.values():
        copies = len({of_source.get(article_id) or article_id for article_id, _ in sayers})
        for at, (article_id, row) in enumerate(sayers):
            wanted = (at == 0, copies if at == 0 else 1)
            if article_id not in parts and wanted != (row.shown, row.copies):
                changes.append({"a": article_id, "k": getattr(row, own), "s": wanted[0], "n": wanted[1]})
    if changes:
        c = table.c
        here = update(table).where(c.article_id == bindparam("a"), c[own] == bindparam("k"))
        connection.execute(here.values(shown=bindparam("s"), copies=bindparam("n")), changes)


def _apply(connection: Connection, before: _Counted, after: _Counted) -> None:
    """Move the lists by what changed; a key that nothing counts for leaves its list."""
    for list_, rows, name in _LISTS:
        was, is_ = before.of[list_.name], after.of[list_.name]
        moved = [
            {"key_": key, "by": is_[key] - was[key]} for key in sorted(was.keys() | is_.keys()) if is_[key] != was[key]
        ]
        here = update(list_).where(list_.c.key == bindparam("key_"))
        if moved:
            connection.execute(here.values(count=list_.c.count + bindparam("by")), moved)
        keys = sorted(was.keys() | is_.keys())
        if "last_day" in list_.c and keys:
            ends = {
                column: select(func.coalesce(end(rows.c.day), ""))
                .where(rows.c[name] == list_.c.key, rows.c.shown, rows.c.day > "")
                .scalar_subquery()
                for column, end in (("first_day", func.min), ("last_day", func.max))
            }
            for batch in in_batches(keys):
                connection.execute(update(list_).where(list_.c.key.in_(batch)).values(ends))
        for batch in in_batches(keys):
            connection.execute(delete(list_).where(list_.c.key.in_(batch), list_.c.count <= 0))
