"""Leases: who may visit a source or drain a queue now. A holder renews; a dead one lets go in time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from domain.errors import StoreError
from store.db.database import Database
from store.db.rows import from_row
from store.db.work_tables import leases
from store.work.owners import is_dead, new_owner

__all__ = ["HeldLease", "Lease", "Leases"]


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease as it stands; free again once ``expires_at`` has passed."""

    name: str
    owner: str
    acquired_at: datetime
    renewed_at: datetime
    expires_at: datetime


class HeldLease:
    """A lease that is being renewed. ``lost`` turns true when another may have taken it: stop at once."""

    def __init__(self) -> None:
        self._lost = threading.Event()

    @property
    def lost(self) -> bool:
        """Whether the lease may no longer be relied on."""
        return self._lost.is_set()

    def lose(self) -> None:
        """Note that the lease is gone."""
        self._lost.set()


class Leases:
    """All leases, by name; of each at most one owner at any time."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def new_owner(self) -> str:
        """A name for this process that no other bears."""
        return new_owner()

    def acquire(self, name: str, owner: str, seconds: float = 60) -> bool:
        """Take a lease that is free, run out, the owner's own, or of a process of this machine that is no more. False
        when another holds it.
        """
        if self._take(name, owner, seconds):
            return True
        lease = self.holder(name)
        if lease is None or not is_dead(lease.owner):
            return False
        self.release(name, lease.owner)
        return self._take(name, owner, seconds)

    def _take(self, name: str, owner: str, seconds: float) -> bool:
        with self._db.write() as connection:
            now = self._db.now()
            values = {
                "owner": owner,
                "acquired_at": now,
                "renewed_at": now,
                "expires_at": now + timedelta(seconds=seconds),
            }
            free = or_(leases.c.expires_at <= now, leases.c.owner == owner)
            statement = self._db.insert(leases).values(name=name, **values)
            taken = statement.on_conflict_do_update(index_elements=["name"], set_=values, where=free)
            return connection.execute(taken.returning(leases.c.name)).first() is not None

    def renew(self, name: str, owner: str, seconds: float = 60) -> bool:
        """Keep a lease longer. False when it is no longer the owner's: it ran out, whether or not another took it."""
        with self._db.write() as connection:
            now = self._db.now()
            mine = (leases.c.name == name, leases.c.owner == owner, leases.c.expires_at > now)
            values = {"renewed_at": now, "expires_at": now + timedelta(seconds=seconds)}
            return connection.execute(update(leases).where(*mine).values(values)).rowcount > 0

    def release(self, name: str, owner: str) -> None:
        """Let go of a lease; nothing happens when it is another's."""
        with self._db.write() as connection:
            connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))

    def holder(self, name: str) -> Lease | None:
        """Who holds a lease now."""
        with self._db.read() as connection:
            where = (leases.c.name == name, leases.c.expires_at > self._db.now())
            row = connection.execute(select(leases).where(*where)).first()
        return None if row is None else from_row(Lease, row)

    @contextmanager
    def hold(self, name: str, owner: str, seconds: float = 60) -> Iterator[HeldLease]:
        """Acquire a lease and renew it from a thread three times as often as it runs out; released at the end. Raises
        StoreError when another holds it.
        """
        if not self.acquire(name, owner, seconds):
            raise StoreError(f"Một lệnh Điểm Tin khác đang chạy ({name}).", "Hãy đợi lệnh đó xong rồi chạy lại.")
        held, stop = HeldLease(), threading.Event()
        thread = threading.Thread(target=self._keep, args=(name, owner, seconds, held, stop), daemon=True)
        thread.start()
        try:
            yield held
        finally:
            stop.set()
            thread.join()
            self.release(name, owner)

    def _keep(self, name: str, owner: str, seconds: float, held: HeldLease, stop: threading.Event) -> None:
        while not stop.wait(seconds / 3):
            try:
                if not self.renew(name, owner, seconds):
                    held.lose()
                    return
            except StoreError:
                held.lose()
                return
