"""Styles, fonts and scripts under addresses that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["FOLDER", "StaticAssets", "asset_url", "assets_version"]

FOLDER = Path(__file__).parent / "static"


@cache
def assets_version() -> str:
    """Twelve letters that stand for the content of all assets together."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def asset_url(name: str) -> str:
    """The address of an asset, as ``diemtin.css``."""
    return f"/static/{assets_version()}/{name}"


class StaticAssets(StaticFiles):
    """The folder of assets. The first part of a path is the version, which only decides how long it may be kept."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        version, _, name = path.partition("/")
        response = await super().get_response(name, scope)
        current = version == assets_version()
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if current else "no-cache"
        return response
