"""What is due by mail, in one go: notices of sources, alerts of saved searches, then all mails that wait are sent."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from domain.errors import DiemTinError

if TYPE_CHECKING:
    from pipeline.alerts.run import AlertReport
    from pipeline.context import Context
    from pipeline.sending import SendReport
    from store import Store

__all__ = ["MailReport", "keep_mailing", "mail_round"]

_log = logging.getLogger(__name__)
_PAUSE = 60.0


@dataclass(slots=True)
class MailReport:
    """What was done. ``problems``: what kept a part of it from being done; the other parts were."""

    notices: int = 0
    alerts: AlertReport | None = None
    sent: SendReport | None = None
    problems: list[str] = field(default_factory=list)


def mail_round(
    context: Context, store: Store, now: datetime | None = None, stop: threading.Event | None = None
) -> MailReport:
    """One round. A part that fails is told in ``problems`` and keeps nothing from the next; what it left is done in the
    next round.
    """
    from pipeline.alerts.run import run_alerts
    from pipeline.notices import note_sources
    from pipeline.sending import send_waiting

    at = now or datetime.now(UTC)
    report = MailReport()
    try:
        report.notices = note_sources(store, context.settings, at)
    except DiemTinError as error:
        report.problems.append(str(error))
    try:
        if store.saved_searches.active():
            with context.index() as engine:
                report.alerts = run_alerts(store, engine, context.index_name, context.settings, at)
            if report.alerts.problem:
                report.problems.append(report.alerts.problem)
    except DiemTinError as error:
        report.problems.append(str(error))
    try:
        report.sent = send_waiting(store, context.settings, now, stop=stop)
        if report.sent.problem:
            report.problems.append(report.sent.problem)
    except DiemTinError as error:
        report.problems.append(str(error))
    return report


def keep_mailing(context: Context, stop: threading.Event) -> threading.Thread:
    """Rounds every minute in a thread, with a store of its own, until ``stop``. Problems go to the log, each once until
    it is another.
    """

    def work() -> None:
        last: list[str] = []
        while not stop.is_set():
            try:
                with context.store() as store:
                    while not stop.is_set():
                        report = mail_round(context, store, stop=stop)
                        if report.problems and report.problems != last:
                            _log.warning("mail: %s", " ".join(report.problems))
                        last = report.problems
                        stop.wait(_PAUSE)
            except Exception:  # whatever it is, mails that wait must not be forgotten
                _log.exception("mail: a round failed")
                stop.wait(_PAUSE)

    thread = threading.Thread(target=work, name="mail", daemon=True)
    thread.start()
    return thread
