"""A disk that fills during a crawl: one plain line, and the next run goes on where this one stopped."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

from samples import SampleSites
from samples.sources import write_sources
from store import open_store
from store.export import facts

ROOT = Path(__file__).parents[3]
NAME = "ttyt-tanbinh"


def crawl(folder: Path, sources: Path, largest_file: int | None = None) -> subprocess.CompletedProcess[str]:
    """``diemtin crawl`` of one site in a process whose files may not grow beyond ``largest_file`` bytes."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    command = [sys.executable, "-m", "cli.main", "crawl", NAME, "--data", str(folder), "--sources", str(sources)]
    environment = {
        **os.environ,
        "DIEMTIN_ALLOW_PRIVATE_ADDRESSES": "true",
        "DIEMTIN_EXTRACTION_WORKERS": "1",
    }
    return subprocess.run(
        command, cwd=ROOT, env=environment, preexec_fn=limit, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_disk_that_fills_is_one_plain_line_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with SampleSites(crawl_delay=0) as sites:
        write_sources(sites, tmp_path / "sources", delay="0s")
        site = sites.site(NAME)
        assert crawl(tmp_path / "calm", tmp_path / "sources").returncode == 0
        whole = Counter(seen.path for seen in site.requests)
        site.forget_requests()
        data = tmp_path / "full"
        open_store(data).close()
        failed = crawl(data, tmp_path / "sources", 250_000)  # the write-ahead log cannot hold the whole visit
        assert failed.returncode == 1, failed.stderr
        (line,) = failed.stderr.splitlines()
        assert line.startswith("Lỗi: ")
        assert "rồi chạy lại; dữ liệu đã ghi vẫn còn nguyên" in line
        before = len(site.requests)
        assert 1 < before < whole.total(), "it stopped half-way"
        after = crawl(data, tmp_path / "sources")
        assert after.returncode == 0, after.stderr
        asked = Counter(seen.path for seen in site.requests)
    twice = {path: count for path, count in asked.items() if count > whole[path]}
    assert set(asked) == set(whole)
    assert len(twice) <= 1, "nothing acknowledged was lost: only what was in flight is asked for again"
    with open_store(tmp_path / "calm") as calm, open_store(data) as resumed:
        assert facts(resumed) == facts(calm)
