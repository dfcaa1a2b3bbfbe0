"""What “us” means: the office and its units by name and by the ways people write those names, and their province."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from domain.provinces import find_province, former_provinces
from domain.search import IndexDocument
from domain.settings_sections import Office

__all__ = ["Ours"]

_KINDS: Final[tuple[tuple[str, ...], ...]] = (
    ("trung tâm y tế", "ttyt"),
    ("trung tâm kiểm soát bệnh tật", "cdc", "ttksbt", "trung tâm ksbt"),
    ("bệnh viện đa khoa", "bvđk", "bv đa khoa", "bv đk"),
    ("bệnh viện y học cổ truyền", "bv yhct", "bệnh viện yhct", "bvyhct"),
    ("bệnh viện", "bv"),
    ("sở y tế", "syt"),
    ("chi cục an toàn vệ sinh thực phẩm", "chi cục attp", "chi cục atvstp"),
    ("chi cục dân số - kế hoạch hóa gia đình", "chi cục dân số"),
    ("trạm y tế", "tyt"),
)
"""A kind of body and the short forms of it that stand in front of a name."""
_LEVEL: Final = r"(?:tỉnh|thành phố|tp\.?|huyện|thị xã|tx\.?|quận|khu vực)"
_GENERIC: Final = frozenset(
    "trung tâm y tế bệnh viện đa khoa sở chi cục tỉnh thành phố huyện thị xã quận khu vực kiểm soát tật phòng trạm"
    " dân số kế hoạch hóa gia đình an toàn vệ sinh thực phẩm pháp giám định học cổ truyền sản nhi mắt tâm thần lao phổi"
    " phục hồi chức năng kiểm nghiệm thuốc mỹ dược và cấp cứu 115 công lập trường cao đẳng".split()
)


def _written(name: str) -> Iterator[str]:
    """A pattern for each way of writing a name, in lower case."""
    plain = " ".join(name.lower().split())
    heads = next((kind for kind in _KINDS if plain.startswith(kind[0])), None)
    starts = heads or (plain.split()[0],)
    rest = plain.removeprefix(starts[0]).strip() if heads else " ".join(plain.split()[1:])
    tail = re.sub(rf"^{_LEVEL}\s+", "", rest)
    own = tail != rest
    for start in starts:
        head = r"\s+".join(map(re.escape, start.split()))
        if not rest:
            yield head
        elif rest in {"tỉnh", "thành phố"}:
            yield head + r"\s+" + re.escape(rest)
        else:
            level = rf"(?:{_LEVEL}\s+)?" if own or heads else ""
            yield head + r"\s+" + level + r"\s+".join(map(re.escape, tail.split()))


class Ours:
    """The names of the office, ready to be looked for."""

    def __init__(self, office: Office) -> None:
        self._office = office
        found = find_province(office.province) if office.province else None
        self.province = found.now if found else None

    @cached_property
    def _former(self) -> tuple[str, ...]:
        """Our province, and those that have become part of it."""
        names = [one.name for one in former_provinces() if one.now == self.province]
        return tuple(dict.fromkeys([*names, *([self.province] if self.province else [])]))

    @cached_property
    def _specific(self) -> re.Pattern[str] | None:
        names = [unit for unit in self._office.units if _is_specific(unit)]
        name = self._office.name
        if name and _is_specific(name):
            names.append(name)
        elif name:
            names += [f"{name} {province}" for province in self._former]
        return _pattern(names)

    @cached_property
    def _shared(self) -> re.Pattern[str] | None:
        """Names that many provinces have: they are ours in an article of our province alone."""
        return _pattern([unit for unit in self._office.units if not _is_specific(unit)])

    def is_of_our_province(self, document: IndexDocument) -> bool:
        """Whether the article is about our province, or of a site of it that speaks of no other."""
        found = find_province(document.province or "")
        return self.province is not None and found is not None and found.now == self.province

    def names_in(self, document: IndexDocument) -> tuple[str, ...]:
        """Our names as they stand in the text, each once, in the order in which they come."""
        if self._specific is None and self._shared is None:
            return ()
        text = f"{document.article.title}\n{document.article.body}"
        here = self.is_of_our_province(document)
        if not here and self.province is not None and not any(name in text for name in self._former):
            return ()
        patterns = [self._specific, self._shared if here else None]
        found = {
            " ".join(match.group().split()): None
            for pattern in patterns
            if pattern is not None
            for match in pattern.finditer(text)
        }
        return tuple(found)

    def first_naming(self, text: str, *, here: bool) -> bool:
        """Whether one of our names stands in a text."""
        patterns = [self._specific, self._shared if here else None]
        return any(pattern is not None and pattern.search(text) for pattern in patterns)


def _is_specific(name: str) -> bool:
    return any(word.strip(".,") not in _GENERIC for word in name.lower().split())


def _pattern(names: list[str]) -> re.Pattern[str] | None:
    ways = sorted({way for name in names if name.strip() for way in _written(name)}, key=len, reverse=True)
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(ways)})(?!\w)") if ways else None
