"""Where a text speaks of reform, of which area, and where of other things: what topics and relevance stand on.

``data/topics.json`` holds the phrases; at every word the longest one counts and no other. Phrases of the group "void"
hold a cue and are none ("trong phạm vi chức năng, nhiệm vụ"). A cue inside the code of a document is none, and one in
the title of a document that is only cited counts little. A cue that other trades use as well counts beside public
administration only (``nlp.cue_company``).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from domain.text import normalise
from nlp.cue_company import in_company
from nlp.cue_patterns import WITH_FIGURES, WITHOUT
from nlp.entities.phrases import PhraseTable, key_of
from nlp.entities.tokens import Tokens, tokens_of
from nlp.text import Layer, Stretch

__all__ = [
    "ACTOR",
    "CLINICAL",
    "ELSEWHERE",
    "GENERAL",
    "NO_AREAS",
    "PERSON",
    "Reading",
    "SentenceCues",
    "hits_of",
    "read_cues",
    "reading_of",
    "title_cues",
]

GENERAL = "general"  # reform as a whole
CLINICAL = "clinical"  # medicine
ELSEWHERE = "elsewhere"  # courts, the world, sport, markets, schools, building sites
ACTOR = "actor"  # state bodies and public units
PERSON = "person"  # single people
_VOID = "void"
NO_AREAS = frozenset({GENERAL, CLINICAL, ELSEWHERE, ACTOR, PERSON, _VOID})
_MENU_WORDS = 8
_SENTENCE_END = frozenset(".!?…;:")
_CITED = 0.4  # how much a cue in a cited title counts
_OTHERS = 0.4  # how much what firms, courts or schools do counts, in a sentence that names them and no state body
_MUCH_ELSEWHERE = 1.5
_CITES = re.compile(r"\b(?:căn cứ|theo|thực hiện|tại|trong|hướng dẫn|quy định của)\b[^.;]{0,30}$")
_GROUNDS = re.compile(r"\bcăn cứ[^.;]{0,30}$")
_ISSUES = re.compile(r"\b(?:ban hành|ký|phê duyệt|trình|ra|có)\b[^.;]{0,30}$")
_CAPTION = re.compile(r"\((?:ảnh|ảnh chụp|ảnh minh họa|ảnh tư liệu)(?: ?: ?[^()\n]{1,60})?\)\W*$")
_DIGIT = re.compile(r"\d")
_TITLE_END = re.compile(r";| (?:là|vừa|đã|sẽ|được|chính thức|yêu cầu) |, (?=ngày |sáng |chiều |[A-ZĐ])")


@dataclass(slots=True)
class SentenceCues:
    """The cues of one sentence: (area, phrase, weight) each; ``aside`` marks a line of a menu, a heading, a caption."""

    start: int
    end: int
    words: int
    aside: bool
    hits: list[tuple[str, str, float]] = field(default_factory=list)

    def areas(self) -> set[str]:
        """The reform areas spoken of."""
        return {area for area, _, _ in self.hits if area not in NO_AREAS}

    def strongest(self) -> dict[str, float]:
        """The weight of the strongest cue of each area spoken of."""
        best: dict[str, float] = {}
        for area, _, weight in self.hits:
            if area not in NO_AREAS and weight > best.get(area, 0.0):
                best[area] = weight
        return best

    def total(self, group: str) -> float:
        """The weights of all cues of one group together."""
        return sum(weight for area, _, weight in self.hits if area == group)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """All cues of one text: of its title (null without one) and its sentences; ``words`` is the body's length."""

    title: SentenceCues | None
    sentences: list[SentenceCues]
    words: int

    def all(self) -> list[SentenceCues]:
        """The title, if any, and the sentences."""
        return [*((self.title,) if self.title else ()), *self.sentences]


def reading_of(layer: Layer) -> Reading:
    """The cues of a text and its title; the same object for the same layer. References are masked before."""
    return _reading(layer.text, layer.lower, layer.sentences, tuple(layer.masks.get("document", ())), layer.title)


