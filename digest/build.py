"""The issue itself: a draft with people's edits over it, its items numbered and page one chosen from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from digest.carried import request_of
from digest.draft import Draft, Entry
from digest.page_one import page_one
from digest.quotes import words_in
from digest.window import IssueWindow, lettered
from domain.areas import area_name, reform_areas
from domain.days import ZONE
from domain.digest import (
    Approval,
    Issue,
    IssueState,
    Item,
    Request,
    RequestStatus,
    Section,
    Sentence,
    Window,
)
from store.digests.records import Edit, RequestRow

__all__ = ["OTHER_SECTION", "Standing", "build", "chosen_entries", "edited_item", "left_out"]

OTHER_SECTION: Final = "khac"
_OTHER_NAME: Final = "Nội dung khác"
_SILENT: Final = 3
"""Silent sites that page one names; the others stand in the annex."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an issue stands in the store: nothing but its id where it is not kept yet."""

    id: str
    state: IssueState = IssueState.DRAFT
    revision: int = 0
    replaces: str | None = None
    approval: Approval | None = None
    edits: Sequence[Edit] = ()
    requests: Sequence[RequestRow] = ()
    carried: Sequence[Request] = ()  # of earlier issues, not answered
    office: str = ""
    head: str = ""  # the office's own words in the head of the paper


@dataclass(slots=True)
class _Words:
    """People's edits by field."""

    issue: dict[str, Edit] = field(default_factory=dict)
    item: dict[tuple[str, str], Edit] = field(default_factory=dict)

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> _Words:
        made = cls()
        for one in edits:
            if one.value is None:
                continue
            if one.article_id is None:
                made.issue[one.field] = one
            else:
                made.item[one.article_id, one.field] = one
        return made

    def value(self, article_id: str, name: str, default: Any = None) -> Any:
        found = self.item.get((article_id, name))
        return default if found is None else found.value


def build(draft: Draft, standing: Standing) -> Issue:
    """The issue as people see it now."""
    words = _Words.of(standing.edits)
    sections = _sections(draft, words)
    late = _ordered([one for one in chosen_entries(draft, standing.edits) if one.item.late_for], words, "late")
    requests = {one.article_id: one for one in standing.requests}
    entries: list[Entry] = []
    made: list[Section] = []
    n = 0
    for code, name, members in sections:
        items = []
        for entry in members:
            n += 1
            numbered = _numbered(entry, n, words, requests, standing.id)
            entries.append(numbered)
            items.append(numbered.item)
        if items:
            made.append(Section(topic=code, name=name, items=tuple(items)))
    late_items = []
    for entry in late:
        n += 1
        numbered = _numbered(entry, n, words, requests, standing.id)
        entries.append(numbered)
        late_items.append(numbered.item)
    window = IssueWindow(draft.window_id, draft.first, draft.last, draft.numbering)
    letter = standing.id.removeprefix(draft.window_id)
    title = (
        str(words.issue["title"].value) if "title" in words.issue else lettered(draft.title, draft.numbering, letter)
    )
    silent = sum(words_in(one.unit or one.name) + 2 for one in draft.silent[:_SILENT]) + 6 * (
        len(draft.silent) > _SILENT
    )
    beside = words_in(f"{standing.head} {title}") + silent
    front = page_one(entries, _headlines(words, entries), draft.first, beside)
    dates: dict[str, Any] = {"from": draft.first}  # a keyword of the language
    shown = {entry.item.article_id for entry in entries}
    return Issue(
        id=standing.id,
        to=draft.last,
        title=title,
        overview=draft.overview,
        sections=tuple(made),
        figures=tuple(one for entry in entries for one in entry.figures),
        documents=tuple(one for entry in entries for one in entry.documents),
        silent=draft.silent,
        undated=draft.undated,
        late=tuple(late_items),
        window=Window(start=window.instants.start, end=window.instants.end),
        numbering=lettered(draft.numbering, draft.numbering, letter),
        office=standing.office,
        state=standing.state,
        revision=standing.revision,
        approval=standing.approval,
        replaces=standing.replaces,
        composed_at=draft.composed_at.astimezone(ZONE),
        requests=tuple(one for one in standing.carried if one.article_id not in shown),
        repeated=draft.repeated,
        **dates,
        **front,
    )


