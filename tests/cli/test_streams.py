"""``extract`` and ``annotate``: files, JSON lines in order, offsets of the text as given, failures in a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Command

PAGE = """<html><head><title>Sở Y tế</title></head><body><div class="menu"><a href="/">Trang chủ</a></div>
<div class="main"><h1>Trạm Y tế xã nhận hồ sơ tại nhà cho người cao tuổi</h1><div class="date">Thứ Tư, 05/10/2022 09:15</div>
<div class="content"><p>Từ đầu tháng 10, trạm y tế xã cử người đến tận nhà nhận hồ sơ của người cao tuổi đi lại khó khăn.</p>
<p>Sau hai tuần, trạm đã nhận 37 hồ sơ, trả kết quả đúng hạn 35 hồ sơ; hai hồ sơ còn lại đang chờ bổ sung giấy tờ.</p>
<p>Cách làm này nằm trong Kế hoạch số 512/KH-UBND ngày 20/9/2022 của Ủy ban nhân dân huyện.</p></div></div></body></html>"""


def test_one_page(diemtin: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    done = diemtin("extract", tmp_path / "a.html", "--url", "https://soyte.example/tin/a.html")
    assert done.code == 0, done.err
    article = done.json
    assert article["title"] == "Trạm Y tế xã nhận hồ sơ tại nhà cho người cao tuổi"
    assert article["published_at"] == "2022-10-05T09:15:00+07:00"
    assert article["body"].startswith("Từ đầu tháng 10")
    assert "Trang chủ" not in article["body"]
    wanted = (
        "url canonical_url source title lead body author office published_at updated_at date_origin images attachments"
    )
    assert list(article) == [*wanted.split(), "language", "fetched_at", "content_hash"]


def test_lines_keep_their_order_and_a_list_page_is_no_article(diemtin: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    links = "".join(f'<li><a href="/tin/{n}">Tin số {n} về cải cách hành chính của ngành</a></li>' for n in range(40))
    (tmp_path / "l.html").write_text(f"<html><body><h1>Tin tức</h1><ul>{links}</ul></body></html>", encoding="utf-8")
    rows = [
        {"path": str(tmp_path / name), "url": f"https://soyte.example/{name}"}
        for name in ("a.html", "l.html", "a.html")
    ]
    done = diemtin("extract", "--jsonl", "-", stdin="\n".join(json.dumps(row) for row in rows) + "\n\n")
    assert done.code == 0, done.err
    assert [line["url"] for line in done.lines] == [row["url"] for row in rows]
    assert done.lines[0]["title"] == done.lines[2]["title"]
    assert done.lines[1]["error"] == "not_an_article"
    gone = {"path": str(tmp_path / "gone.html"), "url": "https://soyte.example/gone"}
    done = diemtin("extract", "--jsonl", "-", stdin="\n".join(json.dumps(row) for row in [gone, rows[0]]))
    assert [line.get("error") for line in done.lines] == ["unreadable", None]


def test_offsets_are_those_of_the_given_file(diemtin: Command, tmp_path: Path) -> None:
    text = "Sở Y tế\r\n\r\nNgày 26-9, Sở đã giải quyết 1.687/1.909 hồ sơ theo Kế hoạch số 1603/KH-UBND.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    found = diemtin("annotate", tmp_path / "a.txt", "--date", "2022-10-01").json
    spans = [*found["documents"], *found["figures"], *found["dates"], *found["entities"]]
    assert len(spans) >= 4
    assert all(span["text"] == text[span["start"] : span["end"]] for span in spans)
    assert found["documents"][0]["number"] == "1603/KH-UBND"
    figure = next(one for one in found["figures"] if one["total"])
    assert (figure["value"], figure["total"], figure["ratio"], figure["unit"]) == (1687, 1909, 0.8837, "hồ sơ")
    assert found["dates"][0]["from"] == found["dates"][0]["to"] == "2022-09-26"


def test_annotation_lines(diemtin: Command) -> None:
    rows = [{"text": "Đạt 12,85%.", "date": "2022-09-26"}, {"text": ""}, {"text": "ngày 3/10", "date": None}]
    done = diemtin("annotate", "--jsonl", "-", stdin="".join(json.dumps(row) + "\n" for row in rows))
    assert done.code == 0, done.err
    assert len(done.lines) == 3
    assert done.lines[0]["figures"][0]["value"] == 12.85
    keys = {"documents", "figures", "dates", "entities", "places", "province", "topics", "relevance", "summary"}
    assert all(set(line) >= keys for line in done.lines)


def test_wrong_input_is_one_line(diemtin: Command, tmp_path: Path) -> None:
    for arguments in (
        ["extract"],
        ["extract", tmp_path / "nope.html", "--url", "https://x.example/"],
        ["annotate", tmp_path / "nope.txt"],
        ["annotate"],
    ):
        done = diemtin(*arguments)
        assert done.code == 2, arguments
        assert done.err.count("\n") == 1, done.err
    done = diemtin("annotate", "--jsonl", "-", stdin='{"text": "a"}\nkhông phải json\n')
    assert done.code == 2
    assert "Dòng 2" in done.err


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    rows = json.dumps({"text": "Sở Y tế giải quyết 35 hồ sơ. " * 50}) + "\n"
    (tmp_path / "a.jsonl").write_text(rows * 200, encoding="utf-8")
    command = f"{sys.executable} -m cli.main annotate --jsonl {tmp_path / 'a.jsonl'} | head -c 10 >/dev/null"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Lỗi" not in done.stderr
