"""The tables of plans, their tasks, evidence, progress and reports."""

from __future__ import annotations

__all__: list[str] = []
