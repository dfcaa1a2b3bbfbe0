"""One job that a person asked for on the page, in a process of its own: what it does, and how it says so."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from domain.errors import DiemTinError, StoreError
from domain.incidents import incident
from domain.settings import Settings
from pipeline.context import Context
from pipeline.process import Counts, Stage, process_all
from pipeline.progress import Advance
from pipeline.stopping import stop_requests
from store import Store
from store.work.jobs import Job, JobKind, JobState

if TYPE_CHECKING:
    from crawler.report import SourceReport

__all__ = ["run_job"]

_log = logging.getLogger(__name__)
_BEAT = 1.0
_STAGES = {
    Stage.EXTRACT: "Lấy nội dung bài",
    Stage.ANNOTATE: "Phân tích nội dung",
    Stage.INDEX: "Cập nhật dữ liệu tìm kiếm",
    Stage.WEIGH: "Đối chiếu với kế hoạch",
}


class _Report:
    """What the job tells: a thread writes it into the store every second, and hears there whether to stop. When the
    process that started this one is gone, it ends at once: what was done is kept.
    """

    def __init__(self, store: Store, job_id: int, stop: threading.Event) -> None:
        self._store = store
        self._job_id = job_id
        self._stop = stop
        self._ended = threading.Event()
        self._parent = os.getppid()
        self.stage: str | None = None
        self.done = 0
        self.total: int | None = None

    def begin(self, stage: str, total: int | None) -> None:
        """A new stage."""
        self.stage, self.done, self.total = stage, 0, total

    def advance(self, count: int) -> None:
        """So many units more."""
        self.done += count

    @contextmanager
    def watched(self, stage: Stage, waiting: int | None) -> Iterator[Advance]:
        """How ``process_all`` tells its stages."""
        self.begin(_STAGES[stage], waiting)
        yield self.advance

    def tell(self) -> None:
        """Write it down once."""
        try:
            if self._store.jobs.alive(self._job_id, self.stage, self.done, self.total):
                self._stop.set()
        except StoreError as error:  # the next beat tries again
            _log.warning("job %s could not tell how far it is: %s", self._job_id, error)

    def _beat(self) -> None:
        while not self._ended.wait(_BEAT):
            if os.getppid() != self._parent:
                os._exit(1)
            self.tell()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Tell it every second while the block runs, and once at its end."""
        thread = threading.Thread(target=self._beat, daemon=True, name="job")
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()
            self.tell()


def run_job(settings: Settings, job_id: int) -> None:
    """Do the job and note how it ended. The target of a process."""
    from store.work.log_file import configure_logging

    configure_logging(settings.data_dir)
    context = Context(settings, lambda fault: _log.warning("%s", fault))
    with context.store() as store, stop_requests() as stop:
        job = store.jobs.get(job_id)
        if job is None or job.state.over:
            return
        store.jobs.handed_to(job_id, store.leases.new_owner())
        report = _Report(store, job_id, stop)
        try:
            with report.beating():
                message = _do(context, store, job, report, stop)
        except DiemTinError as error:
            store.jobs.end(job_id, JobState.FAILED, str(error))
        except Exception as error:
            made = incident(_log, f"job {job.kind}", error)
            store.jobs.end(job_id, JobState.FAILED, f"Lỗi ngoài dự kiến; nhật ký ghi lại với mã {made}.")
        else:
            store.jobs.end(job_id, JobState.CANCELLED if stop.is_set() else JobState.DONE, message)


def _do(context: Context, store: Store, job: Job, report: _Report, stop: threading.Event) -> str:
    if job.kind is JobKind.REBUILD:
        return _rebuild(context, store, report)
    said = _crawl(context, store, job, report, stop) if job.kind is JobKind.CRAWL else ""
    if stop.is_set():
        return said
    return f"{said} {_counted(process_all(context, watcher=report.watched, stop=stop))}".strip()


def _crawl(context: Context, store: Store, job: Job, report: _Report, stop: threading.Event) -> str:
    from crawler.run import crawl

    sources = context.chosen_sources(list(job.sources) or None)
    report.begin("Thu thập (số lượt tải)", None)
    requests: dict[str, int] = {}

    def told(source: SourceReport) -> None:
        requests[source.source] = source.requests
        report.done = sum(requests.values())

    visited = crawl(store, sources, context.settings, progress=told, stop=stop)
    troubled = [f"{name}: {one.trouble}" for name, one in visited.sources.items() if one.trouble]
    line = f"Đã thu thập {len(visited.sources)} nguồn, {visited.total('new')} bài mới."
    return f"{line} {' '.join(troubled[:3])}" if troubled else line


def _rebuild(context: Context, store: Store, report: _Report) -> str:
    from pipeline.feed import feed_index, rebuild_index

    with context.index() as engine:
        report.begin("Dựng lại dữ liệu tìm kiếm", store.documents.count() or None)
        result = rebuild_index(store, engine, context.index_name, report.advance)
        feed_index(store, engine, context.index_name)
    refused = f" {len(result.rejected)} bài chưa đưa được vào." if result.rejected else ""
    return f"Đã dựng lại dữ liệu tìm kiếm với {result.written} bài.{refused}"


def _counted(counts: Counts) -> str:
    line = f"Đã phân tích {counts['annotated']} bài ({counts['news']} bài về CCHC), cập nhật {counts['indexed']} bài."
    return f"{line} {counts['problem']}" if counts["problem"] else line
