"""Faults that pass, and faults that stay: what waits goes on waiting, what is damaged is named, the rest goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from crawler.run import extract_waiting
from domain.settings import Settings, load_settings
from pipeline import annotate as stage
from pipeline.annotate import annotate_waiting, annotator_name
from pipeline.context import Context
from pipeline.process import process_all
from pipeline.resume import unfinished_since
from store import open_store
from store.crawl.pages import Page
from tests.crawler.conftest import source_of
from tests.store.making import add_page, later, make_article
from tests.support.web import article

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty folder of sources, as where somebody starts a command in the wrong place."""
    (tmp_path / "sources").mkdir()
    return load_settings(
        data_dir=tmp_path / "data", sources_dir=tmp_path / "sources", extraction_workers=1, annotate_workers=1
    )


def fill(settings: Settings, count: int) -> list[Page]:
    """Pages that wait for extraction, of a source that was visited once."""
    with open_store(settings.data_dir) as store:
        store.sources.remember(source_of("https://soyte.example.vn", selectors={"author": ".nguoi-viet"}))
        made = []
        for n in range(count):
            body = article(n, extra="<p class=nguoi-viet>Diệp Hương</p>").encode()
            url = f"https://soyte.example.vn/tin/bai-viet-so-{n}.html"
            page = store.pages.get(add_page(store, url, body=body, source="thu", state="pending"))
            assert page is not None
            made.append(page)
    return made


def test_an_archive_that_is_away_makes_pages_wait(settings: Settings) -> None:
    fill(settings, 2)
    archive, away = settings.data_dir / "archive", settings.data_dir / "away"
    archive.rename(away)
    counts = process_all(Context(settings))
    assert (counts["extracted"], counts["unread"]) == (0, 2)
    assert "Thiếu tệp lưu trữ" in str(counts["unread_because"])
    away.rename(archive)
    counts = process_all(Context(settings))
    assert (counts["extracted"], counts["unread"]) == (2, 0)


def test_a_page_keeps_its_source_wherever_the_command_is_started(settings: Settings) -> None:
    fill(settings, 1)
    with open_store(settings.data_dir) as store:
        assert extract_waiting(store, settings).pages == 1
        (stored,) = store.articles.iterate()
    assert stored.source == "thu"
    assert stored.article.author == "Diệp Hương"  # by the selector that the store remembers


def test_a_damaged_record_is_named_and_the_others_are_read(settings: Settings) -> None:
    first, second = fill(settings, 2)
    path = settings.data_dir / "archive" / first.ref.file
    data = bytearray(path.read_bytes())
    data[first.ref.offset + 20 : first.ref.offset + 60] = b"x" * 40
    path.write_bytes(data)
    with open_store(settings.data_dir) as store:
        assert extract_waiting(store, settings).pages == 2
        damaged, whole = store.pages.get(first.id), store.pages.get(second.id)
    assert damaged is not None
    assert whole is not None
    assert (damaged.state, whole.state) == ("failed", "article")
    assert f"vị trí {first.ref.offset}" in (damaged.reason or "")


def test_two_that_annotate_share_the_backlog(settings: Settings) -> None:
    with open_store(settings.data_dir) as store:
        for n in range(40):
            store.articles.save(
                make_article(f"/{n}", title=f"Bài {n}", body=f"Sở Y tế tỉnh Lào Cai họp lần {n}. " * 12)
            )
        waiting = store.articles.awaiting_count(annotator_name())
        reports = []

        def work() -> None:
            with open_store(settings.data_dir) as own:
                reports.append(annotate_waiting(own, settings))

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.articles.awaiting_count(annotator_name()) == 0
    assert sum(report.annotated + report.changed_meanwhile for report in reports) == waiting


def test_a_very_long_text_is_read_to_a_cap_that_is_noted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "LONGEST_BODY", 2_000)
    long = "\n\n".join(f"Đoạn {n}: Sở Y tế tỉnh Lào Cai rà soát thủ tục hành chính." for n in range(100))
    with open_store(settings.data_dir) as store:
        longer = store.articles.save(make_article("/dai", title="Dài", body=long)).article_id
        short = store.articles.save(make_article("/ngan", title="Ngắn", body=long[:500])).article_id
        report = annotate_waiting(store, settings)
        read, whole = store.annotations.get(longer), store.annotations.get(short)
    assert report.shortened == [longer]
    assert read is not None
    assert whole is not None
    assert read.read_chars is not None
    assert 1_000 < read.read_chars <= 2_000
    assert whole.read_chars is None
    assert all(one.end <= read.read_chars for one in read.annotation.entities)


def test_a_run_that_is_at_work_was_not_cut_off(settings: Settings) -> None:
    with open_store(settings.data_dir) as store, store.runs.start("run"), store.runs.start("run") as second:
        assert unfinished_since(store, "run", second.id, later()) is None


def test_a_stop_ends_processing_within_ten_seconds_and_loses_nothing(settings: Settings) -> None:
    fill(settings, 300)
    command = [sys.executable, "-m", "cli.main", "process", "--data", str(settings.data_dir)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    patience = time.monotonic() + 100
    with open_store(settings.data_dir) as store:
        while store.pages.pending_count() == 300 and time.monotonic() < patience and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        _, said = process.communicate(timeout=60)
        assert time.monotonic() - asked < 10
        assert "Đã dừng theo yêu cầu" in said
        assert process.returncode in (0, 130)
        left, done = store.pages.pending_count(), store.articles.count()
    assert left + done == 300
    assert left > 0
