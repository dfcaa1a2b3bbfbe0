"""The catalogue of addresses to choose from: what was seen in public places, and how sure each is. None of them is
followed by itself: a person tries one, sees what it would give, and keeps it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from domain.source import CATALOG_NAME, SHIPPED_SOURCES
from domain.text import fold

__all__ = ["Catalog", "CatalogEntry", "Confidence", "Kind", "load_catalog"]


class Confidence(StrEnum):
    """How sure an address is."""

    SEEN = "seen"  # the host stands in public code or texts; nobody opened it
    PATTERN = "pattern"  # formed like the addresses of its sisters
    REMEMBERED = "remembered"  # neither


class Kind(StrEnum):
    """Whose site it is."""

    HEALTH_SERVICE = "so_y_te"
    CDC = "cdc"
    HOSPITAL = "benh_vien"
    PROVINCE = "cong_tinh"
    PAPER = "bao_tinh"
    BROADCASTER = "dai_tinh"
    MINISTRY = "bo_nganh"
    NATIONAL = "trung_uong"
    OTHER = "khac"


class CatalogEntry(BaseModel):
    """One address. ``province`` after the mergers of 2025, ``former_province`` the one before; ``evidence``: where the
    address was seen; ``family``: the make of the site where it is known;
    ``remark``: what speaks for or against it, in words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    province: str | None = None
    former_province: str | None = None
    url: str
    sections: tuple[str, ...] = ()
    feed: str | None = None
    family: str | None = None
    confidence: Confidence
    evidence: tuple[str, ...] = ()
    remark: str = ""


class Catalog(BaseModel):
    """All entries, as of a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date
    entries: tuple[CatalogEntry, ...]

    def choose(self, *, province: str | None = None, kind: Kind | None = None, words: str = "") -> list[CatalogEntry]:
        """The entries of a province (its former ones too), of a kind, whose name or address has all the words."""
        wanted = fold(words).split()
        return [
            one
            for one in self.entries
            if (province is None or province in (one.province, one.former_province))
            and (kind is None or one.kind is kind)
            and all(word in fold(f"{one.name} {one.url} {one.former_province or ''}") for word in wanted)
        ]


@cache
def load_catalog(path: Path = SHIPPED_SOURCES / CATALOG_NAME) -> Catalog:
    """The catalogue that comes with the program."""
    return Catalog.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
