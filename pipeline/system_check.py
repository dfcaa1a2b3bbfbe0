"""Is everything that Điểm Tin needs in order? What the command line and the page show."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.errors import ConfigError, DiemTinError
from domain.source import Source
from pipeline.context import Context
from pipeline.lost_index import shortfall

__all__ = ["Finding", "check_system"]

_ENOUGH_BYTES = 1_000_000_000
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it is in order, and a line that says what was seen or what to do."""

    name: str
    ok: bool
    line: str


def _python(_: Context) -> str:
    return f"Python {sys.version.split()[0]}"


def _disk(context: Context) -> str:
    folder = context.settings.data_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < _ENOUGH_BYTES:
        raise DiemTinError(f"Chỉ còn {free / 1e9:.1f} GB trống.", "Hãy dọn ổ đĩa hoặc chuyển thư mục dữ liệu.")
    return f"còn {free / 1e9:.0f} GB trống"


def _store(context: Context) -> str:
    with context.store() as store:
        return (
            f"{_number(store.articles.count())} bài, {_number(store.pages.pending_count())} trang web chờ lấy nội dung"
        )


def _sources(context: Context) -> str:
    sources = context.all_sources()
    if not sources:
        raise DiemTinError(f"Chưa có nguồn nào trong {context.settings.sources_dir}.", "Thêm bằng diemtin source add.")
    unverified = sum(not source.verified for source in sources)
    return f"{len(sources)} nguồn" + (f", {unverified} nguồn chưa xác nhận địa chỉ" if unverified else "")


def _index(context: Context) -> str:
    with context.index() as engine:
        status = engine.status()
        if not status.healthy:
            raise DiemTinError(status.detail or "Dữ liệu tìm kiếm có lỗi.", "Chạy diemtin index rebuild.")
        with context.store() as store:
            lost = shortfall(store, engine, context.index_name)
        if lost:
            raise DiemTinError(
                f"Dữ liệu tìm kiếm thiếu {_number(lost)} bài đang có trong kho.",
                "Chạy diemtin process hoặc diemtin index rebuild để đưa lại.",
            )
        return f"{status.engine}, {_number(status.documents)} bài"


def _model(_: Context) -> str:
    from nlp import ANNOTATOR, annotate  # not by way of the stage, which loads all that reads pages

    found = annotate("Sở Y tế tỉnh Kon Tum ban hành Kế hoạch số 2105/KH-SYT ngày 19/5/2021.")
    if not found.documents:
        raise DiemTinError("Bộ phân tích nội dung không chạy đúng.", "Cài lại bằng make setup.")
    return f"bộ phân tích {ANNOTATOR}"


def _networks(context: Context) -> str:
    """Which addresses that are not public may be reached, and by whose leave."""
    settings = context.settings
    inside = [source.id for source in _readable(context) if source.private]
    said = []
    if settings.allow_private_addresses:
        said.append("MỌI địa chỉ nội bộ (allow_private_addresses; chỉ dùng khi thử nghiệm)")
    if settings.allowed_networks:
        said.append(f"dải {', '.join(settings.allowed_networks)} (allowed_networks)")
    if inside:
        said.append(f"trang của nguồn {', '.join(inside)} (private: true)")
    return f"được truy cập {'; '.join(said)}" if said else "không truy cập địa chỉ nội bộ nào"


def _contact(context: Context) -> str:
    if not context.settings.contact_url:
        raise DiemTinError(
            "Chưa đặt contact_url.",
            "Đặt trong diemtin.toml để quản trị các trang biết ai đang truy cập và liên hệ ở đâu.",
        )
    return context.settings.contact_url


def _readable(context: Context) -> list[Source]:
    """The sources whose files can be used; what is wrong with the others is said under their own heading."""
    try:
        return Context(context.settings, lambda _fault: None).all_sources()
    except ConfigError:
        return []


def _browser(context: Context) -> str:
    path = context.settings.browser_path or shutil.which("chromium") or shutil.which("google-chrome")
    wants = [source.id for source in _readable(context) if source.render == "browser"]
    if path:
        return path
    if wants:
        raise DiemTinError(f"Không thấy Chromium mà {', '.join(wants)} cần.", "Cài Chromium hoặc đặt browser_path.")
    return "không có, và chưa nguồn nào cần"


def _database(context: Context) -> str:
    with context.store() as store:
        found = store.database.damage()
    if found:
        raise DiemTinError(f"Cơ sở dữ liệu bị hỏng ({found[0]}).", "Hãy phục hồi từ bản sao lưu.")
    return "đọc được toàn bộ cơ sở dữ liệu"


def _archive(context: Context) -> str:
    """Read every record: a missing file, one cut short and a damaged record are each named."""
    from store.crawl.archive import ArchiveError

    problems: dict[str, int] = {}
    whole = 0
    with context.store() as store:
        for url, ref in store.pages.references():
            try:
                if store.archive.read(ref).url == url:
                    whole += 1
                else:
                    problems[f"Bản ghi ở {ref.file}, vị trí {ref.offset} không phải của {url}."] = 1
            except ArchiveError as error:
                problems[error.message] = problems.get(error.message, 0) + 1
    if problems:
        shown = " ".join(f"{line} ({_number(count)} trang web)" for line, count in list(problems.items())[:_SHOWN])
        more = f" Và {len(problems) - _SHOWN} chỗ khác." if len(problems) > _SHOWN else ""
        raise DiemTinError(f"{shown}{more}", "Hãy chép lại thư mục archive từ bản sao lưu.")
    return f"{_number(whole)} trang web đọc được"


def _index_whole(context: Context) -> str:
    with context.store() as store, context.index() as engine:
        wanted, found = store.documents.count(), engine.status().documents
        store.outbox.register(context.index_name)
        waiting = store.outbox.status(context.index_name).waiting
    if abs(wanted - found) > waiting:
        raise DiemTinError(
            f"Dữ liệu tìm kiếm có {_number(found)} bài, kho có {_number(wanted)} bài về CCHC.",
            "Hãy chạy diemtin index rebuild.",
        )
    return f"{_number(found)} bài" + (f", {_number(waiting)} bài chờ cập nhật" if waiting else ", khớp với kho")


_DEEP: tuple[tuple[str, Callable[[Context], str]], ...] = (
    ("Cơ sở dữ liệu", _database),
    ("Bản lưu", _archive),
    ("Dữ liệu tìm kiếm so với kho", _index_whole),
)

_CHECKS: tuple[tuple[str, Callable[[Context], str]], ...] = (
    ("Python", _python),
    ("Ổ đĩa", _disk),
    ("Kho dữ liệu", _store),
    ("Nguồn tin", _sources),
    ("Bộ phân tích nội dung", _model),
    ("Dữ liệu tìm kiếm", _index),
    ("Trình duyệt", _browser),
    ("Mạng nội bộ", _networks),
    ("Liên hệ", _contact),
)


def check_system(context: Context, *, deep: bool = False) -> Iterator[Finding]:
    """Each check, one after the other. ``deep``: also read the whole archive, database and index, which takes long."""
    for name, check in (*_CHECKS, *(_DEEP if deep else ())):
        try:
            yield Finding(name, True, check(context))
        except DiemTinError as error:
            yield Finding(name, False, str(error))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
