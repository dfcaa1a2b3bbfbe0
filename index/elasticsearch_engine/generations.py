"""Versioned indices behind one alias: made, put in place at once, and cleared away."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from domain.errors import IndexMisconfigured
from domain.search import IndexDocument
from index.elasticsearch_engine.bulk import write_documents
from index.elasticsearch_engine.mapping import index_body
from index.protocol import Progress, RebuildResult, WriteOutcome, WriteResult
from index.query.fields import SCHEMA_VERSION

__all__ = ["Generations"]

_BATCH = 500


class Generations:
    """The indices of one alias. While a rebuild runs, ``<alias>-next`` names the index being made, and writers write to
    both: what they write meanwhile is in the new index when it takes the old one's place.
    """

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client, self._alias = client, alias

    @property
    def next_alias(self) -> str:
        """The alias of the index being made."""
        return f"{self._alias}-next"

    def current(self) -> str | None:
        """The index behind the alias; null before the first write."""
        found = self._all_behind(self._alias)
        if not found and self._client.indices.exists(index=self._alias):
            raise IndexMisconfigured(
                f"Trên cụm có một chỉ mục thật mang tên “{self._alias}”, trùng với bí danh của Điểm Tin.",
                "Đặt DIEMTIN_ELASTICSEARCH_INDEX tên khác, hoặc xóa chỉ mục ấy rồi chạy diemtin index rebuild.",
            )
        return next(iter(found), None)

    def targets(self) -> list[str]:
        """The aliases that a write must reach."""
        try:
            answer = self._client.indices.get_alias(name=f"{self._alias},{self.next_alias}")
        except NotFoundError as error:
            # One of the two is missing: the body still names the other.
            answer = error.body if isinstance(error.body, dict) else {}  # type: ignore[assignment]
        found = {name for index in answer.values() if isinstance(index, dict) for name in index.get("aliases", {})}
        return [alias for alias in (self._alias, self.next_alias) if alias in found]

    def _name(self) -> str:
        return f"{self._alias}-v{SCHEMA_VERSION}-{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(3)}"

    def ensure(self) -> str:
        """The index behind the alias, made if there is none. IndexMisconfigured for one of another schema."""
        index = self.current()
        if index is None:
            name = self._name()
            self._client.indices.create(index=name, **index_body(), wait_for_active_shards="1")
            # Two processes may be here at once: the alias goes to one index only, the other index goes.
            action = {"add": {"index": name, "alias": self._alias, "is_write_index": True}}
            try:
                self._client.indices.update_aliases(actions=[action])
            except BadRequestError:
                self._client.indices.delete(index=name)
            return self.current() or name
        self.check(index)
        return index

    def check(self, index: str) -> None:
        """Raise IndexMisconfigured unless the index has the schema of this program."""
        mapping = self._client.indices.get_mapping(index=index)
        meta = next(iter(mapping.values()))["mappings"].get("_meta", {})
        if meta.get("diemtin_schema") != SCHEMA_VERSION:
            raise IndexMisconfigured(
                f"Chỉ mục {self._alias} do một phiên bản khác tạo ra.", "Chạy diemtin index rebuild."
            )

    def rebuild(self, documents: Iterable[IndexDocument], progress: Progress | None = None) -> RebuildResult:
        """Fill a new index and put it in the old one's place in one step."""
        client, name = self._client, self._name()
        self.current()  # a foreign index in the alias's place is said before any work
        for dead in self._all_behind(self.next_alias):  # what a killed rebuild left behind
            client.options(ignore_status=404).indices.delete(index=dead)
        client.indices.create(
            index=name,
            **index_body(),
            aliases={self.next_alias: {}},
            wait_for_active_shards="1",
        )
        try:
            # Refreshing is for readers, and there are none yet.
            client.indices.put_settings(index=name, settings={"index.refresh_interval": "-1"})
            rejected: list[WriteResult] = []
            for batch in _batches(documents):
                results = write_documents(client, name, batch, alias=False)
                rejected += [one for one in results if one.outcome is WriteOutcome.REJECTED]
                if progress is not None:
                    progress(len(batch))
            client.indices.put_settings(index=name, settings={"index.refresh_interval": None})
            client.indices.refresh(index=name)
            old = self._all_behind(self._alias)
            client.indices.update_aliases(
                actions=[
                    *({"remove": {"index": one, "alias": self._alias}} for one in old),
                    {"remove": {"index": name, "alias": self.next_alias}},
                    {"add": {"index": name, "alias": self._alias, "is_write_index": True}},
                ]
            )
        except BaseException:
            client.options(ignore_status=404).indices.delete(index=name)
            raise
        self._clear(keep=name)
        return RebuildResult(int(client.count(index=name)["count"]), tuple(rejected))

    def _all_behind(self, alias: str) -> list[str]:
        try:
            return sorted(self._client.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _clear(self, keep: str) -> None:
        """Delete the generations that no alias names any more: the old one, and what a killed rebuild left."""
        found = self._client.indices.get_alias(index=f"{self._alias}-v*")
        for name, state in found.items():
            if name != keep and not state["aliases"]:
                self._client.options(ignore_status=404).indices.delete(index=name)


def _batches(documents: Iterable[IndexDocument]) -> Iterator[list[IndexDocument]]:
    rest = iter(documents)
    while batch := list(islice(rest, _BATCH)):
        yield batch
