"""Source files for the replica sites."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from domain.errors import SourceError
from domain.source import SHIPPED_SOURCES, Source
from samples import SampleSites
from samples.shapes import SHAPES
from samples.sources import write_sources


def test_the_real_files_point_at_the_replica_sites(standing: SampleSites, tmp_path: Path) -> None:
    written = write_sources(standing, tmp_path, delay="0s")
    assert {path.stem for path in written} == set(standing.sites)
    for path in written:
        source = Source.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert source.base_url == standing.site(source.id).base_url
        assert source.politeness.delay.total_seconds() == 0
        if source.id in {shape.id for shape in SHAPES}:
            real = yaml.safe_load((SHIPPED_SOURCES / f"{source.id}.yaml").read_text(encoding="utf-8"))
            assert source.name == real["name"]


def test_a_site_without_a_source_file_is_said(standing: SampleSites, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="syt-thainguyen"):
        write_sources(standing, tmp_path / "out", tmp_path)
