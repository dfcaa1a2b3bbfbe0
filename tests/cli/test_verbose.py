"""--verbose and the log: what a plain line leaves out can be found."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.work.log_file import log_path
from tests.cli.conftest import Command


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers = list(root.handlers)
    yield
    for handler in [one for one in root.handlers if one not in handlers]:
        root.removeHandler(handler)
        handler.close()
    for name in (
        "cli",
        "crawler",
        "digest",
        "domain",
        "index",
        "nlp",
        "pipeline",
        "plan",
        "publishing",
        "store",
        "web",
    ):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_an_unexpected_error_names_an_id_that_the_log_has(
    diemtin: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("something nobody thought of")

    monkeypatch.setattr("pipeline.context.Context.all_sources", broken)
    done = diemtin("source", "list", "--data", tmp_path)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    (made,) = re.findall(r"\b[0-9a-f]{8}\b", done.err)
    log = log_path(tmp_path).read_text(encoding="utf-8")
    assert f"[{made}]" in log
    assert "in broken" in log


@pytest.mark.parametrize("arguments", [("--verbose", "doctor"), ("doctor", "--verbose")])
def test_verbose_may_stand_anywhere(diemtin: Command, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert "--verbose" not in diemtin(*arguments, "--data", tmp_path).err
    assert logging.getLogger("crawler").level == logging.DEBUG


def test_after_two_dashes_it_is_a_word_to_search_for(diemtin: Command, tmp_path: Path) -> None:
    diemtin("search", "--data", tmp_path, "--", "--verbose")
    assert logging.getLogger("crawler").level == logging.NOTSET
