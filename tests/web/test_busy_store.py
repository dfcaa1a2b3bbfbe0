"""While a command writes to the store: who reads goes on reading, who writes is told in a line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.conftest import Office, store_of
from web import patience


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another writer holds the store."""
    other = sqlite3.connect(folder / "data" / "diemtin.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_who_reads_does_not_wait_and_who_writes_is_told(
    own_folder: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(office.client)
    article = next(iter(store.documents.iterate())).id
    chief = office.sign_in("quan_tri")
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    with held(own_folder):
        for path in (
            "/",
            f"/bai/{article}",
            "/tim-kiem",
            "/so-lieu",
            "/diem-tin",
            "/nguon",
            "/canh-bao",
            "/quan-tri",
            "/quan-tri/viec",
        ):
            assert chief.get(path).status_code == 200, path
        told = chief.post("/diem-tin/chon", data={"article_id": article})
        assert told.status_code == 503
        assert "Kho dữ liệu đang bận: một lệnh khác đang ghi." in told.text
        assert "chưa được lưu" in told.text
        assert store.looks.begin("quan_tri", "hom-nay") is None
    assert chief.post("/diem-tin/chon", data={"article_id": article}).status_code == 303
