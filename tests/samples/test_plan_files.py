"""The kept plans of the samples say what is written down of them."""

from __future__ import annotations

from plan.reading.proposal import read_plan
from samples.plan_files import PLANS, build_plan, plan_files
from tests.plan.scoring import Score


def test_every_kept_plan_is_read_as_its_truth_says() -> None:
    score = Score()
    for path, plan in plan_files().items():
        score.add(path.stem, plan["truth"], read_plan(path.read_bytes(), path.name))
    assert not score.faults


def test_the_kept_files_are_those_that_are_written_down() -> None:
    files = plan_files()
    assert {path for path in PLANS.iterdir() if path.suffix != ".yaml"} == set(files)
    for path, plan in files.items():
        kept, made = (read_plan(data, path.name).sources for data in (path.read_bytes(), build_plan(plan)))
        assert kept == made, "make sample-files"
