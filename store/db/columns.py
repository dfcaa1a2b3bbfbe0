"""What the tables share: their collection, the columns that recur, and what a merger of articles does to rows."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, false, text

__all__ = ["GOES", "MERGED", "MOVES", "STAYS", "RowId", "count_column", "flag_column", "metadata"]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column of exactly INTEGER.
RowId = BigInteger().with_variant(Integer(), "sqlite")


MERGED = "when_merged"
MOVES, GOES, STAYS = ({MERGED: what} for what in ("moves", "goes", "stays"))
"""What becomes of an article's rows when another article absorbs it: handed over; taken away, for the other one has its
own; or left to whoever keeps the table. Every ``article_id`` says which (a test holds it).
"""


def count_column(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def flag_column(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())
