"""Bringing a database to the schema of this code, when it is opened. Alembic is loaded only where there is work for
it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from domain.errors import StoreError
from store.db.database import Database
from store.db.revision import HEAD

__all__ = ["migrate", "revision_of"]

_FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database, fill: Callable[[Connection, str], None] = lambda _connection, _present: None) -> None:
    """Apply the migrations that the database lacks, all in one transaction; two processes never at once. ``fill`` is
    then given the revision that there was, to fill what is new from what was there. Raises StoreError for a database
    that a newer version of the program has written.
    """
    with database.read() as connection:
        if revision_of(connection) == HEAD:
            return
    with database.write() as connection:
        present = revision_of(connection)
        if present != HEAD:
            _upgrade(connection, present)
            if present is not None:
                fill(connection, present)


def revision_of(connection: Connection) -> str | None:
    """The revision of a database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Connection, present: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise StoreError("Kho dữ liệu do một bản Điểm Tin mới hơn ghi.", "Hãy cập nhật Điểm Tin rồi chạy lại.")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
