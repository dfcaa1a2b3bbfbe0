"""Whether a folder of templates can be used: everything wrong with it in plain lines, tried on two made-up issues."""

from __future__ import annotations

from pathlib import Path

from digest.render.data import template_data
from digest.render.example import empty_issue, full_issue
from digest.render.formats import FORMATS, render_issue
from digest.render.paper import shared_parts
from domain.errors import DiemTinError
from domain.settings import Settings
from domain.settings_sections import Digest, Office
from publishing.outline.folder import check_folder

__all__ = ["check_templates"]

_OFFICE = Office(name="Sở Y tế", parent="UBND tỉnh", symbol="SYT", place="Tỉnh", province="Tỉnh", units=("Bệnh viện",))


def check_templates(folder: Path) -> list[str]:
    """The faults; empty when every format can be made with the folder."""
    issues = (full_issue(), empty_issue())
    faults = check_folder(folder, shared_parts(), (template_data(issue, _OFFICE) for issue in issues))
    if faults:
        return faults
    settings = Settings.model_validate({"office": _OFFICE, "digest": Digest(templates_dir=str(folder))})
    for issue in issues:
        for form in FORMATS:
            try:
                render_issue(issue, form, settings)
            except DiemTinError as error:
                faults.append(f"Dạng {form}: {error}")
    return list(dict.fromkeys(faults))
