"""Requests to one site are never closer together than its Crawl-delay, whatever they are for."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.fetch.guard import is_public
from crawler.onboarding import look_at
from crawler.run import crawl
from crawler.source_files import dump_source
from crawler.urls import host_key
from domain.settings import Settings
from domain.source import Source
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

DELAY = 0.4
ROOT = Path(__file__).parents[3]


def gaps(site: ScriptedSite) -> list[float]:
    return [after.at - before.at for before, after in pairwise(site.requests)]


def test_crawl_delay_parts_all_requests_also_retries_redirects_and_runs(store: Store, settings: Settings) -> None:
    rules = Answer(f"User-agent: *\nCrawl-delay: {DELAY}\n", headers={"Content-Type": "text/plain"})
    with ScriptedSite({"/robots.txt": rules, "/tin/": listing([1, 2, 3])}) as site:
        site.put("/tin/bai-viet-so-1.html", Answer(status=302, headers={"Location": "/tin/noi-khac-1.html"}))
        site.put("/tin/noi-khac-1.html", article(1))
        busy = Answer("bận", status=503, headers={"Retry-After": "0"})
        site.put("/tin/bai-viet-so-2.html", lambda _seen, before: Answer(article(2)) if before else busy)
        site.put(
            "/tin/bai-viet-so-3.html", article(3, extra='<p><a href="/tep/kehoach.pdf">Kế hoạch 12/KH-SYT</a></p>')
        )
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        crawl(store, [source], settings)
        assert len(site.requests) > 9
        assert min(gaps(site)) >= DELAY


def test_two_sources_on_one_host_share_its_turn(store: Store, settings: Settings) -> None:
    with ScriptedSite({"/tin/": listing([1, 2]), "/mat/": listing([3, 4])}) as site:
        for number in range(1, 5):
            site.put(f"/tin/bai-viet-so-{number}.html", article(number))
        polite = {"delay": f"{DELAY}s"}
        one = source_of(site.base_url, politeness=polite)
        two = source_of(site.base_url, id="mat", listings=[{"url": "/mat/"}], politeness=polite)
        crawl(store, [one, two], settings)
        assert len(site.requests) == 7
        assert min(gaps(site)[1:]) >= DELAY


def test_sites_are_visited_side_by_side(store: Store, settings: Settings) -> None:
    slow = Answer(listing([1]), delay=0.8)
    with ScriptedSite({"/tin/": slow}) as one, ScriptedSite({"/tin/": slow}) as two:
        crawl(store, [source_of(one.base_url), source_of(two.base_url, id="hai")], settings)
        first, second = (next(s.at for s in site.requests if s.path == "/tin/") for site in (one, two))
    assert abs(first - second) < 0.8


def test_the_name_and_contact_are_sent(store: Store, settings: Settings) -> None:
    named = settings.model_copy(update={"contact_url": "https://soyte.example/lien-he"})
    with ScriptedSite({"/tin/": listing([])}) as site:
        crawl(store, [source_of(site.base_url)], named)
        agents = {seen.headers["user-agent"] for seen in site.requests}
    assert agents == {"DiemTin/0.3 (+https://soyte.example/lien-he)"}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.4", "169.254.169.254", "0.0.0.0", "100.64.1.1", "::1", "fe80::1",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "ff02::1",
        "fe80::1%eth0", "không phải địa chỉ", "198.18.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.4.190", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


def beside(data: Path, sources: Path, source: Source) -> subprocess.Popen[str]:
    """A crawl of one source in a process of its own."""
    sources.mkdir()
    (sources / "thu.yaml").write_text(dump_source(source), encoding="utf-8")
    command = [sys.executable, "-m", "tests.support.crawl_once", str(data), str(sources)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_site_looked_at_beside_a_crawl_is_asked_no_more_often(settings: Settings, tmp_path: Path) -> None:
    """By the server's own log: two processes, one queue."""
    rules = Answer(f"User-agent: *\nCrawl-delay: {DELAY}\n", headers={"Content-Type": "text/plain"})
    with ScriptedSite({"/robots.txt": rules, "/": listing([1, 2, 3]), "/tin/": listing([1, 2, 3, 4, 5, 6])}) as site:
        for number in range(1, 7):
            site.put(f"/tin/bai-viet-so-{number}.html", article(number))
        crawling = beside(settings.data_dir, tmp_path / "sources", source_of(site.base_url))
        waiting = time.monotonic() + 60
        while len(site.requests) < 2 and time.monotonic() < waiting:
            time.sleep(0.01)
        proposal = look_at(site.base_url, settings)
        crawling.communicate(timeout=60)
        assert crawling.returncode == 0
        asked = site.counts()
    assert proposal.source.listings
    assert asked["/tin/bai-viet-so-1.html"] >= 2  # the crawl fetched it, and the preview
    assert min(gaps(site)) >= DELAY


def test_a_process_that_has_not_read_the_rules_keeps_the_pause_that_is_known(store: Store, settings: Settings) -> None:
    rules = Answer(f"User-agent: *\nCrawl-delay: {DELAY}\n", headers={"Content-Type": "text/plain"})
    with ScriptedSite({"/robots.txt": rules, "/tin/": listing([])}) as site:
        crawl(store, [source_of(site.base_url)], settings)
        with store.transaction():  # as an hour later: the rules are to be read again
            store.hosts.save_robots(
                host_key(site.base_url), "", 200, DELAY, at=store.database.now() - timedelta(hours=2)
            )
        crawl(store, [source_of(site.base_url)], settings)
        assert site.counts()["/robots.txt"] == 2
        assert min(gaps(site)) >= DELAY
