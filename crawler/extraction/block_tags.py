"""The elements that begin and end a line of their own."""

from __future__ import annotations

__all__ = ["BLOCK_TAGS"]

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
