"""Every decision of a person is noted: who, what, of which thing, before and after."""

from __future__ import annotations

import logging

from web.access import User

__all__ = ["note"]

_log = logging.getLogger(__name__)


def note(user: User, action: str, what: str, before: object = None, after: object = None) -> None:
    """Note a decision."""
    _log.info("%s %s %s: %s → %s", user.login, action, what, before, after)
