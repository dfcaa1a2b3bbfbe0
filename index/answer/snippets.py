"""The best passage of a text for a query, as HTML: ``<mark>`` round matches in the accented original, all else
escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from domain.text import Normalised
from index.analysis import fold_text, folded_pattern
from index.answer.highlight import Target

__all__ = ["SNIPPET_LENGTH", "marked_text", "snippet"]

SNIPPET_LENGTH = 280
"""Characters of a passage, marks apart."""
_LONGEST = 60_000
_OVERLAP = 1_000
"""Characters of a text that are looked at in one go, and that two such stretches share."""
_MOST_MATCHES = 400
_JOIN = r"[\W_]{1,4}"
_SENTENCE_END = re.compile(r"[.!?…]['\"”»)]?\s+|\n+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    weight: float
    target: int
    loose: bool


@lru_cache(maxsize=256)
def _pattern(targets: tuple[Target, ...]) -> tuple[re.Pattern[str], tuple[Target, ...]] | None:
    """One expression for all targets, longest first, each a named group."""
    ordered = tuple(sorted(targets, key=lambda target: (-len(target.tokens), target.loose)))
    if not ordered:
        return None
    bodies = [
        f"(?P<t{at}>{_JOIN.join(folded_pattern(token) for token in target.tokens)})"
        for at, target in enumerate(ordered)
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(bodies)})(?![^\W_])"), ordered


def _as_typed(text: str, exact: tuple[str, ...]) -> bool:
    return " ".join(re.findall(r"[^\W_]+", text.lower())) == " ".join(exact)


def _matches(text: str, folded: str, targets: tuple[Target, ...]) -> list[_Match]:
    compiled = _pattern(targets)
    if compiled is None:
        return []
    pattern, ordered = compiled
    typed: list[_Match] = []
    other: list[_Match] = []
    seen_typed: set[int] = set()
    for found in pattern.finditer(folded):
        at = int((found.lastgroup or "t0")[1:])
        target = ordered[at]
        as_typed = target.exact is None or _as_typed(text[found.start() : found.end()], target.exact)
        if target.strict and target.exact is None:
            as_typed = text[found.start() : found.end()].lower() == folded[found.start() : found.end()]
        if target.strict and not as_typed:
            continue
        match = _Match(found.start(), found.end(), target.weight * (1.5 if as_typed else 1.0), at, target.loose)
        (typed if as_typed else other).append(match)
        if as_typed and target.exact is not None:
            seen_typed.add(at)
        if len(typed) + len(other) >= _MOST_MATCHES:
            break
    # Where the form as typed is there, the other accents of it are another word.
    kept = sorted([*typed, *(match for match in other if match.target not in seen_typed)], key=lambda m: m.start)
    return _without_strays(kept)


def _without_strays(matches: list[_Match]) -> list[_Match]:
    """Single words of a longer query only beside a longer stretch of it, where the text has one."""
    if all(match.loose for match in matches):
        return matches
    kept: list[_Match] = []
    for at, match in enumerate(matches):
        after_kept = bool(kept) and match.start - kept[-1].end <= 1
        before_long = at + 1 < len(matches) and not matches[at + 1].loose and matches[at + 1].start - match.end <= 1
        if not match.loose or after_kept or before_long:
            kept.append(match)
    return kept


def _window(matches: list[_Match], room: int) -> tuple[int, int]:
    """The stretch of matches, no longer than ``room``, that shows most of the query; the first of equals."""
    best, best_score = (0, 1), -1.0
    counts: dict[int, int] = {}
    score, end = 0.0, 0
    for start, first in enumerate(matches):
        while end < len(matches) and (end == start or matches[end].end - first.start <= room):
            match = matches[end]
            seen = counts.get(match.target, 0)
            score += match.weight if not seen else match.weight * 0.05
            counts[match.target] = seen + 1
            end += 1
        if score > best_score + 1e-9:
            best, best_score = (start, end), score
        left = counts[first.target] - 1
        counts[first.target] = left
        score -= first.weight if not left else first.weight * 0.05
    return best


def _bounds(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Stretch a match to whole sentences where they fit, else to whole words."""
    room = max(0, length - (last - first))
    earliest = max(0, first - room)
    starts = [match.end() for match in _SENTENCE_END.finditer(text, earliest, first)]
    if earliest == 0:
        start = 0
    elif starts:
        start = starts[0]
    else:
        start = _word_start(text, max(0, first - room // 3))
    stop = min(len(text), start + max(length, last - start))
    if stop < len(text):
        ends = [match.start() + 1 for match in _SENTENCE_END.finditer(text, last, stop)]
        stop = ends[-1] if ends and ends[-1] - start > length // 2 else _word_end(text, stop, last)
    return start, stop


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at)
    return space + 1 if 0 <= space - at < 40 else at


def _word_end(text: str, at: int, least: int) -> int:
    space = text.rfind(" ", least, at)
    return space if space > 0 else at


def _render(given: str, spans: Sequence[tuple[int, int]], start: int, stop: int) -> str:
    made: list[str] = ["… "] if start else []
    at = start
    for first, last in spans:
        if last <= at or first >= stop:
            continue
        first, last = max(first, at), min(last, stop)
        made.append(escape(given[at:first]))
        made.append(f"<mark>{escape(given[first:last])}</mark>")
        at = last
    made.append(escape(given[at:stop].rstrip()))
    if stop < len(given.rstrip()):
        made.append(" …")
    return _SPACES.sub(" ", "".join(made)).strip()


def _merged(matches: Sequence[_Match], text: str) -> list[tuple[int, int]]:
    """Spans of neighbouring matches as one where nothing but a space parts them."""
    spans: list[tuple[int, int]] = []
    for match in matches:
        if spans and (match.start <= spans[-1][1] or text[spans[-1][1] : match.start] == " "):
            spans[-1] = (spans[-1][0], max(spans[-1][1], match.end))
        else:
            spans.append((match.start, match.end))
    return spans


def _read(given: str) -> tuple[Normalised, str]:
    normal = Normalised(given[:_LONGEST])
    return normal, fold_text(normal.text)


def _stretches(given: str) -> Iterator[tuple[int, str]]:
    """A long text in stretches that overlap, each with where it begins: most have their match in the first one."""
    for start in range(0, max(1, len(given)), _LONGEST - _OVERLAP):
        yield start, given[start : start + _LONGEST]
        if start + _LONGEST >= len(given):
            return


def _passage(
    given: str, targets: tuple[Target, ...], length: int, *, more_before: bool, more_after: bool
) -> str | None:
    """The best passage of one stretch of a text; null where nothing matches."""
    normal, folded = _read(given)
    matches = _matches(normal.text, folded, targets)
    if not matches:
        return None
    begin, end = _window(matches, length)
    chosen = matches[begin:end]
    start, stop = _bounds(normal.text, chosen[0].start, chosen[-1].end, length)
    inside = [match for match in matches if match.end > start and match.start < stop]
    spans = [normal.given_span(*span) for span in _merged(inside, normal.text)]
    first, last = normal.given_span(start, stop)
    shown = _render(normal.given, spans, first, last)
    if more_before and not first:
        shown = f"… {shown}"
    return f"{shown} …" if more_after and not shown.endswith(" …") else shown


def snippet(texts: Sequence[str], targets: tuple[Target, ...], length: int = SNIPPET_LENGTH) -> str:
    """The best passage of the first of ``texts`` that shows a match; the opening of the first when none does."""
    for given in texts:
        if not given or not targets:
            continue
        for begins, part in _stretches(given):
            shown = _passage(part, targets, length, more_before=begins > 0, more_after=begins + len(part) < len(given))
            if shown is not None:
                return shown
    opening = next((text for text in texts if text), "")
    stop = len(opening) if len(opening) <= length else _word_end(opening, length, length // 2)
    return _render(opening, (), 0, stop)


def marked_text(given: str, targets: tuple[Target, ...]) -> list[str]:
    """The stretches of a text that match, as the text writes them."""
    normal, folded = _read(given)
    spans = _merged(_matches(normal.text, folded, targets), normal.text)
    return [normal.text[first:last] for first, last in spans]
