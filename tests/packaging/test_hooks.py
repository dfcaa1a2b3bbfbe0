"""The hooks before a commit run what ``make lint`` runs, word for word, and download nothing."""

from __future__ import annotations

import re

import yaml

from tests.packaging.test_requirements import ROOT


def test_the_hooks_are_those_of_make_lint() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lint = re.search(r"^lint:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert lint
    commands = [line.strip().replace("$(BIN)", ".venv/bin") for line in lint[1].splitlines()]
    repositories = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    assert [hook["entry"] for hook in repositories[0]["hooks"]] == commands
    assert {hook["language"] for hook in repositories[0]["hooks"]} == {"system"}
