"""The peers' environment, and the processes that speak JSON lines with us."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["ROOT", "Worker", "make_environment"]

ROOT = Path(__file__).resolve().parents[2]
_REQUIREMENTS = ROOT / "benchmarks" / "requirements-peers.txt"
_FOLDER = ROOT / ".venv-peers"


def make_environment() -> tuple[Path | None, str]:
    """The peers' Python, made where it is missing or out of date; else null and one line why not."""
    python, ready = _FOLDER / "bin" / "python", _FOLDER / ".ready"
    wanted = _REQUIREMENTS.read_text(encoding="utf-8")
    if python.exists() and ready.exists() and ready.read_text(encoding="utf-8") == wanted:
        return python, ""
    # Without dependencies: the file names every package, and older pips stumble over news-please's own demands.
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "-r",
        str(_REQUIREMENTS),
    ]
    for command in ([sys.executable, "-m", "venv", str(_FOLDER)], install):
        try:
            made = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return None, f"{type(error).__name__}: {error}"
        if made.returncode:
            told = (made.stderr or made.stdout).strip().splitlines()
            return None, told[-1] if told else f"{command[2]} ended with {made.returncode}"
    ready.write_text(wanted, encoding="utf-8")
    return python, ""


class Worker:
    """A worker process over a file of pages, as a context manager."""

    def __init__(self, python: Path, pages: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), "-m", "benchmarks.pipeline.worker", str(pages)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, tool: str, *, records: bool = False) -> dict[str, Any]:
        """One pass of a tool over the pages: its answer; ``error`` in it where the tool or the worker failed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({"tool": tool, "records": records}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        answer: dict[str, Any] = json.loads(line) if line else {"error": "the worker process died"}
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
