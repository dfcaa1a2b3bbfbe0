"""A frozen issue keeps the bytes of each file when the office and its templates change afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from digest.issues import Issues
from digest.render.email import issue_email
from digest.render.formats import FORMATS, render_issue
from digest.render.paper import our_folder
from digest.window import window_of_week
from domain.settings import Settings
from publishing.outline.sandbox import OutlineError
from publishing.typefaces import FONT_DIR
from store import Store
from tests.digest.making import NOW, OFFICE, publish, settings
from tests.digest.render.test_templates import letterhead

WEEK = "2022-W39"
CHANGED = "Một mẫu khác hẳn"


def chosen(folder: Path | str, **office: str) -> Settings:
    digest = {"templates_dir": str(folder)}
    return settings(office=OFFICE | office, digest=digest, web={"base_url": f"https://{office['symbol']}.example.vn"})


def files(issues: Issues) -> dict[str, bytes]:
    shown = issues.view(WEEK, NOW)
    made = {form: render_issue(shown, form, issues.settings) for form in FORMATS}
    text = issue_email(shown, issues.settings).get_body(("plain",))
    assert text is not None
    return made | {"sent": text.get_content().encode()}


def own_folder(folder: Path) -> Path:
    shutil.copytree(our_folder(), folder)
    (folder / "style.css").write_text("p { color: #123456 }\n", encoding="utf-8")
    letterhead(folder / "letterhead.docx", "ĐẦU TRANG CŨ", "{{content}}")
    shutil.copytree(FONT_DIR, folder / "fonts", ignore=lambda _, names: [n for n in names if not n.endswith(".ttf")])
    return folder


@pytest.mark.parametrize("own", [False, True])
def test_a_frozen_issue_keeps_its_bytes_when_office_and_templates_change(
    store: Store, tmp_path: Path, own: bool
) -> None:
    publish(store, "mot", NOW.date().replace(month=9, day=26))
    folder = own_folder(tmp_path / "mau") if own else ""
    before = Issues(store, chosen(folder, symbol="cu", place="Sơn La", parent="UBND tỉnh Sơn La"))
    before.open(window_of_week(WEEK, before.settings), NOW)
    before.approve(WEEK, "Lan", NOW)
    frozen = files(before)
    folder = own_folder(tmp_path / "mau-moi") if not own else Path(folder)
    (folder / "outline.html").write_text(f"<p>{CHANGED}</p><p>{{{{ office.name }}}}</p>", encoding="utf-8")
    (folder / "style.css").write_text("p { color: #654321 }\n", encoding="utf-8")
    (folder / "letterhead.docx").unlink()
    shutil.rmtree(folder / "fonts")
    after = Issues(store, chosen(folder, symbol="moi", place="Mộc Châu", parent="", name="Trung tâm Y tế"))
    assert [form for form, made in files(after).items() if made != frozen[form]] == []
    after.withdraw(WEEK, "Lan")
    assert [form for form, made in files(after).items() if made != frozen[form]] == []
    fresh = render_issue(after.view(f"{WEEK}a", NOW), "html", after.settings).decode()
    assert CHANGED in fresh
    assert "TRUNG TÂM Y TẾ" in fresh
    assert CHANGED.encode() not in frozen["html"]


def test_an_issue_is_not_frozen_under_templates_that_fail(store: Store, tmp_path: Path) -> None:
    publish(store, "mot", NOW.date().replace(month=9, day=26))
    (tmp_path / "mau").mkdir()
    (tmp_path / "mau" / "outline.html").write_text("<p>{{ issue.khong_co }}</p>", encoding="utf-8")
    issues = Issues(store, chosen(tmp_path / "mau", symbol="cu"))
    issues.open(window_of_week(WEEK, issues.settings), NOW)
    with pytest.raises(OutlineError, match=r"outline\.html"):
        issues.approve(WEEK, "Lan", NOW)
    assert issues.view(WEEK, NOW).hash is None
