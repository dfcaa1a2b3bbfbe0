"""The embedded engine under kills, damage, crowds and rebuilds. Real files, real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import IndexError_, IndexMisconfigured, IndexUnavailable
from domain.search import IndexDocument, SearchRequest
from index.tantivy_engine import TantivyEngine
from index.tantivy_engine.folder import IndexFolder
from tests.index.corpus import ARTICLES, document

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from pathlib import Path
from index.tantivy_engine import TantivyEngine
from tests.index.corpus import document

engine = TantivyEngine(Path(sys.argv[1]))
for batch in range(10_000):
    results = engine.write([document(f"b{batch}-{at}", f"Bài {batch}") for at in range(5)])
    assert all(result.outcome == "written" for result in results)
    print(batch, flush=True)
"""

HOLDER = """
import sys, time
from pathlib import Path
from index.tantivy_engine.folder import IndexFolder

with IndexFolder(Path(sys.argv[1])).writing(5):
    print("held", flush=True)
    time.sleep(60)
"""

REBUILDER = """
import sys, time
from pathlib import Path
from index.tantivy_engine import TantivyEngine
from tests.index.corpus import document

def documents():
    for at in range(10_000):
        print(at, flush=True)
        yield document(f"r{at}")
        time.sleep(0.01)

TantivyEngine(Path(sys.argv[1])).rebuild(documents())
"""


def start(program: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def read_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line, "the process ended"
    return line


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def total(engine: TantivyEngine, query: str = "") -> int:
    return engine.search(SearchRequest(query=query)).total


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_a_killed_writer_loses_nothing_acknowledged_and_leaves_no_lock(path: Path) -> None:
    for killed in range(3):
        process = start(WRITER, path)
        done = int(read_line(process))
        while done < 3 + killed:
            done = int(read_line(process))
        kill(process)
        engine = TantivyEngine(path, wait_seconds=1)
        for batch in range(done + 1):
            ids = {hit.id for hit in engine.search(SearchRequest(query=f"=Bài ={batch}", limit=50)).hits}
            assert {f"b{batch}-{at}" for at in range(5)} <= ids
        assert total(engine) % 5 == 0, "a batch is there as a whole or not at all"
        assert engine.write([document(f"sau-{killed}-{at}") for at in range(5)])[0].outcome == "written"
        engine.close()


def test_a_killed_rebuild_leaves_the_index_as_it_was_and_no_rubbish(path: Path) -> None:
    engine = TantivyEngine(path, wait_seconds=1)
    engine.write(ARTICLES)
    process = start(REBUILDER, path)
    for _ in range(20):
        read_line(process)
    assert len(list(path.glob("g-*"))) == 2
    assert total(engine) == len(ARTICLES)
    kill(process)
    assert total(engine) == len(ARTICLES)
    assert engine.rebuild(ARTICLES[:3]).written == 3
    assert total(engine) == 3
    assert len(list(path.glob("g-*"))) == 1


def test_a_second_writer_waits_and_then_says_so_plainly(path: Path) -> None:
    engine = TantivyEngine(path, wait_seconds=0.2)
    engine.write(ARTICLES[:1])
    process = start(HOLDER, path)
    try:
        assert read_line(process) == "held"
        with pytest.raises(IndexUnavailable) as raised:
            engine.write(ARTICLES)
        assert "đang được tiến trình khác ghi" in str(raised.value)
        assert "\n" not in str(raised.value)
        with pytest.raises(IndexUnavailable):
            engine.rebuild(ARTICLES)
        assert total(engine) == 1, "reading goes on"
    finally:
        kill(process)
    assert engine.write(ARTICLES)[0].outcome == "written"


def test_another_process_sees_what_is_written(path: Path) -> None:
    writer, reader = TantivyEngine(path), TantivyEngine(path)
    assert total(reader) == 0
    writer.write(ARTICLES[:2])
    assert total(reader) == 2
    writer.rebuild(ARTICLES)
    assert total(reader) == len(ARTICLES)
    writer.delete([ARTICLES[0].id])
    assert total(reader) == len(ARTICLES) - 1
    assert reader.write([document("mới")])[0].outcome == "written"
    assert total(writer) == len(ARTICLES)


def test_searches_never_fail_while_others_write_and_rebuild(path: Path) -> None:
    engine = TantivyEngine(path)
    engine.write(ARTICLES)
    stop = threading.Event()
    failures: list[BaseException] = []
    answers = [0]

    def read(own: TantivyEngine) -> None:
        try:
            while not stop.is_set():
                response = own.search(SearchRequest(query="y te"))
                assert response.total >= 3
                answers[0] += 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read, args=(own,)) for own in (engine, TantivyEngine(path), TantivyEngine(path))]
    for thread in threads:
        thread.start()
    for turn in range(8):
        engine.write([document(f"thêm-{turn}-{at}", "Sở Y tế") for at in range(20)])
        engine.rebuild(ARTICLES)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert answers[0] > 8


