"""``diemtin plan`` over the crawled sample sites: from a file to a closed period."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import run_command
from tests.web.conftest import context_of, fill

PLAN = Path(__file__).parents[2] / "samples" / "plans" / "so-y-te-2022.docx"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with every sample article and the plan of a Sở."""
    folder = tmp_path_factory.mktemp("plan")
    fill(folder)
    given = run_command("plan", "import", PLAN, "--yes", "--json", "--by", "Lan", "--data", folder / "data")
    assert given.code == 0, given.err
    assert given.json["id"] == "96-kh-syt-2022"
    return folder / "data"


def test_from_suggestions_to_a_closed_period(data: Path, tmp_path: Path) -> None:
    (listed,) = run_command("plan", "list", "--json", "--data", data).json
    assert listed["tasks"] == 7
    rows = run_command("plan", "suggest", "96/KH-SYT", "--json", "--data", data).json
    assert all(len(row["reasons"]) >= 2 and 0 < row["score"] <= 1 for row in rows)
    assert rows
    first = rows[0]
    said = run_command(
        "plan", "confirm", "96-kh-syt-2022", first["task"], first["url"], "--by", "Lan", "--json", "--data", data
    )
    assert (said.code, said.json[0]["decided"]) == (0, "done"), said.err
    again = run_command("plan", "confirm", "96-kh-syt-2022", first["task"], first["article_id"], "--data", data)
    assert (again.code, "từ trước" in again.out) == (0, True)
    status = run_command("plan", "status", "96/KH-SYT", "--period", "2022", "--json", "--data", data).json
    mine = [row for row in status if row["task"] == first["task"]]
    assert {one["article_id"] for row in mine for one in row["evidence"]} == {first["article_id"]}
    assert {row["state"] for row in status} <= {
        "dat",
        "dung_tien_do",
        "co_nguy_co",
        "cham",
        "qua_han",
        "chua_co_chi_tieu",
        "chua_den_han",
    }
    rest = [row for row in rows if row["task"] == first["task"]][1:]
    if rest:
        out = run_command("plan", "reject", "96/KH-SYT", rest[0]["task"], rest[0]["article_id"], "--data", data)
        assert out.code == 0
        left = run_command("plan", "suggest", "96/KH-SYT", "--json", "--data", data).json
        assert rest[0]["article_id"] not in [row["article_id"] for row in left if row["task"] == rest[0]["task"]]
    refused = run_command("plan", "close", "96/KH-SYT", "--period", "2022", "--data", data)
    assert (refused.code, "plan note" in refused.err) == (2, True)
    texts = ("--difficulties", "Ít người viết.", "--next-steps", "Tập huấn.")
    assert run_command("plan", "note", "96/KH-SYT", "--period", "2022", *texts, "--data", data).code == 0
    assert run_command("plan", "close", "96/KH-SYT", "--period", "2022", "--data", data).code == 0
    files = []
    for name in ("a.docx", "b.docx"):
        made = run_command("plan", "report", "96/KH-SYT", "--period", "2022", "-o", tmp_path / name, "--data", data)
        assert made.code == 0, made.err
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]
    assert "Ít người viết." in "\n".join(one.text for one in docx.Document(io.BytesIO(files[0])).paragraphs)
    late = run_command(
        "plan", "add", "96/KH-SYT", first["task"], "Kỳ phát thanh", "--day", "1/9/2022", "--link", "https://a.example",
        "--unit", "Văn phòng Sở", "--data", data,
    )  # fmt: skip
    assert (late.code, "plan reopen" in late.out) == (1, True)
    opened = ("--unit", "Văn phòng Sở", "--reason", "gửi muộn")
    assert run_command("plan", "reopen", "96/KH-SYT", "--period", "2022", *opened, "--data", data).code == 0
    late = run_command(
        "plan", "add", "96/KH-SYT", first["task"], "Kỳ phát thanh", "--day", "1/9/2022", "--link", "https://a.example",
        "--unit", "Văn phòng Sở", "--data", data,
    )  # fmt: skip
    assert late.code == 0


def test_a_command_overrules_nobody_unless_it_is_told_to(tmp_path: Path) -> None:
    fill(tmp_path)
    folder = ("--data", tmp_path / "data")
    assert run_command("plan", "import", PLAN, "--yes", "--by", "Lan", *folder).code == 0
    first = run_command("plan", "suggest", "96/KH-SYT", "--json", *folder).json[0]
    named = ("96/KH-SYT", first["task"], first["article_id"])
    assert run_command("plan", "confirm", *named, "--by", "Lan", *folder).code == 0
    refused = run_command("plan", "reject", *named, "--by", "Minh", *folder)
    assert (refused.code, "Lan lúc" in refused.out, "--force" in refused.out) == (1, True, True), refused.out
    assert run_command("plan", "status", "96/KH-SYT", "--period", "2022", "--json", *folder).json != []
    told = run_command("plan", "reject", *named, "--by", "Minh", "--json", *folder).json[0]
    assert (told["decided"], told["decided_before_by"]) == ("against", "Lan")
    forced = run_command("plan", "reject", *named, "--by", "Minh", "--force", "--reason", "nhầm", *folder)
    assert (forced.code, "thay cho quyết định ghi nhận của Lan" in forced.out) == (0, True), forced.out
    with context_of(tmp_path).store() as store:
        assert store.plans.evidence.of_plan("96-kh-syt-2022") == []
        (kept,) = store.plans.evidence.of_plan("96-kh-syt-2022", "rejected")
        (word,) = store.plans.evidence.undone("96-kh-syt-2022")
    assert (kept.decided_by, word.decided_by, word.why) == ("Minh", "Minh", "nhầm")


def test_what_is_wrong_is_one_plain_line(data: Path) -> None:
    for arguments, words in (
        (("status", "99/KH"), "96-kh-syt-2022"),
        (("confirm", "96/KH-SYT", "IX", "x"), "nhiệm vụ “IX”"),
        (("status", "96/KH-SYT", "--period", "quý 9"), "kỳ"),
        (("report", "96/KH-SYT", "--format", "docx"), "Thiếu -o"),
        (("close", "96/KH-SYT"), "Thiếu --period"),
        (("add", "96/KH-SYT", "II.1", "x"), "Thiếu --day"),
    ):
        result = run_command("plan", *arguments, "--data", data)
        assert result.code == 2
        assert words in result.err
        assert "Traceback" not in result.err


def test_units_are_listed_and_merged(data: Path) -> None:
    run_command("plan", "unit", "TTYT huyện A", "TTYT huyện B", "--data", data)
    merged = run_command(
        "plan", "unit", "TTYT huyện A", "TTYT huyện B", "--into", "TTYT khu vực", "--since", "01/7/2025", "--json",
        "--data", data,
    ).json  # fmt: skip
    assert [(one["name"], one["last_day"], one["successor"]) for one in merged] == [
        ("TTYT huyện A", "2025-06-30", "TTYT khu vực"),
        ("TTYT huyện B", "2025-06-30", "TTYT khu vực"),
        ("TTYT khu vực", None, None),
    ]
