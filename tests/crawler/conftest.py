"""What the crawl tests share: a store of their own, settings that allow loopback, and a source for a scripted site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.settings import Settings
from domain.source import Source
from store import Store, open_store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that allow loopback, with one extraction worker."""
    return Settings(data_dir=tmp_path / "data", allow_private_addresses=True, extraction_workers=1)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """An empty store."""
    with open_store(settings.data_dir) as opened:
        yield opened


def source_of(base_url: str, **fields: Any) -> Source:
    """A source with one list page at ``/tin/`` and no pause between requests."""
    values: dict[str, Any] = {
        "id": "thu",
        "name": "Trang thử",
        "base_url": base_url,
        "listings": [{"url": "/tin/", "item": ".dong", "links": "h3 a", "date": ".ngay", "next": "a.sau"}],
        "politeness": {"delay": "0s", "timeout": "2s"},
    }
    return Source.model_validate(values | fields)
