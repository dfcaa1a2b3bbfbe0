"""A propaganda plan as it was read from a file: a proposal that a person looks through beside the source.

Every quote stands verbatim in a block of ``sources``: ``sources[place.block].text[place.start:place.end] == quote``.
Nothing in here is guessed: what the file does not say is null, and what was added up is marked ``computed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day  # noqa: N812 - a field below is called "date"
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "PERIODS_A_YEAR",
    "Due",
    "Frequency",
    "NotTask",
    "PlanDocument",
    "PlanFile",
    "PlanGroup",
    "PlanHead",
    "PlanProposal",
    "Product",
    "ProductBound",
    "ProductKind",
    "ProductPart",
    "ProductPeriod",
    "QuotePlace",
    "SourceBlock",
    "Task",
    "TaskChange",
]


class _Record(BaseModel):
    # Field order is the order of the JSON; unknown keys are mistakes.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ProductKind(StrEnum):
    """What is counted."""

    TIN = "tin"
    BAI = "bai"
    TIN_BAI = "tin_bai"
    PHONG_SU = "phong_su"
    CHUYEN_MUC = "chuyen_muc"
    KY = "ky"
    VIDEO = "video"
    INFOGRAPHIC = "infographic"
    PANO = "pano"
    BANG_RON = "bang_ron"
    TO_ROI = "to_roi"
    TO_GAP = "to_gap"
    HOI_NGHI = "hoi_nghi"
    TAP_HUAN = "tap_huan"
    NOI_CHUYEN = "noi_chuyen"
    DOI_THOAI = "doi_thoai"
    CUOC_THI = "cuoc_thi"
    LAN_PHAT_THANH = "lan_phat_thanh"
    KHAC = "khac"


class ProductBound(StrEnum):
    """How a target bounds what has to be done."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    RANGE = "range"


class ProductPeriod(StrEnum):
    """The stretch of time that a target is set for; ``mot_lan``: once, by the task's own time."""

    TUAN = "tuan"
    THANG = "thang"
    QUY = "quy"
    SAU_THANG = "6thang"
    NAM = "nam"
    MOT_LAN = "mot_lan"


PERIODS_A_YEAR: Final[Mapping[ProductPeriod, int]] = MappingProxyType(
    {
        ProductPeriod.TUAN: 52,
        ProductPeriod.THANG: 12,
        ProductPeriod.QUY: 4,
        ProductPeriod.SAU_THANG: 2,
        ProductPeriod.NAM: 1,
        ProductPeriod.MOT_LAN: 1,
    }
)


class Frequency(StrEnum):
    """How often a task without one deadline is done."""

    THUONG_XUYEN = "thuong_xuyen"
    HANG_TUAN = "hang_tuan"
    HANG_THANG = "hang_thang"
    HANG_QUY = "hang_quy"
    KHI_PHAT_SINH = "khi_phat_sinh"


class TaskChange(StrEnum):
    """What an amendment does to the task of the plan it amends."""

    REPLACES = "replaces"
    ADDS = "adds"
    REMOVES = "removes"


class SourceBlock(_Record):
    """A paragraph or a cell of the file, in reading order.

    ``part`` names the sheet of a workbook (empty elsewhere); ``page`` counts from 1 in a PDF; ``table``, ``row`` and
    ``column`` count from 1 and are null outside tables. A merged cell stands once, at its first row and column, and
    ``rows`` and ``columns`` say how many it covers. ``computed``: the text is the result of a formula.
    """

    text: str
    part: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1
    columns: int = 1
    computed: bool = False


class QuotePlace(_Record):
    """Where a quote stands: characters ``start`` to ``end`` of the text of ``sources[block]``."""

    block: int
    start: int
    end: int


class ProductPart(_Record):
    """One cell of a row that has a column for each month or quarter: how many in these days."""

    from_: Day = Field(alias="from", serialization_alias="from")
    to: Day
    quantity: float
    quote: str
    place: QuotePlace | None = None


