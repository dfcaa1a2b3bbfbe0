"""Engines under test. The contract runs on every engine of ``ENGINES``; another one is added by its opener."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from index import SearchEngine, open_index
from tests.index.corpus import ARTICLES

Opener = Callable[[Path], AbstractContextManager[SearchEngine]]


@contextmanager
def _embedded(folder: Path) -> Iterator[SearchEngine]:
    with open_index("embedded", path=folder / "index") as engine:
        yield engine


ENGINES: dict[str, Opener] = {"embedded": _embedded}
"""Name → an empty engine of its own for as long as the context lasts; ``folder`` is fresh."""


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An empty engine."""
    with ENGINES[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module", params=sorted(ENGINES))
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An engine that holds ``corpus.ARTICLES``; not to be written to."""
    with ENGINES[request.param](tmp_path_factory.mktemp("library")) as opened:
        results = opened.write(ARTICLES)
        assert [result.outcome for result in results] == ["written"] * len(ARTICLES)
        yield opened
