"""Figures, documents, bodies and people as articles mention them, in tables of their own. What older stores hold of
annotations is filled in when the store is opened (``store/store.py``), with the code of now.

Sentences are found by their words: with SQLite's FTS5, which triggers keep, or PostgreSQL's text search.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.columns import RowId

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COUNTED = {
    "day": "day id unit_key",
    "unit_day": "unit_key day id",
    "amount": "unit_key amount id day",
    "province": "province day id unit_key",
    "organisation": "organisation_key day id unit_key",
    "source": "source day id unit_key",
    "state": "state day id unit_key",
}
_ASKED = "province topics source organisation_key state shown"
_SQLITE = (
    # The words alone, for which document: neither places nor lengths are ever asked for.
    "CREATE VIRTUAL TABLE figure_words USING fts5(words, content='figure_sentences', content_rowid='id', detail=none,"
    " columnsize=0, tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER figure_words_new AFTER INSERT ON figure_sentences BEGIN"
    " INSERT INTO figure_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER figure_words_gone AFTER DELETE ON figure_sentences BEGIN"
    " INSERT INTO figure_words(figure_words, rowid, words) VALUES ('delete', old.id, old.words); END",
)
_POSTGRESQL = ("CREATE INDEX figure_words ON figure_sentences USING gin (to_tsvector('simple'::regconfig, words))",)


def upgrade() -> None:
    op.create_table(
        "cited_documents",
        sa.Column("key", sa.String(length=220), nullable=False),
        sa.Column("number_key", sa.String(length=140), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_key", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("issued", sa.String(length=10), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("of_the_state", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("first_day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("last_day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cited_documents")),
    )
    op.create_index("ix_cited_documents_count", "cited_documents", ["count", "key"], unique=False)
    op.create_index("ix_cited_documents_issuer_key", "cited_documents", ["issuer_key", "last_day"], unique=False)
    op.create_index("ix_cited_documents_last_day", "cited_documents", ["last_day", "key"], unique=False)
    op.create_index("ix_cited_documents_number_key", "cited_documents", ["number_key"], unique=False)
    op.create_table(
        "figure_units",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_figure_units")),
    )
    op.create_index("ix_figure_units_count", "figure_units", ["count"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("first_day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("last_day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_organisations")),
    )
    op.create_index("ix_organisations_count", "organisations", ["count", "key"], unique=False)
    op.create_index("ix_organisations_last_day", "organisations", ["last_day", "key"], unique=False)
    op.create_table(
        "document_links",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("child", sa.String(length=220), nullable=False),
        sa.Column("parent", sa.String(length=220), nullable=False),
        sa.Column("quote", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_document_links_article_id")),
        sa.PrimaryKeyConstraint("article_id", "child", "parent", name=op.f("pk_document_links")),
    )
    op.create_index("ix_document_links_child", "document_links", ["child", "parent"], unique=False)
    op.create_index("ix_document_links_parent", "document_links", ["parent", "child"], unique=False)
    op.create_table(
        "document_mentions",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=220), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cited_as", sa.String(length=16), nullable=True),
        sa.Column("quote", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_document_mentions_article_id")),
        sa.PrimaryKeyConstraint("article_id", "key", name=op.f("pk_document_mentions")),
    )
    op.create_index(
        "ix_document_mentions_key", "document_mentions", ["key", "shown", "day", "article_id"], unique=False
    )
    op.create_table(
        "figure_sentences",
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_figure_sentences_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_sentences")),
    )
    op.create_index("ix_figure_sentences_article_id", "figure_sentences", ["article_id"], unique=False)
    op.create_table(
        "mentioning_articles",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("group_id", sa.String(length=40), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=True),
        sa.Column("day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("topics", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_mentioning_articles_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_mentioning_articles")),
    )
    op.create_index("ix_mentioning_articles_group_id", "mentioning_articles", ["group_id"], unique=False)
    op.create_table(
        "organisation_mentions",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_organisation_mentions_article_id")),
        sa.PrimaryKeyConstraint("article_id", "key", name=op.f("pk_organisation_mentions")),
    )
    op.create_index(
        "ix_organisation_mentions_key", "organisation_mentions", ["key", "shown", "day", "article_id"], unique=False
    )
    op.create_table(
        "people_mentions",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("organisation_key", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_people_mentions_article_id")),
        sa.PrimaryKeyConstraint("article_id", "key", name=op.f("pk_people_mentions")),
    )
    op.create_index("ix_people_mentions_key", "people_mentions", ["key", "shown", "day"], unique=False)
    op.create_index(
        "ix_people_mentions_organisation_key", "people_mentions", ["organisation_key", "shown", "day"], unique=False
    )
    op.create_table(
        "figures",
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sentence_id", RowId, nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("total", sa.Float(), nullable=True),
        sa.Column("ratio", sa.Float(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("unit_key", sa.String(length=80), server_default=sa.text("''"), nullable=False),
        sa.Column("bound", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("direction", sa.String(length=8), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("period_from", sa.String(length=10), nullable=True),
        sa.Column("period_to", sa.String(length=10), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("organisation_key", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("day", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("province", sa.String(length=80), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.String(length=80), server_default=sa.text("''"), nullable=False),
        sa.Column("topics", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_figures_article_id")),
        sa.ForeignKeyConstraint(["sentence_id"], ["figure_sentences.id"], name=op.f("fk_figures_sentence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
    )
    op.create_index("ix_figures_article_id", "figures", ["article_id", "position"], unique=False)
    op.create_index("ix_figures_sentence_id", "figures", ["sentence_id"], unique=False)

    for name, order in _COUNTED.items():
        columns = order.split() + [one for one in _ASKED.split() if one not in order.split()]
        op.create_index(
            f"ix_figures_{name}",
            "figures",
            columns,
            sqlite_where=sa.text("shown = 1"),
            postgresql_where=sa.text("shown"),
        )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
