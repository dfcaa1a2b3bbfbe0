"""A sample site changes its layout: said on the same day, and the articles stay what they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.run import crawl
from crawler.source_files import load_sources, pick
from domain.settings import Settings
from samples import SampleSites
from samples.sources import write_sources
from store import Store
from tests.cli.conftest import run_command

LAYOUT = "đổi giao diện"


@pytest.mark.parametrize("name", ["ttyt-tanbinh", "syt-sonla"])
def test_a_new_layout_is_noticed_at_once_and_edits_no_article(
    name: str, store: Store, settings: Settings, tmp_path: Path
) -> None:
    with SampleSites(crawl_delay=0) as sites:
        write_sources(sites, tmp_path / "sources", delay="0s")
        sources = pick(load_sources(tmp_path / "sources"), [name])
        first = crawl(store, sources, settings)
        count = store.articles.count()
        assert first.total("new") == count > 10
        before = {one.id: one.article for one in store.articles.iterate()}
        undisturbed = run_command(
            "source", "check", name, "--sources", tmp_path / "sources", "--data", settings.data_dir
        )
        assert LAYOUT not in undisturbed.out
        sites.site(name).redesign()
        second = crawl(store, sources, settings)
    assert second.total("changed") + second.total("unchanged") == count, "every article was read again, none is new"
    assert second.total("changed") <= 1
    assert store.articles.count() == count
    for one in store.articles.iterate():
        assert one.article.title == before[one.id].title
        assert one.article.published_at == before[one.id].published_at
    assert any(LAYOUT in line for line in store.health.report(name).verdicts)
    checked = run_command("source", "check", name, "--sources", tmp_path / "sources", "--data", settings.data_dir)
    assert checked.code == 0
    assert LAYOUT in checked.out
