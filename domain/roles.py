"""Who may do what on the page: three roles, each of which may all that the one before it may."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Role"]


class Role(StrEnum):
    """What a person (or a token) is allowed. The values stand in the store and in the API."""

    VIEWER = "xem"
    EDITOR = "bien_tap"
    ADMIN = "quan_tri"

    @property
    def label(self) -> str:
        """The role as people read it."""
        return {"xem": "Xem", "bien_tap": "Biên tập", "quan_tri": "Quản trị"}[self.value]

    def covers(self, wanted: Role) -> bool:
        """Whether who has this role may do what needs ``wanted``."""
        order = list(Role)
        return order.index(self) >= order.index(wanted)
