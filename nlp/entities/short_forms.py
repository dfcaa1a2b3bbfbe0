"""Short forms that the text itself explains: "Kiểm toán Nhà nước (KTNN)" makes every later "KTNN" that body."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.entities.lexicon import Head, heads
from nlp.entities.organisations import OrgMatch
from nlp.entities.tokens import Tokens

__all__ = ["with_short_forms"]

_SURE = 3  # letters; two must be all the first letters: "Quốc hội (QH)"


def with_short_forms(tokens: Tokens, bodies: Sequence[OrgMatch], blocked: bytearray) -> list[OrgMatch]:
    """The bodies with every mention of them by a short form that stands in brackets behind the full name, in order.

    Only capitals that are the first letters of the name, in order and from the first on, count: not "(PAR INDEX)", and
    not short forms that the grammar knows ("UBND", "BHXH"), which it reads itself.
    """
    named = {short: match for match in bodies if (short := _explained(tokens, match)) is not None}
    if not named:
        return list(bodies)
    taken = bytearray(blocked)
    for match in bodies:
        taken[match.start : match.end] = b"\x01" * (match.end - match.start)
    further = [
        _named_as(tokens, i, named[word])
        for i, word in enumerate(tokens.words)
        if word in named and not taken[i] and not _in_a_code(tokens, i)
    ]
    return sorted([*bodies, *further], key=lambda match: match.start)


def _explained(tokens: Tokens, match: OrgMatch) -> str | None:
    """The short form in brackets behind a body; null when none stands there."""
    at = match.end
    if not tokens.follows(at + 2) or tokens.words[at] != "(" or tokens.words[at + 2] != ")" or match.bare:
        return None
    short = tokens.words[at + 1]
    if not short.isalpha() or not short.isupper() or heads().match(tokens, at + 1) is not None:
        return None
    first = [word[0].upper() for word in tokens.words[match.start : match.end] if word[0].isalpha()]
    if len(short) < _SURE:
        return short if len(short) > 1 and short == "".join(first) else None
    letters = iter(first)
    if short[0] != tokens.words[match.start][0].upper() or not all(letter in letters for letter in short):
        return None
    return short


def _named_as(tokens: Tokens, at: int, body: OrgMatch) -> OrgMatch:
    name = tokens.text[tokens.starts[body.start] : tokens.ends[body.end - 1]]
    return OrgMatch(at, at + 1, at + 1, Head(" ".join(name.split()), "fixed", alone=True), True, None)


def _in_a_code(tokens: Tokens, i: int) -> bool:
    """Whether the letters belong to a document's number: "12/QĐ-KTNN"."""
    before = i > 0 and tokens.words[i - 1] in {"/", "-"} and tokens.ends[i - 1] == tokens.starts[i]
    behind = tokens.follows(i + 1) and tokens.words[i + 1] in {"/", "-"} and tokens.ends[i] == tokens.starts[i + 1]
    return before or behind