def test_threads_writing_at_once_lose_nothing(path: Path) -> None:
    engine = TantivyEngine(path)
    threads = [
        threading.Thread(target=engine.write, args=([document(f"t{number}-{at}") for at in range(10)],))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total(engine) == 60


SPOIL = {
    "an older schema": lambda current: (current / "made.json").write_text(
        json.dumps({"schema_version": 0, "built_at": "2020-01-01T00:00:00+00:00"})
    ),
    "a newer schema": lambda current: (current / "made.json").write_text(
        json.dumps({"schema_version": 999, "built_at": "2020-01-01T00:00:00+00:00"})
    ),
    "no made.json": lambda current: (current / "made.json").unlink(),
    "a broken made.json": lambda current: (current / "made.json").write_text("{"),
    "a broken meta.json": lambda current: (current / "meta.json").write_text("{"),
    "an empty meta.json": lambda current: (current / "meta.json").write_text(""),
    "no meta.json": lambda current: (current / "meta.json").unlink(),
    "segments gone": lambda current: [file.unlink() for file in current.glob("*.store")],
    "a term file cut short": lambda current: [file.write_bytes(b"x" * 10) for file in current.glob("*.term")],
    "the folder gone": shutil.rmtree,
}


@pytest.mark.parametrize("how", SPOIL)
def test_damage_gives_one_plain_line_and_rebuild_mends_it(path: Path, how: str) -> None:
    engine = TantivyEngine(path)
    engine.write(ARTICLES)
    engine.close()
    name = IndexFolder(path).current_name()
    assert name is not None
    SPOIL[how](path / name)
    for call in (
        lambda e: e.search(SearchRequest(query="hoa")),
        lambda e: e.write(ARTICLES),
        lambda e: e.delete(["x"]),
    ):
        with pytest.raises(IndexError_) as raised:
            call(TantivyEngine(path))
        line = str(raised.value)
        assert "diemtin index rebuild" in line
        assert "\n" not in line
        assert "panick" not in line
    status = TantivyEngine(path).status()
    assert not status.healthy
    assert "diemtin index rebuild" in status.detail
    mended = TantivyEngine(path)
    assert mended.rebuild(ARTICLES).written == len(ARTICLES)
    assert total(mended) == len(ARTICLES)
    assert mended.status().healthy
    assert len(list(path.glob("g-*"))) == 1


@pytest.mark.parametrize("content", [b"", b"\n", b"g-khong-co", b"\xff\xfe", b"../../etc"])
def test_a_broken_pointer(path: Path, content: bytes) -> None:
    engine = TantivyEngine(path)
    engine.write(ARTICLES)
    (path / "current").write_bytes(content)
    fresh = TantivyEngine(path)
    for call in (lambda: fresh.search(SearchRequest(query="hoa")), lambda: fresh.write(ARTICLES)):
        with pytest.raises(IndexMisconfigured, match="diemtin index rebuild"):
            call()
    assert fresh.rebuild(ARTICLES).written == len(ARTICLES)
    assert total(fresh) == len(ARTICLES)


def test_a_folder_that_is_a_file(path: Path) -> None:
    path.write_text("x")
    with pytest.raises(IndexUnavailable, match="Không ghi được"):
        TantivyEngine(path).write(ARTICLES)


def test_nothing_is_made_by_reading(path: Path) -> None:
    engine = TantivyEngine(path)
    assert total(engine) == 0
    assert engine.status().documents == 0
    assert engine.delete(["x"]) == 0
    assert not path.exists()


def test_many_small_writes_do_not_pile_up_segments(path: Path) -> None:
    engine = TantivyEngine(path)
    for at in range(120):
        engine.write([document(f"a{at}")])
    current = path / str(IndexFolder(path).current_name())
    segments = json.loads((current / "meta.json").read_text())["segments"]
    assert len(segments) <= 20
    stems = {file.name.split(".")[0] for file in current.glob("*.term")}
    assert len(stems) <= len(segments) + 8, "files of merged segments are swept"


def test_rebuild_takes_the_latest_version_of_each(path: Path) -> None:
    engine = TantivyEngine(path)
    documents: list[IndexDocument] = [document("a", "Hai", version=2), document("a", "Một", version=1)]
    documents += [document(f"x{at}") for at in range(600)]
    assert engine.rebuild(documents).written == 601
    assert total(engine, "=Hai") == 1
    assert total(engine, "=Một") == 0


def test_a_rebuild_that_fails_leaves_no_rubbish(path: Path) -> None:
    engine = TantivyEngine(path)
    engine.write(ARTICLES)

    def broken() -> Iterator[IndexDocument]:
        yield document("b")
        raise RuntimeError("kho hỏng")

    with pytest.raises(RuntimeError, match="kho hỏng"):
        engine.rebuild(broken())
    assert len(list(path.glob("g-*"))) == 1
    assert total(engine) == len(ARTICLES)
