"""A real node that is dead, killed, read-only or asked with wrong settings.

One plain line each time, nothing lost, no secret told.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError

import pytest

from domain.annotation import Annotation, Figure
from domain.article import Article, DateOrigin
from domain.errors import IndexMisconfigured, IndexUnavailable
from domain.search import IndexDocument, SearchRequest
from index.elasticsearch_engine import ConnectionOptions, ElasticsearchEngine
from index.protocol import WriteOutcome
from tests.support.elasticsearch.node import Node

pytestmark = pytest.mark.elasticsearch


def document(name: str, version: int = 1, body: str = "Bộ phận Một cửa giải quyết hồ sơ đúng hạn.") -> IndexDocument:
    article = Article(
        url=f"https://soyte.example/{name}",
        canonical_url=f"https://soyte.example/{name}",
        source="soyte",
        title=f"Tin cải cách hành chính {name}",
        body=body,
        published_at=date(2022, 9, 26),
        date_origin=DateOrigin.TEXT,
        content_hash=name,
    )
    return IndexDocument(id=name, version=version, article=article, annotation=Annotation(), province="Sơn La")


def opened(node: Node, **options: object) -> ElasticsearchEngine:
    return ElasticsearchEngine(ConnectionOptions(urls=(node.url,), timeout=5, **options))  # type: ignore[arg-type]


def total(engine: ElasticsearchEngine, query: str = "cải cách") -> int:
    return engine.search(SearchRequest(query=query)).total


def test_a_killed_node_keeps_what_was_acknowledged(own_node: Node) -> None:
    with opened(own_node) as engine:
        assert all(r.outcome is WriteOutcome.WRITTEN for r in engine.write([document(f"a{n}") for n in range(50)]))
        own_node.kill()
        with pytest.raises(IndexUnavailable, match="Không kết nối được"):
            engine.write([document("b")])
        with pytest.raises(IndexUnavailable):
            total(engine)
        assert not engine.status().healthy
        own_node.start()
        assert total(engine) == 50
        # What was not acknowledged is written again, what was is not doubled.
        engine.write([document(f"a{n}") for n in range(50)] + [document("b")])
        assert total(engine) == 51


def test_a_read_only_index_waits_and_searches_go_on(own_node: Node) -> None:
    with opened(own_node) as engine:
        engine.write([document("a")])
        own_node.call("PUT", "/_all/_settings", {"index.blocks.read_only_allow_delete": True})
        with pytest.raises(IndexUnavailable, match="chỉ đọc"):
            engine.write([document("b")])
        assert total(engine) == 1
        assert "chỉ đọc" in engine.status().detail
        own_node.call("PUT", "/_all/_settings", {"index.blocks.read_only_allow_delete": None})
        engine.write([document("b")])
        assert total(engine) == 2


def generations(node: Node, alias: str) -> set[str]:
    return set(node.call("GET", f"/{alias}-v*/_alias"))


def test_a_poisoned_document_is_told_apart(elasticsearch_node: Node) -> None:
    """One the cluster cannot read, and one for which it refuses the whole request."""
    figure = Figure(text="1", start=0, end=1, value=math.nan)
    unreadable = document("c").model_copy(update={"annotation": Annotation(figures=(figure,))})
    refused = document("d", version=-5)
    with opened(elasticsearch_node, index="poisoned") as engine:
        results = engine.write([document("a"), unreadable, document("b"), refused, document("e")])
        told = {result.id: result.outcome for result in results}
        assert told.pop("c") is told.pop("d") is WriteOutcome.REJECTED
        assert set(told.values()) == {WriteOutcome.WRITTEN}
        assert all("Elasticsearch từ chối" in result.reason for result in results if result.id in "cd")
        assert total(engine) == 3


def test_an_older_version_never_wins(elasticsearch_node: Node) -> None:
    with opened(elasticsearch_node, index="versions") as engine:
        engine.write([document("a", version=5, body="bản mới nhất")])
        assert engine.write([document("a", version=4, body="bản cũ rích")])[0].outcome is WriteOutcome.STALE
        assert engine.search(SearchRequest(query="rích")).total == 0
        results = engine.write([document("b", version=2, body="sau"), document("b", version=1, body="trước")])
        assert [result.outcome for result in results] == [WriteOutcome.WRITTEN, WriteOutcome.STALE]
        assert engine.search(SearchRequest(query="trước")).total == 0


def test_a_rebuild_loses_nothing_and_searches_never_fail(elasticsearch_node: Node) -> None:
    node, alias = elasticsearch_node, "rebuilt"
    with opened(node, index=alias) as engine, opened(node, index=alias) as writer, opened(node, index=alias) as reader:
        engine.write([document(f"a{n}") for n in range(200)])

        def everything() -> Iterator[IndexDocument]:
            for n in range(200):
                if n == 100:  # somebody writes, changes and searches in the middle
                    writer.write([document("later"), document("a5", version=9, body="đã sửa trong lúc dựng lại")])
                    assert total(reader) == 201
                yield document(f"a{n}")

        before = generations(node, alias)
        engine.rebuild(everything())
        assert total(reader) == 201
        assert reader.search(SearchRequest(query="đã sửa trong lúc dựng lại")).total == 1
        after = generations(node, alias)
        assert len(after) == len(before) == 1
        assert after != before


def test_a_rebuild_that_dies_leaves_the_old_index(elasticsearch_node: Node) -> None:
    def broken() -> Iterator[IndexDocument]:
        yield document("x")
        raise OSError("đứt dây")

    with opened(elasticsearch_node, index="dying") as engine:
        engine.write([document("a")])
        with pytest.raises(OSError, match="đứt dây"):
            engine.rebuild(broken())
        assert total(engine) == 1
        assert len(generations(elasticsearch_node, "dying")) == 1


def test_a_rebuild_clears_what_a_killed_one_left(elasticsearch_node: Node) -> None:
    with opened(elasticsearch_node, index="killed") as engine:
        engine.write([document("a")])
        elasticsearch_node.call("PUT", "/killed-v1-left", {"aliases": {"killed-next": {}}})
        elasticsearch_node.call("PUT", "/killed-v1-bare")
        engine.rebuild([document("a"), document("b")])
        assert total(engine) == 2
        assert len(generations(elasticsearch_node, "killed")) == 1
        engine.write([document("c")])
        assert total(engine) == 3


def test_an_index_of_another_schema_asks_for_a_rebuild(elasticsearch_node: Node) -> None:
    elasticsearch_node.call("PUT", "/schema-v0-1", {"aliases": {"schema": {}}})
    with opened(elasticsearch_node, index="schema") as engine:
        with pytest.raises(IndexMisconfigured, match="diemtin index rebuild"):
            engine.write([document("a")])
        assert "diemtin index rebuild" in engine.status().detail
        engine.rebuild([document("a")])
        assert total(engine) == 1


def test_an_unknown_field_is_refused_by_the_mapping(elasticsearch_node: Node) -> None:
    with opened(elasticsearch_node, index="strict") as engine:
        engine.write([document("a")])
        with pytest.raises(HTTPError) as caught:
            elasticsearch_node.call("POST", "/strict/_doc", {"surprise": 1})
        assert caught.value.code == 400
        assert b"strict_dynamic_mapping_exception" in caught.value.read()
        caught.value.close()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"urls": ()}, "DIEMTIN_ELASTICSEARCH_URLS"),
        ({"urls": ("may-chu:9200",)}, r"http\(s\)://"),
        ({"urls": ("ftp://may-chu",)}, r"http\(s\)://"),
        ({"urls": ("https://may-chu",), "ca_cert": Path("khong-co.pem")}, "chứng thư CA"),
        ({"urls": ("https://may-chu",), "user": "elastic"}, "thiếu mật khẩu"),
    ],
)
def test_settings_that_cannot_be_right(options: dict[str, object], says: str) -> None:
    with pytest.raises(IndexMisconfigured, match=says):
        ElasticsearchEngine(ConnectionOptions(**options))  # type: ignore[arg-type]


def test_a_certificate_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("không phải chứng thư", encoding="utf-8")
    with pytest.raises(IndexMisconfigured, match="không đọc được"):
        ElasticsearchEngine(ConnectionOptions(urls=("https://may-chu:9200",), ca_cert=tmp_path / "ca.pem"))


@pytest.mark.parametrize("make", [str, repr])
def test_no_secret_is_ever_told(make: Callable[[object], str]) -> None:
    options = ConnectionOptions(
        urls=("http://ten:mat-khau-url@127.0.0.1:1",), api_key="khoa-bi-mat", user="u", password="mat-khau", timeout=2
    )
    told = make(options)
    with ElasticsearchEngine(options) as engine:
        told += engine.status().detail + engine.status().location
        with pytest.raises(IndexUnavailable) as caught:
            engine.write([document("a")])
    told += make(caught.value)
    assert "127.0.0.1:1" in told
    for secret in ("khoa-bi-mat", "mat-khau", "mat-khau-url"):
        assert secret not in told


def test_plain_http_where_tls_was_expected(elasticsearch_node: Node) -> None:
    options = ConnectionOptions(urls=(elasticsearch_node.url.replace("http:", "https:"),), timeout=5)
    with ElasticsearchEngine(options) as engine, pytest.raises((IndexMisconfigured, IndexUnavailable)) as caught:
        engine.write([document("a")])
    assert "\n" not in str(caught.value)
    assert "http://" in str(caught.value)
    assert "chứng thư" not in str(caught.value)


class OlderServer(BaseHTTPRequestHandler):
    """Answers as a cluster of version 8 answers the client of 9."""

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        error = {
            "type": "media_type_header_exception",
            "reason": "Invalid media-type value on headers [Accept, Content-Type]",
            "caused_by": {"type": "status_exception", "reason": "A compatible version is required: compatible-with=9"},
        }
        body = json.dumps({"error": error, "status": 400}).encode()
        self.send_response(400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_HEAD = _answer  # noqa: N815 - the names of the library

    def log_message(self, *arguments: object) -> None:
        """Tests are quiet."""


def test_a_server_of_another_version_is_named_so() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), OlderServer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            options = ConnectionOptions(urls=(f"http://127.0.0.1:{server.server_port}",), timeout=5)
            with ElasticsearchEngine(options) as engine:
                for call in (lambda: engine.write([document("a")]), lambda: engine.rebuild([document("a")])):
                    with pytest.raises(IndexMisconfigured, match="cần Elasticsearch 9"):
                        call()
                assert "cần Elasticsearch 9" in engine.status().detail
        finally:
            server.shutdown()
            thread.join()


def test_a_foreign_index_under_our_name_is_said_with_what_to_do(elasticsearch_node: Node) -> None:
    elasticsearch_node.call("PUT", "/foreign", {"mappings": {"properties": {"a": {"type": "keyword"}}}})
    with opened(elasticsearch_node, index="foreign") as engine:
        status = engine.status()
        assert not status.healthy
        assert "trùng với bí danh" in status.detail
        for call in (
            lambda: engine.write([document("a")]),
            lambda: engine.rebuild([document("a")]),
            lambda: total(engine),
        ):
            with pytest.raises(IndexMisconfigured, match="DIEMTIN_ELASTICSEARCH_INDEX"):
                call()
    assert not generations(elasticsearch_node, "foreign")


@pytest.mark.parametrize("block", ["read_only", "read_only_allow_delete", "write"])
def test_every_block_of_writes_is_seen(own_node: Node, block: str) -> None:
    with opened(own_node, index=f"chan-{block.replace('_', '-')}") as engine:
        engine.write([document("a")])
        assert engine.status().healthy
        own_node.call("PUT", "/_all/_settings", {f"index.blocks.{block}": True})
        status = engine.status()
        own_node.call("PUT", "/_all/_settings", {f"index.blocks.{block}": None})
        assert (status.healthy, "chỉ đọc" in status.detail) == (False, True)


def test_a_lost_alias_is_an_empty_index_that_fills_again(elasticsearch_node: Node) -> None:
    """The store tells lost from empty; here: it is counted right and can be written again."""
    with opened(elasticsearch_node, index="lost") as engine:
        engine.write([document("a"), document("b")])
        (index,) = generations(elasticsearch_node, "lost")
        elasticsearch_node.call("DELETE", f"/{index}")
    with opened(elasticsearch_node, index="lost") as engine:
        assert (engine.status().healthy, engine.status().documents) == (True, 0)
        engine.write([document("a")])
        assert total(engine) == 1
