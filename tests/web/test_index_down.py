"""The index goes away, breaks and comes back while the page is served: the page says so, and all else works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.context import Context
from pipeline.feed import feed_index, rebuild_index
from tests.support.elasticsearch.node import Node
from tests.web.conftest import context_of, serving
from tests.web.test_search import number_shown

QUERY = "q=ho+so"
NEEDS_THE_INDEX = ("/tim-kiem", "/tim-kiem?q=ho+so", "/tim-kiem?q=khong+co+tu+nao", "/tim-kiem.csv?q=ho+so")
LIVES_IN_THE_STORE = (
    "/", "/so-lieu", "/so-lieu.csv", "/van-ban", "/don-vi", "/nguon", "/diem-tin", "/ke-hoach", "/canh-bao", "/quan-tri",
    "/quan-tri/kiem-tra", "/quan-tri/viec", "/tro-giup",
)  # fmt: skip


def says_so(client: TestClient) -> None:
    for path in NEEDS_THE_INDEX:
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert "Dữ liệu tìm kiếm đang không truy cập được" in answer.text, path
        assert "Traceback" not in answer.text
    problem = client.get(f"/api/v1/search?{QUERY}")
    assert problem.status_code == 503
    assert problem.headers["content-type"] == "application/problem+json"
    for path in LIVES_IN_THE_STORE:
        assert client.get(path).status_code == 200, path
    assert client.get("/healthz").json() == {"store": True, "index": False}
    assert "diemtin_index_healthy 0.0" in client.get("/metrics").text


def works(client: TestClient) -> int:
    assert client.get("/healthz").json() == {"store": True, "index": True}
    return number_shown(client.get(f"/tim-kiem?{QUERY}").text)


def generation(index: Path) -> Path:
    return index / (index / "current").read_text(encoding="ascii")


def delete_generation(index: Path) -> None:
    shutil.rmtree(generation(index))


def break_meta(index: Path) -> None:
    (generation(index) / "meta.json").write_text("{", encoding="utf-8")


def break_pointer(index: Path) -> None:
    (index / "current").write_bytes(b"\0\0")


def delete_all(index: Path) -> None:
    shutil.rmtree(index)


def rebuild(context: Context) -> None:
    """As ``diemtin index rebuild`` beside the page does it, with an engine of its own."""
    with context.store() as store, context.index() as engine:
        rebuild_index(store, engine, context.index_name)
        feed_index(store, engine, context.index_name)


def test_a_folder_that_is_moved_away_and_back(own_folder: Path) -> None:
    index, aside = own_folder / "data" / "index", own_folder / "aside"
    with serving(own_folder) as client:
        before = works(client)
        index.rename(aside)
        says_so(client)
        aside.rename(index)
        assert works(client) == before


@pytest.mark.parametrize("harm", [delete_all, delete_generation, break_meta, break_pointer])
def test_what_is_broken_is_said_and_a_rebuild_mends_it(own_folder: Path, harm: Callable[[Path], None]) -> None:
    with serving(own_folder) as client:
        before = works(client)
        harm(own_folder / "data" / "index")
        says_so(client)
        rebuild(context_of(own_folder))
        assert works(client) == before


def test_a_page_that_is_opened_over_a_lost_index_says_so(own_folder: Path) -> None:
    delete_all(own_folder / "data" / "index")
    with serving(own_folder) as client:
        says_so(client)


def test_a_store_without_articles_has_lost_nothing(empty_client: TestClient) -> None:
    assert empty_client.get("/tim-kiem").status_code == 200
    assert empty_client.get("/healthz").json() == {"store": True, "index": True}


@pytest.mark.elasticsearch
def test_a_node_that_is_killed_and_comes_back(
    own_folder: Path, own_node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIEMTIN_INDEX_ENGINE", "elasticsearch")
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_URLS", own_node.url)
    rebuild(context_of(own_folder))
    with serving(own_folder) as client:
        before = works(client)
        own_node.kill()
        says_so(client)
        own_node.start()
        assert works(client) == before


@pytest.mark.elasticsearch
def test_an_index_that_is_deleted_on_the_cluster(
    own_folder: Path, elasticsearch_node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIEMTIN_INDEX_ENGINE", "elasticsearch")
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_URLS", elasticsearch_node.url)
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_INDEX", "trang-mat")
    rebuild(context_of(own_folder))
    with serving(own_folder) as client:
        before = works(client)
        for name in elasticsearch_node.call("GET", "/trang-mat-v*/_alias"):
            elasticsearch_node.call("DELETE", f"/{name}")
        says_so(client)
        rebuild(context_of(own_folder))
        assert works(client) == before
