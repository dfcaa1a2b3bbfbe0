"""How a sample site speaks TLS: a chain of certificates on disk, and the server's side of it.

``samples.certificates`` makes chains; it needs the extra ``demo``, serving does not.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import NamedTuple

__all__ = ["Chain", "server_context"]


class Chain(NamedTuple):
    """Files in PEM: ``sent`` is what the server presents with ``key``, ``root`` what a trusting client knows."""

    sent: Path
    key: Path
    root: Path


def server_context(chain: Chain) -> ssl.SSLContext:
    """The server's side of it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain.sent, chain.key)
    return context
