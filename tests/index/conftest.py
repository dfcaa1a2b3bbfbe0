"""Engines under test. The contract runs on every engine of ``ENGINES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from secrets import token_hex

import pytest

from index import SearchEngine, open_index
from tests.index.corpus import ARTICLES

Opener = Callable[[pytest.FixtureRequest, Path], AbstractContextManager[SearchEngine]]


@contextmanager
def _embedded(request: pytest.FixtureRequest, folder: Path) -> Iterator[SearchEngine]:
    with open_index("embedded", path=folder / "index") as engine:
        yield engine


@contextmanager
def _elasticsearch(request: pytest.FixtureRequest, folder: Path) -> Iterator[SearchEngine]:
    node = request.getfixturevalue("elasticsearch_node")
    options = {"urls": (node.url,), "index": f"thu-{token_hex(4)}"}
    with open_index("elasticsearch", path=folder / "index", options=options) as engine:
        yield engine


ENGINES: dict[str, Opener] = {"embedded": _embedded, "elasticsearch": _elasticsearch}
"""Name → an empty engine of its own for as long as the context lasts; ``folder`` is fresh."""

PARAMS = [
    pytest.param("embedded"),
    pytest.param("elasticsearch", marks=pytest.mark.elasticsearch),
]


@pytest.fixture(params=PARAMS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An empty engine."""
    with ENGINES[request.param](request, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module", params=PARAMS)
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An engine that holds ``corpus.ARTICLES``; not to be written to."""
    with ENGINES[request.param](request, tmp_path_factory.mktemp("library")) as opened:
        results = opened.write(ARTICLES)
        assert [result.outcome for result in results] == ["written"] * len(ARTICLES)
        yield opened
