"""The log of the data folder: what is swallowed can be found there, and nothing that must not be."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.incidents import incident
from store.work.log_file import configure_logging, log_path

_log = logging.getLogger("crawler.test")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = list(root.handlers)
    configure_logging(tmp_path)
    yield tmp_path
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


def read(data: Path) -> str:
    return log_path(data).read_text(encoding="utf-8")


def fails_over(page: str) -> None:
    raise ValueError(page)


def swallow(page: str, url: str = "https://soyte.example.gov.vn/bai-1") -> str:
    try:
        fails_over(page)
    except ValueError as error:
        return incident(_log, "a page failed", error, url=url)
    raise AssertionError


def test_nothing_to_say_leaves_no_folder(data: Path) -> None:
    _log.debug("not worth a file")
    assert not log_path(data).exists()


def test_the_id_leads_to_the_traceback_and_the_address(data: Path) -> None:
    made = swallow("oops")
    (line,) = [one for one in read(data).splitlines() if f"[{made}]" in one]
    assert "https://soyte.example.gov.vn/bai-1" in line
    assert "in fails_over" in read(data)
    assert "ValueError: oops" in read(data)


def test_the_same_failure_has_the_same_id_and_another_has_another(data: Path) -> None:
    assert swallow("oops") == swallow("oops, again")
    assert swallow("oops") != swallow("oops", url="https://soyte.example.gov.vn/bai-2")


def test_no_page_goes_in(data: Path) -> None:
    swallow("<html>" + "Sở Y tế thông báo. " * 500)
    _log.warning("%s", "x" * 50_000)
    assert len(read(data)) < 6_000


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("cannot connect to postgresql://diemtin:mat-khau-1@db/store", "mat-khau-1"),
        ("Authorization: Bearer abcdef123456", "abcdef123456"),
        ("elasticsearch_api_key='VnVhQ2ZHY0JDZGJ'", "VnVhQ2ZHY0JDZGJ"),
        ("password=hunter22 user=x", "hunter22"),
    ],
)
def test_secrets_are_blotted_out(data: Path, line: str, secret: str) -> None:
    _log.error("%s", line)
    assert secret not in read(data)
    assert "•••" in read(data)


def test_ordinary_words_stay(data: Path) -> None:
    _log.error("không đọc được trang https://soyte.example.gov.vn/tin/123?id=5")
    assert "https://soyte.example.gov.vn/tin/123?id=5" in read(data)


def test_several_processes_write_whole_lines(data: Path) -> None:
    code = (
        "import logging, sys\nfrom pathlib import Path\nfrom store.work.log_file import configure_logging\n"
        "configure_logging(Path(sys.argv[1]))\n"
        "for n in range(300): logging.getLogger('crawler').error('%s line %d end', sys.argv[2], n)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(data), name], cwd=ROOT) for name in ("one", "two")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    lines = read(data).splitlines()
    assert len(lines) == 600
    assert all(line.endswith(" end") for line in lines)


def test_a_log_that_cannot_be_written_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log").write_text("a file where the folder should be", encoding="utf-8")
    root = logging.getLogger()
    configure_logging(tmp_path)
    handler = root.handlers[-1]
    try:
        _log.error("one")
        _log.error("two")
    finally:
        root.removeHandler(handler)
        handler.close()
    assert capsys.readouterr().err.count("Không ghi được nhật ký") == 1
