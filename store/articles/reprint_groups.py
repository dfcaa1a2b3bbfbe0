"""Reprint groups: articles that are one text, printed on several pages, counted once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, union_all, update

from store.articles.near_duplicates import KEYS, SHARED_KEYS, Sketch, made_of
from store.articles.reprint_decisions import Said, said_of
from store.db.rows import in_batches
from store.db.schema import article_parts, articles, near_hashes

__all__ = ["regroup", "settle"]

_MOST_CANDIDATES = 32
_NEWEST = 64
_PART, _WHOLE = 0.3, 0.8
"""An article of which so little stands in another, or so much, is not put together from it and others."""
_n = near_hashes.c


def _newest_with(key: int) -> Select[str]:
    """The newest articles with one of the keys. Not all: a stock phrase stands in thousands, and reprints come within
    days.
    """
    here = (_n.hash == bindparam(f"key{key}"), _n.article_id != bindparam("self_"))
    newest = select(_n.article_id).where(*here).order_by(_n.day.desc(), _n.article_id.desc()).limit(_NEWEST)
    return select(newest.subquery().c.article_id)


_SHARING = union_all(*(_newest_with(key) for key in range(KEYS))).subquery()
_NEAR = (
    select(_SHARING.c.article_id)
    .group_by(_SHARING.c.article_id)
    .having(func.count() >= SHARED_KEYS)
    .order_by(func.count().desc(), _SHARING.c.article_id)
    .limit(_MOST_CANDIDATES)
    .subquery()
)
_CANDIDATES = select(articles.c.id, articles.c.sketch).join(_NEAR, _NEAR.c.article_id == articles.c.id)
_KEYS = insert(near_hashes)


def regroup(connection: Connection, article_id: str, sketch: Sketch, seen_at: datetime, *, new: bool) -> set[str]:
    """Give an article with a new text its place among the groups. Returns the articles whose group changed."""
    if not new:
        connection.execute(delete(near_hashes).where(near_hashes.c.article_id == article_id))
    if sketch.keys:
        day = seen_at.toordinal()
        connection.execute(_KEYS, [{"hash": key, "day": day, "article_id": article_id} for key in sketch.keys])
    near = dict(_candidates(connection, article_id, sketch))
    parts = made_of(sketch, near)
    similar = {other for other, theirs in near.items() if sketch.reprints(theirs)}
    changed = _note_parts(connection, article_id, parts)
    compounds = _compounds(connection, similar) | ({article_id} if parts else set())
    # A text that arrives late may show that one that came before is made of it and of another.
    for other, theirs in sorted(near.items()):
        if other in compounds or not _PART <= theirs.share_in(sketch) < _WHOLE:
            continue
        if found := made_of(theirs, dict(_candidates(connection, other, theirs))):
            changed |= _note_parts(connection, other, found)
            compounds.add(other)
    if not new or compounds:
        return changed | settle(connection, {article_id} | similar | compounds)
    return changed | (_join(connection, article_id, similar) if similar else set())


def _note_parts(connection: Connection, article_id: str, parts: list[str]) -> set[str]:
    """Keep of which articles one is put together. Returns it where that is news."""
    p = article_parts.c
    known = set(connection.execute(select(p.part_of).where(p.article_id == article_id)).scalars())
    if known == set(parts):
        return set()
    connection.execute(delete(article_parts).where(p.article_id == article_id))
    if parts:
        connection.execute(insert(article_parts), [{"article_id": article_id, "part_of": one} for one in parts])
    return {article_id}


def _compounds(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the articles that are put together from others: they belong to no group, but name each."""
    found: set[str] = set()
    for batch in in_batches(sorted(ids)):
        query = select(article_parts.c.article_id).where(article_parts.c.article_id.in_(batch))
        found.update(connection.execute(query).scalars())
    return found


def _candidates(connection: Connection, article_id: str, sketch: Sketch) -> Iterable[tuple[str, Sketch]]:
    """Those that share the most keys first; a group larger than the limit is still joined, through any member."""
    if not sketch.keys:
        return []
    keys = {f"key{number}": key for number, key in enumerate(sketch.keys)}
    rows = connection.execute(_CANDIDATES, keys | {"self_": article_id})
    return [(row.id, Sketch.load(row.sketch)) for row in rows]


