"""Generated articles for benchmarks."""

from __future__ import annotations

from samples import SampleSites
from samples.bulk import bulk_articles
from samples.content import SampleArticle
from samples.markup import plain_text
from samples.truth import truth
from tests.samples.visit import visit


def flat(count: int) -> list[SampleArticle]:
    return [article for articles in bulk_articles(count).values() for article in articles]


def test_as_many_as_asked_the_same_ones_each_time_and_all_different() -> None:
    articles = flat(203)
    assert len(articles) == 203
    assert articles == flat(203)
    assert len({plain_text(a.lead, a.body) for a in articles}) == 203
    assert len({a.key for a in articles}) == 203


def test_labels_of_generated_articles_occur_in_them() -> None:
    for article in flat(60):
        text = plain_text(article.lead, article.body)
        assert all(figure.text in text for figure in article.figures)
        assert all(document.number and document.number in text for document in article.documents)
        assert len(text.split()) > 100
        assert "{" not in text


def test_a_bulk_site_is_clean() -> None:
    with SampleSites(bulk=40, crawl_delay=0) as sites:
        table = truth(sites)
        assert table.totals.articles == 40
        assert {p.kind for p in table.pages.values()} <= {
            *("article", "copy", "list", "feed", "sitemap", "robots", "redirect")
        }
        for url in table.articles:
            assert visit(url).status == 200
