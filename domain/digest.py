"""An issue of the digest: what the command prints as JSON, the page edits and every format is made from.

The field names of the contract come first in each record; fields after the mark "beyond" are additions. Everything that
is quoted stands verbatim in its article unless ``edited`` says that a person rewrote it (the source's words stay beside
it in ``quotation``).

Computed here or in ``digest/``, and no words of a source: ``overview`` and all counts, ``reach``, ``reasons``,
``MovedFigure.difference``, ``silent``, ``title``, ``numbering``, ``hash``. Everything else is a source's or a person's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day  # noqa: N812 - a field below is called "date"
from datetime import datetime
from itertools import groupby

from pydantic import BaseModel, ConfigDict, Field

from domain.annotation import Bound
from domain.article import Moment, day_of
from domain.digest_states import REQUEST_NAMES, STATE_NAMES, IssueState, RequestStatus
from domain.settings_sections import Office

__all__ = [
    "REQUEST_NAMES",
    "STATE_NAMES",
    "Approval",
    "Asking",
    "Deadline",
    "DocumentLine",
    "Example",
    "FigureLine",
    "Frame",
    "Issue",
    "IssueState",
    "Item",
    "MovedFigure",
    "Overview",
    "QuotedFigure",
    "QuotedLine",
    "Reprint",
    "Request",
    "RequestStatus",
    "Section",
    "Sentence",
    "Share",
    "Silent",
    "Undated",
    "Window",
]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Window(_Record):
    """The stretch of time of an issue: instants of Asia/Ho_Chi_Minh; ``end`` is the first instant after it."""

    start: datetime
    end: datetime


class Sentence(_Record):
    """A sentence of an item. ``quotation``: the source's words where a person rewrote them; else null."""

    text: str
    edited: bool = False
    # beyond
    quotation: str | None = None
    author: str | None = None


class Deadline(_Record):
    """A day by which something is to be done, as the text says it and what that means; both ends inclusive."""

    text: str
    from_: Day = Field(alias="from")
    to: Day


class FigureLine(_Record):
    """A figure with its sentence. ``n`` is the number of the item that it stands in."""

    text: str
    value: float | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    sentence: str = ""
    # beyond
    low: float | None = None
    high: float | None = None
    total: float | None = None
    ratio: float | None = None
    subject: str | None = None
    n: int | None = None


class DocumentLine(_Record):
    """A document that an item names. ``new``: dated shortly before the end of the window and in no earlier issue."""

    number: str | None = None
    type: str | None = None
    date: Day | None = None
    issuer: str | None = None
    text: str = ""
    # beyond
    sentence: str = ""
    deadline: Deadline | None = None
    new: bool = False
    n: int | None = None


class Reprint(_Record):
    """Another place where the item's text stands."""

    source: str | None = None
    url: str
    # beyond
    name: str = ""
    article_id: str | None = None
    title: str | None = None


class Request(_Record):
    """What the office is asked to do about an item. ``since``: the issue that first carried it."""

    unit: str
    due: Day | None = None
    status: RequestStatus = RequestStatus.NEW
    # beyond
    since: str | None = None
    note: str = ""
    article_id: str | None = None
    title: str | None = None
    url: str | None = None


class Item(_Record):
    """One text of the week. ``unit``: the owner of its site; ``published_at`` null where nobody knows the day."""

    n: int
    article_id: str
    title: str
    url: str
    source: str | None = None
    unit: str = ""
    published_at: Moment | None = None
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    documents: tuple[DocumentLine, ...] = ()
    reprints: tuple[Reprint, ...] = ()
    request: Request | None = None
    # beyond
    source_name: str = ""
    province: str | None = None
    topic: str = ""
    reach: int = 1  # sites that carry the text
    relevance: float = 0.0
    ours: tuple[str, ...] = ()  # the names by which it concerns the office, as they stand in the text
    reasons: tuple[str, ...] = ()  # why it ranks where it does, in words
    note: str = ""  # a person's
    tone: str | None = None  # a person's word; null: nobody said
    tone_words: tuple[str, ...] = ()  # words of the text that suggest one
    late_for: str | None = None  # the closed issue that it came too late for
    withdrawn: bool = False

    @property
    def day(self) -> Day | None:
        """The day of publication in Vietnam."""
        return day_of(self.published_at)

    @property
    def other_sites(self) -> tuple[Reprint, ...]:
        """The other sites that carry the text, each once; ``reprints`` has every article."""
        sites: dict[str, Reprint] = {}
        for one in self.reprints:
            if one.source is None or one.source != self.source:
                sites.setdefault(one.source or one.url, one)
        return tuple(sites.values())


class Section(_Record):
    """The items of one reform area."""

    topic: str
    name: str
    items: tuple[Item, ...] = ()


class Share(_Record):
    """One bar of the small chart: a day (ISO), a week ("2022-W38") or a reform area, its name and counts."""

    key: str
    name: str
    articles: int
    previous: int | None = None


