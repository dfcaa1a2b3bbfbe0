"""``doctor --deep`` reads everything: a file that is away, one cut short, a damaged record, damaged database pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_store
from tests.cli.conftest import run_command
from tests.store.making import add_page, make_article


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store of three pages."""
    with open_store(tmp_path / "data") as store:
        for number in range(3):
            made = make_article(f"/{number}", title=f"Bài {number}")
            page = add_page(store, made.url, body=bytes(range(256)) * 40)
            store.articles.save(made, page)
    return tmp_path / "data"


def findings(data: Path) -> dict[str, tuple[bool, str]]:
    rows = run_command("doctor", "--deep", "--json", "--data", data, "--sources", data).json
    return {row["name"]: (row["ok"], row["line"]) for row in rows}


def test_a_sound_store_is_said_to_be_sound(data: Path) -> None:
    found = findings(data)
    assert [found[name][0] for name in ("Cơ sở dữ liệu", "Bản lưu", "Dữ liệu tìm kiếm so với kho")] == [True] * 3
    assert found["Bản lưu"][1] == "3 trang web đọc được"
    assert "Bản lưu" not in run_command("doctor", "--data", data, "--sources", data).out


def test_the_archive_is_read_to_its_end(data: Path) -> None:
    (file,) = (data / "archive").glob("*.warc.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])  # the request of the last page alone
    with open_store(data) as store:
        refs = [ref for _, ref in store.pages.references()]
    file.write_bytes(whole[: refs[2].offset + 10])
    ok, line = findings(data)["Bản lưu"]
    assert (ok, "không đầy đủ" in line) == (False, True)
    damaged = bytearray(whole)
    damaged[refs[1].offset + 20 : refs[1].offset + 60] = b"x" * 40
    file.write_bytes(bytes(damaged))
    ok, line = findings(data)["Bản lưu"]
    assert (ok, f"vị trí {refs[1].offset} đã hỏng. (1 trang web)" in line) == (False, True)
    file.unlink()
    ok, line = findings(data)["Bản lưu"]
    assert (ok, f"Thiếu tệp lưu trữ {file.name}. (3 trang web)" in line) == (False, True)


def test_damaged_pages_of_the_database_are_noticed(data: Path) -> None:
    path = data / "diemtin.sqlite"
    with open_store(data) as store, store.database.read() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'article_versions'").scalar()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar()
    content = bytearray(path.read_bytes())
    start = (int(root) - 1) * int(size)  # type: ignore[arg-type]
    content[start : start + int(size)] = b"\xff" * int(size)  # type: ignore[arg-type]
    path.write_bytes(bytes(content))
    ok, line = findings(data)["Cơ sở dữ liệu"]
    assert (ok, "phục hồi từ bản sao lưu" in line) == (False, True)
