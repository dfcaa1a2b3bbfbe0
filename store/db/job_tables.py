"""The tables of work that people start from the page."""

from __future__ import annotations

__all__: list[str] = []
