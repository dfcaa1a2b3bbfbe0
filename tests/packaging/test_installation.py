"""The wheel in an empty environment, put there by the pip that comes with Python: it runs from any folder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from domain.source import CATALOG_NAME, SHIPPED_SOURCES
from tests.conftest import lacking
from tests.packaging.test_requirements import PRODUCT, ROOT, normal, pins

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(600)]
FILES = ("pyproject.toml", "README.md", "LICENSE", "requirements.txt", "requirements-demo.txt")
PAGE = """<!DOCTYPE html><html lang="vi"><head><title>Bệnh viện huyện rút ngắn thời gian trả kết quả | Bệnh viện</title></head><body>
<ul><li><a href="/">Trang chủ</a></li><li><a href="/lien-he">Liên hệ</a></li></ul>
<h1>Bệnh viện huyện rút ngắn thời gian trả kết quả</h1><div>08:15, 12/10/2022</div>
<p>Từ đầu tháng 10, bệnh viện trả kết quả xét nghiệm qua tin nhắn, người bệnh không phải quay lại quầy để chờ.</p>
<p>Theo thống kê của khoa xét nghiệm, thời gian chờ trung bình giảm từ 95 phút xuống còn 60 phút mỗi lượt.</p>
<p>Bệnh viện tiếp tục lấy ý kiến người bệnh để điều chỉnh quy trình cho phù hợp trong quý IV năm 2022.</p>
</body></html>"""


def call(*command: str | Path, cwd: Path) -> str:
    """stdout of a command that must succeed."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the environment's programs; the wheel lies beside the environment."""
    folder = tmp_path_factory.mktemp("installed")
    call(sys.executable, "-m", "venv", folder / "empty", cwd=folder)
    pip = folder / "empty" / "bin" / "pip"
    probe = ["download", "-q", "--no-deps", "--no-cache-dir", "--retries", "0", "--timeout", "10", "-d", folder]
    if subprocess.run([pip, *probe, "defusedxml==0.7.1"], capture_output=True, check=False).returncode:
        lacking("installing needs a package registry, and none answers")
    source = folder / "source"
    for name in (*PRODUCT, SHIPPED_SOURCES.name, "docs/huong-dan", "docs/screens"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    call(pip, "wheel", "-q", "--no-deps", "-w", folder, source, cwd=folder)
    call(pip, "install", "-q", "--disable-pip-version-check", *folder.glob("diemtin-*.whl"), cwd=folder)
    return folder / "empty" / "bin"


def test_the_wheel_asks_for_what_the_requirements_name(installed: Path) -> None:
    (wheel,) = installed.parents[1].glob("diemtin-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        wants = Parser().parsestr(archive.read(name).decode()).get_all("Requires-Dist") or []
    plain = {normal(re.split(r"[\[=; ]", want)[0]) for want in wants if "extra ==" not in want}
    assert plain == set(pins("requirements.txt"))
    assert {normal(re.split(r"[\[=; ]", want)[0]) for want in wants if 'extra == "demo"' in want} == set(
        pins("requirements-demo.txt")
    )


def test_a_page_is_extracted(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "trang.html").write_text(PAGE, encoding="utf-8")
    found = json.loads(call(installed / "diemtin", "extract", "trang.html", "--url", "https://a.vn/b-1", cwd=tmp_path))
    assert found["title"] == "Bệnh viện huyện rút ngắn thời gian trả kết quả"
    assert "giảm từ 95 phút xuống còn 60 phút" in found["body"]
    assert "Liên hệ" not in found["body"]


def test_the_demo_runs_without_its_extra(installed: Path, tmp_path: Path) -> None:
    missing = "import importlib.util as u; print([n for n in ('fpdf',) if u.find_spec(n)])"
    assert call(installed / "python", "-c", missing, cwd=tmp_path).strip() == "[]"
    shown = call(installed / "diemtin", "demo", "--no-serve", cwd=tmp_path)
    # What was crawled agrees with the truth table; how well topics are read is the business of the quality gate.
    assert "số liệu khớp" in shown
    assert {line for line in re.findall(r"^  (.+): đếm được", shown, re.MULTILINE) if "lĩnh vực" not in line} == set()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_working_folder_is_made_and_works(installed: Path, tmp_path: Path) -> None:
    call(installed / "diemtin", "init", "moi", cwd=tmp_path)
    rows = json.loads(call(installed / "diemtin", "source", "list", "--json", cwd=tmp_path / "moi"))
    assert {row["id"] for row in rows} == {
        path.stem for path in SHIPPED_SOURCES.glob("*.yaml") if path.name != CATALOG_NAME
    }


def test_the_guide_and_its_pictures_come_along(installed: Path, tmp_path: Path) -> None:
    asked = "from web.guide import *; print(len(page_names()), sum(1 for _ in PICTURES.glob('*.png')))"
    shown = call(installed / "python", "-c", asked, cwd=tmp_path).split()
    pages, pictures = ([*(ROOT / "docs" / "huong-dan").glob("*.md")], [*(ROOT / "docs" / "screens").glob("*.png")])
    assert shown == [str(len(pages) - 1), str(len(pictures))]
