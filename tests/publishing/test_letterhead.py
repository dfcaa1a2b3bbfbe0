from __future__ import annotations

from domain.settings_sections import Office
from publishing.letterhead import Letterhead


def test_an_office_without_a_name_gets_a_dotted_line_to_write_it_on() -> None:
    head = Letterhead.of(Office(), kind="BÁO CÁO", subject="Điểm tin", symbol="BC")
    assert set(head.issuer_line) == {"…"}
    named = Letterhead.of(Office(name="Sở Y tế"), kind="BÁO CÁO", subject="Điểm tin", symbol="BC")
    assert named.issuer_line == "SỞ Y TẾ"