def _join(connection: Connection, article_id: str, similar: set[str]) -> set[str]:
    """A new article ties together all the groups that it resembles a member of."""
    a = articles.c
    rows = connection.execute(select(a.id, a.group_id).where(a.id.in_(similar))).all()
    groups = {row.group_id for row in rows if row.group_id is not None}
    members = {article_id} | similar
    if groups:
        members.update(connection.execute(select(a.id).where(a.group_id.in_(groups))).scalars())
    if said_of(connection, members):
        return settle(connection, members)
    name = min(members)
    changed: set[str] = set()
    for batch in in_batches(sorted(members)):
        where = (a.id.in_(batch), a.group_id.is_distinct_from(name))
        moved = update(articles).where(*where).values(group_id=name).returning(a.id)
        changed.update(connection.execute(moved).scalars())
    return changed


def settle(connection: Connection, members: set[str]) -> set[str]:
    """Group anew all that these articles are or were grouped with: whoever resembles any member belongs to it, and
    people's word goes before that. Returns the articles whose group changed.
    """
    a = articles.c
    members, said = _all_concerned(connection, members)
    rows = [
        row
        for batch in in_batches(sorted(members))
        for row in connection.execute(select(a.id, a.group_id, a.sketch).where(a.id.in_(batch)).order_by(a.id))
    ]
    sketches = {row.id: Sketch.load(row.sketch) for row in rows if row.sketch is not None}
    compounds = _compounds(connection, sketches)
    named = _components_as_said(sketches, compounds, said) if said else _components(sketches, compounds)
    changed = set()
    for row in rows:
        group = named.get(row.id)
        if group != row.group_id:
            connection.execute(update(articles).where(a.id == row.id).values(group_id=group))
            changed.add(row.id)
    return changed


def _all_concerned(connection: Connection, members: set[str]) -> tuple[set[str], list[Said]]:
    """The articles with all that they share a group with or that people joined to one of them, and what people said of
    any of these.
    """
    a = articles.c
    known: set[str] = set()
    said: list[Said] = []
    while members - known:
        known = set(members)
        groups: set[str] = set()
        for batch in in_batches(sorted(known)):
            where = (a.id.in_(batch), a.group_id.is_not(None))
            groups.update(connection.execute(select(a.group_id).where(*where)).scalars())
        for batch in in_batches(sorted(groups)):
            members |= set(connection.execute(select(a.id).where(a.group_id.in_(batch))).scalars())
        said = said_of(connection, members)
        members |= {one for pair in said if pair.joined for one in (pair.article_id, pair.other_id)}
    return members, said


def _components_as_said(sketches: dict[str, Sketch], compounds: set[str], said: list[Said]) -> dict[str, str]:
    """As ``_components``, but first together what people joined, and never together what they parted: likeness ties two
    articles only where that brings no parted pair into one group.
    """
    group_of = {one: {one} for one in sketches}
    parted = [pair for pair in said if not pair.joined]
    joined = [(pair.article_id, pair.other_id) for pair in said if pair.joined]
    plain = sorted(set(sketches) - compounds)
    alike = [
        (one, other)
        for at, one in enumerate(plain)
        for other in plain[at + 1 :]
        if sketches[one].reprints(sketches[other])
    ]
    for one, other in [*joined, *alike]:
        if one not in group_of or other not in group_of or group_of[one] is group_of[other]:
            continue
        whole = group_of[one] | group_of[other]
        if not any(pair.article_id in whole and pair.other_id in whole for pair in parted):
            group_of |= dict.fromkeys(whole, whole)
    return {one: min(group) for one, group in group_of.items() if len(group) > 1}


def _components(sketches: dict[str, Sketch], compounds: set[str]) -> dict[str, str]:
    """Article → name of its group, for those that stand not alone. The name is the least id, whatever came first. An
    article made of several is in no group: it would tie together what has nothing to do with one another.
    """
    left = sorted(set(sketches) - compounds)
    named: dict[str, str] = {}
    while left:
        first = left.pop(0)
        group, edge = [first], [first]
        while edge:
            one = edge.pop()
            near = [other for other in left if sketches[one].reprints(sketches[other])]
            left = [other for other in left if other not in near]
            group += near
            edge += near
        if len(group) > 1:
            named |= dict.fromkeys(group, first)
    return named
