from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from domain.errors import DiskFull, StoreError
from store import Store, open_store
from store.crawl.archive import Archive, WarcRef
from store.crawl.warc import Exchange, last_whole_member, read_exchange, write_exchange
from tests.store.making import NOW, add_page

URL = "https://soyte.example.gov.vn/tin?id=1&x=đ"


def exchange(body: bytes = b"<p>Ti\xc3\xaan</p>", **given: object) -> Exchange:
    return Exchange(**({"url": URL, "status": 200, "reason": "OK", "body": body, "fetched_at": NOW} | given))  # type: ignore[arg-type]


def test_what_was_appended_is_read_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = exchange(headers=(("Content-Type", "text/html"), ("ETag", '"1"')), request_headers=(("User-Agent", "x"),))
    second = exchange(b"\x00\xff" * 50_000, status=404, reason="Không thấy")
    refs = [archive.append(first), archive.append(second)]
    got = [archive.read(ref) for ref in refs]
    assert got[0].headers == first.headers
    assert [one.body for one in got] == [first.body, second.body]
    assert [(one.status, one.url, one.fetched_at) for one in got] == [(200, URL, NOW), (404, URL, NOW)]


def test_any_warc_reader_finds_response_and_request(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.append(exchange(request_headers=(("User-Agent", "DiemTin"),)))
    archive.close()
    (file,) = tmp_path.glob("*.warc.gz")
    with file.open("rb") as stream:
        kinds = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(stream)
        ]
    assert kinds == [("response", URL, b"<p>Ti\xc3\xaan</p>"), ("request", URL, b"")]


def test_headers_of_the_encoded_body_are_set_aside_and_come_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    headers = (("Content-Encoding", "gzip"), ("Content-Length", "11"), ("Transfer-Encoding", "chunked"))
    got = archive.read(archive.append(exchange(headers=headers)))
    assert (got.headers, got.body) == (headers, b"<p>Ti\xc3\xaan</p>")


@settings(max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=2000),
    headers=st.lists(
        st.tuples(st.from_regex(r"[A-Za-z][A-Za-z-]{0,20}", fullmatch=True), st.text(max_size=40)), max_size=5
    ),
    reason=st.text(max_size=20),
)
def test_no_body_or_header_breaks_a_record(body: bytes, headers: list[tuple[str, str]], reason: str) -> None:
    import io

    out = io.BytesIO()
    length = write_exchange(exchange(body, headers=tuple(headers), reason=reason), out)
    got = read_exchange(out.getvalue()[:length])
    assert got.body == body
    assert got.status == 200
    assert len(got.headers) == len(headers)


def test_a_header_cannot_smuggle_in_another(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    got = archive.read(archive.append(exchange(headers=(("X", "a\r\nSet-Cookie: b\r\n\r\n<html>"),))))
    assert [name for name, _ in got.headers] == ["X"]
    assert got.body == b"<p>Ti\xc3\xaan</p>"


@pytest.mark.parametrize("torn", [1, 10, 300])
def test_a_torn_tail_is_cut_off_by_the_next_writer(tmp_path: Path, torn: int) -> None:
    archive = Archive(tmp_path)
    kept = archive.append(exchange())
    lost = archive.append(exchange(os.urandom(4000)))
    archive.close()
    (file,) = tmp_path.glob("*.warc.gz")
    os.truncate(file, lost.offset + torn)
    again = Archive(tmp_path)
    new = again.append(exchange(b"new"))
    assert (new.file, new.offset) == (kept.file, lost.offset)
    assert again.read(kept).body == exchange().body
    assert again.read(new).body == b"new"
    with file.open("rb") as stream:
        assert sum(1 for _ in ArchiveIterator(stream)) == 4


def test_a_whole_record_that_no_row_points_to_stays(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    orphan = archive.append(exchange(b"orphan"))
    archive.close()
    again = Archive(tmp_path)
    again.append(exchange(b"new"))
    assert again.read(orphan).body == b"orphan"


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    one, two = Archive(tmp_path), Archive(tmp_path)
    refs = [(writer, writer.append(exchange(str(n).encode()))) for n in range(4) for writer in (one, two)]
    assert len({ref.file for _, ref in refs}) == 2
    assert [writer.read(ref).body for writer, ref in refs] == [str(n).encode() for n in range(4) for _ in (0, 1)]


def test_files_are_rolled(tmp_path: Path) -> None:
    archive = Archive(tmp_path, roll_bytes=3000)
    refs = [archive.append(exchange(os.urandom(1000))) for _ in range(8)]
    assert len({ref.file for ref in refs}) > 2
    assert all(path.stat().st_size < 5000 for path in tmp_path.iterdir())


def test_a_file_shorter_than_its_rows_say_is_left_alone(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        page = store.pages.get(add_page(store, URL))
        assert page is not None
    file = tmp_path / "archive" / page.ref.file
    os.truncate(file, page.ref.length // 2)
    with open_store(tmp_path) as store:
        other = store.pages.get(add_page(store, URL))
        assert other is not None
        assert other.ref.file != page.ref.file
        assert file.stat().st_size == page.ref.length // 2
        with pytest.raises(StoreError, match="không đầy đủ"):
            store.archive.read(page.ref)


def test_a_damaged_record_is_one_plain_line(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    ref = archive.append(exchange(os.urandom(3000)))
    path = tmp_path / ref.file
    data = bytearray(path.read_bytes())
    data[100:200] = bytes(100)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="đã hỏng"):
        archive.read(ref)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "không-có.warc.gz"])
def test_only_files_of_the_archive_are_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        Archive(tmp_path).read(WarcRef(name, 0, 10))


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(min_value=0, max_value=2500))
def test_the_last_whole_member_is_found_wherever_the_file_is_cut(
    cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import gzip

    path = tmp_path_factory.mktemp("cut") / "x.gz"
    members = [gzip.compress(os.urandom(400)) for _ in range(5)]
    ends = [sum(map(len, members[:n])) for n in range(6)]
    path.write_bytes(b"".join(members)[:cut])
    assert last_whole_member(path) == max(end for end in ends if end <= cut)


def test_appends_in_a_transaction_are_synced_before_it_is_acknowledged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real_sync, real_fsync = store.archive.sync, os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("fsync"), real_fsync(fd))[1])
    store.database.before_commit = lambda: (order.append("commit"), real_sync())[1]  # type: ignore[func-returns-value]
    store.archive.append(exchange(b"opens the file"))
    order.clear()
    with store.transaction():
        for n in range(5):
            store.archive.append(exchange(str(n).encode()))
        assert order == []
    assert order == ["commit", "fsync"]


def test_the_date_of_a_record_is_the_fetch(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    archive = Archive(tmp_path)
    assert archive.read(archive.append(exchange(fetched_at=moment))).fetched_at == moment


@pytest.fixture
def small_files() -> Iterator[int]:
    """No file may grow beyond this many bytes: the kernel refuses a write as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, hard))
    yield 30_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_only_whole_records(tmp_path: Path, small_files: int) -> None:
    archive = Archive(tmp_path)
    refs = []

    def fill() -> None:
        for _ in range(20):
            refs.append(archive.append(exchange(os.urandom(4000))))

    with pytest.raises(DiskFull, match="Đĩa đã đầy"):
        fill()
    (file,) = tmp_path.iterdir()
    assert 2 < len(refs) < 10
    assert last_whole_member(file) == file.stat().st_size < small_files
    small = archive.append(exchange(b"fits"))
    assert [len(archive.read(ref).body) for ref in refs] == [4000] * len(refs)
    assert archive.read(small).body == b"fits"
