"""The labelled articles: ``articles.jsonl``, one a line, split by article into "dev" and "test"."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["GoldArticle", "corpus_hash", "gold_articles"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class GoldSpan(_Row):
    """A labelled stretch: ``text == article.text[start:end]``."""

    text: str
    start: int
    end: int


class GoldEntity(GoldSpan):
    """A named organisation, person or place."""

    type: Literal["ORG", "PER", "LOC"]


class GoldDocument(GoldSpan):
    """A reference to a document; ``number`` null when the text names none."""

    number: str | None
    type: str | None = None
    date: str | None = None


class GoldFigure(GoldSpan):
    """A figure with what it says."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    total: float | None = None
    unit: str | None = None
    bound: str = "exact"


class GoldDate(GoldSpan):
    """A date or period."""

    from_: str = Field(alias="from")
    to: str


class GoldArticle(_Row):
    """One article with all its labels."""

    id: str
    split: Literal["dev", "test"]
    title: str
    date: date | None
    source_province: str | None
    unit: str
    relevant: bool
    topics: tuple[str, ...]
    text: str
    entities: tuple[GoldEntity, ...]
    documents: tuple[GoldDocument, ...]
    figures: tuple[GoldFigure, ...]
    dates: tuple[GoldDate, ...]


def _bytes() -> bytes:
    return files("nlp.gold").joinpath("articles.jsonl").read_bytes()


def corpus_hash() -> str:
    """SHA-256 of the labelled articles: floors hold for this corpus and no other."""
    return hashlib.sha256(_bytes()).hexdigest()


@lru_cache(maxsize=1)
def gold_articles() -> tuple[GoldArticle, ...]:
    """All labelled articles in the order of the file."""
    return tuple(GoldArticle.model_validate_json(line) for line in _bytes().decode("utf-8").splitlines() if line)
