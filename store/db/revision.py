"""Which migration is the newest."""

from __future__ import annotations

__all__ = ["HEAD"]

HEAD = "0013"
"""A store at this revision needs no migration."""
