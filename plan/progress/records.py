"""What progress is told in: a row for each task and target, and what a group of rows comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Day  # noqa: N812 - the fields of a row are days
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict

__all__ = [
    "GRAVITY",
    "STATE_WORDS",
    "EvidenceRef",
    "ProductRef",
    "ProgressRow",
    "Shortfall",
    "State",
    "StateCounts",
    "UnitRow",
    "gravest",
]


class State(StrEnum):
    """The seven states."""

    DAT = "dat"
    DUNG_TIEN_DO = "dung_tien_do"
    CO_NGUY_CO = "co_nguy_co"
    CHAM = "cham"
    QUA_HAN = "qua_han"
    CHUA_CO_CHI_TIEU = "chua_co_chi_tieu"
    CHUA_DEN_HAN = "chua_den_han"


STATE_WORDS: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.DAT: "Đạt",
        State.DUNG_TIEN_DO: "Đúng tiến độ",
        State.CO_NGUY_CO: "Có nguy cơ",
        State.CHAM: "Chậm",
        State.QUA_HAN: "Quá hạn",
        State.CHUA_CO_CHI_TIEU: "Chưa có chỉ tiêu",
        State.CHUA_DEN_HAN: "Chưa đến hạn",
    }
)

GRAVITY: Final = (
    State.QUA_HAN,
    State.CHAM,
    State.CO_NGUY_CO,
    State.DUNG_TIEN_DO,
    State.CHUA_DEN_HAN,
    State.DAT,
    State.CHUA_CO_CHI_TIEU,
)
"""The state of several targets of one task is the first of these that any of them has."""


def gravest(states: Iterable[State]) -> State:
    """The state of a task with several targets; without any, that it has none."""
    known = set(states)
    return next((state for state in GRAVITY if state in known), State.CHUA_CO_CHI_TIEU)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ProductRef(_Record):
    """The target of a row, as the plan's version in force has it."""

    kind: str
    name: str = ""
    quantity: float | None = None
    high: float | None = None
    bound: str = "exact"
    period: str | None = None
    per: str | None = None
    quote: str = ""


class EvidenceRef(_Record):
    """One piece of evidence. ``counted`` is false for what is only stated (level C) and for a further copy of what is
    counted already.
    """

    id: int
    article_id: str | None
    title: str
    url: str
    day: Day | None
    unit: str
    channel: str
    area: str | None
    kind: str
    quantity: float
    level: str
    withdrawn: bool
    counted: bool
    file_name: str = ""
    note: str = ""


class Shortfall(_Record):
    """What is missing of one stretch of a target, and the last day for it."""

    name: str
    by: Day
    missing: float
    past: bool


class UnitRow(_Record):
    """One unit's share of a target that each unit owes. ``note`` says where its name changed within the period."""

    unit: str
    done: float
    target: float
    state: State
    missing: tuple[Shortfall, ...] = ()
    note: str = ""


class ProgressRow(_Record):
    """A task and one of its targets (``product`` null: the plan sets none).

    ``first`` to ``last`` are the days that the target is counted over, ``target`` what is owed in them (null where
    nobody can know), ``done`` what is proved, ``stated`` what is said without proof and does not count. ``share`` is
    ``done / target``. ``extra`` marks results of a kind that the plan does not ask for.
    """

    task_id: int
    task: str
    parent: str | None
    content: str
    group: tuple[str, ...]
    lead: tuple[str, ...]
    channels: tuple[str, ...]
    area: str | None
    product: ProductRef | None
    first: Day
    last: Day
    done: float
    target: float | None
    share: float | None
    state: State
    stated: float = 0.0
    missing: tuple[Shortfall, ...] = ()
    units: tuple[UnitRow, ...] = ()
    units_owing: int | None = None
    due: Day | None = None
    due_text: str = ""
    extra: bool = False
    note: str = ""
    evidence: tuple[EvidenceRef, ...] = ()


class StateCounts(_Record):
    """How many targets of a group are in which state: a parent is the count of its children, never a mean of them."""

    name: str
    key: str
    states: dict[State, int]
    done: dict[str, float] = {}

    @property
    def total(self) -> int:
        """How many targets there are."""
        return sum(self.states.values())
