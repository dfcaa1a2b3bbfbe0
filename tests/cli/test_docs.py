"""Docs are tested: a setting or a command that is not described fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from cli.main import app
from domain.settings import setting_fields

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(setting_fields()))
def test_every_setting_is_described(name: str) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
    assert row.endswith(f"| {setting_fields()[name].description} |")


def _commands() -> list[tuple[str, typer.core.TyperCommand]]:
    def leaves(name: str, command: typer.core.TyperCommand) -> list[tuple[str, typer.core.TyperCommand]]:
        if not hasattr(command, "commands"):
            return [(name, command)]
        return [found for sub, one in command.commands.items() for found in leaves(f"{name} {sub}".strip(), one)]

    return leaves("", typer.main.get_command(app))


@pytest.mark.parametrize(("name", "command"), _commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_has_help_an_example_and_data(name: str, command: typer.core.TyperCommand) -> None:
    assert command.help
    assert command.epilog
    assert command.epilog.startswith(f"Ví dụ: diemtin {name.split()[0]}")
    assert any("--data" in parameter.opts for parameter in command.params)


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
