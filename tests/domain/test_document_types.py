"""Kinds of documents: one letter means one kind, short forms belong to a kind."""

from __future__ import annotations

from collections import Counter

from domain.document_types import document_types, letters_of_the_party
from domain.people_names import is_surname


def test_letters_and_names_are_told_once() -> None:
    letters = Counter(part for kind in document_types() for part in kind.letters)
    assert [part for part, times in letters.items() if times > 1] == []
    names = [kind.name for kind in document_types()]
    assert len(names) == len(set(names))


def test_the_partys_letters_differ_from_the_states() -> None:
    known = {part: kind.name for kind in document_types() for part in kind.letters}
    assert {part: known[part] for part in letters_of_the_party()} == {"TT": "Thông tư", "QĐ": "Quyết định"}
    assert letters_of_the_party() == {"TT": "Thông tri", "QĐ": None}


def test_family_names() -> None:
    assert is_surname("nguyễn")
    assert is_surname("lò")
    assert not is_surname("bệnh")
