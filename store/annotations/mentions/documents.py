"""Documents that articles cite: lists of them, who cites each, and which carries out which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from store.annotations.mentions.pages import Count, Page, Reprint, reprints, says
from store.db.database import Database
from store.db.mention_tables import cited_documents, document_links, document_mentions, mentioning_articles
from store.db.rows import from_row
from store.db.schema import sources

__all__ = ["CitedDocument", "CitedDocuments", "Citing", "DocumentLink", "ListOrder"]

_d, _m, _l = cited_documents.c, document_mentions.c, document_links.c
_MOST_LINKS = 200


class ListOrder(StrEnum):
    """The last to be in the news first, or what is in most articles, or by name."""

    NEWEST = "newest"
    MOST = "most"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document as far as articles tell of it. ``issuer`` null: no text that bears this key says whose it is;
    ``issued``: its date in ISO form; ``subject``: what it is about, as an article puts it; ``count``: articles that
    cite it, reprints once; days "" where none is known.
    """

    key: str
    number_key: str
    number: str
    type: str | None
    issuer: str | None
    issuer_key: str
    issued: str | None
    subject: str | None
    year: int | None
    of_the_state: bool
    count: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Citing:
    """An article that cites the document. ``cited_as``: the verb that governs the citation, as a code, or null;
    ``quote``: the line it stands in, verbatim; ``reprints``: the other articles with the same text.
    """

    article_id: str
    title: str
    url: str
    source: str | None
    source_name: str
    day: str
    text: str
    quote: str
    cited_as: str | None
    times: int
    copies: int
    reprints: tuple[Reprint, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document that this one carries out, or is carried out by, with the sentence of one article that says so.
    ``known`` null: its key alone is known.
    """

    key: str
    known: CitedDocument | None
    quote: str
    article_id: str
    title: str
    count: int


class CitedDocuments:
    """All documents with a number that news cite."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(
        self,
        words: str = "",
        *,
        type_: str | None = None,
        issuer: str | None = None,
        order: ListOrder = ListOrder.NEWEST,
        number: int = 1,
        size: int = 50,
    ) -> Page[CitedDocument]:
        """Documents whose number, type or issuer hold the words, with or without accents."""
        where: list[ColumnElement[bool]] = []
        if (said := says(_d.words, words)) is not None:
            where.append(said)
        if type_ is not None:
            where.append(_d.type == type_)
        if issuer is not None:
            where.append(_d.issuer_key == issuer)
        orders = {
            ListOrder.NEWEST: (_d.last_day.desc(), _d.key.desc()),
            ListOrder.MOST: (_d.count.desc(), _d.key.desc()),
            ListOrder.NAME: (_d.key,),
        }
        wanted = select(cited_documents).where(*where).order_by(*orders[order])
        with self._db.read() as connection:
            rows = connection.execute(wanted.offset((max(1, number) - 1) * size).limit(size + 1)).all()
            total = connection.execute(select(func.count()).select_from(cited_documents).where(*where)).scalar_one()
        found = [from_row(CitedDocument, row) for row in rows[:size]]
        return Page(found, Count(total), max(1, number), size, len(rows) > size)

    def types(self) -> list[str]:
        """The types there are, those of most documents first."""
        query = select(_d.type).where(_d.type.is_not(None)).group_by(_d.type).order_by(func.count().desc(), _d.type)
        with self._db.read() as connection:
            return [str(one) for one in connection.execute(query).scalars()]

    def get(self, key: str) -> CitedDocument | None:
        """One document; null where no news cites it."""
        with self._db.read() as connection:
            row = connection.execute(select(cited_documents).where(_d.key == key)).first()
        return None if row is None else from_row(CitedDocument, row)

    def namesakes(self, document: CitedDocument, limit: int = 20) -> list[CitedDocument]:
        """Others of the same number: of another body or year, or nobody says of which."""
        where = (_d.number_key == document.number_key, _d.key != document.key)
        query = select(cited_documents).where(*where).order_by(_d.count.desc(), _d.key).limit(limit)
        with self._db.read() as connection:
            return [from_row(CitedDocument, row) for row in connection.execute(query)]

    def citing(self, key: str, number: int = 1, size: int = 50) -> Page[Citing]:
        """The articles that cite a document, newest first, each text once with its reprints."""
        a, s = mentioning_articles.c, sources.c
        where = (_m.key == key, _m.shown)
        query = (
            select(document_mentions, a.title, a.url, a.source, s.name.label("source_name"))
            .join(mentioning_articles, a.article_id == _m.article_id)
            .outerjoin(sources, s.id == a.source)
            .where(*where)
            .order_by(_m.day.desc(), _m.article_id.desc())
        )
        with self._db.read() as connection:
            rows = connection.execute(query.offset((max(1, number) - 1) * size).limit(size + 1)).all()
            total = connection.execute(select(func.count()).select_from(document_mentions).where(*where)).scalar_one()
            others = reprints(connection, [row.article_id for row in rows[:size]])
        found = [
            from_row(
                Citing,
                row,
                source_name=row.source_name or row.source or "",
                reprints=tuple(others.get(row.article_id, ())),
            )
            for row in rows[:size]
        ]
        return Page(found, Count(total), max(1, number), size, len(rows) > size)

    def carries_out(self, key: str) -> list[DocumentLink]:
        """The documents that this one carries out, as news say."""
        return self._links(_l.child == key, _l.parent)

    def carried_out_by(self, key: str) -> list[DocumentLink]:
        """The documents that carry this one out, as news say."""
        return self._links(_l.parent == key, _l.child)

    def _links(self, where: ColumnElement[bool], other: ColumnElement[str]) -> list[DocumentLink]:
        a = mentioning_articles.c
        query = (
            select(other.label("other"), _l.quote, _l.article_id, a.title)
            .join(mentioning_articles, a.article_id == _l.article_id)
            .where(where)
            .order_by(a.day.desc(), a.article_id)
            .limit(_MOST_LINKS * 10)
        )
        with self._db.read() as connection:
            rows = connection.execute(query).all()
            counts: dict[str, int] = {}
            for row in rows:
                counts[row.other] = counts.get(row.other, 0) + 1
            keys = list(counts)[:_MOST_LINKS]
            known = {
                row.key: from_row(CitedDocument, row)
                for row in connection.execute(select(cited_documents).where(_d.key.in_(keys)))
            }
        newest = {row.other: row for row in reversed(rows)}
        return [
            DocumentLink(key, known.get(key), one.quote, one.article_id, one.title, counts[key])
            for key, one in ((key, newest[key]) for key in keys)
        ]