@lru_cache(maxsize=2)
def _reading(
    text: str, lower: str, sentences: tuple[Stretch, ...], documents: tuple[Stretch, ...], title: str
) -> Reading:
    cues = _cues_of(text, lower, sentences, documents)
    lead = lower[sentences[0].start : sentences[0].end] if sentences else ""
    return Reading(title_cues(title, lead) if title else None, cues, len(text.split()))


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, float]]:
    text = files("nlp").joinpath("data/topics.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, float]] = json.loads(text, object_pairs_hook=_without_notes)
    return data


def hits_of(phrase: str) -> list[tuple[str, str, float]]:
    """The hits that a phrase of the data, or a named pattern, gives; none for one that is not (or no longer) known."""
    named = [(area, name, weight) for name, area, weight, _ in (*WITH_FIGURES, *WITHOUT) if name == phrase]
    return named or [(area, phrase, phrases[phrase]) for area, phrases in _data().items() if phrase in phrases]


@lru_cache(maxsize=1)
def _table() -> PhraseTable[tuple[tuple[str, str, float], ...]]:
    merged: dict[str, list[tuple[str, str, float]]] = {}
    for area, phrases in _data().items():
        for phrase, weight in phrases.items():
            merged.setdefault(normalise(phrase).lower(), []).append((area, phrase, weight))
    table = PhraseTable((phrase, tuple(rows)) for phrase, rows in merged.items())
    for phrase, rows in merged.items():
        for spelling in _spellings(phrase):
            table.add(key_of(spelling), tuple(rows))
    return table


# Two ways to write one syllable: "kỷ luật" and "kỉ luật", "bác sĩ" and "bác sỹ".
_OTHER_SPELLING = {
    "kỷ": "kỉ", "tỷ": "tỉ", "lý": "lí", "kỹ": "kĩ", "ký": "kí", "quy": "qui", "sĩ": "sỹ", "mỹ": "mĩ", "hy": "hi",
}  # fmt: skip


def _other(word: str) -> str:
    bare = word.rstrip(",")
    return _OTHER_SPELLING.get(bare, bare) + word[len(bare) :]


def _spellings(phrase: str) -> list[str]:
    """The phrase in the other spelling of its syllables, where they have one: each alone and all together."""
    words = phrase.split(" ")
    places = [at for at, word in enumerate(words) if word.rstrip(",") in _OTHER_SPELLING]
    changed = [
        " ".join(_other(word) if at in some else word for at, word in enumerate(words))
        for some in (*({place} for place in places), set(places))
    ]
    return changed if places else []


def _without_notes(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {key: value for key, value in pairs if not key.startswith("_")}


def read_cues(layer: Layer) -> list[SentenceCues]:
    """The cues of every sentence of the body, in order. References are masked before."""
    return reading_of(layer).sentences


def _cues_of(
    text: str, lower: str, sentences: tuple[Stretch, ...], documents: tuple[Stretch, ...]
) -> list[SentenceCues]:
    tokens = tokens_of(text)
    cited = _cited_titles(text, lower, documents)
    found = []
    for at, (start, end) in enumerate(sentences):
        first, last = tokens.index_at(start), tokens.index_at(end)
        cues = SentenceCues(start, end, last - first, _is_aside(text, start, end, last - first, first=at == 0))
        near = lower[sentences[at - 1].start if at else start : end]
        _read(tokens, first, last, cues, cited, lower, near)
        _read_patterns(lower, cues)
        _weigh(cues)
        found.append(cues)
    return found


def title_cues(title: str, lead: str = "") -> SentenceCues:
    """The cues of a title; ``lead``, in lower-case letters, is what is told first below it."""
    text = normalise(title)
    tokens = Tokens(text)
    lower = text.lower()
    cues = SentenceCues(0, len(text), len(tokens), aside=False)
    _read(tokens, 0, len(tokens), cues, [], lower, f"{lower}\n{lead}")
    _read_patterns(lower, cues)
    _weigh(cues)
    return cues


def _read(
    tokens: Tokens, first: int, last: int, cues: SentenceCues, cited: list[Stretch], lower: str, near: str
) -> None:
    table = _table()
    i = first
    while i < last:
        hit = table.match(tokens, i) if table.starts_with(tokens.lows[i]) else None
        if hit is None or hit[0] > last:
            i += 1
            continue
        end, rows = hit
        if rows[0][0] == _VOID and _goes_on(tokens, i + 1, end):
            i += 1
            continue
        start = tokens.starts[i]
        if not (start and tokens.text[start - 1] in "-/&"):  # else part of a code: 12/KH-CCHC
            share = _CITED if any(title.start <= start < title.end for title in cited) else 1.0
            cues.hits.extend(
                (area, phrase, weight * share)
                for area, phrase, weight in rows
                if area != _VOID and in_company(phrase, lower, tokens.ends[end - 1], near)
            )
        i = end


def _goes_on(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a cue that begins before ``end`` reaches beyond it: then the phrase that holds its head is no formula."""
    table = _table()
    for i in range(first, end):
        hit = table.match(tokens, i) if table.starts_with(tokens.lows[i]) else None
        if hit is not None and hit[0] > end:
            return True
    return False


def _read_patterns(lower: str, cues: SentenceCues) -> None:
    figures = _DIGIT.search(lower, cues.start, cues.end) is not None
    for name, area, weight, pattern in (*WITH_FIGURES, *WITHOUT) if figures else WITHOUT:
        if pattern.search(lower, cues.start, cues.end):
            cues.hits.append((area, name, weight))


def _weigh(cues: SentenceCues) -> None:
    if cues.total(ELSEWHERE) >= _MUCH_ELSEWHERE and not cues.total(ACTOR):
        cues.hits[:] = [
            (area, phrase, weight if area in NO_AREAS else weight * _OTHERS) for area, phrase, weight in cues.hits
        ]


def _cited_titles(text: str, lower: str, documents: tuple[Stretch, ...]) -> list[Stretch]:
    """A document that is carried out or relied on, with what stands behind it up to the clause's end: its title.

    Of what is only a ground ("Căn cứ Luật Cán bộ, công chức") the own words are in it too: a law's name holds words of
    an area.
    """
    titles: list[Stretch] = []
    ground_to = -1  # the end of the last ground named: what a comma or "và" ties to it is one too
    for document in documents:
        before = lower[max(document.start - 60, 0) : document.start]
        listed = 0 <= ground_to <= document.start and lower[ground_to : document.start] in {", ", " và ", ", và "}
        if not listed and (_CITES.search(before) is None or _ISSUES.search(before) is not None):
            continue
        line = text.find("\n", document.end)
        limit = min(document.end + 300, len(text) if line < 0 else line)
        end = _TITLE_END.search(text, document.end, limit)
        grounds = listed or _GROUNDS.search(before) is not None
        ground_to = document.end if grounds else ground_to
        titles.append(Stretch(document.start if grounds else document.end, end.start() if end else limit))
    return titles


def _is_aside(text: str, start: int, end: int, words: int, *, first: bool) -> bool:
    """A short line that ends without a stop: a menu entry, a heading, a caption; the first line may be the title.

    A caption may be longer: "… tại Bộ phận một cửa (Ảnh: Hoa Mai)".
    """
    if not first and _CAPTION.search(text[max(start, end - 90) : end].lower()):
        return True
    if first or words > _MENU_WORDS:
        return False
    return end > start and text[end - 1] not in _SENTENCE_END
