"""The written-down plans of ``cases/``, made to files by the samples' builder."""

from __future__ import annotations

from pathlib import Path

from samples.plan_files import SUFFIXES, build_plan, load_plan

CASES = Path(__file__).parent / "cases"
build, load = build_plan, load_plan
SUFFIX = {kind: suffix.removeprefix(".") for kind, suffix in SUFFIXES.items()}
