"""Real parts that tests share, started once a session. What a machine lacks skips its tests with a line that says what
to install; under ``CI=true`` that is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.elasticsearch import node as elasticsearch


def lacking(reason: str) -> None:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"nothing may be skipped under CI: {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def elasticsearch_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[elasticsearch.Node]:
    """One healthy node for the session. Tests that make trouble start a node of their own."""
    if reason := elasticsearch.missing():
        lacking(reason)
    folder: Path = tmp_path_factory.mktemp("elasticsearch")
    with elasticsearch.Node(folder) as running:
        yield running


@pytest.fixture
def own_node(tmp_path: Path) -> Iterator[elasticsearch.Node]:
    """A node that the test may kill, block and fill."""
    if reason := elasticsearch.missing():
        lacking(reason)
    node = elasticsearch.Node(tmp_path / "node", heap="384m")
    try:
        yield node.start()
    finally:
        node.kill()
