"""How far a plan is: one state of seven for each target, by the official cuts."""

from plan.progress.board import Progress, progress_of
from plan.progress.records import ProgressRow, State, StateCounts, UnitRow

__all__ = ["Progress", "ProgressRow", "State", "StateCounts", "UnitRow", "progress_of"]
