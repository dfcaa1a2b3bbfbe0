"""From an annotated article to what is weighed of it."""

from __future__ import annotations

import re

from domain.annotation import EntityType
from domain.article import day_of
from domain.search import IndexDocument
from domain.text import fold
from plan.channels import channel_of_publisher
from plan.evidence.terms import pairs
from plan.names import unit_key
from store import Store
from store.plans.traits import StoredTraits

__all__ = ["TRAITS", "make_traits", "traits_of"]

TRAITS = "traits-1"
"""Grows when traits are made in another way; those made before are made anew."""

_READ = 1500
_SHORT = 300
_TOPIC = 0.3
_KINDS = (
    ("phong_su", re.compile(r"\bphong su\b")),
    ("infographic", re.compile(r"\binfographic|\bdo hoa\b")),
    ("video", re.compile(r"^\W*(?:video|clip)\b|\bvideo\b|\bclip\b")),
)


def _kind(title: str, body: str) -> str:
    """A genre that the title names; else a short text is a "tin", a longer one a "bài"."""
    folded = fold(title)
    named = next((kind for kind, words in _KINDS if words.search(folded)), None)
    return named or ("tin" if len(body.split()) <= _SHORT else "bai")


def traits_of(document: IndexDocument) -> StoredTraits:
    """The traits of one article."""
    article, annotation = document.article, document.annotation
    topics = sorted((one for one in annotation.topics if one.score >= _TOPIC), key=lambda one: -one.score)
    numbers = [one.number for one in annotation.documents if one.number]
    bodies = [unit_key(one.name) for one in annotation.entities if one.type is EntityType.ORG]
    text = f"{article.title}\n{article.lead or ''}\n{article.body[:_READ]}"
    return StoredTraits(
        article_id=document.id,
        document_version=document.version,
        day=day_of(article.published_at),
        title=article.title,
        publisher=document.unit or document.source_name,
        office=article.office or "",
        province=document.province or "",
        channel=channel_of_publisher(document.unit or document.source_name),
        kind=_kind(article.title, article.body),
        topics=tuple(one.topic for one in topics),
        documents=tuple(dict.fromkeys([*numbers, *document.attachment_documents])),
        names=tuple(dict.fromkeys(name for name in bodies if name)),
        terms=tuple(sorted(pairs(text))),
    )


def make_traits(store: Store, most: int | None = None) -> int:
    """Make the traits of every annotated article that lacks them, or of some ``most`` of them; how many."""
    made = 0
    traits = store.plans.traits
    while waiting := traits.lacking(TRAITS):
        documents = store.documents.load(waiting, news_only=False)
        found = [traits_of(documents[article_id]) for article_id in waiting if article_id in documents]
        traits.save(found, TRAITS)
        made += len(found)
        if len(found) < len(waiting) or (
            most is not None and made >= most
        ):  # annotated no longer: they wait for their annotation, not for us
            break
    return made
