"""A server at rest is small: what writes a workbook is loaded where one is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from starlette.testclient import TestClient
from domain.settings import load_settings
from pipeline.context import Context
from web.app import create_app

folder = Path(sys.argv[1])
app = create_app(Context(load_settings(data_dir=folder, sources_dir=folder / "sources")), local=True)
with TestClient(app, "http://127.0.0.1") as client:
    for path in ("/phim-tat", "/tim-kiem.xlsx", "/so-lieu.xlsx", "/ke-hoach/mau.xlsx"):
        assert client.get(path).status_code == 200, path
        print(path, sorted({name.split(".")[0] for name in sys.modules} & {"xlsxwriter", "scrapy", "trafilatura"}))
"""


def test_a_workbook_is_written_by_what_is_loaded_then(tmp_path: Path) -> None:
    """The downloads write theirs row by row, without it."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "/phim-tat []",
        "/tim-kiem.xlsx []",
        "/so-lieu.xlsx []",
        "/ke-hoach/mau.xlsx ['xlsxwriter']",
    ], done.stderr
