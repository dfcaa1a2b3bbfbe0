from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.article import Attachment
from domain.correction import Correction, CorrectionKind
from domain.errors import StoreError
from domain.source import Source
from store import Store, export, open_store
from store.crawl.frontier import Kind, Outcome
from tests.store.making import SITE, add_page, annotate, found, later, make_article


def fill(store: Store) -> None:
    """Something in every table."""
    store.outbox.register("i")
    store.sources.remember(Source(id="syt-mau", name="Sở Y tế Mẫu", base_url=SITE))
    store.frontier.add_many([found("/tin/1"), found("/l", Kind.LISTING)])
    store.frontier.claim("syt-mau", "me")
    store.frontier.finish(SITE + "/l", Outcome.OK)
    files = (Attachment(url=SITE + "/a.pdf", name="a.pdf"),)
    saved = store.articles.save(make_article(attachments=files), add_page(store, SITE + "/tin/1"))
    store.articles.save(make_article(body="Bài sửa lại."), add_page(store, SITE + "/tin/1", at=later(days=1)))
    annotate(store)
    store.attachments.save(SITE + "/a.pdf", state="text", text="chữ")
    store.corrections.add(Correction(article_id=saved.article_id, kind=CorrectionKind.KEPT_SET, value={"kept": True}))
    store.hosts.save_robots("h", "", 404)
    with store.runs.start("crawl") as run:
        run.count(None, "n")
        run.event("info", "x")


def test_a_store_is_carried_over_whole(store: Store, tmp_path: Path) -> None:
    fill(store)
    lines = list(export.lines(store))
    assert {json.loads(line)["table"] for line in lines[1:]} >= {
        "article_versions",
        "corrections",
        "run_events",
    }
    with open_store(tmp_path / "other") as other:
        counts = export.load(other, lines)
        assert sum(counts.values()) == len(lines) - 1
        assert export.facts(other) == export.facts(store)
        assert list(export.lines(other)) == lines
        assert other.articles.by_url(SITE + "/tin/1") == store.articles.by_url(SITE + "/tin/1")
        page = other.pages.get(add_page(other, SITE + "/tin/2"))
        assert page is not None
        assert page.id == 3


def test_an_index_over_there_is_filled_anew(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.outbox.done("i", store.outbox.batch("i"))
    with open_store(tmp_path / "other") as other:
        export.load(other, list(export.lines(store)))
        assert other.outbox.indexes() == []
        other.outbox.register("i")
        assert other.outbox.status("i").waiting == 1


def test_nothing_is_imported_over_what_is_there(store: Store, tmp_path: Path) -> None:
    fill(store)
    lines = list(export.lines(store))
    with pytest.raises(StoreError, match="không trống"):
        export.load(store, lines)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["không phải JSON"],
        ['{"diemtin_export": 1, "schema": "9999"}'],
        ['{"diemtin_export": 1, "schema": "0001"}', '{"table": "bí mật", "row": {}}'],
        ['{"diemtin_export": 1, "schema": "0001"}', '{"table": "hosts", "row": {"host": "h"}}'],
        ['{"diemtin_export": 1, "schema": "0001"}', "[1, 2]"],
    ],
)
def test_a_wrong_file_is_one_plain_line_and_writes_nothing(store: Store, lines: list[str]) -> None:
    with pytest.raises(StoreError):
        export.load(store, lines)
    assert len(list(export.lines(store))) == 1


def test_facts_tell_different_stores_apart(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = export.facts(store)
    store.articles.withdraw(SITE + "/tin/1")
    assert export.facts(store) != before
