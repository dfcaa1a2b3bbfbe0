"""The units that owe and make what a plan counts, and their history: renamed or merged from a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from domain.errors import UsageError
from domain.text import fold, normalise
from store.db.database import Database
from store.db.plan_tables import plan_units

__all__ = ["Unit", "UnitChange", "Units"]

UnitChange = Literal["renamed", "merged", "dissolved"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit under one name. Days are its first and last under it (None: as far as is known); ``change`` is what
    became of it then, and ``successor`` the name of the unit that went on.
    """

    name: str
    first_day: date | None = None
    last_day: date | None = None
    change: UnitChange | None = None
    successor: str | None = None

    def exists_on(self, day: date) -> bool:
        """Whether it stood under this name on a day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)

    def exists_within(self, first: date, last: date) -> bool:
        """Whether it stood under this name on any of these days."""
        return (self.first_day is None or self.first_day <= last) and (self.last_day is None or first <= self.last_day)


class Units:
    """All units."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Unit]:
        """Every unit under every name it had, in the order in which they became known."""
        with self._db.read() as connection:
            rows = connection.execute(select(plan_units).order_by(plan_units.c.id)).all()
        names = {row.id: row.name for row in rows}
        return [
            Unit(row.name, _day(row.first_day), _day(row.last_day), row.change, names.get(row.successor_id))
            for row in rows
        ]

    def add(self, names: Iterable[str], *, by: str = "", at: datetime | None = None) -> None:
        """Note units by their names; those that are known stay as they are."""
        at = at or self._db.now()
        with self._db.write() as connection:
            for name in names:
                self._id_of(connection, name, by, at)

    def change(
        self,
        names: Iterable[str],
        day: date,
        kind: UnitChange,
        into: str | None = None,
        *,
        note: str = "",
        by: str = "",
        at: datetime | None = None,
    ) -> None:
        """From ``day`` on these units are renamed or merged into another (its first day is then, if it is new), or no
        more. Raises UsageError where one already ended, or becomes itself.
        """
        at = at or self._db.now()
        before = (day - timedelta(days=1)).isoformat()
        with self._db.write() as connection:
            known = {fold(one.name): one for one in self.all()}
            successor = None
            if into is not None and kind != "dissolved":
                is_new = fold(into) not in known
                successor = self._id_of(connection, into, by, at)
                if is_new:
                    where = plan_units.c.id == successor
                    connection.execute(update(plan_units).where(where).values(first_day=day.isoformat()))
            for name in names:
                unit = known.get(fold(name))
                if unit is not None and unit.last_day is not None:
                    raise UsageError(
                        f"“{unit.name}” đã kết thúc ngày {unit.last_day:%d/%m/%Y}.", "Hãy xem lại danh sách đơn vị."
                    )
                unit_id = self._id_of(connection, name, by, at)
                if unit_id == successor:
                    continue  # it goes on, and takes the others in
                values = {"last_day": before, "change": kind, "successor_id": successor, "note": note, "noted_by": by}
                connection.execute(update(plan_units).where(plan_units.c.id == unit_id).values(values))

    def _id_of(self, connection: Connection, name: str, by: str, at: datetime) -> int:
        name = " ".join(normalise(name).split())
        if not name:
            raise UsageError("Tên đơn vị để trống.", "Hãy ghi đầy đủ tên đơn vị.")
        wanted = fold(name)
        for row in connection.execute(select(plan_units.c.id, plan_units.c.name)):
            if fold(row.name) == wanted:
                return int(row.id)
        new = insert(plan_units).values(name=name, noted_by=by, noted_at=at).returning(plan_units.c.id)
        return int(connection.execute(new).scalar_one())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
