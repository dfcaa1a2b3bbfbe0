"""The tables of who may do what: users, sessions, tokens, audit, saved searches."""

from __future__ import annotations

__all__: list[str] = []
