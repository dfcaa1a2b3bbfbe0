from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import DiskFull, StoreBusy, StoreError
from store import Store, open_store
from store.db import database
from tests.store.making import SITE, add_page, found, make_article


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """SQLite alone: what is tested here is how its file behaves."""
    with open_store(tmp_path / "data") as opened:
        yield opened


def test_the_pragmas_are_set(store: Store) -> None:
    with store.database.read() as connection:
        got = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")}  # fmt: skip
    assert got == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 30_000}


def test_transactions_nest_by_joining(store: Store) -> None:
    def outer() -> None:
        with store.transaction():
            store.frontier.add(found("/a"))
            with store.transaction():
                store.frontier.add(found("/b"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        outer()
    assert store.frontier.counts() == {}
    assert not store.database.in_transaction


def test_threads_write_one_after_the_other(store: Store) -> None:
    def work(name: int) -> None:
        for n in range(20):
            with store.transaction():
                store.frontier.add(found(f"/{name}/{n}"))

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.frontier.counts() == {"waiting": 80}


def test_readers_do_not_see_what_is_not_yet_acknowledged(store: Store, tmp_path: Path) -> None:
    with open_store(store.data_dir) as other, store.transaction():
        store.frontier.add(found("/a"))
        assert other.frontier.counts() == {}
        assert store.frontier.counts() == {"waiting": 1}


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "diemtin.sqlite").write_bytes(b"khong phai sqlite" * 100)
    with pytest.raises(StoreError, match="không phải kho Điểm Tin"):
        open_store(tmp_path)


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(StoreError, match="Không tạo được thư mục"):
        open_store(tmp_path / "x" / "data")


@pytest.mark.parametrize("url", ["mysql://u:bí-mật@h/d", "không phải địa chỉ", "postgresql+nothere://h/d"])
def test_a_wrong_address_is_one_plain_line_without_secrets(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError) as error:
        open_store(tmp_path, url)
    assert "bí-mật" not in str(error.value)


def test_a_postgresql_server_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Không kết nối được máy chủ PostgreSQL") as error:
        open_store(tmp_path, "postgresql://diemtin:bí-mật@127.0.0.1:1/diemtin")
    assert "bí-mật" not in str(error.value)


def test_a_store_that_another_holds_too_long(store: Store) -> None:
    other = sqlite3.connect(store.data_dir / "diemtin.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with database.patience(0.1), pytest.raises(StoreBusy, match="đang bận"):
        store.frontier.add(found("/a"))
    with database.patience(0.1), database.patience(60), pytest.raises(StoreBusy):
        store.frontier.add(found("/a"))
    other.execute("ROLLBACK")
    other.close()
    assert store.frontier.add(found("/a"))


def test_writers_of_one_process_wait_no_longer_for_each_other(store: Store) -> None:
    said: list[str] = []

    def write() -> None:
        try:
            with database.patience(0.1):
                store.frontier.add(found("/a"))
        except StoreBusy as error:
            said.append(error.message)

    with store.transaction():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(20)
    assert said == ["Kho dữ liệu đang bận: một lệnh khác đang ghi."]
    assert store.frontier.add(found("/a"))


@pytest.fixture
def nearly_full(store: Store) -> Iterator[Store]:
    """A store whose database may grow by some pages only, as on a disk that fills."""
    with store.database.write() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    store.close()
    limit = pages + 12

    def cap(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={limit}")

    from sqlalchemy import event

    event.listen(store.database.engine, "connect", cap)
    yield store
    event.remove(store.database.engine, "connect", cap)


def test_a_full_disk_is_one_plain_line_and_loses_nothing(nearly_full: Store) -> None:
    store, saved = nearly_full, 0

    def fill() -> None:
        nonlocal saved
        for n in range(1000):
            with store.transaction():
                page = add_page(store, f"{SITE}/{n}")
                store.articles.save(make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}. " * 50), page)
            saved += 1

    with pytest.raises(DiskFull, match="Đĩa đã đầy"):
        fill()
    assert store.articles.count() == saved
    assert store.pages.get(saved) is not None or saved == 0
    assert store.pages.get(saved + 1) is None
    store.close()
    with open_store(store.data_dir) as again:
        assert again.articles.count() == saved
        assert len([again.archive.read(page.ref) for page in again.pages.iterate()]) == saved
        with again.database.read() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        add_page(again, SITE + "/sau")
