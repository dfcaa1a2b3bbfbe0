"""Certificates that cannot be verified: refused with a plain reason, unless the source says otherwise, loudly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.fetch.tls import ssl_context
from crawler.onboarding import look_at
from crawler.report import SourceReport
from crawler.run import crawl
from crawler.source_files import dump_source, load_sources, pick
from domain.errors import CrawlError
from domain.settings import Settings
from samples import SampleSites
from samples.certificates import ChainKind, make_chain
from samples.sources import write_sources
from store import Store
from tests.cli.conftest import run_command

NAME = "ttyt-tanbinh"
BROKEN: list[tuple[ChainKind, str]] = [
    ("incomplete", "không gửi đủ chuỗi chứng thư"),
    ("expired", "chứng thư đã hết hạn"),
    ("other_host", "chứng thư của tên miền khác"),
]


@pytest.fixture(autouse=True)
def own_trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trust the root certificate of the test alone."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "root.pem"))
    ssl_context.cache_clear()
    yield
    ssl_context.cache_clear()


def visit(kind: ChainKind, folder: Path, store: Store, settings: Settings, **fields: bool) -> SourceReport:
    """Crawl two articles of a sample site that shows such a certificate."""
    with SampleSites(tls=make_chain(folder, kind)) as sites:
        write_sources(sites, folder / "sources", delay="0s")
        (source,) = pick(load_sources(folder / "sources"), [NAME])
        source = source.model_copy(update=fields)
        (folder / "sources" / f"{NAME}.yaml").write_text(dump_source(source), encoding="utf-8")
        return crawl(store, [source], settings, limit=2).sources[NAME]


def check(folder: Path, settings: Settings) -> str:
    """What ``source check`` says, on one line."""
    done = run_command("source", "check", NAME, "--sources", folder / "sources", "--data", settings.data_dir)
    return " ".join(done.out.split())


def test_a_whole_chain_is_taken(tmp_path: Path, store: Store, settings: Settings) -> None:
    report = visit("complete", tmp_path, store, settings)
    assert (report.trouble, report.warnings, report.new) == (None, [], 2)


@pytest.mark.parametrize(("kind", "words"), BROKEN)
def test_a_broken_one_is_refused_and_says_why(
    kind: ChainKind, words: str, tmp_path: Path, store: Store, settings: Settings
) -> None:
    report = visit(kind, tmp_path, store, settings)
    assert (report.pages, store.articles.count()) == (0, 0)
    assert words in (report.trouble or "")
    assert "tls_verify: false" in (report.trouble or ""), "what to do is said too"
    shown = check(tmp_path, settings)
    assert words in shown
    assert "CẢNH BÁO" not in shown


@pytest.mark.parametrize(("kind", "words"), BROKEN)
def test_looking_at_a_new_site_says_why_too(kind: ChainKind, words: str, tmp_path: Path, settings: Settings) -> None:
    with SampleSites(tls=make_chain(tmp_path, kind)) as sites, pytest.raises(CrawlError, match=words):
        look_at(sites.site(NAME).base_url, settings)


@pytest.mark.parametrize(("kind", "words"), BROKEN)
def test_a_source_may_take_it_all_the_same_and_is_warned_loudly(
    kind: ChainKind, words: str, tmp_path: Path, store: Store, settings: Settings
) -> None:
    report = visit(kind, tmp_path, store, settings, tls_verify=False)
    assert (report.trouble, report.new) == (None, 2)
    assert any("KHÔNG kiểm tra chứng thư TLS" in line for line in report.warnings)
    shown = check(tmp_path, settings)
    assert "CẢNH BÁO" in shown
    assert words not in shown
