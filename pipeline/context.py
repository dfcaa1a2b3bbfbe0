"""What a command works with: the settings in force, and the parts opened only when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import SourceError, UsageError
from domain.settings import Settings, load_settings
from domain.source import Source

if TYPE_CHECKING:  # heavy parts are imported where a command uses them, so that --help stays quick
    from index import SearchEngine
    from store import Store

__all__ = ["Context", "open_context"]


@dataclass(frozen=True, slots=True)
class Context:
    """Settings, and ways to open the store, the index and the sources. ``tell``: who is told of a source file that
    cannot be used, so that the others go on.
    """

    settings: Settings
    tell: Callable[[SourceError], None] | None = None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store of the data folder, closed at the end."""
        from store import open_store

        opened = open_store(self.settings.data_dir, self.settings.store_url)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def index(self) -> Iterator[SearchEngine]:
        """The search engine of the settings, closed at the end."""
        from index import open_index

        engine = open_index(
            self.settings.index_engine,
            path=self.settings.data_dir / "index",
            options=self._engine_options(),
        )
        try:
            yield engine
        finally:
            engine.close()

    def _engine_options(self) -> dict[str, Any]:
        settings = self.settings
        if settings.index_engine == "embedded":
            return {}
        key, password = settings.elasticsearch_api_key, settings.elasticsearch_password
        return {
            "urls": settings.elasticsearch_urls,
            "api_key": key.get_secret_value() if key else None,
            "user": settings.elasticsearch_user,
            "password": password.get_secret_value() if password else None,
            "ca_cert": settings.elasticsearch_ca_cert,
            "index": settings.elasticsearch_index,
        }

    @property
    def index_name(self) -> str:
        """The name of the engine's outbox: each index is fed by a queue of its own."""
        settings = self.settings
        return "embedded" if settings.index_engine == "embedded" else f"elasticsearch:{settings.elasticsearch_index}"

    def all_sources(self) -> list[Source]:
        """Every usable source of the sources folder, by id. Without ``tell`` a SourceError names the first file and
        key that are wrong.
        """
        from crawler.source_files import load_sources

        return load_sources(self.settings.sources_dir, self.tell)

    def sources_by_id(self) -> dict[str, Source]:
        """Every source by its id."""
        return {source.id: source for source in self.all_sources()}

    def chosen_sources(self, ids: list[str] | None) -> list[Source]:
        """The sources named, or all. UsageError names one that is not there; SourceError is raised for a folder that
        has no usable file, and for a source asked for by name whose file cannot be used.
        """
        faults: list[SourceError] = []
        known = {source.id: source for source in replace(self, tell=faults.append).all_sources()}
        missing = [name for name in ids or [] if name not in known]
        if faults and (self.tell is None or missing or not known):
            raise next((one for one in faults if any(f"{name}.y" in str(one) for name in missing)), faults[0])
        if self.tell is not None:
            for fault in faults:
                self.tell(fault)
        for name in missing:
            raise UsageError(f"Không có nguồn “{name}”.", f"Các nguồn: {', '.join(known) or 'chưa có'}.")
        return [known[name] for name in dict.fromkeys(ids or known)]


def open_context(
    data: Path | None = None,
    sources: Path | None = None,
    *,
    tell: Callable[[SourceError], None] | None = None,
    **overrides: Any,
) -> Context:
    """The context of one command; command-line values win over file and environment. What goes wrong from here on is
    noted in the log of the data folder.
    """
    from store.work.log_file import configure_logging

    context = Context(load_settings(data_dir=data, sources_dir=sources, **overrides), tell)
    configure_logging(context.settings.data_dir)
    return context
