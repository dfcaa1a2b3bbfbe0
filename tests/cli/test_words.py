"""What the command line says is Vietnamese, also where the libraries below would speak English."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from cli.output import confirm
from tests.cli.conftest import Command, World, run_command
from tests.cli.test_docs import _commands

ENGLISH = re.compile(
    r"\b(usage|options?|command|required|default|error|invalid|missing|unexpected|argument|value|valid|input|should"
    r"|try|did you mean|not|one of|such|file|directory|permission|denied|expecting|expected|bool|str|int)\b",
    re.IGNORECASE,
)


def english(text: str) -> list[str]:
    """English words, names of options and of our placeholders left out."""
    plain = re.sub(r"--[\w-]+|-\w\b|\b[A-ZĐÂĂÊÔƠƯÁÀẢÃẠ_]{2,}\b|Ví dụ: .*", "", text)
    return ENGLISH.findall(plain)


NAMES = ["", "source", "index", *(name for name, _ in _commands())]


@pytest.mark.parametrize("name", NAMES)
def test_help_is_vietnamese(name: str) -> None:
    shown = run_command(*name.split(), "--help")
    assert shown.code == 0
    assert "Cách dùng: diemtin" in shown.out
    assert english(shown.out) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "x", "--sort", "abc"), "--sort: phải là một trong relevance, date."),
        (("search", "x", "--limit", "nhiều"), "--limit: phải là số nguyên."),
        (("crawl", "--limit", "0"), "--limit: phải từ 1 trở lên."),
        (("crawl", "--since"), "Tùy chọn --since cần một giá trị."),
        (("crawl", "--json=1"), "Tùy chọn --json không nhận giá trị."),
        (("crawl", "--jsom"), "Không có tùy chọn --jsom. Có phải ý bạn là --json?"),
        (("crowl",), "Không có lệnh “crowl”. Có phải ý bạn là crawl?"),
        (("source", "zzz"), "Không có lệnh “zzz”. Xem diemtin source --help."),
        (("source", "add"), "Thiếu ĐỊA_CHỈ. Xem diemtin source add --help."),
        (("process", "thừa"), "Thừa tham số: thừa."),
    ],
)
def test_wrong_use_is_one_line_of_vietnamese(diemtin: Command, arguments: tuple[str, ...], says: str) -> None:
    done = diemtin(*arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("Lỗi: ")
    assert says in done.err
    assert english(done.err) == []


def test_a_line_that_is_no_json_is_told_in_vietnamese(diemtin: Command) -> None:
    done = diemtin("annotate", "--jsonl", "-", stdin='{"text": "a"}\n{"text" "b"}\n')
    assert done.code == 2
    assert "Dòng 2 không phải JSON (sai từ ký tự thứ 9)." in done.err
    assert english(done.err) == []


@pytest.mark.parametrize(
    ("name", "says"), [("khong-co", "không tìm thấy tệp hoặc thư mục"), ("thu-muc", "đây là thư mục, không phải tệp")]
)
def test_a_file_that_cannot_be_opened_is_told_in_vietnamese(
    diemtin: Command, tmp_path: Path, name: str, says: str
) -> None:
    (tmp_path / "thu-muc").mkdir()
    for arguments in (("annotate",), ("extract", "--url", "https://a.vn/b"), ("import",)):
        done = diemtin(*arguments, tmp_path / name, "--data", tmp_path / "kho")
        assert (done.code, says in done.err) == (2, True), done.err


def test_a_stop_is_no_error(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers the question: what was asked for is not done, and nothing is called an error."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    home = world.sites.site("syt-sonla").base_url
    done = run_command("source", "add", home, "--sources", tmp_path / "nguon", "--data", tmp_path / "kho")
    assert done.code == 130
    assert done.err.splitlines()[-1].startswith("Đã dừng theo yêu cầu.")
    assert not (tmp_path / "nguon").exists()


@pytest.mark.parametrize(("answer", "made"), [("c", True), ("có", True), ("k", False), ("", False)])
def test_a_question_is_answered_in_vietnamese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, made: bool
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    assert confirm("Lưu tệp?") is made
    assert capsys.readouterr().err == "Lưu tệp? [c/K]: "
