from __future__ import annotations

import pytest

from plan import quality


def test_the_figures_are_on_or_above_their_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert quality.main() == 0, capsys.readouterr().err
    assert "after 30 decisions" in capsys.readouterr().out


def test_thirty_decisions_make_the_first_five_better() -> None:
    before, after = quality.measure_learning()
    assert after.precision > before.precision
    assert quality.measure_learning() == (before, after)
