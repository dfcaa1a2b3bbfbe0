"""WordPress, added by its address alone: every post found once, its fields as WordPress's own database has them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.onboarding import look_at
from crawler.run import crawl
from crawler.source_files import parse_source
from domain.settings import Settings
from domain.source import Source
from store import Store, open_store
from tests.cms.corpus import COUNT, corpus
from tests.cms.wordpress import WordPress, lacking, wordpress

pytestmark = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))

DRESSES = [
    ("/%postname%/", "twentytwentyone"),
    ("/%year%/%monthnum%/%postname%/", "twentytwentythree"),
    ("/archives/%post_id%", "twentytwentytwo"),
    ("", "twentytwentyone"),
]


def added(site: WordPress, settings: Settings) -> Source:
    proposal = look_at(site.url, settings)
    source = parse_source(proposal.yaml, "x.yaml")
    assert source.family == "wordpress"
    return source.model_copy(update={"politeness": source.politeness.model_copy(update={"delay": timedelta()})})


def letters(text: str) -> str:
    """A text without what WordPress sets otherwise: quotation marks, dashes, dots."""
    return "".join(character for character in text if character.isalnum())


def titles(store: Store) -> dict[str, str]:
    return {one.article.url: one.article.title for one in store.articles.iterate() if one.withdrawn_at is None}


@pytest.mark.parametrize(("permalinks", "theme"), DRESSES, ids=[f"{p or 'plain'}-{t}" for p, t in DRESSES])
def test_every_post_is_found_with_its_fields(permalinks: str, theme: str, tmp_path: Path) -> None:
    articles = corpus()
    assert len(articles) == COUNT
    settings = Settings(data_dir=tmp_path / "data", allow_private_addresses=True, extraction_workers=1)
    bodies = {one.title: one.paragraphs for one in articles}
    with wordpress(tmp_path, articles, permalinks, theme) as site, open_store(settings.data_dir) as store:
        posts = site.posts()
        source = added(site, settings)
        crawl(store, [source], settings)
        wrong: list[str] = []
        for post in posts:
            stored = store.articles.by_url(post.url)
            if stored is None:
                wrong.append(f"not found: {post.url}")
                continue
            article = stored.article
            if article.title != post.title:
                wrong.append(f"title {article.title!r} for {post.title!r}")
            if article.published_at is None or (
                isinstance(article.published_at, datetime)
                and article.published_at != datetime.fromisoformat(post.published)
            ):
                wrong.append(f"published {article.published_at} for {post.published} ({post.url})")
            if article.author not in (post.author, None):
                wrong.append(f"author {article.author!r} for {post.author!r}")
            if [text for text in bodies[post.title] if letters(text) not in letters(article.body)]:
                wrong.append(f"body lacks a paragraph: {post.url}")
            if len(article.body) > sum(map(len, bodies[post.title])) + 200:
                wrong.append(f"body has more than its own: {post.url}")
        assert not wrong, "\n".join(wrong)
        assert len(titles(store)) == COUNT, sorted(set(titles(store).values()) - {post.title for post in posts})

        html = "".join(f"<p>{text}</p>" for text in (*bodies[posts[3].title], "Bổ sung: thời hạn mới là ngày 30/11."))
        site.change({posts[3].id: html}, [posts[5].id])
        changed = crawl(store, [source], settings)
        assert (changed.total("changed"), changed.total("withdrawn"), changed.total("new")) == (1, 1, 0)
