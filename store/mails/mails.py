"""Mails on their way: written down before anything is sent, one row for each thing and recipient, claimed one by one.

What a sender does, in this order, each step durable before the next: ``claim`` (the Message-ID is made and written),
``begin_data`` (from here on the server may have it), then ``sent``, ``refused``, ``doubtful`` or ``put_back``. A row
whose sender died is taken up by ``recover``: as it was before ``begin_data``, in doubt after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from store.db.database import Database
from store.db.mail_tables import mail_contents, mails
from store.db.rows import clean_text, from_row, in_batches
from store.mails.mail_record import (
    RETRY_AFTER,
    ClaimedMail,
    Mail,
    MailKind,
    MailState,
    Tally,
    after_doubt,
    after_refusal,
)
from store.work.owners import is_dead

__all__ = ["Mails"]

_CLAIM = timedelta(minutes=15)
"""After so long a claim counts for nothing; one of a dead process of this machine at once. Whoever comes back late is
stopped by ``begin_data``.
"""
_LONGEST_ANSWER = 1000
_NOT_HERE = timedelta(minutes=5)
_BEHIND = timedelta(seconds=30)
_m = mails.c


class Mails:
    """All mails, those to be sent and those that were."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def enqueue(
        self, kind: MailKind, object_id: str, recipients: Iterable[str], subject: str, content: bytes, now: datetime
    ) -> int:
        """Note a mail to each recipient, in the running transaction if there is one; how many are new. ``content``: a
        MIME message without To, Date and Message-ID. The same thing to the same recipient is one mail for ever.
        """
        digest = hashlib.sha256(content).hexdigest()
        with self._db.write() as connection:
            row = {"hash": digest, "content": content, "made_at": now}
            connection.execute(self._db.insert_new(mail_contents, "hash").values(row))
            statement = self._db.insert_new(mails, "kind", "object_id", "recipient").returning(_m.id)
            new = 0
            for recipient in dict.fromkeys(recipients):
                values = {
                    "kind": str(kind),
                    "object_id": object_id,
                    "recipient": recipient,
                    "subject": clean_text(subject),
                    "content_hash": digest,
                    "state": str(MailState.WAITING),
                    "next_try_at": now,
                    "created_at": now,
                }
                new += connection.execute(statement.values(values)).first() is not None
            return new

    # Sending

    def due(self, now: datetime) -> int:
        """How many could be sent now."""
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(mails).where(*_due(now))).scalar_one()

    def claim(self, owner: str, now: datetime, new_id: Callable[[], str]) -> ClaimedMail | None:
        """The mail that waits longest, now ``owner``'s alone, its Message-ID written down; None when none is due."""
        with self._db.write() as connection:
            query = select(mails, mail_contents.c.content).join(mail_contents).where(*_due(now))
            row = connection.execute(query.order_by(_m.next_try_at, _m.id).limit(1)).first()
            if row is None:
                return None
            message_id = row.message_id or new_id()
            values = {
                "state": str(MailState.SENDING),
                "message_id": message_id,
                "claimed_by": owner,
                "claimed_at": now,
                "data_begun_at": None,
            }
            connection.execute(update(mails).where(_m.id == row.id).values(values))
            return from_row(ClaimedMail, row, message_id=message_id, again=row.doubts > 0)

    def begin_data(self, mail_id: int, owner: str, now: datetime) -> bool:
        """Note that the text goes out next. False when the mail is no longer the owner's: do not send it."""
        return self._mine(mail_id, owner, {"data_begun_at": now})

    def sent(self, mail_id: int, owner: str, now: datetime, code: int, answer: str) -> bool:
        """The server took it."""
        values = {"state": str(MailState.SENT), "sent_at": now, "next_try_at": None, "claimed_by": None}
        return self._mine(mail_id, owner, values | _said(code, answer))

    def refused(self, mail_id: int, owner: str, now: datetime, code: int, answer: str) -> bool:
        """The server said no: for now (4xx) or for good (5xx, or the last 4xx). Whether it is tried again by itself."""
        with self._db.write() as connection:
            if (row := _own(connection, mail_id, owner)) is not None:
                values = after_refusal(row.attempts, row.doubts, code, now) | _said(code, answer)
                self._settle(connection, mail_id, values)
                return values["next_try_at"] is not None
        return False

    def doubtful(self, mail_id: int, owner: str, now: datetime, answer: str) -> None:
        """The text went out and no answer came back: it may have arrived."""
        with self._db.write() as connection:
            if (row := _own(connection, mail_id, owner)) is not None:
                values = after_doubt(row.attempts, row.doubts, now, RETRY_AFTER[0]) | _said(None, answer)
                self._settle(connection, mail_id, values)

    def put_back(self, mail_id: int, owner: str, now: datetime, code: int | None, answer: str) -> None:
        """The server could not be spoken to at all: that is no attempt of this mail. It waits behind those of ``hold``,
        so that a recipient at whom a server hangs up every time keeps nobody else waiting.
        """
        with self._db.write() as connection:
            if (row := _own(connection, mail_id, owner)) is not None:
                state = MailState.DOUBTFUL if row.doubts else MailState.WAITING
                values = {"state": str(state), "next_try_at": now + _NOT_HERE + _BEHIND} | _said(code, answer)
                self._settle(connection, mail_id, values)

    def hold(self, now: datetime, code: int | None, answer: str) -> int:
        """The server cannot be reached: nothing is due for a while. How many mails wait for it."""
        with self._db.write() as connection:
            values = {"next_try_at": now + _NOT_HERE} | _said(code, answer)
            return connection.execute(update(mails).where(*_due(now)).values(values)).rowcount

    def recover(self, now: datetime) -> int:
        """Take up what a sender left that is no more; how many."""
        count = 0
        with self._db.write() as connection:
            rows = connection.execute(select(mails).where(_m.state == str(MailState.SENDING))).all()
            for row in rows:
                if row.claimed_at + _CLAIM > now and not is_dead(row.claimed_by):
                    continue
                count += 1
                if row.data_begun_at is None:
                    state = MailState.DOUBTFUL if row.doubts else MailState.WAITING
                    values: dict[str, Any] = {"state": str(state), "next_try_at": now}
                else:
                    said = _said(None, "Chương trình bị dừng sau khi đã chuyển thư, chưa kịp nghe trả lời.")
                    values = after_doubt(row.attempts, row.doubts, now, timedelta(0)) | said
                self._settle(connection, row.id, values)
        return count

    # What people see and decide

    def get(self, mail_id: int) -> Mail | None:
        """One mail."""
        with self._db.read() as connection:
            row = connection.execute(select(mails).where(_m.id == mail_id)).first()
        return None if row is None else from_row(Mail, row)

    def of(self, kind: MailKind, object_id: str) -> list[Mail]:
        """All mails of one thing, by recipient."""
        where = (_m.kind == str(kind), _m.object_id == object_id)
        with self._db.read() as connection:
            rows = connection.execute(select(mails).where(*where).order_by(_m.recipient))
            return [from_row(Mail, row) for row in rows]

    def listed(self, states: Sequence[str] = (), limit: int = 100, offset: int = 0) -> list[Mail]:
        """Mails in these states (all, where none is named), newest first."""
        where = (_m.state.in_([str(state) for state in states]),) if states else ()
        with self._db.read() as connection:
            rows = connection.execute(select(mails).where(*where).order_by(_m.id.desc()).limit(limit).offset(offset))
            return [from_row(Mail, row) for row in rows]

    def counts(self) -> dict[MailState, int]:
        """How many mails are in each state."""
        with self._db.read() as connection:
            rows = connection.execute(select(_m.state, func.count()).group_by(_m.state)).all()
        return {MailState(state): count for state, count in rows}

    def troubled(self, limit: int = 100) -> list[Mail]:
        """Mails that need a person: refused for good, or perhaps arrived and not to be sent again by itself."""
        states = [str(MailState.FAILED), str(MailState.DOUBTFUL)]
        with self._db.read() as connection:
            query = select(mails).where(_m.state.in_(states), _m.next_try_at.is_(None))
            return [from_row(Mail, row) for row in connection.execute(query.order_by(_m.id.desc()).limit(limit))]

    def tallies(self, kind: MailKind) -> dict[str, Tally]:
        """Thing → what became of its mails."""
        query = select(_m.object_id, _m.state, _m.next_try_at.is_(None).label("ended"), func.count().label("mails"))
        with self._db.read() as connection:
            rows = connection.execute(
                query.where(_m.kind == str(kind)).group_by(_m.object_id, _m.state, _m.next_try_at.is_(None))
            ).all()
        found: dict[str, Tally] = {}
        for row in rows:
            found[row.object_id] = found.get(row.object_id, Tally()).plus(row.state, bool(row.ended), row.mails)
        return found

    def held_count(self, since: datetime) -> int:
        """How many were written down before ``since`` and are still tried again: the server is gone, or says later."""
        where = (*_due(datetime.max.replace(tzinfo=UTC)), _m.created_at < since, _m.last_answer.is_not(None))
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(mails).where(*where)).scalar_one()

    def troubled_count(self) -> int:
        """How many those are."""
        states = [str(MailState.FAILED), str(MailState.DOUBTFUL)]
        where = (_m.state.in_(states), _m.next_try_at.is_(None))
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(mails).where(*where)).scalar_one()

    def content(self, mail_id: int) -> bytes | None:
        """What a mail says, as MIME without To, Date and Message-ID."""
        query = select(mail_contents.c.content).join(mails).where(_m.id == mail_id)
        with self._db.read() as connection:
            content: bytes | None = connection.execute(query).scalar()
        return content

    def send_again(self, mail_id: int, now: datetime, *, arrived: bool = False) -> bool:
        """A person asks for it once more. What arrived, or may have, is marked as sent again; what the server took goes
        out again only with ``arrived``, so that two people who press the same button send one. False when it is on its
        way anyway, or cancelled.
        """
        states = {str(MailState.FAILED), str(MailState.DOUBTFUL)} | ({str(MailState.SENT)} if arrived else set())
        with self._db.write() as connection:
            row = connection.execute(select(mails).where(_m.id == mail_id)).first()
            if row is None or row.state not in states:
                return False
            doubts = max(row.doubts, 1) if row.state in (str(MailState.SENT), str(MailState.DOUBTFUL)) else row.doubts
            state = MailState.DOUBTFUL if doubts else MailState.WAITING
            self._settle(
                connection, mail_id, {"state": str(state), "doubts": doubts, "attempts": 0, "next_try_at": now}
            )
        return True

    def cancel(self, kind: MailKind, object_ids: Iterable[str]) -> int:
        """Send no more of what has not gone out yet of these things; how many mails that were."""
        ended = {"state": str(MailState.CANCELLED), "next_try_at": None}
        states = [str(MailState.WAITING), str(MailState.FAILED), str(MailState.DOUBTFUL)]
        count = 0
        with self._db.write() as connection:
            for batch in in_batches(list(object_ids)):
                where = (_m.kind == str(kind), _m.object_id.in_(batch), _m.state.in_(states))
                count += connection.execute(update(mails).where(*where).values(ended)).rowcount
        return count

    def _mine(self, mail_id: int, owner: str, values: dict[str, Any]) -> bool:
        where = (_m.id == mail_id, _m.claimed_by == owner, _m.state == str(MailState.SENDING))
        with self._db.write() as connection:
            return connection.execute(update(mails).where(*where).values(values)).rowcount > 0

    def _settle(self, connection: Connection, mail_id: int, values: dict[str, Any]) -> None:
        connection.execute(update(mails).where(_m.id == mail_id).values({**values, "claimed_by": None}))


def _due(now: datetime) -> tuple[Any, ...]:
    return _m.state.in_([str(MailState.WAITING), str(MailState.DOUBTFUL)]), _m.next_try_at <= now


def _own(connection: Connection, mail_id: int, owner: str) -> Any:
    where = (_m.id == mail_id, _m.claimed_by == owner, _m.state == str(MailState.SENDING))
    return connection.execute(select(mails).where(*where)).first()


def _said(code: int | None, answer: str) -> dict[str, Any]:
    return {"last_code": code, "last_answer": clean_text(" ".join(answer.split()))[:_LONGEST_ANSWER]}
