from __future__ import annotations

import pytest

from digest.cues import asking_words


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổ khảo sát đã hoàn thành việc lấy ý kiến người bệnh nội trú tại 12 bệnh viện.",
        "Phòng khám lấy ý kiến của người dân bằng phiếu điện tử.",
    ],
)
def test_a_survey_asks_nothing_of_the_office(sentence: str) -> None:
    assert asking_words(sentence) == ()


def test_a_draft_that_is_sent_round_asks_for_an_answer() -> None:
    assert asking_words("Sở Y tế lấy ý kiến các đơn vị trực thuộc về dự thảo quy chế.") == ("lấy ý kiến",)
    assert asking_words("UBND tỉnh lấy ý kiến về dự thảo đến hết tháng.") == ("lấy ý kiến",)
