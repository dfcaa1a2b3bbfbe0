"""Commands run in this process, on a store that was crawled from the sample sites."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from samples import SampleSites
from samples.sources import write_sources


@dataclass(frozen=True)
class Result:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """stdout as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Result]


def run_command(*arguments: object, stdin: str | None = None) -> Result:
    """Run ``diemtin`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        if stdin is not None:
            patch.setattr("sys.stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
    return Result(int(left.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def diemtin() -> Command:
    """Run a command."""
    return run_command


@dataclass(frozen=True)
class World:
    """Sample sites that run, and the data folder that a crawl of them filled."""

    sites: SampleSites
    data: Path
    sources: Path

    def run(self, *arguments: object, stdin: str | None = None) -> Result:
        """Run a command on this data."""
        name, *rest = arguments
        return run_command(name, *rest, "--data", self.data, stdin=stdin)


def settle(sites: SampleSites, folder: Path) -> World:
    """Write the source files of running sites and crawl them, without waiting between requests."""
    world = World(sites, folder / "data", folder / "sources")
    write_sources(sites, world.sources, delay="0s")
    done = world.run("run", "--sources", world.sources)
    assert done.code == 0, done.err
    return world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The samples, crawled once; tests must not change them."""
    with pytest.MonkeyPatch.context() as patch, SampleSites(crawl_delay=0) as sites:
        patch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")
        yield settle(sites, tmp_path_factory.mktemp("world"))


@pytest.fixture(autouse=True)
def _private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")
