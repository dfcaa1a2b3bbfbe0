"""An incident: something unexpected that a stage survived. The log keeps its traceback under an id; the plain line that
people see names the id, so that whoever helps them finds the one in the other.
"""

from __future__ import annotations

import logging
import traceback
from hashlib import sha256

__all__ = ["ATTRIBUTE", "incident"]

ATTRIBUTE = "incident"
"""Under this name the id stands on the log record."""


def incident(logger: logging.Logger, what: str, error: BaseException, *, url: str = "") -> str:
    """Log what was swallowed, with its traceback and the address it was about; the id to name to people: eight hex
    digits, the same whenever the same place fails over the same address.
    """
    made = sha256(f"{what}|{url}|{_place(error)}".encode()).hexdigest()[:8]
    logger.error("%s%s", what, f" · {url}" if url else "", exc_info=error, extra={ATTRIBUTE: made})
    return made


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__}:{frames[-1].name if frames else ''}"
