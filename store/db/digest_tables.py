"""The tables of issues of the digest and what people decided in them."""

from __future__ import annotations

__all__: list[str] = []