def chosen_entries(draft: Draft, edits: Sequence[Edit]) -> list[Entry]:
    """The entries that are in the issue: all but those that a person dropped."""
    words = _Words.of(edits)
    return [one for one in draft.entries if words.value(one.item.article_id, "chosen", True)]


def left_out(draft: Draft, edits: Sequence[Edit]) -> list[Entry]:
    """The entries that a person dropped, the highest first."""
    words = _Words.of(edits)
    dropped = [one for one in draft.entries if not words.value(one.item.article_id, "chosen", True)]
    return sorted(dropped, key=lambda one: -one.score)


def edited_item(item: Item, edits: Sequence[Edit]) -> Item:
    """An item with people's words in it."""
    return _edited(item, _Words.of(edits))


def _sections(draft: Draft, words: _Words) -> list[tuple[str, str, list[Entry]]]:
    """The areas in official order, each with its entries in the order that people gave them."""
    codes = [area.code for area in reform_areas()]
    placed: dict[str, list[Entry]] = {code: [] for code in (*codes, OTHER_SECTION)}
    for entry in draft.entries:
        article_id = entry.item.article_id
        if entry.item.late_for or not words.value(article_id, "chosen", True):
            continue
        code = str(words.value(article_id, "topic", entry.item.topic))
        placed[code if code in placed else OTHER_SECTION].append(entry)
    names = {code: area_name(code) for code in codes} | {OTHER_SECTION: _OTHER_NAME}
    return [(code, names[code], _ordered(entries, words, code)) for code, entries in placed.items()]


def _ordered(entries: list[Entry], words: _Words, code: str) -> list[Entry]:
    """In the order that a person gave; what came since stands below."""
    order = words.issue.get(f"order:{code}")
    if order is None:
        return entries
    places = {article_id: at for at, article_id in enumerate(order.value)}
    return sorted(entries, key=lambda one: places.get(one.item.article_id, len(places)))


def _numbered(entry: Entry, n: int, words: _Words, requests: Mapping[str, RequestRow], issue_id: str) -> Entry:
    """The entry with its number in everything that quotes it, and people's words."""
    item = _edited(entry.item, words).model_copy(update={"n": n})
    request = requests.get(item.article_id)
    if request is not None and (request.status != RequestStatus.ANSWERED or request.issue_id == issue_id):
        item = item.model_copy(update={"request": request_of(request)})
    rewritten = {one.quotation: one for one in item.sentences if one.quotation is not None}

    def quoted(line: Any) -> Any:
        update: dict[str, Any] = {"n": n}
        if line.text in rewritten:
            update |= {"text": rewritten[line.text].text, "edited": True, "quotation": line.text}
        return line.model_copy(update=update)

    def count(lines: Any) -> Any:
        return tuple(one.model_copy(update={"n": n}) for one in lines)

    return entry.model_copy(
        update={
            "item": item.model_copy(update={"figures": count(item.figures), "documents": count(item.documents)}),
            "concerns": quoted(entry.concerns) if entry.concerns else None,
            "asks": tuple(quoted(one) for one in entry.asks),
            "example": quoted(entry.example) if entry.example else None,
            "moved": count(entry.moved),
            "figures": count(entry.figures),
            "documents": count(entry.documents),
        }
    )


def _edited(item: Item, words: _Words) -> Item:
    article_id = item.article_id
    sentences = []
    for at, one in enumerate(item.sentences):
        said = words.item.get((article_id, f"sentence:{at}"))
        if said is None or said.value.get("text") == one.text:
            sentences.append(one)
        elif said.value.get("text"):
            quotation = said.value.get("quotation") or one.text
            sentences.append(
                Sentence(text=said.value["text"], edited=True, quotation=quotation, author=said.author or None)
            )
    return item.model_copy(
        update={
            "sentences": tuple(sentences),
            "note": str(words.value(article_id, "note", "")),
            "tone": words.value(article_id, "tone"),
            "topic": str(words.value(article_id, "topic", item.topic)),
        }
    )


def _headlines(words: _Words, entries: list[Entry]) -> list[tuple[str, int]] | None:
    """The headlines that a person wrote: text and the article each leads to."""
    said = words.issue.get("headlines")
    if said is None:
        return None
    numbers = {entry.item.article_id: entry.item.n for entry in entries}
    return [(one["text"], numbers[one["article_id"]]) for one in said.value if one["article_id"] in numbers]
