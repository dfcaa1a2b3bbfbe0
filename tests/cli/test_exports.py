"""What ``search`` writes: whole files, harmless lines, and a reader that may leave at any time."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.render.hits import show_hits
from cli.render.tables import write_csv, write_xlsx
from domain.errors import UsageError
from domain.search import Hit, SearchResponse
from tests.cli.conftest import World, run_command

ROOT = Path(__file__).parents[2]


def hit(title: str = "Tin", **values: object) -> Hit:
    plain = {
        "id": "a",
        "url": "https://tin.example/a",
        "title": title,
        "source": "syt-sonla",
        "source_name": "Sở Y tế tỉnh Sơn La",
        "published_at": None,
        "province": "Sơn La",
        "topics": ("tthc",),
        "score": 1.0,
        "snippet": "Một <mark>cửa</mark> &amp; hai",
    }
    return Hit.model_validate({**plain, **values})


@pytest.mark.parametrize("odd", ["\ufffe", "\uffff", "\x0c", "\ud800", "\x9b", "\x00"])
def test_no_character_breaks_a_table(tmp_path: Path, odd: str) -> None:
    file = tmp_path / "a.xlsx"
    write_xlsx([hit(f"Trước{odd}sau")], file)
    assert load_workbook(file).worksheets[0]["A2"].value == "Trước sau"
    write_csv([hit(f"Trước{odd}sau")], tmp_path / "a.csv")
    rows = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][0] == "Trước sau"


def test_names_stand_where_people_read() -> None:
    from cli.render.hits import province_text, source_text

    assert (source_text(hit()), source_text(hit(source_name=None))) == ("Sở Y tế tỉnh Sơn La", "syt-sonla")
    assert (province_text(hit()), province_text(hit(province=None))) == ("Tỉnh Sơn La", "")


def test_a_file_that_cannot_be_finished_leaves_the_older_one(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_csv([hit("Bản cũ")], file)
    before = file.read_bytes()

    def broken() -> list[Hit]:
        raise OSError(28, "full")

    class Breaking:
        def __iter__(self) -> object:
            yield hit("Bản mới")
            broken()

    with pytest.raises(UsageError, match="ổ đĩa đã đầy"):
        write_csv(Breaking(), file)  # type: ignore[arg-type]
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    ("name", "says"), [("khong-co/a.csv", "không tìm thấy"), (".", "thư mục"), ("x" * 300, "tên tệp quá dài")]
)
def test_a_place_that_cannot_be_written_is_said_in_vietnamese(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        write_xlsx([hit()], tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_nothing_of_a_page_commands_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    nasty = "\x1b]0;đổi tên\x07\x1b[2J\x9b31mđỏ\u202etxet"
    response = SearchResponse(
        query="a", understood=f"Điều kiện tìm: “{nasty}”.", total=1, hits=(hit(nasty, snippet=nasty, url=nasty),)
    )
    show_hits(response)
    out = capsys.readouterr().out
    assert "đổi tên" in out
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)


@pytest.mark.parametrize("form", ["--csv", "--json", None])
def test_a_reader_that_leaves_is_no_failure(world: World, form: str | None) -> None:
    command = [sys.executable, "-m", "cli.main", "search", "", "--limit", "500", "--data", str(world.data)]
    program = "import subprocess,sys; p=subprocess.Popen(sys.argv[1:],stdout=subprocess.PIPE); p.stdout.read(10); p.stdout.close(); sys.exit(p.wait())"
    done = subprocess.run(
        [sys.executable, "-c", program, *command, *([form] if form else [])],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_csv_on_stdout_is_known_by_excel(world: World) -> None:
    assert world.run("search", "cchc", "--csv").out.startswith("\ufeffTiêu đề,")


def test_the_same_ways_of_writing_a_day_everywhere(world: World) -> None:
    whole = world.run("search", "từ:9/2022 đến:9/2022", "--json", "--limit", 0).json["total"]
    assert whole
    for first, last in (("9/2022", "tháng 9 năm 2022"), ("1/9/22", "30/9/22"), ("2022-09", "30.9.2022")):
        done = world.run("search", "", "--from", first, "--to", last, "--json", "--limit", 0)
        assert done.json["total"] == whole, (first, last)
    done = world.run("search", "", "--to", "31/02/2022")
    assert (done.code, "--to" in done.err) == (2, True)


def test_nothing_there_is_not_nothing_found(world: World, tmp_path: Path) -> None:
    assert "Không có bài phù hợp." in world.run("search", "xyzkhongco").out
    assert "Chưa có dữ liệu; hãy chạy diemtin run." in run_command("search", "a", "--data", tmp_path / "trong").out
