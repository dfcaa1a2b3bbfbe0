"""news-please as a crawler, over the same five sample sites on the same machine, and ours beside it.

``as shipped``: its own configuration with nothing changed but the list of sites and the folder it writes to.
``ports allowed``: as shipped but for Scrapy's off-site filter, which drops every address with a port, as the sample
sites have them. ``relaxed``: also every site crawled recursively, and ``og:type`` not asked for. Nothing leaves the
machine: all but loopback goes to a proxy that does not exist.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.pipeline.pages import expected_of
from benchmarks.pipeline.peers import ROOT, make_environment
from benchmarks.pipeline.scoring import Score, score
from samples import SampleSites
from samples.sources import write_sources
from samples.truth import Truth, truth
from store import open_store

__all__ = ["CONFIGURATIONS", "Crawled", "crawl_beside"]

_TIME_LIMIT = 240.0
_NO_WAY_OUT = "http://127.0.0.1:9"
_OFFSITE = "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware"
_SCRAPED = re.compile(r"'item_scraped_count': (\d+)")
_ERROR = re.compile(r"^(?:\[.*\|ERROR\].*|\w*(?:Error|Exception): .*)$", re.MULTILINE)
_BEYOND = re.compile("Error downloading|Gave up retrying")  # addresses off this machine, which we closed ourselves
_DEFAULT = re.compile(r"^default = .*$", re.MULTILINE)
_CONDITION = re.compile(r"^pass_heuristics_condition = .*$", re.MULTILINE)
_WORKING = re.compile(r"^working_path = .*$", re.MULTILINE)
_SCRAPY = re.compile(r"^\[Scrapy\]$", re.MULTILINE)


@dataclass(slots=True)
class Crawled:
    """What one crawler made of the sites. ``other``: pages kept as articles that are none; ``remarks``: what failed."""

    name: str
    articles: int
    score: Score
    requests: int
    other: int = 0
    forbidden: int = 0
    seconds: float = 0.0
    remarks: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds else 0.0


def _shipped(config: str) -> str:
    return config


def _ports(config: str) -> str:
    return _SCRAPY.sub(f"[Scrapy]\nDOWNLOADER_MIDDLEWARES = {{'{_OFFSITE}': None}}", config)


def _relaxed(config: str) -> str:
    config = _DEFAULT.sub("default = RecursiveCrawler", config, count=1)
    config = _CONDITION.sub('pass_heuristics_condition = "linked_headlines or self_linked_headlines"', config)
    return _ports(config)


CONFIGURATIONS: dict[str, Callable[[str], str]] = {
    "as shipped": _shipped,
    "ports allowed": _ports,
    "relaxed": _relaxed,
}


def _configure(python: Path, folder: Path, change: Callable[[str], str], urls: Iterable[str]) -> Path:
    """Its own configuration folder, copied and changed; where that is."""
    find = "import importlib.util as u; print(u.find_spec('newsplease').submodule_search_locations[0])"
    found = subprocess.run([str(python), "-c", find], capture_output=True, text=True, check=True, timeout=60)
    target = folder / "config"
    shutil.copytree(Path(found.stdout.strip()) / "config", target)
    config = (target / "config.cfg").read_text(encoding="utf-8")
    config = _WORKING.sub(f"working_path = {folder / 'kept'}/", config)
    (target / "config.cfg").write_text(change(config), encoding="utf-8")
    (target / "sitelist.hjson").write_text(json.dumps({"base_urls": [{"url": url} for url in urls]}), encoding="utf-8")
    return target


def _run(python: Path, config: Path, folder: Path) -> tuple[str, int | None]:
    """Run it to its end, or to the time limit: all it printed, and its exit code (null: had to be stopped)."""
    environment = {**os.environ, "HOME": str(folder), "no_proxy": "127.0.0.1"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy"), _NO_WAY_OUT)
    printed = folder / "log.txt"
    with printed.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [str(python), "-m", "newsplease", "-c", str(config), "-no-confirm"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code: int | None = process.wait(_TIME_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            code = None
    return printed.read_text(encoding="utf-8", errors="replace"), code


def _record(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": kept.get("title"),
        "author": "; ".join(kept.get("authors") or []) or None,
        "published": kept.get("date_publish"),
        "body": kept.get("maintext") or "",
    }


def _remarks(printed: str, code: int | None, kept: int) -> list[str]:
    remarks = []
    if code is None:
        remarks.append(f"stopped after {_TIME_LIMIT:.0f} s")
    elif code:
        remarks.append(f"exit code {code}")
    scraped = sum(int(number) for number in _SCRAPED.findall(printed))
    if scraped > kept:
        remarks.append(f"{scraped} items scraped, {kept} files left")
    errors = [one for one in _ERROR.findall(printed) if not _BEYOND.search(one)]
    if errors:
        remarks.append(f"{len(errors)} errors in its log, the last: {errors[-1].strip()[:160]}")
    return remarks


def _judge(name: str, known: Truth, records: Mapping[str, Mapping[str, Any]], sites: SampleSites) -> Crawled:
    expected = {url: expected_of(article, page_alone=False) for url, article in known.articles.items()}
    asked = [(site.base_url + seen.path, seen) for site in sites.sites.values() for seen in site.requests]
    return Crawled(
        name,
        articles=sum(url in expected for url in records),
        score=score(expected, records.items()),
        requests=len(asked),
        other=sum(url not in expected for url in records),
        forbidden=sum(url in known.pages and known.pages[url].kind == "forbidden" for url, _ in asked),
    )


def _theirs(python: Path, name: str, sites: SampleSites, folder: Path) -> Crawled:
    urls = [f"{site.base_url}/" for site in sites.sites.values()]
    config = _configure(python, folder, CONFIGURATIONS[name], urls)
    clock = time.time() - time.monotonic()
    printed, code = _run(python, config, folder)
    files = list((folder / "kept" / "data").rglob("*.json"))
    records = {}
    for file in files:
        kept = json.loads(file.read_text(encoding="utf-8"))
        records[kept["url"]] = _record(kept)
    result = _judge(f"news-please, {name}", truth(sites), records, sites)
    first = min((seen.at for site in sites.sites.values() for seen in site.requests), default=0.0)
    if files:
        result.seconds = max(file.stat().st_mtime for file in files) - clock - first
    result.remarks = _remarks(printed, code, len(files))
    return result


def _ours(sites: SampleSites, folder: Path) -> Crawled:
    write_sources(sites, folder / "sources", delay="0s")
    command = [
        sys.executable,
        "-m",
        "benchmarks.pipeline.running",
        str(folder / "data"),
        str(folder / "sources"),
        "crawl",
    ]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_TIME_LIMIT, check=False)
    if ended.returncode:
        raise SystemExit(ended.stderr[-2000:])
    records = {}
    store = open_store(folder / "data")
    for stored in store.articles.iterate():
        article = stored.article
        records[article.canonical_url] = {
            "title": article.title,
            "author": article.author,
            "published": article.published_at,
            "body": article.body,
        }
    store.close()
    result = _judge("Điểm Tin", truth(sites), records, sites)
    result.seconds = json.loads(ended.stdout.splitlines()[-1])["crawl_seconds"]
    return result


def crawl_beside(say: Callable[[str], None]) -> list[Crawled]:
    """news-please in each configuration, then ours, each over fresh sites; ours alone where it cannot be installed."""
    python, problem = make_environment()
    results = []
    for name in (*(CONFIGURATIONS if python else ()), ""):
        say(f"crawling the five sites: news-please, {name}" if name else "crawling the five sites: Điểm Tin")
        with SampleSites(crawl_delay=0) as sites, tempfile.TemporaryDirectory() as folder:
            where = Path(folder)
            results.append(_theirs(python, name, sites, where) if python and name else _ours(sites, where))
    if problem:
        say(f"news-please cannot be installed ({problem}); ours alone was run")
    return results
