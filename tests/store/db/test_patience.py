"""How long a write waits for another process that writes: on both databases, as its patience says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from domain.errors import StoreBusy
from store import Store, open_store
from store.db.database import patience
from store.people.looks import Looks

NOW = datetime(2026, 11, 28, tzinfo=UTC)


@contextmanager
def another_writer(store: Store) -> Iterator[threading.Event]:
    """A writer with connections of its own, in the midst of a transaction until the event is set."""
    url = None if store.database.is_sqlite else store.database.url.render_as_string(hide_password=False)
    begun, end = threading.Event(), threading.Event()

    def write() -> None:
        with open_store(store.data_dir, url) as other, other.database.write() as connection:
            connection.execute(text("UPDATE sources SET name = 'khác'"))
            begun.set()
            assert end.wait(60)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert begun.wait(60)
        yield end
    finally:
        end.set()
        thread.join(60)


def test_a_write_is_given_up_after_its_patience_and_works_afterwards(store: Store) -> None:
    with another_writer(store):
        with patience(0.2), pytest.raises(StoreBusy, match="đang bận: một lệnh khác đang ghi"), store.database.write():
            raise AssertionError("two writers at once")
        with pytest.raises(StoreBusy), store.database.note():
            raise AssertionError("a note does not wait for others")
        assert Looks(store.database).begin("an", "hom-nay", NOW) is None
    with patience(0.2), store.database.write() as connection:
        connection.execute(text("UPDATE sources SET name = 'này'"))


def test_a_write_goes_on_when_the_other_ends_in_time(store: Store) -> None:
    with another_writer(store) as end:
        threading.Timer(0.3, end.set).start()
        with patience(20), store.database.write() as connection:
            connection.execute(text("UPDATE sources SET name = 'này'"))


def test_what_a_transaction_does_after_it_began_has_the_patience_of_the_server(store: Store) -> None:
    with patience(0.2), store.database.write() as connection:
        asked = "PRAGMA busy_timeout" if store.database.is_sqlite else "SHOW lock_timeout"
        assert str(connection.execute(text(asked)).scalar_one()) in {"0", "30000"}
