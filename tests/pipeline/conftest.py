"""A store filled with the sample articles as if they had been crawled, annotated once a session."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.article import Article, Attachment, DateOrigin
from domain.settings import load_settings
from pipeline.annotate import annotate_waiting
from samples import SampleSites
from samples.truth import ArticleTruth, truth
from store import open_store


def _article(known: ArticleTruth) -> Article:
    origin = DateOrigin(min(known.date_origins)) if known.published_at and known.date_origins else None
    return Article(
        url=known.url,
        canonical_url=known.canonical_url,
        source=known.site,
        title=known.title,
        lead=known.lead,
        body=known.body,
        author=known.author,
        published_at=known.published_at if origin else None,
        updated_at=known.updated_at,
        date_origin=origin,
        attachments=tuple(
            Attachment(url=one.url, name=one.name, media_type=one.media_type) for one in known.attachments
        ),
        content_hash=known.slug,
    )


@pytest.fixture(scope="session")
def _annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("annotated")
    with SampleSites() as sites, open_store(folder) as store:
        for known in truth(sites).articles.values():
            store.articles.save(_article(known))
        annotate_waiting(store, load_settings(annotate_workers=1))
    return folder


@pytest.fixture
def filled(_annotated: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    shutil.copytree(_annotated, folder)
    return folder
