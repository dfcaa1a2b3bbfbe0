"""Who is asking, and what they may do. Every route states its right: ``public`` or ``require(…)``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from fastapi import Depends, HTTPException, Request

from domain.roles import Role

__all__ = ["LOCAL_USER", "Need", "User", "current_user", "may", "public", "require"]

Right = Literal["xem", "bien_tap", "quan_tri"]


@dataclass(frozen=True, slots=True)
class User:
    """Who is asking. ``id`` null: the one user of a machine without accounts."""

    id: int | None
    login: str
    name: str
    role: Role

    @property
    def initials(self) -> str:
        """One or two letters for the corner of the page."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[-2:] if len(words) > 1 else words)).upper() or "?"


LOCAL_USER = User(None, "may-nay", "Người dùng trên máy này", Role.ADMIN)


def current_user(request: Request) -> User | None:
    """The user of this request; null for one who has not signed in."""
    found: User | None = getattr(request.state, "user", None)
    return found


def may(user: User | None, right: Right | Role) -> bool:
    """Whether a user may do what needs this right."""
    return user is not None and user.role.covers(Role(right))


class Need:
    """The right that a route asks for; null is open to all. Called by FastAPI before the route; gives the user."""

    def __init__(self, role: Role | None) -> None:
        self.role = role

    def __call__(self, request: Request) -> User | None:
        user = current_user(request)
        if self.role is None:
            return user
        if user is None:
            raise HTTPException(401, "Cần đăng nhập để xem trang này.")
        if not user.role.covers(self.role):
            raise HTTPException(403, f"Việc này cần quyền {self.role.label.lower()}.")
        return user


public: Any = Depends(Need(None))
"""For routes that are open to everybody, signed in or not."""


def require(right: Right) -> Any:
    """For ``dependencies=[require("bien_tap")]``, or ``user: Annotated[User, require("bien_tap")]``. Answers 401 (a
    page that is read: the way to sign in) or 403.
    """
    return Depends(Need(Role(right)))
