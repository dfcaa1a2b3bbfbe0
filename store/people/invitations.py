"""One-time links: to make the first administrator's account, or to choose the password of one's own."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select

from domain.errors import UsageError
from domain.roles import Role
from store.db.database import Database
from store.db.people_tables import invitations
from store.people.secret import hash_of, new_secret
from store.people.users import Account, Users

__all__ = ["Invitations"]

_LASTS = timedelta(days=3)
_SPENT = "Liên kết này đã được dùng hoặc đã hết hạn."
_SPENT_HINT = "Báo quản trị viên cấp liên kết khác."


class Invitations:
    """All links that were given out and not used yet."""

    def __init__(self, database: Database, users: Users) -> None:
        self._db = database
        self._users = users

    def create(self, user_id: int | None) -> str:
        """A new secret that works once, for three days; one given out before for the same person ends. Null: for the
        first administrator.
        """
        secret, now = new_secret(), self._db.now()
        with self._db.write() as connection:
            connection.execute(delete(invitations).where(invitations.c.user_id.is_not_distinct_from(user_id)))
            connection.execute(
                insert(invitations).values(
                    hash=hash_of(secret), user_id=user_id, created_at=now, expires_at=now + _LASTS
                )
            )
        return secret

    def holder(self, secret: str) -> Account | None:
        """Whose password it lets one choose; null: it makes the first administrator. UsageError when it is spent."""
        with self._db.read() as connection:
            row = connection.execute(select(invitations).where(invitations.c.hash == hash_of(secret))).first()
        if row is None or row.expires_at < self._db.now():
            raise UsageError(_SPENT, _SPENT_HINT)
        if row.user_id is None:
            if self._users.has_administrator():
                raise UsageError("Đã có tài khoản quản trị.", "Đăng nhập bằng tài khoản đó.")
            return None
        account = self._users.get(row.user_id)
        if account is None or account.disabled:
            raise UsageError(_SPENT, _SPENT_HINT)
        return account

    def make_administrator(self, secret: str, login: str, name: str, password: str) -> Account:
        """The first account; the link is spent. UsageError, and nothing done, where anything is wrong."""
        with self._db.write():
            if self.holder(secret) is not None:
                raise UsageError(_SPENT, _SPENT_HINT)
            self._spend(secret)
            return self._users.create(login, name, Role.ADMIN, password)

    def choose_password(self, secret: str, password: str) -> Account:
        """The password of the person for whom the link is; the link is spent."""
        with self._db.write():
            account = self.holder(secret)
            if account is None:
                raise UsageError(_SPENT, _SPENT_HINT)
            self._spend(secret)
            self._users.set_password(account.id, password)
            return account

    def _spend(self, secret: str) -> None:
        with self._db.write() as connection:
            connection.execute(delete(invitations).where(invitations.c.hash == hash_of(secret)))
