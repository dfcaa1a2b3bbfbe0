"""Claims: which process is at work on which row of a stage's backlog, so that several share it and none does it twice.

Like a lease, a claim runs out, and one of a process of this machine that is no more counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from store.db.database import Database
from store.db.rows import in_batches
from store.db.work_tables import claims
from store.work.owners import is_dead

__all__ = ["CLAIM_SECONDS", "Claims"]

CLAIM_SECONDS = 300.0
_c = claims.c


class Claims:
    """All claims, by stage and key."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def take(self, stage: str, keys: Iterable[str], owner: str, seconds: float = CLAIM_SECONDS) -> set[str]:
        """Claim what is free of these keys, run out, or the owner's own; the keys that are the owner's now. Inside the
        transaction that found the keys, no other process can have done them meanwhile.
        """
        taken: set[str] = set()
        with self._db.write() as connection:
            now = self._db.now()
            free = or_(_c.expires_at <= now, _c.owner == owner)
            for batch in in_batches(list(keys), 200):
                rows = [
                    {"stage": stage, "key": key, "owner": owner, "expires_at": now + timedelta(seconds=seconds)}
                    for key in batch
                ]
                new = self._db.insert(claims).values(rows)
                values = {"owner": new.excluded.owner, "expires_at": new.excluded.expires_at}
                statement = new.on_conflict_do_update(index_elements=["stage", "key"], set_=values, where=free)
                taken.update(connection.execute(statement.returning(_c.key)).scalars())
        return taken

    def renew(self, stage: str, owner: str, seconds: float = CLAIM_SECONDS) -> None:
        """Keep all claims of an owner longer."""
        with self._db.write() as connection:
            values = {"expires_at": self._db.now() + timedelta(seconds=seconds)}
            connection.execute(update(claims).where(_c.stage == stage, _c.owner == owner).values(values))

    def release(self, stage: str, owner: str, keys: Iterable[str] | None = None) -> None:
        """Let go of these keys, or of all that an owner claims."""
        mine = (_c.stage == stage, _c.owner == owner)
        with self._db.write() as connection:
            if keys is None:
                connection.execute(delete(claims).where(*mine))
                return
            for batch in in_batches(list(keys)):
                connection.execute(delete(claims).where(*mine, _c.key.in_(batch)))

    def bury_dead(self, stage: str) -> None:
        """Take away what processes of this machine claimed that are no more."""
        with self._db.read() as connection:
            owners = list(connection.execute(select(_c.owner).where(_c.stage == stage).distinct()).scalars())
        for owner in owners:
            if is_dead(owner):
                self.release(stage, owner)
