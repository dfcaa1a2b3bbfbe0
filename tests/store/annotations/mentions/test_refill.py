"""What the tables of mentions hold after each thing that can happen to an article."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select

import store.db as package
from domain.correction import Correction, CorrectionKind, Target
from store import Store, export, open_store
from store.annotations.mentions.figures import FigureFilter, FigureState
from store.annotations.mentions.refill import fill_all, refill
from store.db.database import Database, database_url
from store.db.whole_schema import metadata
from tests.store.annotations.mentions.saying import LONG, body_name, document, figure, put, save
from tests.store.conftest import empty

BODY = f"{LONG}\n\nSở Y tế tỉnh Sơn La tiếp nhận 1.185 hồ sơ, đạt 98,9%.\n\nThực hiện Kế hoạch số 16/KH-UBND."
DERIVED = [table for table in metadata.sorted_tables if table.info.get("derived")]


def say(store: Store, path: str = "/1", body: str = BODY, **how: object) -> str:
    return put(
        store,
        path,
        body,
        [figure(body, "1.185 hồ sơ", value=1185, unit="hồ sơ"), figure(body, "98,9%", value=98.9, unit="%")],
        [document(body, "Kế hoạch số 16/KH-UBND", number="16/KH-UBND", type="Kế hoạch")],
        [body_name(body, "Sở Y tế tỉnh Sơn La", "Sở Y tế tỉnh Sơn La")],
        **how,  # type: ignore[arg-type]
    )


def held(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that the tables hold, apart from the numbers of rows."""
    numbers = {"id", "sentence_id"}
    found = {}
    with store.database.read() as connection:
        for table in DERIVED:
            rows = connection.execute(select(*(column for column in table.c if column.name not in numbers)))
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def values(store: Store, **asked: object) -> list[float | None]:
    return [row.value for row in store.figures.page(FigureFilter(**asked)).rows]  # type: ignore[arg-type]


def test_an_annotation_brings_its_mentions_in_the_order_of_the_text(store: Store) -> None:
    article_id = say(store)
    first, second = store.figures.page(FigureFilter()).rows
    assert (first.position, first.value, first.unit, first.unit_key) == (0, 1185, "hồ sơ", "ho so")
    assert (second.position, second.value, second.unit) == (1, 98.9, "%")
    assert first.sentence == "Sở Y tế tỉnh Sơn La tiếp nhận 1.185 hồ sơ, đạt 98,9%."
    assert (first.article_id, first.day, first.title) == (article_id, "2022-09-30", "Kết quả cải cách hành chính")
    assert (first.organisation, first.organisation_key) == ("Sở Y tế tỉnh Sơn La", "so-y-te-tinh-son-la")
    (cited,) = store.cited_documents.page().rows
    assert (cited.key, cited.number, cited.type, cited.issuer, cited.count) == (
        "16-kh-ubnd",
        "16/KH-UBND",
        "Kế hoạch",
        None,
        1,
    )
    (citing,) = store.cited_documents.citing(cited.key).rows
    assert (citing.cited_as, citing.quote) == ("thuc_hien", "Thực hiện Kế hoạch số 16/KH-UBND.")
    (body,) = store.organisations.page().rows
    assert (body.key, body.count, body.first_day, body.last_day) == (
        "so-y-te-tinh-son-la",
        1,
        "2022-09-30",
        "2022-09-30",
    )


def test_what_is_no_news_says_nothing_until_a_person_says_it_is(store: Store) -> None:
    article_id = say(store, kept=False)
    assert values(store) == []
    store.corrections.add(Correction(article_id=article_id, kind=CorrectionKind.KEPT_SET, value={"kept": True}))
    assert values(store) == [1185, 98.9]
    store.corrections.add(Correction(article_id=article_id, kind=CorrectionKind.KEPT_SET, value={"kept": False}))
    assert held(store) == {table.name: [] for table in DERIVED}


def test_a_persons_word_counts_and_can_be_taken_back(store: Store) -> None:
    article_id = say(store)
    before = held(store)
    start = BODY.index("1.185 hồ sơ")
    target = Target.of(BODY, start, start + len("1.185 hồ sơ"))
    fixed = Correction(
        article_id=article_id, kind=CorrectionKind.FIGURE_FIXED, target=target, value={"value": 1187.0, "unit": "đơn"}
    )
    number = store.corrections.add(fixed)
    (row, other) = store.figures.page(FigureFilter()).rows
    assert (row.value, row.unit, row.state, other.state) == (1187, "đơn", FigureState.FIXED, FigureState.UNCHECKED)
    assert {unit.unit for unit in store.figures.units()} == {"đơn", "%"}
    store.corrections.revoke(number)
    assert held(store) == before
    renamed = Correction(
        kind=CorrectionKind.ENTITY_RENAMED,
        target=Target(names=("Sở Y tế tỉnh Sơn La",), type="ORG"),
        value={"name": "Sở Y tế Sơn La"},
    )
    store.corrections.add(renamed)
    assert [one.key for one in store.organisations.page().rows] == ["so-y-te-son-la"]


def test_another_annotation_replaces_what_the_first_one_said(store: Store) -> None:
    article_id = say(store)
    stored = store.annotations.get(article_id)
    assert stored is not None
    less = stored.annotation.model_copy(update={"figures": stored.annotation.figures[:1], "documents": ()})
    store.annotations.reset()
    assert save(store, article_id, less)
    assert values(store) == [1185]
    assert store.cited_documents.page().rows == []
    assert [unit.count for unit in store.figures.units()] == [1]


