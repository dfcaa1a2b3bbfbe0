"""``diemtin history URL``: the versions of an article and what changed between them."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import Data, Json
from cli.output import console, print_json
from cli.render.dates import moment_text
from domain.errors import UsageError
from pipeline.context import open_context

__all__ = ["history"]

_FILE_STATES = {
    "pending": "chưa lấy nội dung",
    "text": "đã lấy nội dung",
    "scan": "bản quét (ảnh), chưa có chữ",
    "failed": "không đọc được",
}


def history(
    url: Annotated[str, typer.Argument(metavar="ĐỊA_CHỈ", help="Địa chỉ của bài, cả địa chỉ cũ.")],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Bài đã được sửa những gì, vào lúc nào."""
    context = open_context(data)
    with context.store() as store:
        stored = store.articles.by_url(url)
        if stored is None:
            raise UsageError(f"Kho chưa có bài nào ở {url}.", "Hãy kiểm tra địa chỉ, hoặc chạy diemtin crawl.")
        steps = store.articles.history(url)
        group = store.articles.group(stored.id)
        files = store.attachments.of_article(stored.id)
    if as_json:
        rows = [
            {
                "version": step.version.number,
                "seen_at": step.version.seen_at.isoformat(),
                "diff": step.diff and step.diff.lines(),
            }
            for step in steps
        ]
        withdrawn = stored.withdrawn_at.isoformat() if stored.withdrawn_at else None
        shown = [{"url": one.url, "name": one.name, "state": one.state, "reason": one.reason} for one in files]
        print_json(
            {
                "url": url,
                "title": stored.article.title,
                "withdrawn_at": withdrawn,
                "versions": rows,
                "attachments": shown,
            }
        )
        return
    out = console()
    out.print(stored.article.title, style="bold", markup=False)
    for step in steps:
        out.print(f"Phiên bản {step.version.number}, ghi nhận lúc {moment_text(step.version.seen_at)}")
        for line in step.diff.lines() if step.diff else ():
            out.print(f"  {line}", markup=False)
    if stored.withdrawn_at:
        out.print(f"Nguồn đã gỡ bài (ghi nhận lúc {moment_text(stored.withdrawn_at)}); bản lưu vẫn còn.")
    for file in files:
        state = _FILE_STATES.get(file.state, file.state) + (f": {file.reason}" if file.reason else "")
        out.print(f"Tệp đính kèm: {file.name} ({state})", markup=False)
    if len(group) > 1:
        out.print(f"Cùng nội dung với {len(group) - 1} bài khác (đăng lại).")
