"""What units are asked to do about articles, until they have answered; and people's word on which articles are one."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from store.db.database import Database
from store.db.digest_tables import digest_pairs, digest_requests
from store.db.rows import from_row
from store.digests.records import PairRow, RequestRow

__all__ = ["ANSWERED", "Requests"]

ANSWERED = "da_tra_loi"
_r = digest_requests.c


class Requests:
    """Requests, one an article, and pairs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(
        self, article_id: str, issue_id: str, *, unit: str, due: date | None, status: str, author: str, note: str = ""
    ) -> None:
        """Write a request about an article, or change the one there is; it keeps the issue that it began in."""
        now = self._db.now()
        values: dict[str, Any] = {
            "unit": unit,
            "due": due.isoformat() if due else None,
            "status": status,
            "note": note,
            "author": author,
            "answered_at": now if status == ANSWERED else None,
        }
        with self._db.write() as connection:
            changed = update(digest_requests).where(_r.article_id == article_id).values(values)
            if not connection.execute(changed).rowcount:
                row = values | {"article_id": article_id, "issue_id": issue_id, "made_at": now}
                connection.execute(insert(digest_requests).values(row))

    def drop(self, article_id: str) -> None:
        """Take a request back."""
        with self._db.write() as connection:
            connection.execute(delete(digest_requests).where(_r.article_id == article_id))

    def all(self) -> list[RequestRow]:
        """Every request, the oldest first."""
        with self._db.read() as connection:
            return [_row(row) for row in connection.execute(select(digest_requests).order_by(_r.id))]

    def about(self, article_id: str) -> RequestRow | None:
        """The request about an article."""
        with self._db.read() as connection:
            row = connection.execute(select(digest_requests).where(_r.article_id == article_id)).first()
        return None if row is None else _row(row)

    def say_pair(self, article_id: str, other_id: str, *, together: bool, author: str) -> None:
        """A person joins two articles, or parts them; the last word holds."""
        row = {
            "article_id": article_id,
            "other_id": other_id,
            "together": together,
            "author": author,
            "made_at": self._db.now(),
        }
        with self._db.write() as connection:
            connection.execute(insert(digest_pairs).values(row))

    def pairs(self) -> list[PairRow]:
        """Every word on a pair, oldest first."""
        with self._db.read() as connection:
            return [
                from_row(PairRow, row) for row in connection.execute(select(digest_pairs).order_by(digest_pairs.c.id))
            ]


def _row(row: Any) -> RequestRow:
    return from_row(RequestRow, row, due=date.fromisoformat(row.due) if row.due else None)