class Overview(_Record):
    """The week in numbers. ``articles`` counts reprints too, ``copies`` only them. A previous number is null where
    nothing had been collected for that week.
    """

    articles: int = 0
    copies: int = 0
    sources: int = 0
    provinces: int = 0
    previous_articles: int | None = None
    # beyond
    contents: int = 0  # articles - copies
    ours: int = 0
    previous_copies: int | None = None
    previous_sources: int | None = None
    previous_provinces: int | None = None
    previous_ours: int | None = None
    previous_name: str = ""
    topics: tuple[Share, ...] = ()
    days: tuple[Share, ...] = ()
    weeks: tuple[Share, ...] = ()  # up to eight weeks, this one last


class Silent(_Record):
    """A site that usually publishes and has not. ``last``: the day of its last article."""

    source: str
    name: str
    last: Day | None = None
    # beyond
    unit: str = ""
    days: int | None = None  # without an article, up to the end of the window
    usual: float | None = None  # days between two articles, as a rule


class Undated(_Record):
    """An article whose day nobody knows: it is in no week until a person says."""

    article_id: str
    title: str
    url: str
    # beyond
    source: str | None = None
    source_name: str = ""
    first_seen_at: datetime | None = None


class QuotedLine(_Record):
    """A point of page one: a sentence of item ``n``."""

    n: int
    article_id: str
    text: str
    edited: bool = False
    quotation: str | None = None
    unit: str = ""


class QuotedFigure(_Record):
    """One side of a figure that moved. ``issue``: the issue or week that it stood in."""

    text: str
    value: float
    sentence: str
    article_id: str
    title: str
    url: str
    published_at: Moment | None = None
    issue: str = ""


class MovedFigure(_Record):
    """The same count of the same body, before and now; ``difference`` is computed."""

    n: int
    body: str
    subject: str
    unit: str
    before: QuotedFigure
    now: QuotedFigure
    difference: float


class Asking(QuotedLine):
    """A sentence with words that ask for an answer. ``who``: the body that asks, where the sentence or its site says;
    ``words``: those words. Whether it is one is for people to say.
    """

    who: str = ""
    words: tuple[str, ...] = ()
    deadline: Deadline | None = None


class Example(QuotedLine):
    """What others do and we could copy. ``reasons`` in words."""

    reasons: tuple[str, ...] = ()


class Approval(_Record):
    """Who approved an issue, and when; ``who`` empty: it was sent by the machine and nobody approved it."""

    who: str = ""
    at: datetime


class Frame(_Record):
    """What a frozen issue was approved under and its files are written with, whatever the settings say later: the
    office, the address of the page, the folder of templates (a ZIP in base64).
    """

    office: Office
    base_url: str = ""
    templates: str = Field(repr=False)


class Issue(_Record):
    """An issue. ``from`` and ``to`` are days, both inclusive. ``id``: "2022-W39"; "2022-W39a" after it was withdrawn
    once; "2022-09-26_2022-10-02" for two dates.
    """

    id: str
    from_: Day = Field(alias="from")
    to: Day
    title: str
    headlines: tuple[str, ...] = ()
    overview: Overview = Overview()
    sections: tuple[Section, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    documents: tuple[DocumentLine, ...] = ()
    silent: tuple[Silent, ...] = ()
    undated: tuple[Undated, ...] = ()
    late: tuple[Item, ...] = ()
    # beyond
    window: Window
    numbering: str = ""  # "Tuần 39/2022" ("Tuần 39a/2022" after it was withdrawn), "Tuần 3 - Tháng 9/2026", or empty
    office: str = ""
    state: IssueState = IssueState.DRAFT
    revision: int = 0
    hash: str | None = None  # SHA-256 of the frozen record, hexadecimal
    approval: Approval | None = None
    replaces: str | None = None
    composed_at: datetime | None = None
    headline_sources: tuple[int, ...] = ()  # the item number of each headline
    concerns_us: tuple[QuotedLine, ...] = ()
    moved: tuple[MovedFigure, ...] = ()
    new_documents: tuple[DocumentLine, ...] = ()
    asks: tuple[Asking, ...] = ()  # those with a deadline first, the nearest at the top
    more_asks: tuple[Asking, ...] = ()  # with a deadline, for whose sentences page one has no room
    examples: tuple[Example, ...] = ()
    requests: tuple[Request, ...] = ()  # carried over from earlier issues and not yet answered
    repeated: tuple[Reprint, ...] = ()  # printed again this week; their text was in an earlier issue
    frame: Frame | None = Field(default=None, exclude=True, repr=False)  # a frozen issue's; in none of its files

    @property
    def short_hash(self) -> str:
        """The first twelve digits in groups of four, for a footer; empty while the issue is no frozen one."""
        digits = (self.hash or "")[:12]
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order: the sections', then those that came late."""
        return (*(item for section in self.sections for item in section.items), *self.late)

    @property
    def empty(self) -> bool:
        """Whether there is no news in it at all."""
        return not self.items

    def item(self, n: int) -> Item | None:
        """The item with a number."""
        return next((item for item in self.items if item.n == n), None)

    def by_day(self) -> Iterator[tuple[Day, tuple[Item, ...]]]:
        """The dated items of the sections, day by day; days without any are left out."""
        dated = [item for section in self.sections for item in section.items if item.day is not None]
        dated.sort(key=lambda item: (item.day or Day.min, item.n))
        for day, items in groupby(dated, key=lambda item: item.day):
            if day is not None:
                yield day, tuple(items)
