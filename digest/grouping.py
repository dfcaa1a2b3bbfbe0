"""The articles of a week put together by their text: each text once, with everywhere it was printed.

The store's groups come first; they are taken apart where two texts say different things in the same sentences, and
joined where a closer look finds one text. An article made of two releases belongs to the group of each and ties them
not together. What a person has joined or parted stays so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from digest.same_text import Likeness, Text, is_part_of, likely_pairs, likeness
from domain.article import day_of
from domain.search import IndexDocument

__all__ = ["Group", "Groups", "PairDecision", "group"]


@dataclass(frozen=True, slots=True)
class PairDecision:
    """A person's word on two articles: ``together`` or not. The last word on a pair holds."""

    one: str
    other: str
    together: bool


@dataclass(slots=True)
class Group:
    """One text: the article that stands for it, and the others that print it (also as a part of theirs)."""

    lead: IndexDocument
    others: list[IndexDocument] = field(default_factory=list)

    @property
    def members(self) -> list[IndexDocument]:
        """All that print it, the lead first."""
        return [self.lead, *self.others]

    @property
    def reach(self) -> int:
        """How many sites carry it."""
        return len({one.article.source or one.id for one in self.members})


class Groups(list[Group]):
    """All groups; ``copies``: how many articles are no lead."""

    def __init__(self, groups: Iterable[Group], articles: int) -> None:
        super().__init__(groups)
        self.copies = articles - len(self)


def group(documents: Sequence[IndexDocument], decisions: Iterable[PairDecision] = ()) -> Groups:
    """Put articles together. The order of the answer is that of the leads' days, then ids."""
    by_id = {one.id: one for one in documents}
    texts = {one.id: Text(one.article.body) for one in documents}
    said = {frozenset((one.one, one.other)): one.together for one in decisions if one.one != one.other}
    stored = _stored_pairs(documents)
    near = {pair: likeness(texts[pair[0]], texts[pair[1]]) for pair in stored | likely_pairs(texts.items())}
    compounds = _compounds(by_id, texts, near)
    links = [
        pair
        for pair, found in near.items()
        if not compounds.keys() & set(pair)
        and said.get(frozenset(pair), found is Likeness.SAME or (pair in stored and found is not Likeness.OTHERWISE))
    ]
    links += [
        (a, b) for (a, b), together in ((sorted(p), t) for p, t in said.items()) if together and {a, b} <= set(by_id)
    ]
    apart = {pair for pair, together in said.items() if not together}
    made = [Group(*_lead_and_others([by_id[one] for one in ids], texts)) for ids in _components(by_id, links, apart)]
    made = _attach(made, compounds, by_id)
    made.sort(key=lambda one: (str(day_of(one.lead.article.published_at)), one.lead.id))
    return Groups(made, len(documents))


def _stored_pairs(documents: Sequence[IndexDocument]) -> set[tuple[str, str]]:
    """Neighbours within each group of the store; a chain is enough to hold it together."""
    groups: dict[str, list[str]] = {}
    for one in documents:
        if one.group is not None:
            groups.setdefault(one.group, []).append(one.id)
    return {(a, b) for ids in groups.values() for a, b in combinations(sorted(ids), 2)}


def _compounds(
    by_id: Mapping[str, IndexDocument], texts: Mapping[str, Text], near: Mapping[tuple[str, str], Likeness]
) -> dict[str, list[str]]:
    """Article → those it is made of: two or more texts that are not one another's, none of them later than it. The
    whole text of which others print one half each came first, and is none.
    """
    parts: dict[str, list[str]] = {}
    for one, other in near:
        for part, whole in ((one, other), (other, one)):
            if texts[part].size < 0.8 * texts[whole].size and is_part_of(texts[part], texts[whole]):
                parts.setdefault(whole, []).append(part)
    found: dict[str, list[str]] = {}
    for whole, ids in parts.items():
        day = day_of(by_id[whole].article.published_at)
        days = [day_of(by_id[one].article.published_at) for one in ids]
        earlier = [one for one, its in zip(ids, days, strict=True) if day is None or its is None or its <= day]
        alike = [likeness(texts[a], texts[b]) is Likeness.SAME for a, b in combinations(earlier, 2)]
        if len(earlier) > 1 and not all(alike):
            found[whole] = sorted(earlier)
    return found


def _components(ids: Iterable[str], links: Iterable[tuple[str, str]], apart: set[frozenset[str]]) -> list[list[str]]:
    """The ids in groups. Two groups are never joined over a pair that a person parted."""
    of = {one: [one] for one in ids}
    for one, other in links:
        mine, theirs = of[one], of[other]
        if mine is theirs or any(frozenset((a, b)) in apart for a in mine for b in theirs):
            continue
        mine.extend(theirs)
        of.update(dict.fromkeys(theirs, mine))
    return [list(dict.fromkeys(one)) for one in {id(group): group for group in of.values()}.values()]


def _lead_and_others(
    members: list[IndexDocument], texts: Mapping[str, Text]
) -> tuple[IndexDocument, list[IndexDocument]]:
    """The first to print it stands for it; of one day, the fullest text."""

    def order(one: IndexDocument) -> tuple[str, int, str]:
        return str(day_of(one.article.published_at) or "9999"), -texts[one.id].size, one.id

    first, *others = sorted(members, key=order)
    return first, others


def _attach(made: list[Group], compounds: Mapping[str, list[str]], by_id: Mapping[str, IndexDocument]) -> list[Group]:
    """An article made of several is a reprint in the group of each of them, and has none of its own."""
    of = {one.id: group for group in made for one in group.members}
    for whole, parts in compounds.items():
        theirs = [of[part] for part in parts if part not in compounds]
        if len(of[whole].members) > 1 or not theirs:
            continue
        made = [group for group in made if group is not of[whole]]
        for group in {id(one): one for one in theirs}.values():
            group.others.append(by_id[whole])
    return made
