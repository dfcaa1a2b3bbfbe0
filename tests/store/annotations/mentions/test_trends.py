"""The counts of the weeks: read from the days that are asked for, however many articles there are beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from store import open_store


@pytest.mark.parametrize("asked", ["weeks", "last_day"])
def test_the_database_begins_at_the_days(tmp_path: Path, asked: str) -> None:
    said: list[tuple[str, Any]] = []
    with open_store(tmp_path / "data") as store:
        event.listen(store.database.engine, "before_cursor_execute", lambda *heard: said.append((heard[2], heard[3])))
        if asked == "weeks":
            assert [one.articles for one in store.trends.weeks(date(2022, 9, 5), 2)] == [0, 0]
        else:
            assert store.trends.last_day(date(2022, 9, 5)) is None
        (query,) = (one for one in said if "mentioning_articles" in one[0])
        with store.database.read() as connection:
            plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query[0]}", query[1])]
    assert "ix_mentioning_articles_day" in plan[0], plan


def test_what_every_morning_counts_is_counted_by_an_index_alone(tmp_path: Path) -> None:
    said: list[tuple[str, Any]] = []
    with open_store(tmp_path / "data") as store:
        event.listen(store.database.engine, "before_cursor_execute", lambda *heard: said.append((heard[2], heard[3])))
        assert store.trends.undated() == 0
        assert store.figures.provinces() == []
        assert store.articles.news_since(datetime(2022, 9, 26, tzinfo=UTC), 0) == (0, [])
        with store.database.read() as connection:
            plans = [
                str(row[3])
                for query, given in list(said)
                if query.startswith("SELECT") and "JOIN" not in query
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given)
            ]
    for index in ("ix_articles_kept_day", "ix_mentioning_articles_province", "ix_articles_kept_seen"):
        assert any("COVERING INDEX" in step and index in step for step in plans), (index, plans)
