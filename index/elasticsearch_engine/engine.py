"""The engine on a cluster: what ``BaseEngine`` leaves to a backend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from elasticsearch import BadRequestError, NotFoundError

from domain.errors import DiemTinError, IndexMisconfigured
from domain.search import IndexDocument, Sort
from index.answer.paging import Cursor
from index.base_engine import BaseEngine, Found, FoundRow, Question
from index.elasticsearch_engine.bulk import delete_documents, write_documents
from index.elasticsearch_engine.compile import plan_query
from index.elasticsearch_engine.connection import ConnectionOptions, connect, translated
from index.elasticsearch_engine.generations import Generations
from index.elasticsearch_engine.mapping import SOURCE_FIELDS, WINDOW, search_field
from index.index_fields import Field, IndexField
from index.protocol import IndexStatus, Progress, RebuildResult, WriteResult
from index.query.fields import INDEX_FIELDS, SCHEMA_VERSION
from index.row import Payload

__all__ = ["ElasticsearchEngine"]

_FREQUENCY_PIECE = 500
_GROUPS, _GROUPS_PIECE = "groups", 10_000
_WALK_PIECE, _KEPT_ALIVE = 500, "5m"
_NO_WRITES = ("read_only", "read_only_allow_delete", "write")


class ElasticsearchEngine(BaseEngine):
    """One alias on one cluster. Nothing is sent before the first use."""

    name = "elasticsearch"

    def __init__(self, options: ConnectionOptions) -> None:
        self._options = options
        self._client = connect(options)
        self._generations = Generations(self._client, options.index)
        self._ready = False

    def _ensure(self) -> None:
        if not self._ready:
            self._generations.ensure()
            self._ready = True

    def write(self, documents: Sequence[IndexDocument]) -> list[WriteResult]:
        """Bulk writes with external versions; the documents can be found when this returns."""
        if not documents:
            return []
        with translated(self._options):
            self._ensure()
            targets = self._generations.targets() or [self._options.index]
            results = [write_documents(self._client, target, documents) for target in targets]
            self._client.indices.refresh(index=self._options.index)
        return results[0]

    def delete(self, ids: Sequence[str]) -> int:
        """Take documents out of the index, and of the one that a rebuild is making."""
        if not ids:
            return 0
        with translated(self._options):
            self._ensure()
            targets = self._generations.targets() or [self._options.index]
            removed = [delete_documents(self._client, target, ids) for target in targets]
            self._client.indices.refresh(index=self._options.index)
        return removed[0]

    def rebuild(self, documents: Iterable[IndexDocument], progress: Progress | None = None) -> RebuildResult:
        """Fill a new index and swap the alias; searches are answered from the old one until then."""
        with translated(self._options):
            result = self._generations.rebuild(documents, progress)
        self._ready = True
        return result

    def status(self) -> IndexStatus:
        """Documents, size and health; a cluster that does not answer is a status too."""
        alias = self._options.index
        try:
            with translated(self._options):
                index = self._generations.current()
                if index is None:
                    return self._status(0, 0, None, healthy=True, detail="Chỉ mục chưa có bài nào.")
                self._generations.check(index)
                health = self._client.cluster.health(index=alias, timeout="2s")["status"]
                stats = self._client.indices.stats(index=alias, metric=["store", "docs"])["_all"]["primaries"]
                count = int(self._client.count(index=alias)["count"])
                settings = self._client.indices.get_settings(index=index, flat_settings=True)[index]["settings"]
        except DiemTinError as error:
            return self._status(0, None, None, healthy=False, detail=str(error))
        built = datetime.fromtimestamp(int(settings["index.creation_date"]) / 1000, UTC)
        blocked = any(settings.get(f"index.blocks.{kind}") == "true" for kind in _NO_WRITES)
        detail = "Chỉ mục đang chỉ đọc, chưa nhận ghi; kiểm tra đĩa của cụm." if blocked else ""
        if health == "red":
            detail = "Cụm báo đỏ: có phần dữ liệu không đọc được; kiểm tra các máy của cụm."
        size = int(stats["store"]["size_in_bytes"])
        return self._status(count, size, built, healthy=not detail, detail=detail)

    def _status(
        self, documents: int, size: int | None, built: datetime | None, *, healthy: bool, detail: str
    ) -> IndexStatus:
        location = f"{self._options.shown} ({self._options.index})"
        return IndexStatus(self.name, location, documents, size, SCHEMA_VERSION, built, healthy, detail)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _search(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """One search; None where there is no index yet."""
        try:
            return dict(self._client.search(index=self._options.index, **body))
        except NotFoundError:
            return None
        except BadRequestError:
            self._generations.current()  # a foreign index under our name answers so: say that instead
            raise

    def _body(self, question: Question) -> dict[str, Any]:
        """What every search for rows asks: in order, with what a hit is shown from."""
        newest = {search_field(Field.SORT_KEY): "desc"}
        return {
            "query": plan_query(question.plan),
            "sort": [newest] if question.sort is Sort.DATE else [{"_score": "desc"}, newest],
            "track_scores": True,
            "source_includes": SOURCE_FIELDS,
        }

    def _find(self, question: Question) -> Found:
        limit = min(question.limit, WINDOW)
        offset = min(question.offset, WINDOW - limit) if question.after is None else 0
        body = self._body(question) | {"track_total_hits": True, "size": limit, "from_": offset}
        if question.after is not None and len(question.after.values) == len(body["sort"]):
            body["search_after"] = list(question.after.values)
        counted: dict[str, Any] = {
            field.name: {"terms": {"field": search_field(field), "size": field.most}} for field in question.facets
        }
        if question.fold:
            # A document without a group is folded by nothing: collapse keeps it, being the only one of its id.
            body["collapse"] = {"field": search_field(Field.CONTENT)}
            counted[_GROUPS] = _groups_after(None)
        if counted:
            body["aggs"] = counted
        with translated(self._options):
            answer = self._search(body)
            if answer is None:
                return Found(0, (), {}, None, 0 if question.fold else None)
            if answer["_shards"]["failed"]:
                raise IndexMisconfigured("Cụm Elasticsearch không trả lời trọn vẹn.", "Kiểm tra sức khỏe của cụm.")
            found = self._found(answer, question, limit)
            return replace(found, contents=self._contents(answer, question)) if question.fold else found

    def _found(self, answer: dict[str, Any], question: Question, limit: int) -> Found:
        hits = answer["hits"]["hits"]
        rows = [FoundRow(_payload(hit["_source"]), float(hit["_score"] or 0.0)) for hit in hits]
        facets = {
            INDEX_FIELDS[name]: [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found["buckets"]]
            for name, found in answer.get("aggregations", {}).items()
            if name != _GROUPS
        }
        total = int(answer["hits"]["total"]["value"])
        more = not question.fold and bool(hits) and len(hits) == limit and question.offset + len(hits) < total
        return Found(total, rows, facets, Cursor(question.sort, tuple(hits[-1]["sort"])) if more else None)

    def _contents(self, answer: dict[str, Any], question: Question) -> int:
        """The total with each group counted once: groups are counted one by one, for an estimate would not do."""
        total, groups, members = int(answer["hits"]["total"]["value"]), 0, 0
        while True:
            found = answer["aggregations"][_GROUPS]
            groups += len(found["buckets"])
            members += sum(int(bucket["doc_count"]) for bucket in found["buckets"])
            if len(found["buckets"]) < _GROUPS_PIECE:
                return total - members + groups
            aggs = {_GROUPS: _groups_after(found["after_key"])}
            answer = self._search({"query": plan_query(question.plan), "size": 0, "aggs": aggs}) or answer

    def _walk(self, question: Question) -> Iterator[FoundRow]:
        """In pieces, as the index was at the first of them (a point in time, which the cluster keeps for us)."""
        seen: set[str] = set()
        with translated(self._options):
            try:
                point = self._client.open_point_in_time(index=self._options.index, keep_alive=_KEPT_ALIVE)["id"]
            except NotFoundError:
                return
        body, after = self._body(question) | {"size": _WALK_PIECE, "track_total_hits": False}, None
        try:
            while True:
                with translated(self._options):
                    kept = {"id": point, "keep_alive": _KEPT_ALIVE}
                    answer = self._client.search(pit=kept, **body, **({"search_after": after} if after else {}))
                point, hits = answer["pit_id"], answer["hits"]["hits"]
                for hit in hits:
                    row = FoundRow(_payload(hit["_source"]), float(hit["_score"] or 0.0))
                    group = row.payload.group if question.fold else None
                    if group is None or group not in seen:
                        yield row
                    if group is not None:
                        seen.add(group)
                if len(hits) < _WALK_PIECE:
                    return
                after = hits[-1]["sort"]
        finally:
            with translated(self._options):
                self._client.close_point_in_time(id=point)

    def _frequencies(self, field: IndexField, values: Sequence[str]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for start in range(0, len(values), _FREQUENCY_PIECE):
            piece = values[start : start + _FREQUENCY_PIECE]
            filters = [{"term": {search_field(field): value}} for value in piece]
            body = {"size": 0, "aggs": {"words": {"filters": {"filters": filters}}}}
            with translated(self._options):
                answer = self._search(body)
            if answer is not None:
                buckets = answer["aggregations"]["words"]["buckets"]
                counts.update({word: int(b["doc_count"]) for word, b in zip(piece, buckets, strict=True)})
        return counts


def _groups_after(key: dict[str, str] | None) -> dict[str, Any]:
    """The groups that the matches belong to, a piece of them after a key."""
    sources = [{"group": {"terms": {"field": search_field(Field.GROUP)}}}]
    piece: dict[str, Any] = {"size": _GROUPS_PIECE, "sources": sources}
    return {"composite": piece | ({"after": key} if key else {})}


def _payload(source: dict[str, Any]) -> Payload:
    return Payload(
        id=source["article_id"],
        version=source["version"],
        url=source["url"],
        title=source["title"],
        source=source.get("source"),
        source_name=source.get("source_name") or "",
        unit=source.get("unit") or "",
        published_at=source.get("published_text"),
        published_month=source.get("published_month"),
        updated_at=source.get("updated_text"),
        first_seen_at=source.get("first_seen_text"),
        day_kind=source.get("day_kind"),
        file_types=tuple(source.get("file_types") or ()),
        province=source.get("province"),
        topics=tuple(source.get("topics") or ()),
        group=source.get("group"),
        withdrawn=bool(source.get("withdrawn")),
        sort_key=int(source["sort_key"]),
        lead=source.get("shown_lead") or "",
        body=source.get("body") or "",
        attachment_text=source.get("attachment_text") or "",
    )
