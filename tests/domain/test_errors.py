"""The hierarchy drawn at the top of the module is the one in the code."""

import inspect
import re

import domain.errors as errors


def test_the_drawing_is_true() -> None:
    drawn = re.findall(r"^([│├└─ ]*)([A-Z]\w+) ", errors.__doc__ or "", flags=re.MULTILINE)
    parents: dict[int, str] = {}
    for indent, name in drawn:
        if name not in errors.__all__:
            continue
        depth = len(indent) // 4
        parents[depth] = name
        cls = getattr(errors, name)
        if depth:
            assert cls.__bases__[0].__name__ == parents[depth - 1], name
    assert {name for _, name in drawn if name in errors.__all__} == set(errors.__all__)


def test_every_error_is_one_line_with_what_to_do() -> None:
    for name in errors.__all__:
        error = getattr(errors, name)("Không đọc được\ntệp.", "Hãy thử lại.")
        assert str(error) == "Không đọc được tệp. Hãy thử lại."
        assert inspect.getdoc(type(error))
