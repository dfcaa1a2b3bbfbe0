"""Closed periods: what they froze, who may still record something in one, and the texts that people write for a
period.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from domain.errors import UsageError
from domain.text import fold
from store.db.database import Database
from store.db.plan_tables import plan_closings, plan_decisions, plan_exceptions, plan_texts
from store.db.rows import from_row

__all__ = ["Closing", "Exemption", "PeriodText", "Periods", "TextKind", "lock_on"]

TextKind = Literal["difficulties", "next_steps"]


@dataclass(frozen=True, slots=True)
class Closing:
    """A period that was closed. ``record`` is the report's JSON, ``docx`` and ``xlsx`` its files, as they were then."""

    period: str
    first_day: str
    last_day: str
    closed_at: datetime
    closed_by: str
    record: str
    docx: bytes
    xlsx: bytes
    reopened_at: datetime | None
    reopened_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Leave for one unit to have something recorded in a closed period."""

    period: str
    unit: str
    reason: str
    granted_by: str
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class PeriodText:
    """What a person wrote for the report of a period."""

    kind: TextKind
    text: str
    written_by: str
    written_at: datetime


class Periods:
    """The periods of all plans."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def closing(self, plan_id: str, period: str) -> Closing | None:
        """The closing of a period that holds; None while it is open."""
        c = plan_closings.c
        where = (c.plan_id == plan_id, c.period == period, c.reopened_at.is_(None))
        with self._db.read() as connection:
            row = connection.execute(select(plan_closings).where(*where)).first()
        return None if row is None else from_row(Closing, row)

    def closed(self, plan_id: str) -> list[tuple[str, datetime, str]]:
        """Period, moment and person of every closing that holds, in order of time."""
        c = plan_closings.c
        query = select(c.period, c.closed_at, c.closed_by).where(c.plan_id == plan_id, c.reopened_at.is_(None))
        with self._db.read() as connection:
            return [(row.period, row.closed_at, row.closed_by) for row in connection.execute(query.order_by(c.id))]

    def close(
        self,
        plan_id: str,
        period: str,
        days: tuple[date, date],
        record: str,
        *,
        docx: bytes,
        xlsx: bytes,
        by: str = "",
        at: datetime | None = None,
    ) -> bool:
        """Freeze a period with its report. False when it is closed already, by whoever was first."""
        at = at or self._db.now()
        with self._db.write() as connection:
            if self.closing(plan_id, period) is not None:
                return False
            values = {
                "plan_id": plan_id,
                "period": period,
                "first_day": days[0].isoformat(),
                "last_day": days[1].isoformat(),
                "closed_at": at,
                "closed_by": by,
                "record": record,
                "docx": docx,
                "xlsx": xlsx,
            }
            connection.execute(insert(plan_closings).values(values))
            _log(connection, plan_id, "close", period, by, at, "")
        return True

    def reopen(self, plan_id: str, period: str, reason: str, *, by: str = "", at: datetime | None = None) -> bool:
        """Open a closed period again, for all; what was frozen stays in the history. False when it is not closed.
        Raises UsageError without a reason.
        """
        _need(reason)
        at = at or self._db.now()
        c = plan_closings.c
        where = (c.plan_id == plan_id, c.period == period, c.reopened_at.is_(None))
        values = {"reopened_at": at, "reopened_by": by, "reason": reason.strip()}
        with self._db.write() as connection:
            opened = connection.execute(update(plan_closings).where(*where).values(values)).rowcount > 0
            if opened:
                _log(connection, plan_id, "reopen", period, by, at, reason.strip())
        return opened

    def exempt(
        self, plan_id: str, period: str, unit: str, reason: str, *, by: str = "", at: datetime | None = None
    ) -> None:
        """Let one unit have something recorded in a closed period; the frozen report stays as it is. Raises UsageError
        without a reason, or for a period that is open.
        """
        _need(reason)
        at = at or self._db.now()
        with self._db.write() as connection:
            if self.closing(plan_id, period) is None:
                raise UsageError("Kỳ này chưa chốt nên không cần mở khóa.", "Có thể ghi nhận ngay.")
            values = {
                "plan_id": plan_id,
                "period": period,
                "unit": unit,
                "reason": reason.strip(),
                "granted_by": by,
                "granted_at": at,
            }
            connection.execute(insert(plan_exceptions).values(values))
            _log(connection, plan_id, "exempt", f"{period}: {unit}", by, at, reason.strip())

    def exemptions(self, plan_id: str, period: str) -> list[Exemption]:
        """The exemptions given for a period, oldest first."""
        c = plan_exceptions.c
        query = select(plan_exceptions).where(c.plan_id == plan_id, c.period == period).order_by(c.id)
        with self._db.read() as connection:
            return [from_row(Exemption, row) for row in connection.execute(query)]

    def write_text(
        self, plan_id: str, period: str, kind: TextKind, text: str, *, by: str = "", at: datetime | None = None
    ) -> None:
        """Keep what a person writes for a period's report, in place of what was there."""
        values = {
            "plan_id": plan_id,
            "period": period,
            "kind": kind,
            "text": text.strip(),
            "written_by": by,
            "written_at": at or self._db.now(),
        }
        keys = ("plan_id", "period", "kind")
        with self._db.write() as connection:
            statement = self._db.upsert(plan_texts, keys, ("text", "written_by", "written_at"))
            connection.execute(statement, values)
            _log(connection, plan_id, "text", f"{period}: {kind}", by, values["written_at"], "")

    def texts(self, plan_id: str, period: str) -> dict[str, PeriodText]:
        """Kind → what was written for a period."""
        c = plan_texts.c
        query = select(plan_texts).where(c.plan_id == plan_id, c.period == period)
        with self._db.read() as connection:
            return {row.kind: from_row(PeriodText, row) for row in connection.execute(query)}


def lock_on(connection: Connection, plan_id: str, day: date | None, unit: str) -> Closing | None:
    """The closed period that a day lies in, unless the unit is exempt from every one that holds it."""
    if day is None:
        return None
    c, e = plan_closings.c, plan_exceptions.c
    text = day.isoformat()
    where = (c.plan_id == plan_id, c.reopened_at.is_(None), c.first_day <= text, c.last_day >= text)
    for row in connection.execute(select(plan_closings).where(*where).order_by(c.id)):
        query = select(e.unit).where(e.plan_id == plan_id, e.period == row.period, e.granted_at >= row.closed_at)
        if fold(unit) not in {fold(name) for name in connection.execute(query).scalars()}:
            return from_row(Closing, row)
    return None


def _need(reason: str) -> None:
    if not reason.strip():
        raise UsageError("Mở khóa kỳ đã chốt phải ghi lý do.", "Hãy ghi ngắn gọn vì sao cần mở.")


def _log(
    connection: Connection, plan_id: str, action: str, subject: str, by: str, at: datetime | Any, why: str
) -> None:
    values = {
        "plan_id": plan_id,
        "action": action,
        "subject": subject,
        "decided_by": by,
        "decided_at": at,
        "why": why,
    }
    connection.execute(insert(plan_decisions).values(values))
