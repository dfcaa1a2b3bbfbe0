"""The catalogue: complete, readable, of provinces and families that exist, and never taken for a source."""

from __future__ import annotations

from crawler.catalog import Confidence, Kind, load_catalog
from crawler.families import FAMILIES
from crawler.source_files import load_sources
from crawler.urls import canonical
from domain.provinces import find_province
from domain.source import CATALOG_NAME, SHIPPED_SOURCES


def test_every_entry_names_a_province_an_address_and_a_family_that_exist() -> None:
    catalog = load_catalog()
    assert len(catalog.entries) > 250
    for one in catalog.entries:
        assert canonical(one.url), one
        if one.province is not None:
            found = find_province(one.province)
            assert found is not None, one
            assert found.name == one.province, one
        assert one.family is None or one.family in FAMILIES, one
        assert one.evidence or one.confidence is not Confidence.SEEN, one


def test_people_choose_by_province_kind_and_words_without_accents() -> None:
    catalog = load_catalog()
    in_quang_ngai = catalog.choose(province="Quảng Ngãi")
    assert {one.former_province for one in in_quang_ngai} >= {None, "Kon Tum"}
    assert all(one.kind is Kind.HEALTH_SERVICE for one in catalog.choose(kind=Kind.HEALTH_SERVICE))
    assert catalog.choose(words="so y te kien giang")
    assert not catalog.choose(words="khong co noi nao nhu vay")


def test_the_catalogue_is_no_source() -> None:
    assert (SHIPPED_SOURCES / CATALOG_NAME).is_file()
    faults: list[object] = []
    assert load_sources(SHIPPED_SOURCES, faults.append)
    assert faults == []
