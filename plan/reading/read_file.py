"""``read_plan`` as a call that goes to another process: one argument that pickles."""

from __future__ import annotations

from dataclasses import dataclass

from domain.plan import PlanProposal
from plan.reading.files.open_file import load_readers
from plan.reading.proposal import read_plan

__all__ = ["GivenFile", "make_ready", "read_given"]


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as somebody sent it."""

    data: bytes
    name: str


def make_ready(_name: str) -> bool:
    """Load in this process all that reading takes."""
    load_readers()
    return True


def read_given(given: GivenFile) -> PlanProposal:
    """What the file says. ConfigError as ``read_plan``."""
    return read_plan(given.data, given.name)
