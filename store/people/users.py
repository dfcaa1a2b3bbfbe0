"""The accounts of people."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from domain.errors import UsageError
from domain.roles import Role
from store.db.database import Database
from store.db.people_tables import sessions, tokens, users
from store.db.rows import clean_text
from store.people.passwords import hash_password, matches

__all__ = ["Account", "Users"]

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may come in. ``has_password``: false while none was chosen, or with single sign-on alone.
    ``seen_at``: the last sign-in, null before the first.
    """

    id: int
    login: str
    name: str
    role: Role
    disabled: bool
    has_password: bool
    single_sign_on: bool
    created_at: datetime
    seen_at: datetime | None


class Users:
    """All accounts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def count(self) -> int:
        """How many accounts there are, disabled ones too."""
        with self._db.read() as connection:
            return int(connection.execute(select(func.count()).select_from(users)).scalar_one())

    def has_administrator(self) -> bool:
        """Whether somebody can administer: only then may others be let in."""
        with self._db.read() as connection:
            return _administrators(connection) > 0

    def all(self) -> list[Account]:
        """Every account, by name of sign-in."""
        with self._db.read() as connection:
            return [_account(row) for row in connection.execute(select(users).order_by(users.c.login))]

    def get(self, user_id: int) -> Account | None:
        """One account."""
        with self._db.read() as connection:
            row = connection.execute(select(users).where(users.c.id == user_id)).first()
        return None if row is None else _account(row)

    def by_login(self, login: str) -> Account | None:
        """The account of this name of sign-in."""
        with self._db.read() as connection:
            row = connection.execute(select(users).where(users.c.login == login.strip().lower())).first()
        return None if row is None else _account(row)

    def create(self, login: str, name: str, role: Role, password: str | None = None) -> Account:
        """A new account. UsageError for a name of sign-in that cannot be used or is taken, and for a bad password."""
        login, name = login.strip().lower(), _name(name)
        if not _LOGIN.fullmatch(login):
            raise UsageError("Tên đăng nhập gồm chữ không dấu, số, dấu . _ - @ và dài từ 2 đến 80 ký tự.")
        values = {
            "login": login,
            "name": name,
            "role": role.value,
            "password_hash": hash_password(password) if password is not None else None,
            "created_at": self._db.now(),
        }
        statement = self._db.insert(users).values(values).on_conflict_do_nothing(index_elements=["login"])
        with self._db.write() as connection:
            row = connection.execute(statement.returning(users)).first()
        if row is None:
            raise UsageError(f"Tên đăng nhập “{login}” đã có người dùng.")
        return _account(row)

    def check(self, login: str, password: str) -> Account | None:
        """The account that this name and password open; null for all others, after the same time."""
        with self._db.read() as connection:
            row = connection.execute(select(users).where(users.c.login == login.strip().lower())).first()
        right = matches(password, row.password_hash if row is not None else None)
        return _account(row) if row is not None and right and not row.disabled else None

    def by_subject(self, subject: str, login: str) -> Account | None:
        """The account of a person whom the single sign-on service vouches for: known by ``subject``, or, the first
        time, by ``login`` where no other person is bound to that account. Null where no administrator made one.
        """
        with self._db.write() as connection:
            row = connection.execute(select(users).where(users.c.subject == subject)).first()
            if row is None:
                free = (users.c.login == login.strip().lower(), users.c.subject.is_(None))
                row = connection.execute(update(users).where(*free).values(subject=subject).returning(users)).first()
        return _account(row) if row is not None and not row.disabled else None

    def set_password(self, user_id: int, password: str) -> None:
        """Choose a password; whoever is signed in with this account is signed out. UsageError for a bad one."""
        with self._db.write() as connection:
            kept = hash_password(password)
            connection.execute(update(users).where(users.c.id == user_id).values(password_hash=kept))
            connection.execute(delete(sessions).where(sessions.c.user_id == user_id))

    def change(self, user_id: int, *, name: str, role: Role, disabled: bool) -> Account:
        """Change an account. One that is disabled is signed out at once. UsageError where nobody would be left to
        administer.
        """
        values = {"name": _name(name), "role": role.value, "disabled": disabled}
        with self._db.write() as connection:
            row = connection.execute(update(users).where(users.c.id == user_id).values(values).returning(users)).first()
            if row is None:
                raise UsageError("Tài khoản này không còn.")
            if not _administrators(connection):
                raise UsageError("Phải còn ít nhất một tài khoản quản trị đang hoạt động.")
            if disabled:
                connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
                gone = (tokens.c.user_id == user_id, tokens.c.revoked_at.is_(None))
                connection.execute(update(tokens).where(*gone).values(revoked_at=self._db.now()))
        return _account(row)

    def seen(self, user_id: int) -> None:
        """Note that this person signed in."""
        with self._db.write() as connection:
            connection.execute(update(users).where(users.c.id == user_id).values(seen_at=self._db.now()))


def _name(text: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", clean_text(text)).split())[:120]
    if not name:
        raise UsageError("Cần ghi họ và tên.")
    return name


def _administrators(connection: Connection) -> int:
    """Accounts that can administer. One without password counts where single sign-on knows it."""
    able = users.c.password_hash.is_not(None) | users.c.subject.is_not(None)
    where = (users.c.role == Role.ADMIN.value, users.c.disabled.is_(False), able)
    return int(connection.execute(select(func.count()).select_from(users).where(*where)).scalar_one())


def _account(row: Row[Any]) -> Account:
    return Account(
        row.id,
        row.login,
        row.name,
        Role(row.role),
        row.disabled,
        row.password_hash is not None,
        row.subject is not None,
        row.created_at,
        row.seen_at,
    )
