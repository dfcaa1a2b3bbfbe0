"""What every request works with: the settings, and the store and the search engine, opened once for the whole app."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from domain.settings import Settings
from index import SearchEngine
from pipeline.context import Context
from store import Store

__all__ = ["Parts", "Services", "secret_key", "services"]

_KEY_FILE = "web.key"


@dataclass(slots=True)
class Services:
    """The opened parts. Store and engine are safe for the threads in which screens run. ``local``: one user on this
    machine, who needs no sign-in. ``key``: signs what a browser keeps for us.
    """

    context: Context
    store: Store
    engine: SearchEngine
    local: bool
    key: str
    extras: dict[str, object] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.context.settings


def services(request: Request) -> Services:
    """The parts of the app that answers this request."""
    found: Services = request.app.state.services
    return found


Parts = Annotated[Services, Depends(services)]


def secret_key(data_dir: Path) -> str:
    """The key of this data folder, made once and readable by its owner alone."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / _KEY_FILE
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
