"""Everything that the store keeps of plans, as one thing."""

from __future__ import annotations

from store.db.database import Database
from store.plans.archived import ArchivedPages
from store.plans.evidence import Evidence
from store.plans.locks import Periods
from store.plans.repository import Plans
from store.plans.suggestions import Suggestions
from store.plans.traits import TraitRows
from store.plans.units import Units

__all__ = ["PlanStore"]


class PlanStore(Plans):
    """All plans, with what belongs to them: ``units``, ``evidence``, ``suggestions``, ``traits``, ``periods``."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.units = Units(database)
        self.evidence = Evidence(database)
        self.suggestions = Suggestions(database)
        self.traits = TraitRows(database)
        self.periods = Periods(database)
        self.archived = ArchivedPages(database)
