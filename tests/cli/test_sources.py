"""Sources as people see them: five states, what to do, how far back, and quiet lines while watching."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cli.render.crawl import WatchLines, archive_line
from cli.render.numbers import comma, duration, thousands
from crawler.report import Archive, CrawlReport, SourceReport
from tests.cli.conftest import run_command
from tests.support.mail import free_port
from tests.support.web import Answer, ScriptedSite, article, listing

FILE = """id: {id}
name: {name}
base_url: {base}
listings:
- url: /tin/
  depth: 2
politeness: {{delay: 0s, timeout: 2s}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")
    (tmp_path / "sources").mkdir()
    return tmp_path


def write(folder: Path, name: str, base: str, title: str = "Sở Y tế tỉnh Thử") -> None:
    text = FILE.format(id=name, base=base, name=title)
    (folder / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")


def command(folder: Path, *words: object) -> str:
    done = run_command(*words, "--sources", folder / "sources", "--data", folder / "data")
    assert done.code == 0, done.err
    return " ".join((done.out + done.err).split())


def site_of(count: int = 6) -> ScriptedSite:
    site = ScriptedSite({f"/tin/bai-viet-so-{n}.html": article(n) for n in range(1, count + 1)})
    pages = [(1, 2), (3, 4), (5, 6)]
    for number, rows in enumerate(pages, start=1):
        following = f"/tin/?trang={number + 1}" if number < len(pages) else None
        site.put("/tin/" if number == 1 else f"/tin/?trang={number}", listing(list(rows), following))
    return site


def test_states_reach_and_what_to_do_are_shown(folder: Path) -> None:
    with site_of() as good, ScriptedSite({"/tin/": Answer("x", status=404)}) as lost:
        write(folder, "tot", good.base_url)
        write(folder, "mat", lost.base_url, "Sở [/bold] khác")
        write(folder, "moi", good.base_url.replace("127.0.0.1", "localhost"))
        said = command(folder, "crawl", "tot", "mat")
        assert "404" in said
        assert "diemtin source check mat" in said
        listed = command(folder, "source", "list")
        for words in ("bình thường", "tạm ngừng truy cập", "chưa thu thập", "Sở [/bold]", "404"):
            assert words in listed
        checked = command(folder, "source", "check", "tot")
        assert "đã đọc 2 trang" in checked
        assert "diemtin crawl tot --since" in checked
        assert "404" in command(folder, "source", "check", "mat")
        command(folder, "crawl", "tot", "--since", "2021-01-01")
        checked = command(folder, "source", "check", "tot")
    assert "đã đọc 3 trang" in checked
    assert "đã đến trang cuối" in checked
    rows = run_command("source", "list", "--json", "--sources", folder / "sources", "--data", folder / "data").json
    assert {row["id"]: row["health"]["state"] for row in rows} == {"mat": "blocked", "moi": "never", "tot": "good"}


@pytest.mark.parametrize("verb", ["crawl", "run"])
def test_a_call_that_reached_no_site_at_all_does_not_end_well(folder: Path, verb: str) -> None:
    write(folder, "mat", f"http://127.0.0.1:{free_port()}")
    options = ("--sources", folder / "sources", "--data", folder / "data")
    assert run_command(verb, "mat", *options).code == 1
    with site_of() as good:
        write(folder, "tot", good.base_url)
        assert run_command(verb, "mat", "tot", *options).code == 0


def test_an_address_can_be_parted_from_the_command_line(folder: Path) -> None:
    from store import open_store

    with site_of() as site:
        write(folder, "tot", site.base_url)
        command(folder, "crawl", "tot")
        one, two = (f"{site.base_url}/tin/bai-viet-so-{n}.html" for n in (1, 2))
        with open_store(folder / "data") as store:
            store.articles.moved(two, one)
            assert store.articles.count() == 3
        assert "Đã tách thành hai bài" in command(folder, "source", "part", one)
        done = run_command("source", "part", one, "--sources", folder / "sources", "--data", folder / "data")
        assert done.code == 1
        with open_store(folder / "data") as store:
            assert store.articles.count() == 4


def test_doctor_says_which_inner_networks_are_admitted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "tot", "http://cong.tinh.vn")
    file = folder / "sources" / "tot.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "private: true\n", encoding="utf-8")
    monkeypatch.setenv("DIEMTIN_ALLOWED_NETWORKS", "10.12.0.0/16")
    monkeypatch.delenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES")
    done = run_command("doctor", "--json", "--sources", folder / "sources", "--data", folder / "data")
    (line,) = [finding["line"] for finding in done.json if finding["name"] == "Mạng nội bộ"]
    assert "10.12.0.0/16" in line
    assert "tot (private: true)" in line


def test_watching_says_little(capsys: pytest.CaptureFixture[str]) -> None:
    lines, now = WatchLines(), datetime(2026, 3, 2, 8, tzinfo=UTC)

    def visit(hours: int, **counts: object) -> str:
        row = SourceReport("thu", **counts)  # type: ignore[arg-type]
        lines.show(CrawlReport(sources={"thu": row}), now + timedelta(hours=hours))
        return capsys.readouterr().err

    assert "3 bài mới" in visit(0, new=3)
    assert visit(1) == visit(2) == ""
    assert "Máy chủ bận" in visit(3, trouble="Máy chủ bận.")
    assert visit(4, trouble="Máy chủ bận.") == "", "said once"
    assert "không có bài mới" in visit(5), "it is over"
    (daily,) = visit(26).splitlines()
    assert "4 lần thu thập của 1 nguồn" in daily
    assert visit(27) == ""


def test_what_is_left_of_an_archive_is_estimated() -> None:
    report = SourceReport("thu", archive=Archive(40, date(2021, 1, 1), date(2023, 5, 4), 1640, 5000.0))
    line = archive_line(report) or ""
    for words in ("01/01/2021", "04/05/2023", "1.640", "1 giờ 23 phút"):
        assert words in line
    assert archive_line(SourceReport("thu")) is None
    assert "40" in (archive_line(SourceReport("thu", archive=Archive(40, date(2021, 1, 1)))) or "")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "dưới 1 phút"), (1500, "25 phút"), (7200, "2 giờ"), (11_400, "3 giờ 10 phút"), (216_000, "2,5 ngày")],
)
def test_times_and_numbers_are_written_as_here(seconds: float, words: str) -> None:
    assert duration(seconds) == words
    assert (thousands(1_234_567), comma(2.5), comma(7.0)) == ("1.234.567", "2,5", "7")