def test_reprints_count_once_at_the_earliest_with_their_sources(store: Store) -> None:
    first = say(store, "/1", source="syt-a", day=date(2022, 9, 30))
    second = say(store, "/1", source="bao-b", day=date(2022, 10, 1))
    assert store.articles.group(first) == sorted([first, second], key=[first, second].index)
    rows = store.figures.page(FigureFilter()).rows
    assert [(row.article_id, row.copies) for row in rows] == [(first, 2), (first, 2)]
    assert store.figures.count(FigureFilter()).value == 2
    (cited,) = store.cited_documents.page().rows
    assert (cited.count, cited.last_day) == (1, "2022-09-30")
    (citing,) = store.cited_documents.citing(cited.key).rows
    assert [one.article_id for one in citing.reprints] == [second]
    (naming,) = store.organisations.naming("so-y-te-tinh-son-la").rows
    assert (naming.copies, [one.article_id for one in naming.reprints]) == (2, [second])


def test_what_only_a_reprint_says_counts_there(store: Store) -> None:
    first = say(store, "/1", source="syt-a")
    more = BODY.replace("đạt 98,9%.", "đạt 98,9%, và 12 phiếu.")
    figures = [
        figure(more, "1.185 hồ sơ", value=1185, unit="hồ sơ"),
        figure(more, "98,9%", value=98.9, unit="%"),
        figure(more, "12 phiếu", value=12, unit="phiếu"),
    ]
    second = put(store, "/1", more, figures, source="bao-b")
    if store.articles.group(first) != [first]:
        assert {(row.value, row.article_id) for row in store.figures.page(FigureFilter()).rows} == {
            (1185, first),
            (98.9, first),
            (12, second),
        }
    assert values(store, unit="phieu") == [12]


def test_when_the_first_reprint_is_no_news_the_second_counts(store: Store) -> None:
    first = say(store, "/1", source="syt-a")
    second = say(store, "/1", source="bao-b")
    store.corrections.add(Correction(article_id=first, kind=CorrectionKind.KEPT_SET, value={"kept": False}))
    rows = store.figures.page(FigureFilter()).rows
    assert [(row.article_id, row.copies) for row in rows] == [(second, 1), (second, 1)]
    assert store.organisations.page().rows[0].count == 1


def test_two_articles_that_are_one_count_once_and_parted_ones_apart(store: Store) -> None:
    first = say(store, "/cu")
    other = f"{LONG[::-1]}\n\nTiếp nhận 7 đơn."
    second = put(store, "/moi", other, [figure(other, "7 đơn", value=7, unit="đơn")])
    assert first != second
    kept = store.articles.moved("https://syt-mau.example.gov.vn/cu", "https://syt-mau.example.gov.vn/moi")
    assert kept == first
    assert {row.article_id for row in store.figures.page(FigureFilter()).rows} <= {first}
    assert [unit.key for unit in store.figures.units()] == sorted(
        {row.unit_key for row in store.figures.page(FigureFilter()).rows}
    )


def test_a_new_text_keeps_what_still_stands(store: Store) -> None:
    say(store)
    put(store, "/1", f"{BODY}\n\nThêm một đoạn.", [], day=date(2022, 10, 2))
    assert values(store) == []


def test_a_date_given_by_a_person_moves_its_figures(store: Store) -> None:
    article_id = say(store, day=None)
    assert store.figures.page(FigureFilter()).rows[0].day == ""
    assert values(store, first=date(2022, 1, 1)) == []
    word = Correction(article_id=article_id, kind=CorrectionKind.DATE_SET, value={"published_at": "2022-08-01"})
    store.corrections.add(word)
    assert values(store, first=date(2022, 8, 1), last=date(2022, 8, 1)) == [1185, 98.9]
    assert store.organisations.page().rows[0].last_day == "2022-08-01"


def test_filling_again_changes_nothing(store: Store) -> None:
    ids = [say(store, "/1", source="syt-a"), say(store, "/1", source="bao-b"), say(store, "/2", body=f"{BODY} Và hết.")]
    before = held(store)
    with store.database.write() as connection:
        refill(store.database, connection, reversed(ids))
    assert held(store) == before


def test_an_export_leaves_them_out_and_an_import_fills_them(store: Store, tmp_path: Path) -> None:
    say(store, "/1", source="syt-a")
    say(store, "/1", source="bao-b")
    lines = list(export.lines(store))
    assert not any(f'"table": "{table.name}"' in line for line in lines for table in DERIVED)
    with open_store(tmp_path / "other") as other:
        export.load(other, lines)
        assert held(other) == held(store)


def test_a_store_from_before_is_filled_when_it_is_opened(tmp_path: Path) -> None:
    with open_store(tmp_path / "now") as store:
        say(store, "/1", source="syt-a")
        say(store, "/1", source="bao-b")
        wanted = held(store)
    old = tmp_path / "old" / "diemtin.sqlite"
    old.parent.mkdir()
    database = Database(database_url(old.parent, None))
    with database.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(package.__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    database.close()
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("ATTACH ? AS now", (str(tmp_path / "now" / "diemtin.sqlite"),))
        for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if name not in {"alembic_version", "sqlite_sequence"}:
                columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({name})"))
                connection.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM now.{name}")
        connection.commit()
    with open_store(old.parent) as store:
        assert held(store) == wanted
        assert len(wanted["figures"]) == 4


def test_filling_takes_all_articles_whatever_their_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.annotations.mentions.refill._BATCH", 2)
    for number in range(5):
        say(store, f"/{number}", body=f"{BODY}\n\nBài thứ {number} khác hẳn bài trước.", title=f"Bài {number}")
    wanted = held(store)
    with store.database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.info.get("derived"):
                connection.execute(table.delete())
        assert fill_all(store.database, connection) == 5
    assert held(store) == wanted


def test_tables_of_a_server_can_be_emptied(store: Store) -> None:
    say(store)
    if not store.database.is_sqlite:
        empty(store)
        assert held(store) == {table.name: [] for table in DERIVED}
