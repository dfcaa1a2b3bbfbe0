"""Looking after the store: sources, history, attachments, export and import, reprocessing, the doctor."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from samples import SampleSites
from samples.truth import truth
from tests.cli.conftest import World, run_command, settle


@pytest.fixture
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Samples that the test may change."""
    monkeypatch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")
    with SampleSites(crawl_delay=0) as sites:
        yield settle(sites, tmp_path)


def test_sources_are_listed_with_their_health(world: World) -> None:
    rows = world.run("source", "list", "--sources", world.sources, "--json").json
    assert {row["id"] for row in rows} == set(world.sites.sites)
    known = truth(world.sites).totals
    assert {row["id"]: row["health"]["articles"] for row in rows} == dict(known.by_site)
    shown = world.run("source", "list", "--sources", world.sources).out
    assert all(row["id"] in shown for row in rows)


def test_what_failed_for_good_is_shown_with_its_reason_and_can_be_tried_again(world: World) -> None:
    checked = world.run("source", "check", "syt-kontum", "--sources", world.sources, "--json").json[0]
    reasons = {entry["url"].rsplit("/", 1)[-1]: entry["reason"] for entry in checked["quarantine"]}
    assert any("không phải tệp" in reason for reason in reasons.values()), reasons
    assert any("đăng nhập" in reason for reason in reasons.values()), reasons
    assert "Tạm ngừng" in world.run("source", "check", "syt-kontum", "--sources", world.sources).out
    done = world.run("source", "check", "khong-co", "--sources", world.sources)
    assert (done.code, "khong-co" in done.err) == (2, True)


def test_what_is_tried_again_is_shown_with_its_reason_and_when(world: World) -> None:
    checked = world.run("source", "check", "syt-sonla", "--sources", world.sources, "--json").json[0]
    (wall,) = checked["retrying"]
    assert "tự động" in wall["reason"]
    assert wall["failures"] == 1
    assert wall["next_visit_at"] > wall["last_visit_at"]
    shown = " ".join(world.run("source", "check", "syt-sonla", "--sources", world.sources).out.split())
    assert "Chờ thử lại: " in shown
    assert "lỗi 1 lần, thử lại từ" in shown


def test_the_text_of_files_is_found_and_scans_are_named_so(world: World) -> None:
    known = [(article, file) for article in truth(world.sites).articles.values() for file in article.attachments]
    texts = [(a, f) for a, f in known if a.is_reform and f.text and f.kind in {"pdf", "docx", "xlsx"}]
    assert texts
    for article, file in texts:
        words = file.text.split()[:6]
        hits = world.run("search", f'"{" ".join(words)}"', "--json", "--limit", 50).json["hits"]
        assert article.url in {hit["url"] for hit in hits}, words
    scans = [(a, f) for a, f in known if f.kind == "scan"]
    assert scans
    for article, file in scans:
        assert f"{file.name} (bản quét (ảnh)" in world.run("history", article.url).out


def test_an_edit_is_a_version_with_a_readable_difference(own_world: World) -> None:
    site = own_world.sites.site("bao-thainguyen")
    slug = next(slug for slug in site.slugs if truth(own_world.sites).articles.get(site.url(slug)))
    url, body = site.url(slug), truth(own_world.sites).articles[site.url(slug)].body
    word = next(word for word in body.split() if len(word) > 5 and body.count(word) == 1)
    site.edit(slug, find=word, replace="đính-chính-mới")
    site.count_visit()
    assert own_world.run("run", "--sources", own_world.sources).code == 0
    versions = own_world.run("history", url, "--json").json["versions"]
    assert len(versions) == 2
    assert any("đính-chính-mới" in line for line in versions[1]["diff"])
    assert own_world.run("search", '"đính-chính-mới"', "--json").json["total"] == 1
    others = [one for one in truth(own_world.sites).articles if one != url][:10]
    assert all(len(own_world.run("history", one, "--json").json["versions"]) == 1 for one in others)


def test_a_withdrawn_article_is_marked_and_kept(own_world: World) -> None:
    site = own_world.sites.site("syt-sonla")
    known = [
        article for article in truth(own_world.sites).articles.values() if article.site == site.id and article.is_reform
    ]
    site.withdraw(known[0].slug)
    assert own_world.run("run", "--sources", own_world.sources).code == 0
    assert own_world.run("history", known[0].url, "--json").json["withdrawn_at"]
    hits = own_world.run("search", f'"{known[0].title}"', "--json").json["hits"]
    assert [hit["withdrawn"] for hit in hits if hit["url"] == known[0].url] == [True]


def test_a_store_is_carried_over(world: World, tmp_path: Path) -> None:
    file = tmp_path / "kho.jsonl"
    assert world.run("export", "-o", file).code == 0
    assert all(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    other = tmp_path / "khac"
    assert run_command("import", file, "--data", other).code == 0
    assert run_command("process", "--data", other).code == 0
    before = world.run("search", "cchc", "--json", "--limit", 200).json
    after = run_command("search", "cchc", "--json", "--limit", 200, "--data", other).json
    assert after == before
    again = run_command("import", file, "--data", other)
    assert (again.code, "không trống" in again.err) == (1, True)


def test_reprocessing_changes_nothing_where_nothing_changed(world: World, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(world.data, copy)
    for site in world.sites.sites.values():
        site.forget_requests()
    done = run_command("reprocess", "--sources", world.sources, "--data", copy)
    assert done.code == 0, done.err
    assert "0 bài khác trước, 0 bài mới" in done.out
    assert not any(site.requests for site in world.sites.sites.values())
    before = world.run("search", "cchc", "--json").json
    assert run_command("search", "cchc", "--json", "--data", copy).json == before


def test_the_doctor_says_what_is_wrong(world: World, tmp_path: Path) -> None:
    findings = world.run("doctor", "--sources", world.sources, "--json").json
    assert all(one["ok"] for one in findings if one["name"] not in {"Liên hệ", "Trình duyệt", "Ổ đĩa"})
    (tmp_path / "bad.yaml").write_text("id: x\nnam: y\n", encoding="utf-8")
    done = world.run("doctor", "--sources", tmp_path)
    assert done.code == 1
    assert "bad.yaml" in done.out
    assert "\n✘ Nguồn tin" in done.out


def test_a_demo_never_empties_a_real_folder(tmp_path: Path) -> None:
    (tmp_path / "that.txt").write_text("dữ liệu thật", encoding="utf-8")
    done = run_command("demo", "--no-serve", "--data", tmp_path)
    assert done.code == 2
    assert (tmp_path / "that.txt").exists()
