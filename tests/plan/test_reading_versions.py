"""New versions against the stored one, forms to fill in, the commands."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from domain.plan import PlanProposal
from domain.settings_sections import Office
from plan.reading.compare import compare
from plan.reading.proposal import read_plan
from plan.reading.template import TEMPLATES, make_template
from tests.cli.conftest import run_command
from tests.plan.building import CASES, build, load


def _first(changes: dict[str, str] | None = None) -> PlanProposal:
    case = load(CASES / "01-hinh-thuc.yaml")
    for row in case["blocks"][-1]["table"]["rows"]:
        for at, text in enumerate(row):
            row[at] = (changes or {}).get(text, text)
    return read_plan(build(case), "k.docx")


def test_the_same_plan_changes_nothing() -> None:
    known = list(enumerate(_first().tasks, start=1))
    changes = compare(known, _first())
    assert not changes
    assert changes.kept == 7


def test_a_new_version_shows_added_changed_removed() -> None:
    known = list(enumerate(_first().tasks, start=1))
    lobby = "Treo băng rôn tại trụ sở và các cơ sở khám bệnh, chữa bệnh"
    changes = compare(known, _first({"04/tháng": "06/tháng", lobby: "Phát động cuộc thi ảnh"}))
    assert [(one.after.path, one.fields) for one in changes.changed] == [("I.1", ("products",))]
    assert [task.content for task in changes.added] == ["Phát động cuộc thi ảnh"]
    assert [task.content for task in changes.removed] == [lobby]
    assert changes.kept == 5


def test_an_amendment_shows_what_it_makes_of_the_plan() -> None:
    known = list(enumerate(_first().tasks, start=1))
    changes = compare(known, read_plan(build(load(CASES / "08-sua-doi.yaml")), "s.docx"))
    assert [one.after.path for one in changes.changed] == ["I.1"]
    assert [task.path for task in changes.added] == ["II.3"]
    assert [task.path for task in changes.removed] == ["II.2"]
    assert changes.kept == 5


_FILLED = ("1", "Đăng tin trên trang của Trung tâm", "Tối thiểu 02 tin/tháng", "Trang thông tin điện tử", "Phòng Tổ chức",
           "Khoa Dược; Khoa Khám bệnh", "Hằng tháng", "Mới")  # fmt: skip


def _filled(suffix: str) -> bytes:
    made = make_template(suffix, Office(name="Trung tâm Y tế Bình Khê", symbol="TTYT"))
    stream = io.BytesIO()
    if suffix == ".docx":
        document = docx.Document(io.BytesIO(made))
        for at, text in enumerate(_FILLED):
            document.tables[0].cell(1, at).text = text
        document.save(stream)
    elif suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(made))
        sheet: Any = book.active
        head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "TT")
        for at, text in enumerate(_FILLED, start=1):
            sheet.cell(head + 1, at, text)
        book.save(stream)
    else:
        text = made.decode()
        for key, value in zip(("noi_dung", "san_pham", "kenh", "chu_tri"), _FILLED[1:5], strict=True):
            text = text.replace(f"{key}: \n", f"{key}: {value}\n")
        text = text.replace("phoi_hop: []", "phoi_hop: [Khoa Dược, Khoa Khám bệnh]").replace(
            "thoi_han: \n", f"thoi_han: {_FILLED[6]}\n"
        )
        stream.write(text.encode())
    return stream.getvalue()


@pytest.mark.parametrize("suffix", list(TEMPLATES))
def test_a_filled_form_is_read_back_whole(suffix: str) -> None:
    proposal = read_plan(_filled(suffix), f"mau{suffix}")
    (task,) = proposal.tasks
    assert task.content == _FILLED[1]
    assert task.lead == ("Phòng Tổ chức",)
    assert task.support == ("Khoa Dược", "Khoa Khám bệnh")
    assert task.frequency == "hang_thang"
    assert "Trang thông tin điện tử" in task.channels
    (product,) = task.products
    assert (product.kind, product.quantity, product.bound, product.period, product.annual) == (
        "tin", 2, "at_least", "thang", 24,
    )  # fmt: skip
    assert proposal.plan.issuer == "Trung tâm Y tế Bình Khê"
    assert proposal.plan.number is None


def test_import_prints_a_proposal_and_stores_nothing_without_yes(tmp_path: Path) -> None:
    file = tmp_path / "k.docx"
    file.write_bytes(build(load(CASES / "01-hinh-thuc.yaml")))
    data = tmp_path / "data"
    seen = run_command("plan", "import", str(file), "--json", "--data", str(data))
    assert seen.code == 0, seen.err
    assert not data.exists()
    proposal = json.loads(seen.out)
    assert list(proposal)[:3] == ["plan", "tasks", "not_tasks"]
    assert set(proposal["tasks"][0]["products"][0]) >= {
        "kind", "quantity", "high", "bound", "period", "per", "annual", "quote",
    }  # fmt: skip
    assert set(proposal["tasks"][1]["due"]) >= {"text", "from", "to", "dates"}
    stored = run_command("plan", "import", str(file), "--yes", "--json", "--data", str(data))
    assert json.loads(stored.out)["id"] == "57-kh-syt-2025"
    again = run_command("plan", "import", str(file), "--yes", "--data", str(data))
    assert "không thay đổi" in again.out


def test_a_file_that_is_no_plan_ends_with_one_line(tmp_path: Path) -> None:
    file = tmp_path / "k.docx"
    file.write_bytes(b"khong phai")
    seen = run_command("plan", "import", str(file), "--data", str(tmp_path / "data"))
    assert seen.code == 1
    assert seen.err.count("\n") == 1
    assert seen.err.startswith("Lỗi: Không đọc được k.docx")