class Product(_Record):
    """A target: so many of a kind in a period, in all or for each of whom (``per``, as "don_vi").

    ``quantity`` is null where the file names the product and no number ("chưa có chỉ tiêu"). ``high`` is the upper end
    of a range. ``annual`` is what a whole year owes at least; null where it cannot be known, as with a duty of each of
    unknown many units. ``units`` is how many there are, where the file says so.

    Two bounds at once ("≥ 2 a month and ≥ 30 a year") are two products: the second has ``same_as`` = index of the
    first in the task's products, and both have to hold. Their annual total is the greater one, not the sum.

    ``computed``: ``quantity`` is the sum of ``parts``; every other number stands in ``quote``.
    """

    kind: ProductKind
    quantity: float | None = None
    high: float | None = None
    bound: ProductBound = ProductBound.EXACT
    period: ProductPeriod | None = None
    per: str | None = None
    annual: float | None = None
    quote: str = ""
    place: QuotePlace | None = None
    name: str = ""
    units: int | None = None
    same_as: int | None = None
    computed: bool = False
    parts: tuple[ProductPart, ...] = ()


class Due(_Record):
    """When: as written, first and last day, and the single last days where there are several.

    "trước ngày 15/6" ends on the 14th; "quý II" is 1 April to 30 June; "tháng 3, tháng 9" has two ``dates``: the last
    days of both. Days are null where the text names none that can be known.
    """

    text: str
    from_: Day | None = Field(default=None, alias="from", serialization_alias="from")
    to: Day | None = None
    dates: tuple[Day, ...] = ()
    place: QuotePlace | None = None


class Task(_Record):
    """One task. ``path`` is its number with those above it ("II.1.a"), ``parent`` the path above, ``group`` the names
    of the headings it stands under, outermost first. ``confidence`` is 0–1, ``confidence_text`` the same in words and
    ``doubts`` what a person should look at, in words. ``products`` holds targets alone; ``kinds`` are all kinds that
    the task names, with or without a number.

    In an amendment, ``change`` says what becomes of the task ``amends_path`` of the amended plan.
    """

    path: str
    parent: str | None = None
    content: str
    quote: str
    place: QuotePlace | None = None
    products: tuple[Product, ...] = ()
    kinds: tuple[ProductKind, ...] = ()
    channels: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due: Due | None = None
    frequency: Frequency | None = None
    reform_area: str | None = None
    confidence: float = 1.0
    confidence_text: str = ""
    doubts: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    note: str | None = None
    change: TaskChange | None = None
    amends_path: str | None = None


class PlanGroup(_Record):
    """A heading that gathers tasks and is none itself."""

    path: str
    parent: str | None = None
    title: str
    place: QuotePlace | None = None


class NotTask(_Record):
    """What looks like a task and is none: a duty to report, a coverage goal, …; ``why`` in words."""

    text: str
    why: str
    place: QuotePlace | None = None


class PlanDocument(_Record):
    """A document that the plan carries out, as it is cited."""

    number: str | None = None
    date: Day | None = None
    issuer: str | None = None
    type: str | None = None


class PlanHead(_Record):
    """The plan's own particulars. ``amends`` is the number of the plan that it changes; ``effective`` the day from
    which it does, where said.
    """

    number: str | None = None
    date: Day | None = None
    issuer: str | None = None
    year: int | None = None
    title: str | None = None
    parents: tuple[PlanDocument, ...] = ()
    amends: str | None = None
    effective: Day | None = None


class PlanFile(_Record):
    """The file that was read: its name, its kind ("docx", "xlsx", "pdf", "yaml", "text") and its SHA-256."""

    name: str
    kind: str
    sha256: str


class PlanProposal(_Record):
    """All that was read from one file. ``notes`` are plain lines on what was left out (hidden sheets …)."""

    plan: PlanHead
    tasks: tuple[Task, ...] = ()
    not_tasks: tuple[NotTask, ...] = ()
    groups: tuple[PlanGroup, ...] = ()
    notes: tuple[str, ...] = ()
    file: PlanFile | None = None
    sources: tuple[SourceBlock, ...] = ()
