"""``diemtin process``: annotate and index all that waits."""

from __future__ import annotations

from cli.context import Context, open_context
from cli.options import Data, Json
from cli.output import messages, print_json, progress_bar

__all__ = ["process", "process_all"]


def process_all(context: Context, *, patient: bool = False) -> dict[str, int | str | None]:
    """Extract, annotate and index what waits; the counts, and what stopped the index if anything did.

    ``patient``: leave an engine alone that failed a moment ago; without it a person asked, so it is tried now.
    """
    from cli.stages import annotate_waiting, annotator_name, feed_index, read_attachments
    from crawler.run import extract_waiting

    settings = context.settings
    with context.store() as store, store.runs.start("process", {}) as run:
        with progress_bar("Trích bài", store.pages.pending_count() or None) as advance:
            sources = context.all_sources() if settings.sources_dir.is_dir() else []
            extracted = extract_waiting(store, settings, advance, sources=sources)
        with progress_bar("Đọc hiểu", store.articles.awaiting_count(annotator_name()) or None) as advance:
            annotated = annotate_waiting(store, settings, advance)
        files = read_attachments(store)
        with context.index() as engine:
            store.outbox.register(context.index_name)
            if not patient:
                store.outbox.resume(context.index_name)
            with progress_bar("Ghi chỉ mục", store.outbox.status(context.index_name).waiting or None) as advance:
                indexed = feed_index(store, engine, context.index_name, advance)
        counts: dict[str, int | str | None] = {
            "extracted": extracted,
            "annotated": annotated.annotated,
            "attachments": files,
            "news": annotated.kept,
            "failed": len(annotated.failed),
            "indexed": indexed.written,
            "removed": indexed.removed,
            "rejected": len(indexed.rejected),
            "lost": indexed.lost,
            "waiting": store.outbox.status(context.index_name).waiting,
            "problem": indexed.problem,
        }
        for name in ("extracted", "annotated", "indexed"):
            run.count(None, name, int(counts[name] or 0))
        for article_id, reason in annotated.failed:
            run.event("error", f"Không đọc hiểu được bài {article_id}: {reason}")
        for article_id, reason in indexed.rejected:
            run.event("error", f"Chỉ mục từ chối bài {article_id}: {reason}")
    return counts


def show(counts: dict[str, int | str | None]) -> None:
    """The counts in a line for people."""
    say = messages()
    say.print(
        f"Đã trích {counts['extracted']} bài, đọc hiểu {counts['annotated']} bài "
        f"({counts['news']} tin CCHC), ghi chỉ mục {counts['indexed']} bài."
    )
    if counts["failed"]:
        say.print(f"Có {counts['failed']} bài chưa đọc hiểu được; vẫn giữ trong kho và sẽ thử lại.")
    if counts.get("lost"):
        say.print(f"Dữ liệu tìm kiếm đã mất {counts['lost']} bài; đã đưa lại từ kho.")
    if counts["rejected"]:
        say.print(f"Chỉ mục từ chối {counts['rejected']} bài; xem diemtin index status.")
    if counts["problem"]:
        say.print(f"Chỉ mục chưa nhận hết: {counts['problem']}", markup=False)
    if counts["waiting"]:
        say.print(f"Còn {counts['waiting']} thay đổi chờ ghi vào chỉ mục, không mất gì.")


def process(data: Data = None, as_json: Json = False) -> None:
    """Đọc hiểu và đưa vào chỉ mục tất cả những gì đang chờ."""
    counts = process_all(open_context(data))
    if as_json:
        print_json(counts)
    else:
        show(counts)
