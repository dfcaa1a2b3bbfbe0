"""The tables of figures, documents and organisations as articles mention them.

All of it follows from annotations, corrections and groups (``store/annotations/mentions``) and can be filled anew at
any time; exports leave it out. ``shown``: counts, for a reprint of the same text repeats what another article said.
A day that is not known is "", so that both databases order it alike: last, where the newest come first.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
    true,
)

from store.db.columns import GOES, RowId, count_column, flag_column, metadata

__all__ = [
    "DERIVED",
    "cited_documents",
    "document_links",
    "document_mentions",
    "figure_sentences",
    "figure_units",
    "figures",
    "mentioning_articles",
    "organisation_mentions",
    "organisations",
    "people_mentions",
]

DERIVED = {"derived": True}
"""Tables whose rows follow from those of others."""


def _article(*, key: bool = False) -> Column[str]:
    return Column("article_id", String(40), ForeignKey("articles.id"), primary_key=key, nullable=False, info=GOES)


def _text(name: str, size: int) -> Column[str]:
    return Column(name, String(size), nullable=False, server_default=text("''"))


def _shown() -> tuple[Column[bool], Column[int]]:
    """Whether the row counts, and of how many sources that print the text it stands for."""
    return Column("shown", Boolean, nullable=False, server_default=true()), Column(
        "copies", Integer, nullable=False, server_default=text("1")
    )


mentioning_articles = Table(
    "mentioning_articles",
    metadata,
    _article(key=True),
    Column("group_id", String(40)),  # as it was when this was filled
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("source", String(80)),
    _text("day", 10),
    Column("province", Text),
    count_column("topics"),  # a bit an area, in their official order
    Index("ix_mentioning_articles_group_id", "group_id"),
    Index("ix_mentioning_articles_day", "day"),
    Index("ix_mentioning_articles_province", "province"),
    info=DERIVED,
)

figure_sentences = Table(
    "figure_sentences",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    _article(),
    Column("sentence", Text, nullable=False),
    # Its words without accents, and marks for what its figures are filtered by; indexed by words (figure_words).
    Column("words", Text, nullable=False),
    Index("ix_figure_sentences_article_id", "article_id"),
    info=DERIVED,
)

figures = Table(
    "figures",
    metadata,
    # An article's rows are numbered from its last figure to its first, so that one order serves "newest first".
    Column("id", RowId, primary_key=True, autoincrement=True),
    _article(),
    Column("position", Integer, nullable=False),  # in the annotation's figures, from 0
    Column("sentence_id", RowId, ForeignKey("figure_sentences.id"), nullable=False),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("total", Float),
    Column("ratio", Float),
    Column("amount", Float, nullable=False),  # what it is ordered by
    Column("unit", Text),
    _text("unit_key", 80),
    Column("bound", String(16), nullable=False),
    flag_column("rank"),
    Column("per", Text),
    Column("direction", String(8)),
    Column("subject", Text),
    Column("period_from", String(10)),
    Column("period_to", String(10)),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("at", Integer),  # where it stands in its sentence
    Column("state", String(12), nullable=False),  # who stands for it
    Column("organisation", Text),
    _text("organisation_key", 120),
    _text("day", 10),
    _text("province", 80),
    _text("source", 80),
    count_column("topics"),
    *_shown(),
    info=DERIVED,
)

_ASKED = ("province", "topics", "source", "organisation_key", "state", "shown")
"""What an index holds beside its order, so that counting reads the index alone; SQLite wants ``shown`` there too."""
_f = figures.c
for _name, _columns in {
    "day": ("day", "id", "unit_key"),
    "unit_day": ("unit_key", "day", "id"),
    "amount": ("unit_key", "amount", "id", "day"),
    "province": ("province", "day", "id", "unit_key"),
    "organisation": ("organisation_key", "day", "id", "unit_key"),
    "source": ("source", "day", "id", "unit_key"),
    "state": ("state", "day", "id", "unit_key"),
}.items():
    _rest = [name for name in _ASKED if name not in _columns]
    Index(
        f"ix_figures_{_name}",
        *(_f[name] for name in (*_columns, *_rest)),
        sqlite_where=_f.shown,
        postgresql_where=_f.shown,
    )
Index("ix_figures_article_id", _f.article_id, _f.position)
Index("ix_figures_sentence_id", _f.sentence_id)

figure_units = Table(
    "figure_units",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("unit", Text, nullable=False),
    count_column("count"),
    Index("ix_figure_units_count", "count"),
    info=DERIVED,
)

cited_documents = Table(
    "cited_documents",
    metadata,
    Column("key", String(220), primary_key=True),
    Column("number_key", String(140), nullable=False),
    Column("number", Text, nullable=False),
    Column("type", Text),
    Column("issuer", Text),
    _text("issuer_key", 120),
    Column("issued", String(10)),
    Column("subject", Text),  # what it is about, in the words of an article
    Column("year", Integer),
    flag_column("of_the_state"),
    Column("words", Text, nullable=False),
    count_column("count"),
    _text("first_day", 10),
    _text("last_day", 10),
    Index("ix_cited_documents_number_key", "number_key"),
    Index("ix_cited_documents_issuer_key", "issuer_key", "last_day"),
    Index("ix_cited_documents_last_day", "last_day", "key"),
    Index("ix_cited_documents_count", "count", "key"),
    info=DERIVED,
)

document_mentions = Table(
    "document_mentions",
    metadata,
    _article(key=True),
    Column("key", String(220), primary_key=True),
    Column("position", Integer, nullable=False),
    count_column("times"),
    Column("text", Text, nullable=False),
    Column("cited_as", String(16)),
    Column("quote", Text, nullable=False, server_default=text("''")),
    _text("day", 10),
    *_shown(),
    Index("ix_document_mentions_key", "key", "shown", "day", "article_id"),
    info=DERIVED,
)

document_links = Table(
    "document_links",
    metadata,
    _article(key=True),
    Column("child", String(220), primary_key=True),
    Column("parent", String(220), primary_key=True),
    Column("quote", Text, nullable=False, server_default=text("''")),
    Index("ix_document_links_child", "child", "parent"),
    Index("ix_document_links_parent", "parent", "child"),
    info=DERIVED,
)

organisations = Table(
    "organisations",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),
    count_column("count"),
    _text("first_day", 10),
    _text("last_day", 10),
    Index("ix_organisations_count", "count", "key"),
    Index("ix_organisations_last_day", "last_day", "key"),
    info=DERIVED,
)

organisation_mentions = Table(
    "organisation_mentions",
    metadata,
    _article(key=True),
    Column("key", String(120), primary_key=True),
    Column("position", Integer, nullable=False),
    count_column("times"),
    _text("day", 10),
    *_shown(),
    Index("ix_organisation_mentions_key", "key", "shown", "day", "article_id"),
    info=DERIVED,
)

people_mentions = Table(
    "people_mentions",
    metadata,
    _article(key=True),
    Column("key", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("office", Text),
    _text("organisation_key", 120),
    Column("position", Integer, nullable=False),
    _text("day", 10),
    *_shown(),
    Index("ix_people_mentions_key", "key", "shown", "day"),
    Index("ix_people_mentions_organisation_key", "organisation_key", "shown", "day"),
    info=DERIVED,
)
