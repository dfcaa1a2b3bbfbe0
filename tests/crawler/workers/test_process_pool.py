"""Processes of a pool end with the process that owns it, also when that one is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
OWNER = """
import os, signal
from crawler.workers.process_pool import process_pool

if __name__ == "__main__":
    pool = process_pool(2)
    assert list(pool.map(abs, [-1, -2])) == [1, 2]
    print("ready", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_is_left_behind_by_an_owner_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "owner.py"
    script.write_text(OWNER, encoding="utf-8")
    # communicate() returns when the last process that holds the pipes is gone.
    owner = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said, problems = owner.communicate(timeout=60)
    assert owner.returncode == -signal.SIGKILL, problems
    assert said == "ready\n"
