"""What administrators were told of each source: that it broke, that it is well again. One row a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from store.db.database import Database
from store.db.mail_tables import source_notices
from store.db.rows import from_row

__all__ = ["SourceNotice", "SourceNotices"]


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """How a source was when it was looked at last. ``failures``: failed visits in a row that our own network does not
    explain; ``told_at``: when people were told that it is broken, null once they were told that it is well; ``told``
    counts the notices.
    """

    source: str
    seen_visit_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    told_at: datetime | None = None
    told: int = 0


class SourceNotices:
    """All of them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> dict[str, SourceNotice]:
        """By source."""
        with self._db.read() as connection:
            return {row.source: from_row(SourceNotice, row) for row in connection.execute(select(source_notices)).all()}

    def write(self, notice: SourceNotice, was: SourceNotice | None) -> bool:
        """Replace ``was`` in the running transaction. False where another process has replaced it already."""
        with self._db.write() as connection:
            here = source_notices.c.source == notice.source
            row = connection.execute(select(source_notices).where(here)).first()
            known = None if row is None else from_row(SourceNotice, row)
            if known != was and (known is not None or was is not None):
                return False
            values = {name: getattr(notice, name) for name in SourceNotice.__dataclass_fields__}
            keys, rest = ("source",), tuple(name for name in values if name != "source")
            connection.execute(self._db.upsert(source_notices, keys, rest).values(values))
            return True
