"""The store's tests run on SQLite and, where a server can be started, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from store import Store, open_store
from store.db.whole_schema import metadata
from tests.conftest import lacking
from tests.support.postgresql import server as postgresql


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A database on a server of the session's own."""
    if reason := postgresql.missing():
        lacking(reason)
    server = postgresql.Server()
    try:
        server.start()
        yield server.url(server.create())
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store on each database."""
    url = None if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    with open_store(tmp_path / "data", url) as opened:
        if url is not None:
            empty(opened)
        yield opened


def empty(store: Store) -> None:
    """Take every row out of a database that an earlier test filled."""
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with store.database.write() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
