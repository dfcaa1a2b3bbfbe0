"""New articles against the plans: what may prove a task is there before anybody opens the page."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from domain.errors import DiemTinError
from domain.incidents import incident
from domain.settings import Settings
from pipeline.progress import Advance, unwatched
from store import Store

__all__ = ["WeighReport", "weigh_waiting"]

_log = logging.getLogger(__name__)
_AT_ONCE = 1000
"""So many articles are weighed before it is asked again whether to stop."""


@dataclass(slots=True)
class WeighReport:
    """``weighed``: pairs of article and plan; ``problem``: why it went no further, if anything stopped it."""

    weighed: int = 0
    problem: str | None = None


def weigh_waiting(
    store: Store, settings: Settings, advance: Advance = unwatched, stop: threading.Event | None = None
) -> WeighReport:
    """Weigh what no plan has weighed yet. Never raises: articles are kept and found without it, and what is left
    is taken up by the next run or by the page.
    """
    from plan.evidence import weigh_plan
    from plan.office import PlanOffice

    report = WeighReport()
    try:
        office = PlanOffice.of(settings)
        for plan in store.plans.all():
            done = _AT_ONCE
            while done >= _AT_ONCE and not (stop is not None and stop.is_set()):
                done = weigh_plan(store, plan, office, advance, most=_AT_ONCE)
                report.weighed += done
    except DiemTinError as error:
        report.problem = str(error)
    except Exception as error:
        report.problem = f"Lỗi ngoài dự kiến; nhật ký ghi lại với mã {incident(_log, 'weighing', error)}."
    return report
