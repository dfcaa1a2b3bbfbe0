from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import store.db as package
from domain.errors import StoreError
from store import Store, open_store
from store.db.migrate import revision_of
from store.db.revision import HEAD
from store.db.whole_schema import metadata


def _described(_object: object, name: str | None, _kind: str, _reflected: bool, _beside: object) -> bool:
    """The word index is SQLite's or PostgreSQL's own, which no description of tables can say."""
    return not (name or "").startswith("figure_words")


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.database.read() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_object": _described}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
        assert revision_of(connection) == HEAD


def test_foreign_keys_and_indexes_are_there(store: Store) -> None:
    with store.database.read() as connection:
        inspector = inspect(connection)
        for table in metadata.sorted_tables:
            found = {tuple(key["constrained_columns"]) for key in inspector.get_foreign_keys(table.name)}
            assert found == {tuple(c.name for c in key.columns) for key in table.foreign_key_constraints}
            assert {index["name"] for index in inspector.get_indexes(table.name)} >= {
                index.name for index in table.indexes
            }


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(package.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with open_store(tmp_path) as store:
            assert store.articles.count() == 0


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="bản Điểm Tin mới hơn"):
        open_store(tmp_path)


def _open(folder: Path) -> None:
    open_store(folder).close()


def test_processes_that_open_a_new_store_at_once_do_not_hinder_each_other(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_open, args=(tmp_path,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 4


def test_a_migration_that_is_cut_off_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    real = command.upgrade

    def cut_off(config: Config, revision: str) -> None:
        real(config, revision)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "upgrade", cut_off)
    with pytest.raises(KeyboardInterrupt):
        open_store(tmp_path)
    monkeypatch.undo()
    with open_store(tmp_path) as store:
        assert store.articles.count() == 0
