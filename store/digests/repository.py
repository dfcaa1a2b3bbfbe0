"""Issues and their edits: what was composed, what people changed, how it stands, and what was frozen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from domain.errors import StateError
from store.db.database import Database
from store.db.digest_tables import digest_edits, digest_events, digest_issues, digest_uses
from store.db.rows import from_row, in_batches
from store.digests.records import Clash, Edit, Event, NewEdit, StoredIssue, Use
from store.digests.requests import Requests

__all__ = ["Digests"]

_i, _e, _u = digest_issues.c, digest_edits.c, digest_uses.c


class Digests:
    """All issues."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.requests = Requests(database)

    def add(
        self,
        issue_id: str,
        window_id: str,
        days: tuple[date, date],
        instants: tuple[datetime, datetime],
        composed: str,
        *,
        state: str,
        author: str = "",
        replaces: str | None = None,
    ) -> bool:
        """Keep a new issue; False where there is one of that id, which stays as it is."""
        now = self._db.now()
        with self._db.write() as connection:
            if connection.execute(select(_i.id).where(_i.id == issue_id)).first() is not None:
                return False
            row = {
                "id": issue_id,
                "window_id": window_id,
                "first_day": days[0].isoformat(),
                "last_day": days[1].isoformat(),
                "starts_at": instants[0],
                "ends_at": instants[1],
                "state": state,
                "revision": 0,
                "composed": composed,
                "composed_at": now,
                "replaces": replaces,
                "created_at": now,
            }
            connection.execute(insert(digest_issues).values(row))
            self._note(connection, issue_id, state, author, "", now)
        return True

    def get(self, issue_id: str) -> StoredIssue | None:
        """One issue."""
        with self._db.read() as connection:
            row = connection.execute(select(digest_issues).where(_i.id == issue_id)).first()
        return None if row is None else _issue(row)

    def of_window(self, window_id: str) -> list[StoredIssue]:
        """The editions of one window, the first one first."""
        with self._db.read() as connection:
            query = select(digest_issues).where(_i.window_id == window_id).order_by(_i.created_at, _i.id)
            return [_issue(row) for row in connection.execute(query)]

    def all(self) -> list[StoredIssue]:
        """Every issue, the newest window first."""
        with self._db.read() as connection:
            query = select(digest_issues).order_by(_i.last_day.desc(), _i.created_at.desc(), _i.id)
            return [_issue(row) for row in connection.execute(query)]

    def recompose(self, issue_id: str, composed: str) -> None:
        """Put the machine's part in anew; people's edits stay as they are. A frozen issue is left alone."""
        with self._db.write() as connection:
            where = (_i.id == issue_id, _i.frozen.is_(None))
            values = {"composed": composed, "composed_at": self._db.now()}
            connection.execute(update(digest_issues).where(*where).values(values))

    def save(self, issue_id: str, edits: Sequence[NewEdit], *, author: str, expected: int) -> tuple[int, list[Clash]]:
        """Keep edits made on the issue as it was at revision ``expected``. A field that another person has changed
        since to something else clashes: theirs stays in force, this one is held beside it. Returns the revision after,
        and the clashes. Raises StateError for an issue that is frozen or unknown.
        """
        now = self._db.now()
        clashes: list[Clash] = []
        with self._db.write() as connection:
            revision = self._open(connection, issue_id) + 1
            for edit in edits:
                last = self._last(connection, issue_id, edit.field, edit.article_id)
                if last is None and edit.value is None:
                    continue
                value = json.dumps(edit.value, ensure_ascii=False, sort_keys=True)
                if last is not None and json.dumps(last.value, ensure_ascii=False, sort_keys=True) == value:
                    continue
                held = last is not None and last.revision > expected and last.author != author
                row = {
                    "issue_id": issue_id,
                    "article_id": edit.article_id,
                    "field": edit.field,
                    "value": value,
                    "revision": revision,
                    "author": author,
                    "made_at": now,
                    "held": held,
                }
                made = connection.execute(insert(digest_edits).values(row).returning(digest_edits)).one()
                if held and last is not None:
                    before = self._last(connection, issue_id, edit.field, edit.article_id, until=expected)
                    clashes.append(Clash(edit.field, edit.article_id, before and before.value, _edit(made), last))
            connection.execute(update(digest_issues).where(_i.id == issue_id).values(revision=revision))
        return revision, clashes

    def edits(self, issue_id: str) -> list[Edit]:
        """The edits in force: the last of each field."""
        return list({(one.field, one.article_id): one for one in self.history(issue_id) if not one.held}.values())

    def values_at(self, issue_id: str, revision: int) -> dict[tuple[str, str | None], Any]:
        """(field, article) → what people had said of it at a revision; a word taken back is null."""
        said = [one for one in self.history(issue_id) if not one.held and one.revision <= revision]
        return {(one.field, one.article_id): one.value for one in said}

    def history(self, issue_id: str) -> list[Edit]:
        """Every edit ever made, oldest first, those held too."""
        with self._db.read() as connection:
            query = select(digest_edits).where(_e.issue_id == issue_id).order_by(_e.id)
            return [_edit(row) for row in connection.execute(query)]

    def clashes(self, issue_id: str) -> list[Clash]:
        """The texts that wait for somebody to choose."""
        history = self.history(issue_id)
        found = []
        for mine in (one for one in history if one.held):
            same = [one for one in history if (one.field, one.article_id) == (mine.field, mine.article_id)]
            theirs = [one for one in same if not one.held]
            before = [one for one in theirs if one.id < mine.id and one.author == mine.author]
            if theirs:
                found.append(Clash(mine.field, mine.article_id, before[-1].value if before else None, mine, theirs[-1]))
        return found

    def settle(self, issue_id: str, edit_id: int, *, take_mine: bool, author: str) -> bool:
        """Choose between two texts. The one not chosen stays in the history. False where nothing waits."""
        now = self._db.now()
        with self._db.write() as connection:
            revision = self._open(connection, issue_id) + 1
            where = (_e.id == edit_id, _e.issue_id == issue_id, _e.held)
            row = connection.execute(select(digest_edits).where(*where)).first()
            if row is None:
                return False
            connection.execute(delete(digest_edits).where(*where))
            values = dict(row._mapping) | {"held": False, "revision": revision}
            values.pop("id")
            last = self._last(connection, issue_id, row.field, row.article_id)
            connection.execute(insert(digest_edits).values(values))
            if not take_mine and last is not None:
                again = {"value": json.dumps(last.value, ensure_ascii=False, sort_keys=True), "author": author}
                connection.execute(insert(digest_edits).values(values | again | {"made_at": now}))
            connection.execute(update(digest_issues).where(_i.id == issue_id).values(revision=revision))
        return True

    def set_state(
        self, issue_id: str, state: str, *, author: str, note: str = "", frozen: tuple[str, str] | None = None
    ) -> None:
        """Change where an issue stands. ``frozen``: its record and hash, given once, when it is approved."""
        now = self._db.now()
        values: dict[str, Any] = {"state": state}
        with self._db.write() as connection:
            row = connection.execute(select(_i.frozen).where(_i.id == issue_id)).first()
            if row is None:
                raise StateError(f"Không có số điểm tin {issue_id}.", "Hãy xem danh sách các số điểm tin.")
            if frozen is not None:
                if row.frozen is not None:
                    raise StateError(f"Số điểm tin {issue_id} đã duyệt, không sửa được.", "Hãy thu hồi để ra số mới.")
                values |= {"frozen": frozen[0], "hash": frozen[1]}
            connection.execute(update(digest_issues).where(_i.id == issue_id).values(values))
            self._note(connection, issue_id, state, author, note, now)

    def events(self, issue_id: str) -> list[Event]:
        """Who moved the issue on, and when; oldest first."""
        c = digest_events.c
        with self._db.read() as connection:
            query = select(digest_events).where(c.issue_id == issue_id).order_by(c.id)
            return [from_row(Event, row) for row in connection.execute(query)]

    def note_uses(self, issue_id: str, uses: Iterable[tuple[str, str, int | None]]) -> None:
        """Replace what the issue is known to use: (article, role, number) each."""
        rows = [{"issue_id": issue_id, "article_id": a, "role": role, "number": n} for a, role, n in uses]
        with self._db.write() as connection:
            connection.execute(delete(digest_uses).where(_u.issue_id == issue_id))
            if rows:
                connection.execute(insert(digest_uses), rows)

    def used_in(self, article_ids: Sequence[str]) -> dict[str, list[Use]]:
        """Article → the issues that know it, the oldest window first."""
        found: dict[str, list[Use]] = {}
        query = select(digest_uses, _i.state).join(digest_issues, _i.id == _u.issue_id).order_by(_i.last_day, _u.id)
        with self._db.read() as connection:
            for batch in in_batches(list(article_ids)):
                for row in connection.execute(query.where(_u.article_id.in_(batch))):
                    found.setdefault(row.article_id, []).append(from_row(Use, row))
        return found

    def count_chosen(self, issue_id: str) -> int:
        """How many items an issue has."""
        where = (_u.issue_id == issue_id, _u.role.in_(["item", "late"]))
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(digest_uses).where(*where)).scalar_one()

    def _open(self, connection: Connection, issue_id: str) -> int:
        row = connection.execute(select(_i.revision, _i.frozen).where(_i.id == issue_id)).first()
        if row is None:
            raise StateError(f"Không có số điểm tin {issue_id}.", "Hãy xem danh sách các số điểm tin.")
        if row.frozen is not None:
            raise StateError(f"Số điểm tin {issue_id} đã duyệt, không sửa được.", "Hãy thu hồi để ra số mới.")
        return int(row.revision)

    def _last(
        self, connection: Connection, issue_id: str, field: str, article_id: str | None, until: int | None = None
    ) -> Edit | None:
        where = [_e.issue_id == issue_id, _e.field == field, ~_e.held]
        where.append(_e.article_id.is_(None) if article_id is None else _e.article_id == article_id)
        if until is not None:
            where.append(_e.revision <= until)
        row = connection.execute(select(digest_edits).where(*where).order_by(_e.id.desc()).limit(1)).first()
        return None if row is None else _edit(row)

    def _note(self, connection: Connection, issue_id: str, state: str, author: str, note: str, at: datetime) -> None:
        row = {"issue_id": issue_id, "state": state, "author": author, "note": note, "made_at": at}
        connection.execute(insert(digest_events).values(row))


def _issue(row: Any) -> StoredIssue:
    days = {name: date.fromisoformat(getattr(row, name)) for name in ("first_day", "last_day")}
    return from_row(StoredIssue, row, **days)


def _edit(row: Any) -> Edit:
    return from_row(Edit, row, value=json.loads(row.value))
