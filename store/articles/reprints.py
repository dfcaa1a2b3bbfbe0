"""People part and join the articles of a reprint group."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.errors import UsageError
from store.articles.reprint_decisions import JOINED, PARTED, ReprintDecision, of_articles, restore, revoke, say
from store.articles.reprint_groups import settle
from store.db.database import Database
from store.db.reprint_tables import reprint_decisions
from store.db.rows import from_row
from store.db.schema import articles
from store.work.outbox import queue

__all__ = ["Regrouped", "Reprints"]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What came of a word: its rows, by which it can be taken back, and the articles whose group changed."""

    decisions: tuple[int, ...]
    changed: tuple[str, ...]


class Reprints:
    """What people say of reprints. It holds for as long as the articles live, whatever is read or annotated anew; what
    changes is indexed anew.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def part(self, article_id: str, *, author: str = "", note: str = "") -> Regrouped:
        """The article is no reprint of the others of its group, nor they of it. UsageError where it has no group."""
        now = self._db.now()
        with self._db.write() as connection:
            others = [one for one in _group(connection, article_id) if one != article_id]
            if not others:
                raise UsageError("Bài này không chung nội dung với bài nào.", "Hãy tải lại trang để xem nhóm hiện nay.")
            earlier = _between(connection, [article_id], others)
            pairs = [(article_id, other) for other in others]
            made = say(connection, pairs, PARTED, author, note, now, earlier)
            return self._settled(connection, made, {article_id, *others})

    def join(self, article_id: str, other_id: str, *, author: str = "", note: str = "") -> Regrouped:
        """The two are one text, and so are the groups that they are in. UsageError for an article with itself."""
        now = self._db.now()
        with self._db.write() as connection:
            if article_id == other_id:
                raise UsageError("Hãy chọn hai bài khác nhau để gộp.")
            ours, theirs = _group(connection, article_id), _group(connection, other_id)
            earlier = _between(connection, ours, theirs)
            made = say(connection, [(article_id, other_id)], JOINED, author, note, now, earlier)
            return self._settled(connection, made, {*ours, *theirs})

    def undo(self, decisions: tuple[int, ...], *, author: str = "") -> tuple[str, ...]:
        """Take words back; what they had replaced holds again. Returns the articles whose group changed."""
        now = self._db.now()
        d = reprint_decisions.c
        with self._db.write() as connection:
            where = (d.id.in_(decisions[:1000]), d.revoked_at.is_(None))
            rows = [
                from_row(ReprintDecision, row) for row in connection.execute(select(reprint_decisions).where(*where))
            ]
            concerned = {one for row in rows for one in (row.article_id, row.other_id)}
            revoke(connection, [row.id for row in rows], author, now)
            for moment in {row.made_at for row in rows}:
                restore(connection, moment, concerned)
            return self._settled(connection, [], concerned).changed if concerned else ()

    def of_article(self, article_id: str) -> list[ReprintDecision]:
        """All that people said of an article and its reprints, also what was taken back, oldest first."""
        with self._db.read() as connection:
            return of_articles(connection, [article_id])

    def _settled(self, connection: Connection, made: list[int], concerned: set[str]) -> Regrouped:
        changed = settle(connection, concerned)
        queue(connection, changed, self._db.now())
        return Regrouped(tuple(made), tuple(sorted(changed)))


def _group(connection: Connection, article_id: str) -> list[str]:
    """The article and all of its group. UsageError where there is no such article."""
    a = articles.c
    row = connection.execute(select(a.id, a.group_id).where(a.id == article_id)).first()
    if row is None:
        raise UsageError(f"Không có bài {article_id} trong kho.")
    if row.group_id is None:
        return [article_id]
    return list(connection.execute(select(a.id).where(a.group_id == row.group_id).order_by(a.id)).scalars())


def _between(connection: Connection, ours: list[str], theirs: list[str]) -> list[ReprintDecision]:
    """What was said of a pair with one article of either side."""
    mine, other = set(ours), set(theirs)
    return [
        one
        for one in of_articles(connection, ours)
        if (one.article_id in mine and one.other_id in other) or (one.article_id in other and one.other_id in mine)
    ]
