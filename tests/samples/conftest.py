"""The replica sites, started once for the tests that only read, and anew for those that change them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from samples import SampleSites


@pytest.fixture(scope="session")
def standing() -> Iterator[SampleSites]:
    """All sites, never told to change."""
    with SampleSites(extra=True) as sites:
        yield sites


@pytest.fixture
def sites() -> Iterator[SampleSites]:
    """All sites, for one test to change."""
    with SampleSites() as running:
        yield running
