"""What every table must say of itself."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from store.db.columns import GOES, MERGED, MOVES, STAYS
from store.db.whole_schema import metadata

OF_AN_ARTICLE = [table for table in metadata.sorted_tables if "article_id" in table.c]


def test_there_are_such_tables() -> None:
    assert len(OF_AN_ARTICLE) >= 8


@pytest.mark.parametrize("table", OF_AN_ARTICLE, ids=lambda table: str(table.name))
def test_every_table_of_an_article_says_what_a_merger_does_to_its_rows(table: Table) -> None:
    assert table.c.article_id.info.get(MERGED) in {one[MERGED] for one in (MOVES, GOES, STAYS)}
