"""Processes killed with SIGKILL at random moments: what was acknowledged is there, what was in flight is done again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from store import Store, export, open_store
from store.crawl.frontier import Outcome
from store.crawl.warc import last_whole_member
from tests.store.making import SITE, add_page, annotate, found, make_article

SOURCE = "syt-mau"
COUNT = 90
ROOT = Path(__file__).parents[2]


def prepare(folder: Path) -> None:
    with open_store(folder) as store:
        store.outbox.register("i")
        store.frontier.add_many([found(f"/tin/{n}") for n in range(COUNT)])


def work(store: Store, said: Path) -> None:
    """A crawl in small: claim, archive, save, annotate, send; each step says what it acknowledged."""
    owner = store.leases.new_owner()
    store.frontier.recover(SOURCE)
    with said.open("a", buffering=1) as log:
        finish(store, log)  # what another run left between two steps is a backlog like any other
        while claimed := store.frontier.claim(SOURCE, owner, 5):
            with store.transaction():
                for entry in claimed:
                    add_page(store, entry.url, body=entry.url.encode() * 50)
                    store.frontier.finish(entry.url, Outcome.OK, content_hash="h")
            log.writelines(f"fetched {entry.url}\n" for entry in claimed)
            finish(store, log)


def finish(store: Store, log: TextIO) -> None:
    """Extract, annotate and send all that waits."""
    for page in store.pages.pending(limit=COUNT):
        path = page.url.removeprefix(SITE)
        article = make_article(path, title=f"Tin {path}", body=f"Bài {path}.\n\n" + f"Sở Y tế {path} họp. " * 40)
        store.articles.save(article, page.id, extractor="x")
        log.write(f"saved {page.url}\n")
    annotate(store)
    rows = store.outbox.batch("i")
    log.writelines(f"sent {row.article_id}\n" for row in rows)
    store.outbox.done("i", rows)


def run(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.store.test_kill", str(folder)], cwd=ROOT)


def lines(folder: Path, kind: str) -> list[str]:
    whole = (folder / "said").read_text().splitlines(keepends=True)
    return [line.split()[1] for line in whole if line.startswith(kind + " ") and line.endswith("\n")]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("undisturbed")
    prepare(folder)
    with open_store(folder) as store:
        work(store, folder / "said")
        return export.facts(store)


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random_moments_the_store_ends_as_if_undisturbed(
    tmp_path: Path, seed: int, undisturbed: dict[str, object]
) -> None:
    rnd, kills = random.Random(seed), 0
    prepare(tmp_path)
    (tmp_path / "said").touch()
    for _ in range(4):
        process = run(tmp_path)
        started = len(lines(tmp_path, "fetched"))
        deadline = time.monotonic() + 30
        while process.poll() is None and len(lines(tmp_path, "fetched")) == started and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(rnd.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        with open_store(tmp_path) as store:
            for url in lines(tmp_path, "fetched"):
                page = store.pages.last(url)
                assert page is not None, f"{url} was acknowledged and is lost"
                assert store.archive.read(page.ref).body == url.encode() * 50
            for url in lines(tmp_path, "saved"):
                assert store.articles.by_url(url) is not None
    assert kills
    with open_store(tmp_path) as store:
        work(store, tmp_path / "said")
        assert export.facts(store) == undisturbed
        assert store.outbox.status("i").waiting == 0
        assert len(list(store.pages.iterate())) == COUNT, "a page was fetched and acknowledged twice"
        assert set(lines(tmp_path, "sent")) == {stored.id for stored in store.articles.iterate()}
    for file in (tmp_path / "archive").glob("*.warc.gz"):
        assert last_whole_member(file) == file.stat().st_size
        with file.open("rb") as stream:
            assert sum(record.rec_type == "response" for record in ArchiveIterator(stream)) > 0


if __name__ == "__main__":
    with open_store(Path(sys.argv[1])) as opened:
        work(opened, Path(sys.argv[1]) / "said")
