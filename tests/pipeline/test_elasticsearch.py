"""From the store through the outbox into a real node that dies, comes back, and stops taking writes: nothing is lost,
nothing doubled, and people are told what waits and since when.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.annotation import Annotation, Figure
from domain.search import SearchRequest, Sort
from pipeline.context import Context, open_context
from pipeline.feed import feed_index, rebuild_index
from pipeline.lost_index import shortfall
from pipeline.process import process_all
from store import Store, open_store
from tests.cli.conftest import run_command
from tests.support.elasticsearch.node import Node

pytestmark = pytest.mark.elasticsearch


@contextmanager
def using(node: Node, data: Path, monkeypatch: pytest.MonkeyPatch, index: str = "diemtin") -> Iterator[Context]:
    """A context whose index is on the node."""
    monkeypatch.setenv("DIEMTIN_INDEX_ENGINE", "elasticsearch")
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_URLS", node.url)
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_INDEX", index)
    monkeypatch.setenv("DIEMTIN_SOURCES_DIR", str(data / "none"))
    yield open_context(data)


def indexed(context: Context) -> set[str]:
    """The addresses of everything that the index holds."""
    with context.index() as engine:
        response = engine.search(SearchRequest(query="", limit=10_000, sort=Sort.DATE))
    assert len(response.hits) == response.total
    return {hit.url for hit in response.hits}


def kept(store: Store) -> set[str]:
    """The addresses of everything that the index should hold."""
    return {document.article.url for document in store.documents.iterate()}


def test_a_node_that_dies_and_comes_back(own_node: Node, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with using(own_node, filled, monkeypatch) as context:
        own_node.kill()
        counts = process_all(context)
        assert counts["indexed"] == 0
        assert "Không kết nối được" in str(counts["problem"])
        status = run_command("index", "status", "--json", "--data", filled).json
        assert status["waiting"] > 50
        assert status["oldest_since"]
        assert "Không kết nối được" in status["last_error"]
        own_node.start()
        assert process_all(context)["problem"] is None
        with open_store(filled) as store:
            assert indexed(context) == kept(store)
            assert store.outbox.status(context.index_name).waiting == 0


def test_a_cluster_that_takes_no_writes(own_node: Node, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with using(own_node, filled, monkeypatch) as context, open_store(filled) as store:
        half = sorted(kept(store))[:20]
        with context.index() as engine:
            store.outbox.register(context.index_name)
            rows = store.outbox.batch(context.index_name, limit=20)
            documents = store.documents.load([row.article_id for row in rows])
            engine.write(list(documents.values()))
            store.outbox.done(context.index_name, rows)
            own_node.call("PUT", "/_all/_settings", {"index.blocks.read_only_allow_delete": True})
            report = feed_index(store, engine, context.index_name)
            assert "chỉ đọc" in str(report.problem)
            assert report.written == 0
            own_node.call("PUT", "/_all/_settings", {"index.blocks.read_only_allow_delete": None})
            store.outbox.resume(context.index_name)
            assert feed_index(store, engine, context.index_name).problem is None
        assert len(half) == 20
        assert indexed(context) == kept(store)


def test_an_article_that_stops_being_news_leaves(
    elasticsearch_node: Node, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with using(elasticsearch_node, filled, monkeypatch, "leaving") as context, open_store(filled) as store:
        with context.index() as engine:
            feed_index(store, engine, context.index_name)
        before = indexed(context)
        monkeypatch.setenv("DIEMTIN_NEWS_THRESHOLD", "0.9")
        store.annotations.reset()
        strict = open_context(filled)
        assert process_all(strict)["problem"] is None
        assert indexed(strict) == kept(store) < before


def test_what_the_cluster_lost_is_filled_again(
    elasticsearch_node: Node, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with using(elasticsearch_node, filled, monkeypatch, "mat-chi-muc") as context, open_store(filled) as store:
        assert process_all(context)["problem"] is None
        for index in elasticsearch_node.call("GET", "/mat-chi-muc-v*/_alias"):
            elasticsearch_node.call("DELETE", f"/{index}")
        done = run_command("search", "cchc", "--data", filled)
        assert (done.code, "diemtin process" in done.err) == (1, True)
        assert process_all(context)["lost"] == len(kept(store))
        assert indexed(context) == kept(store)


def test_what_a_rebuild_refuses_stands_in_quarantine(
    elasticsearch_node: Node, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with using(elasticsearch_node, filled, monkeypatch, "tu-choi") as context, open_store(filled) as store:
        assert process_all(context)["problem"] is None
        first = next(store.documents.iterate())
        figure = Figure(text="1", start=0, end=1, value=math.nan)
        poisoned = first.model_copy(update={"annotation": Annotation(figures=(figure,))})
        iterate = store.documents.iterate
        monkeypatch.setattr(
            store.documents, "iterate", lambda: (poisoned if one.id == first.id else one for one in iterate())
        )
        with context.index() as engine:
            result = rebuild_index(store, engine, context.index_name)
        assert [one.id for one in result.rejected] == [first.id]
        assert result.written == len(kept(store)) - 1
        (row,) = store.outbox.quarantined(context.index_name)
        assert row.article_id == first.id
        assert "Elasticsearch từ chối" in str(row.last_error)
        with context.index() as engine:
            assert shortfall(store, engine, context.index_name) == 0


def test_rebuild_while_writes_wait(elasticsearch_node: Node, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with using(elasticsearch_node, filled, monkeypatch, "rebuilt-store") as context, open_store(filled) as store:
        with context.index() as engine:
            first = rebuild_index(store, engine, context.index_name).written
            assert first == len(kept(store))
            # What the rebuild already took waits in the queue too; writing it again changes nothing.
            assert feed_index(store, engine, context.index_name).problem is None
        assert indexed(context) == kept(store)
        assert run_command("index", "rebuild", "--data", filled).code == 0
        assert indexed(context) == kept(store)


def test_the_command_searches_the_node(elasticsearch_node: Node, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with using(elasticsearch_node, filled, monkeypatch, "command"):
        assert run_command("process", "--data", filled).code == 0
        found = run_command("search", "ke hoach 1603", "--json", "--data", filled).json
        assert found["total"] >= 1
        monkeypatch.setenv("DIEMTIN_INDEX_ENGINE", "embedded")
        assert run_command("process", "--data", filled).code == 0
        embedded = run_command("search", "ke hoach 1603", "--json", "--data", filled).json
        assert {hit["url"] for hit in embedded["hits"]} == {hit["url"] for hit in found["hits"]}
        assert json.dumps(embedded["facets"], sort_keys=True) == json.dumps(found["facets"], sort_keys=True)


def test_wrong_settings_are_one_line(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_INDEX_ENGINE", "elasticsearch")
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_URLS", "http://127.0.0.1:1")
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_API_KEY", "khoa-bi-mat")
    for arguments in (["search", "cchc"], ["index", "rebuild"], ["doctor"]):
        done = run_command(*arguments, "--data", filled)
        assert done.code == 1, arguments
        assert "khoa-bi-mat" not in done.out + done.err
        assert "Không kết nối được" in done.out + done.err
        assert done.err.count("\n") <= 1
