"""Help is quick: what crawls, stores, annotates and searches is imported by the command that uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {
    "aiohttp", "alembic", "bs4", "docx", "elasticsearch", "htmldate", "jinja2", "lxml", "openpyxl", "playwright",
    "pypdfium2", "samples", "scrapy", "sqlalchemy", "tantivy", "trafilatura", "twisted", "underthesea",
    "underthesea_core", "warcio",
}  # fmt: skip
SCRIPT = """
import json, sys
from cli.main import main

for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments)
    except SystemExit as left:
        assert left.code in (0, 2), arguments
    print("loaded:" + json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def loaded(*commands: list[str]) -> list[set[str]]:
    """The top-level modules that a new process has imported after each of these command lines."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(commands)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("loaded:")]
    assert len(lines) == len(commands), done.stderr
    return [set(json.loads(line.removeprefix("loaded:"))) for line in lines]


def test_help_and_wrong_use_import_nothing_heavy() -> None:
    for modules in loaded(["--help"], ["run", "--help"], ["search", "--help"], ["source", "add"], ["demo", "--hlp"]):
        assert modules & HEAVY == set()


def test_a_command_that_works_imports_what_it_needs(tmp_path: Path) -> None:
    """The list above is of real names: a command that opens the store has some of them."""
    (modules,) = loaded(["index", "status", "--data", str(tmp_path)])
    assert modules >= {"sqlalchemy", "alembic", "tantivy"}
