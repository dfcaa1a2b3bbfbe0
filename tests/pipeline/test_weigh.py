"""New articles are weighed against the plans as part of processing, and never stand in its way."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from domain.settings import load_settings
from pipeline.context import Context
from pipeline.process import process_all
from plan.evidence.learning import LEAST_SCORE
from plan.reading.proposal import read_plan
from samples.plan_files import PLANS
from store import Store, open_store

SAMPLE = PLANS / "so-y-te-2022.docx"


@pytest.fixture
def context(filled: Path) -> Context:
    """A folder of annotated articles, with a plan that none of them was weighed against."""
    with open_store(filled) as store:
        assert store.articles.count() > 20
        store.plans.save(read_plan(SAMPLE.read_bytes(), SAMPLE.name))
    return Context(load_settings(data_dir=filled, annotate_workers=1))


def waiting(context: Context) -> int:
    with context.store() as store:
        return sum(count for count, _ in store.plans.suggestions.waiting(LEAST_SCORE).values())


def annotated(store: Store) -> int:
    with store.database.read() as connection:
        query = text("select count(*) from articles where annotated_version is not null")
        return int(connection.execute(query).scalar_one())


def test_processing_weighs_each_new_article_once(context: Context) -> None:
    assert waiting(context) == 0
    counts = process_all(context)
    with context.store() as store:
        assert counts["weighed"] == annotated(store)
    assert counts["weigh_problem"] is None
    assert waiting(context) > 0
    assert process_all(context)["weighed"] == 0


def test_what_breaks_while_weighing_is_told_and_the_rest_is_done(context: Context) -> None:
    with context.store() as store, store.database.write() as connection:
        connection.execute(text("update plan_versions set record = 'hỏng'"))
    counts = process_all(context)
    assert counts["indexed"]
    assert counts["problem"] is None
    assert "nhật ký ghi lại với mã" in str(counts["weigh_problem"])
    with context.store() as store:
        assert any("Chưa đối chiếu hết" in event.message for event in store.runs.events(level="error"))
