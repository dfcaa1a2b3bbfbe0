"""The tables of mails that wait to be sent, and what became of them."""

from __future__ import annotations

__all__: list[str] = []
