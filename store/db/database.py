"""The database behind the store: opening it, its transactions, its errors in plain words.

SQLite (a file, WAL) unless a URL names PostgreSQL. A write transaction is ``BEGIN IMMEDIATE`` on SQLite: it waits for
its turn at the start, so it never fails half-way for want of a lock. On PostgreSQL an advisory lock gives the same:
one writer at a time, no deadlocks, and outbox numbers in the order of their commits. Transactions of one thread nest
by joining.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from domain.errors import DiskFull, StoreBusy, StoreError, StoreUnavailable
from store.db import times as clock

__all__ = ["Database", "Insert", "database_url", "patience"]

Insert = sqlite.Insert | postgresql.Insert

FILE_NAME = "diemtin.sqlite"
BUSY_SECONDS = 30
_NOTE_SECONDS = 0.2
_patience: ContextVar[float] = ContextVar("patience", default=BUSY_SECONDS)
_DISK_HINT = "Hãy xem lại dung lượng, hạn mức và ổ đĩa rồi chạy lại; dữ liệu đã ghi vẫn còn nguyên."
_BUSY = ("Kho dữ liệu đang bận: một lệnh khác đang ghi.", "Hãy đợi lệnh đó xong rồi thử lại.")
FULL_HINT = "Hãy giải phóng dung lượng đĩa rồi chạy lại; dữ liệu đã ghi vẫn còn nguyên."
_ROOM_LEFT = 1 << 20
_DOWN = frozenset({"57P01", "57P02", "57P03", "57P05"})
"""PostgreSQL is shutting down, crashed, starting up, or has dropped an idle session."""
_WRITER = 0x6469656D  # any number that is ours


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """How long a write within this block waits for others to finish writing, before StoreBusy; never longer than a
    block around it allows.
    """
    token = _patience.set(min(seconds, _patience.get()))
    try:
        yield
    finally:
        _patience.reset(token)


def database_url(data_dir: Path, url: str | None) -> URL:
    """The address to open: the one given, or the SQLite file in ``data_dir``."""
    if not url:
        return URL.create("sqlite", database=str(data_dir / FILE_NAME))
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError("Địa chỉ kho dữ liệu không đọc được.", "Ví dụ đúng: postgresql://máy/tên_kho.") from None
    if parsed.get_backend_name() == "postgresql" and "+" not in parsed.drivername:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(
            f"Kho dữ liệu loại “{parsed.get_backend_name()}” không được hỗ trợ.", "Dùng SQLite hoặc PostgreSQL."
        )
    return parsed


class Database:
    """One database, shared by the threads of a process.

    ``before_commit`` is called at the end of every outermost write transaction, before its COMMIT: what the rows
    point to (the archive) is made durable first.
    """

    def __init__(self, url: URL, before_commit: Callable[[], None] = lambda: None) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.before_commit = before_commit
        self._local = threading.local()
        self._turn = threading.RLock()
        self._inserts: dict[tuple[str, tuple[str, ...]], Insert] = {}
        with self._plain_errors():
            self.engine = self._create_engine()

    def _create_engine(self) -> Engine:
        try:
            if self.is_sqlite:
                engine = create_engine(self.url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
                event.listen(engine, "connect", _prepare_sqlite)
                event.listen(engine, "begin", _begin)
                return engine
            return create_engine(self.url, pool_pre_ping=True, pool_recycle=1800)
        except (NoSuchModuleError, ModuleNotFoundError):
            raise StoreError(
                "Thiếu trình điều khiển PostgreSQL.", "Cài bằng lệnh: pip install 'psycopg[binary]'."
            ) from None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with; inside a write transaction, the transaction's own."""
        current: Connection | None = getattr(self._local, "connection", None)
        if current is not None:
            with self._plain_errors():
                yield current
            return
        with self._plain_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction; joins the one this thread is in. Rolled back as a whole when the block raises. StoreBusy
        where others write for longer than ``patience`` allows.
        """
        current: Connection | None = getattr(self._local, "connection", None)
        if current is not None:
            with self._plain_errors():
                yield current
            return
        seconds = _patience.get()
        with self._my_turn(seconds), self._plain_errors(), self.engine.connect() as connection:
            connection = connection.execution_options(immediate=True, patience=seconds)
            with connection.begin():
                if not self.is_sqlite:
                    _wait_for_writers(connection, seconds)
                self._local.connection = connection
                try:
                    yield connection
                    self.before_commit()
                finally:
                    self._local.connection = None

    @contextmanager
    def _my_turn(self, seconds: float) -> Iterator[None]:
        """Writers of one process wait for each other here, so that the database sees one of them."""
        if not self._turn.acquire(timeout=seconds if seconds < BUSY_SECONDS else -1):
            raise StoreBusy(*_BUSY)
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def note(self) -> Iterator[Connection]:
        """A write that nobody need wait for, as who looked at what: StoreBusy as soon as others are writing."""
        with patience(_NOTE_SECONDS), self.write() as connection:
            yield connection

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside a write transaction."""
        return getattr(self._local, "connection", None) is not None

    def insert(self, table: Table) -> Insert:
        """An INSERT of this dialect, which knows ON CONFLICT."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def insert_new(self, table: Table, *keys: str) -> Insert:
        """An INSERT that leaves alone a row that is there; built once."""
        if (statement := self._inserts.get((table.name, keys))) is None:
            statement = self.insert(table).on_conflict_do_nothing(index_elements=keys)
            self._inserts[table.name, keys] = statement
        return statement

    def upsert(self, table: Table, keys: tuple[str, ...], columns: tuple[str, ...]) -> Insert:
        """An INSERT that sets these columns of a row that is there; built once."""
        if (statement := self._inserts.get((table.name, keys + columns))) is None:
            new = self.insert(table)
            statement = new.on_conflict_do_update(
                index_elements=keys, set_={name: new.excluded[name] for name in columns}
            )
            self._inserts[table.name, keys + columns] = statement
        return statement

    def now(self) -> datetime:
        """The clock that all who share this database agree on: the server's, or this machine's for a file."""
        if self.is_sqlite:
            return clock.now()
        with self.read() as connection:
            moment: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            return moment.astimezone(UTC)

    def damage(self, most: int = 5) -> list[str]:
        """What is wrong with the database's own pages, in its words; empty when all of them can be read. Reads all."""
        with self.read() as connection:
            if self.is_sqlite:
                found = connection.exec_driver_sql(f"PRAGMA integrity_check({most})").scalars()
                return [str(line) for line in found if line != "ok"]
            for table in inspect(connection).get_table_names():
                connection.execute(text(f'SELECT count(*) FROM (SELECT * FROM "{table}" OFFSET 0) AS whole'))  # noqa: S608
        return []

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._plain(error) from error
        except sqlite3.Error as error:
            raise self._plain_sqlite(error) from error
        except SQLAlchemyError as error:
            raise StoreError(f"Kho dữ liệu báo lỗi: {_first_line(error)}.") from error

    def _plain(self, error: DBAPIError) -> StoreError:
        if isinstance(error.orig, sqlite3.Error):
            return self._plain_sqlite(error.orig)
        if getattr(error.orig, "sqlstate", None) in {"53100", "58030"}:
            return DiskFull("Máy chủ PostgreSQL hết chỗ trên đĩa.", FULL_HINT)
        state = getattr(error.orig, "sqlstate", None)
        if state == "55P03":  # lock_timeout
            return StoreBusy(*_BUSY)
        if error.connection_invalidated or state is None or state in _DOWN or state.startswith("08"):
            return StoreUnavailable(
                "Không kết nối được máy chủ PostgreSQL.", "Hãy kiểm tra địa chỉ, tài khoản, máy chủ."
            )
        return StoreError(f"Kho dữ liệu báo lỗi: {_first_line(error.orig)}.")

    def _plain_sqlite(self, error: sqlite3.Error) -> StoreError:
        code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
        where = self.url.database
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and self._no_room()):
            return DiskFull(f"Đĩa đã đầy, không ghi thêm được vào kho {where}.", FULL_HINT)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return StoreBusy(*_BUSY)
        if code == sqlite3.SQLITE_CANTOPEN:
            return StoreError(f"Không mở được kho {where}.", "Hãy xem lại thư mục dữ liệu (--data) và quyền ghi.")
        if code == sqlite3.SQLITE_READONLY:
            return StoreError(
                f"Kho {where} chỉ đọc được, không ghi được.", "Hãy xem lại quyền ghi của thư mục dữ liệu."
            )
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return StoreError(f"Tệp {where} không phải kho Điểm Tin hoặc đã hỏng.", "Hãy phục hồi từ bản sao lưu.")
        if code == sqlite3.SQLITE_IOERR:
            return StoreError(f"Không đọc ghi được kho {where} ({_first_line(error)}).", _DISK_HINT)
        return StoreError(f"Kho {where} báo lỗi: {_first_line(error)}.")

    def _no_room(self) -> bool:
        """An I/O error is told from a full disk by looking: SQLite says only "disk I/O error" when the log cannot
        grow.
        """
        folder = Path(self.url.database or ".").parent
        try:
            return shutil.disk_usage(folder).free < _ROOM_LEFT or not _can_grow(folder)
        except OSError:
            return False


def _can_grow(folder: Path) -> bool:
    probe = folder / f".diemtin-probe-{os.getpid()}"
    try:
        probe.write_bytes(b"\0" * 65536)
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
    return True


def _first_line(error: BaseException | None) -> str:
    return str(error).splitlines()[0].rstrip(".") if error is not None and str(error) else type(error).__name__


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin does
    cursor = connection.cursor()
    # FULL: what was acknowledged survives a power cut too, not only a killed process.
    for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _wait_for_writers(connection: Connection, seconds: float) -> None:
    """Be the one writer of a PostgreSQL database."""
    if seconds < BUSY_SECONDS:
        connection.execute(text(f"SET LOCAL lock_timeout = {int(seconds * 1000)}"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})
    if seconds < BUSY_SECONDS:
        connection.execute(text("SET LOCAL lock_timeout = DEFAULT"))


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("immediate", False):
        connection.exec_driver_sql("BEGIN")
        return
    seconds = options.get("patience", BUSY_SECONDS)
    if seconds == BUSY_SECONDS:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(seconds * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
