"""The sites that no source file describes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from samples import SampleSites
from samples.legacy import to_vni
from samples.sources import write_sources
from samples.strangers import STRANGERS
from samples.truth import truth
from tests.samples.visit import visit

IDS = [shape.id for shape in STRANGERS]


@pytest.fixture(scope="module")
def wide() -> Iterator[SampleSites]:
    with SampleSites(strangers=True) as sites:
        yield sites


@pytest.mark.parametrize("site_id", IDS)
def test_every_page_of_a_stranger_is_served_and_every_article_listed(wide: SampleSites, site_id: str) -> None:
    site = wide.site(site_id)
    pages = {u: p for u, p in truth(wide).pages.items() if u.startswith(site.base_url + "/")}
    assert sum(p.kind == "article" for p in pages.values()) >= 8
    assert sum(p.article is not None and p.article.is_reform for p in pages.values()) >= 5
    answers = {url: visit(url) for url in pages}
    assert {a.status for a in answers.values()} == {200}
    lists = b"".join(answers[u].body for u, p in pages.items() if p.kind == "list").replace(b"&amp;", b"&")
    for slug in site.slugs:
        assert site.state.path(slug).encode() in lists
    assert site.state.shape.sections[0].page(2).encode() in lists


def test_articles_stand_in_their_page(wide: SampleSites) -> None:
    for article in truth(wide).articles.values():
        if article.site not in IDS:
            continue
        body = visit(article.url).body
        first = article.body.split("\n\n")[-1].split("\n")[0].split(" | ")[0].split('"')[0]
        assert (to_vni(first) if article.site == "la-oldtable" else first.encode()) in body, article.url


def test_strangers_have_neither_source_file_nor_reprints(wide: SampleSites, tmp_path: Path) -> None:
    assert not {path.stem for path in write_sources(wide, tmp_path)} & set(IDS)
    assert all(a.reprint_group is None for a in truth(wide).articles.values() if a.site in IDS)
