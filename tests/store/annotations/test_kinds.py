"""Every kind of correction takes effect somewhere: on the annotation, or on the article's own columns."""

from __future__ import annotations

from domain.correction import CorrectionKind
from store.annotations.apply_corrections import kinds_with_a_step

OF_THE_ARTICLE = {CorrectionKind.KEPT_SET, CorrectionKind.DATE_SET, CorrectionKind.TITLE_SET}


def test_every_kind_has_its_step() -> None:
    assert kinds_with_a_step() | OF_THE_ARTICLE == set(CorrectionKind)
    assert not kinds_with_a_step() & OF_THE_ARTICLE
