"""Source files for the replica sites: the real ones of ``sources/`` with their address replaced."""

from __future__ import annotations

from pathlib import Path

import yaml

from domain.errors import SourceError
from domain.source import SHIPPED_SOURCES
from samples.family_sites import FAMILY_SITES
from samples.shapes import EXTRA
from samples.sites import SampleSites
from samples.strangers import STRANGERS

__all__ = ["write_sources"]

_EXTRA_SOURCE: dict[str, object] = {
    "id": EXTRA.id,
    "name": EXTRA.name,
    "unit": EXTRA.unit,
    "province": EXTRA.province,
    "family": "generic",
    "render": "browser",
    "listings": [{"url": "/", "links": "a.lien-ket", "next": "a.sau"}],
    "article_urls": r"/tin/\d+$",
    "selectors": {"title": "h1.tieu-de", "published": "div.ngay"},
}

_DRESSES: dict[str, dict[str, object]] = {"syt-kontum": {"family": "sharepoint"}}
"""What a sample is other than its model: the replica of Kon Tum's site is a SharePoint, the site was none."""


def write_sources(
    sites: SampleSites, directory: Path, sources_dir: Path | None = None, *, delay: str | None = None
) -> list[Path]:
    """Write one YAML file a served site into ``directory``; the files written.

    ``sources_dir``: where the real files are. ``delay`` ("0s") replaces the politeness delay: loopback needs none,
    and a site's own Crawl-delay still holds. Strangers (``la-…``, ``ho-…``) get none. SourceError for
    another site without one.
    """
    directory.mkdir(parents=True, exist_ok=True)
    found: dict[str, dict[str, object]] = {EXTRA.id: dict(_EXTRA_SOURCE)}
    for path in sorted((sources_dir or SHIPPED_SOURCES).glob("*.y*ml")):
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(fields, dict):
            found[str(fields.get("id", path.stem))] = fields
    written = []
    for site in sites.sites.values():
        if site.state.shape in (*STRANGERS, *FAMILY_SITES):
            continue
        if site.id not in found:
            raise SourceError(f"Thiếu tệp nguồn cho trang mẫu {site.id}.", f"Thêm sources/{site.id}.yaml.")
        fields = {**found[site.id], **_DRESSES.get(site.id, {}), "base_url": site.base_url, "verified": True}
        if delay is not None:
            politeness = fields.get("politeness")
            fields["politeness"] = {**(politeness if isinstance(politeness, dict) else {}), "delay": delay}
        target = directory / f"{site.id}.yaml"
        target.write_text(yaml.safe_dump(fields, allow_unicode=True, sort_keys=False), encoding="utf-8")
        written.append(target)
    return written
