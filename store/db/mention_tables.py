"""The tables of figures, documents and organisations as articles mention them."""

from __future__ import annotations

__all__: list[str] = []
