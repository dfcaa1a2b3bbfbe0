"""How certificates are judged."""

from __future__ import annotations

import ssl
from functools import lru_cache

__all__ = ["ssl_context"]


@lru_cache(maxsize=2)
def ssl_context(verify: bool) -> ssl.SSLContext:
    """Certificates are read once. Without ``verify`` any chain is taken: a source file must ask for that by name."""
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_ciphers("DEFAULT:@SECLEVEL=0")  # sites with broken chains tend to have old ciphers too
    return context
