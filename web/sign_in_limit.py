"""Five tries to sign in a minute: by address, and by account."""

from __future__ import annotations

import math
import time

from fastapi import HTTPException
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

__all__ = ["TRIES", "SignInLimit"]

TRIES = 5


class SignInLimit:
    """Counts tries, in the memory of this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rate = RateLimitItemPerMinute(TRIES)

    def spend(self, address: str, login: str) -> None:
        """Note a try, before it is looked at. HTTPException 429 once one of the two has none left."""
        for key in (("address", address), ("account", login.strip().lower()[:100])):
            if not self._limiter.hit(self._rate, *key):
                wait = max(1, math.ceil(self._limiter.get_window_stats(self._rate, *key).reset_time - time.time()))
                raise HTTPException(
                    429,
                    f"Đã thử đăng nhập {TRIES} lần trong một phút. Hãy đợi {wait} giây rồi thử lại.",
                    {"Retry-After": str(wait)},
                )

    def left(self, address: str, login: str) -> int:
        """How many tries are left in this minute."""
        keys = (("address", address), ("account", login.strip().lower()[:100]))
        return min(int(self._limiter.get_window_stats(self._rate, *key).remaining) for key in keys)

    def forgive(self, address: str, login: str) -> None:
        """After a right password: an office behind one address goes on signing in."""
        self._limiter.clear(self._rate, "address", address)
        self._limiter.clear(self._rate, "account", login.strip().lower()[:100])
