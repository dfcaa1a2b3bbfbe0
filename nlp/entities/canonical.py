"""One name for one body: abbreviations written out, one spelling, the territory that the text leaves unsaid.

"UBND tỉnh Kon Tum", "Ủy ban nhân dân tỉnh Kon Tum" and a bare "UBND tỉnh" in an article on Kon Tum are all
"Ủy ban nhân dân tỉnh Kon Tum". A bare "Trung tâm" is the centre last named in full, or the unit whose site it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from domain.provinces import Province, find_province
from nlp.entities.gazetteer import communes, districts, levels, levels_on, provinces, unit_name
from nlp.entities.lexicon import continuations, words
from nlp.entities.organisations import OrgMatch, match_organisation
from nlp.entities.phrases import PhraseTable
from nlp.entities.scope import read_name
from nlp.entities.tokens import Tokens

__all__ = ["Namer"]

_SHORT: dict[str, dict[str, str]] = json.loads(
    files("nlp").joinpath("data/abbreviations.json").read_text(encoding="utf-8")
)
_FULL = _SHORT["heads"]
_PROVINCIAL_BODIES = words(
    """
    Trung tâm Kiểm soát bệnh tật; Trung tâm Phục vụ hành chính công; Trung tâm Hành chính công;
    Chi cục An toàn vệ sinh thực phẩm; Chi cục Dân số; Đoàn đại biểu Quốc hội
    """
)
_WORDS_OUT: PhraseTable[str] = PhraseTable(_SHORT["words"].items())


def _described(tokens: Tokens, start: int, end: int) -> str:
    """Tokens ``start:end`` with abbreviations written out and known descriptions in one spelling."""
    parts: list[str] = []
    i = start
    while i < end:
        hit = _WORDS_OUT.match(tokens, i)
        if hit is None or hit[0] > end:
            hit = continuations().match(tokens, i)
        written = i > start and not tokens.caps[i] and not tokens.words[i].isupper()  # "… | kinh tế - xã hội"
        if hit is not None and hit[0] <= end and not written and (hit[0] - i > 1 or tokens.words[i].isupper()):
            parts.append(hit[1])
            i = hit[0]
        else:
            parts.append(tokens.words[i].capitalize() if tokens.shouts[i] else tokens.words[i])
            i += 1
    text = " ".join(parts)
    for sign in (",", ".", ")", "”"):
        text = text.replace(f" {sign}", sign)
    return text.replace("( ", "(").replace("–", "-").replace("“ ", "“")


class Namer:
    """Gives every body found in one text its canonical name."""

    def __init__(
        self, tokens: Tokens, *, province: str | None, day: date | None, unit: str, found: Sequence[OrgMatch]
    ) -> None:
        self._tokens = tokens
        self._day = day
        held = find_province(province) if province else None
        self._province = held.name if held else province
        today = held.name_on(day) if held else None
        self._level = today.level if today else (held.level_of(held.name, day) if held else None)
        self._named = today.name if today else (held.name if held else province)
        self._territory = unit_name(self._level, self._named) if held and self._named else None
        self._districts = self._named_districts()
        self._latest: dict[str, str] = {}
        self._unit = self._of_unit(unit)
        # Short forms may come before the full name (a headline): the first full name of a head serves until then.
        self._first: dict[str, str] = {}
        for match in found:
            if not match.bare and match.inner is None:
                self._first.setdefault(self._head(match), self._full(match))

    def name(self, match: OrgMatch) -> str:
        """The canonical name; call in the order of the text, since short forms look back."""
        head = self._head(match)
        if match.bare and not match.head.alone:
            return self._latest.get(head) or self._unit.get(head) or self._first.get(head) or head
        if match.bare and match.head.kind == "unit":
            full = self._latest.get(head) or self._unit.get(head)
            return full or self._full(match)
        name = self._full(match)
        if match.inner is None and match.head.kind in {"unit", "sector"}:
            longer = self._longer(head, name, match)
            if longer is not None:
                name = longer
            self._latest[head] = name
            for short in ("Trung tâm", "Bệnh viện", "Trạm Y tế"):
                if name.startswith(short + " "):
                    self._latest[short] = name
        return name

    def _longer(self, head: str, name: str, match: OrgMatch) -> str | None:
        """A described body without a territory ("Trung tâm Y tế") is the one that is named with it."""
        if match.scope is not None or any(tokens_are_names(self._tokens, match)):
            return None
        for held in (self._latest.get(head), self._unit.get(head), self._first.get(head)):
            if held is not None and held.startswith(name + " "):
                return held
        return None

    def _head(self, match: OrgMatch) -> str:
        return _FULL.get(match.head.text, match.head.text)

    def _full(self, match: OrgMatch) -> str:
        tokens = self._tokens
        head_end = match.head_end
        parts = [self._head(match)]
        stop = (
            match.inner.start
            if match.inner is not None
            else match.scope.start
            if match.scope is not None
            else match.end
        )
        if stop > head_end:
            parts.append(_described(tokens, head_end, stop))
        if match.inner is not None:
            parts.append(self.name(match.inner) if not match.inner.bare else self._full(match.inner))
            return " ".join(parts)
        name = " ".join(parts)
        if match.scope is not None:
            territory = self._scope(match)
            return f"{name} {territory}" if territory else name
        if match.head.text == "Sở" and match.described and self._territory:
            return f"{name} {self._territory}"
        if (name in _PROVINCIAL_BODIES or name == "Tỉnh ủy") and self._province:
            short = name == "Tỉnh ủy" and self._level != "thành phố"
            return f"{name} {self._named}" if short or self._territory is None else f"{name} {self._territory}"
        return name

    def _scope(self, match: OrgMatch) -> str:
        """The territory written out: "tỉnh" → "tỉnh Kon Tum", "TP.HCM" → "Thành phố Hồ Chí Minh"."""
        tokens, scope = self._tokens, match.scope
        assert scope is not None
        head = self._head(match)
        if not scope.named:
            bare = scope.level or ""
            if bare == "tỉnh" and self._named and self._level in {"tỉnh", None}:
                return f"tỉnh {self._named}"
            if bare == "thành phố" and self._level == "thành phố" and self._territory:
                return self._territory
            known = self._districts.get(bare)
            return unit_name(bare, known) if known else bare
        at = scope.start
        if scope.level is not None:
            hit = levels().match(tokens, at + (tokens.lows[at] == "cấp"))
            at = hit[0] if hit else at
            if at < scope.end and tokens.words[at] == ".":
                at += 1
        province = provinces().match(tokens, at, names_only=True)
        if province is not None and province[0] == scope.end and scope.level in {None, "tỉnh", "thành phố"}:
            return self._of_province(match, province[1], at, head)
        name = (
            _described(tokens, at, scope.end)
            if tokens.shouts[at]
            else tokens.text[tokens.starts[at] : tokens.ends[scope.end - 1]]
        )
        if _tells_level(head):
            return name
        return unit_name(scope.level or self._level_of(match, name, at), name)

    def _of_province(self, match: OrgMatch, row: Province, at: int, head: str) -> str:
        """A province as the territory of a body; a level is added only where it is the province's on the day."""
        tokens, scope = self._tokens, match.scope
        assert scope is not None
        written = tokens.text[tokens.starts[at] : tokens.ends[scope.end - 1]]
        names = {name.name for name in row.named(written)}
        name = next(iter(names)) if len(names) == 1 else row.name
        if _tells_level(head) or head.startswith(("Báo", "Trường", "Đại học", "Tạp chí")):
            return name
        if scope.level is not None:
            return unit_name(scope.level, name)
        if head.startswith(("Bệnh viện", "Viện")) and not self._is_provincial_hospital(match):
            return name  # "Bệnh viện C Đà Nẵng": a name of its own
        return unit_name(row.level_of(written, self._day), name)

    def _is_provincial_hospital(self, match: OrgMatch) -> bool:
        """ "Bệnh viện Đa khoa | Sơn La" is "… tỉnh Sơn La"."""
        assert match.scope is not None
        said = self._tokens.lows[match.head_end : match.scope.start]
        return said == ["đa", "khoa"] or (not said and match.head.text == "BVĐK")

    def _level_of(self, match: OrgMatch, name: str, at: int) -> str | None:
        """The level of a unit that the text names without one, where text or register tell one for the day; else null.

        Only bodies that every unit has: the name of a hospital or an institute is its own, and "khu vực" is a territory
        already.
        """
        tokens, head = self._tokens, self._head(match)
        if tokens.lows[at - 2 : at] == ["khu", "vực"]:
            return None
        if head == "Trạm Y tế":
            hit = communes().match(tokens, at, names_only=True)
            held = levels_on(hit[1], self._day, self._province) if hit is not None else set()
            return next(iter(held)) if len(held) == 1 else None
        health_centre = head == "Trung tâm Y tế" or tokens.lows[match.head_end : at] == ["y", "tế"]
        if match.head.kind != "authority" and not health_centre:
            return None
        for level, named in self._districts.items():
            if named == name:
                return level
        hit = districts().match(tokens, at, names_only=True)
        held = levels_on(hit[1], self._day, self._province) if hit is not None else set()
        if not held and match.head.kind == "authority":
            hit = communes().match(tokens, at, names_only=True)
            held = levels_on(hit[1], self._day, self._province) if hit is not None else set()
        return next(iter(held)) if len(held) == 1 else None

    def _named_districts(self) -> dict[str, str]:
        """Level → the one district of that level that the text names; a level with several is left out."""
        tokens = self._tokens
        named: dict[str, set[str]] = {}
        for i in range(1, len(tokens)):
            if not tokens.caps[i] or tokens.lows[i - 1] not in {"huyện", "quận", "xã", "phố", "phường", "trấn"}:
                continue
            for length in (1, 2):
                hit = levels().match(tokens, i - length) if i >= length else None
                if hit is not None and hit[0] == i and hit[1] != "tỉnh":
                    end = read_name(tokens, i, hit[1])
                    if end > i:
                        named.setdefault(hit[1], set()).add(tokens.text[tokens.starts[i] : tokens.ends[end - 1]])
        return {level: next(iter(names)) for level, names in named.items() if len(names) == 1}

    def _of_unit(self, unit: str) -> dict[str, str]:
        """Head → name of the unit whose site the text stands on."""
        tokens = Tokens(unit)
        if not len(tokens):
            return {}
        match = match_organisation(tokens, 0)
        if match is None or match.bare:
            return {}
        held = Namer.__new__(Namer)
        held._tokens, held._province, held._level = tokens, self._province, self._level
        held._day, held._named = self._day, self._named
        held._territory, held._districts = self._territory, self._named_districts()
        held._latest, held._unit, held._first = {}, {}, {}
        name = held._full(match)
        names = {held._head(match): name}
        for short in ("Trung tâm", "Bệnh viện", "Trạm Y tế", "Chi cục"):
            if name.startswith(short + " "):
                names[short] = name
        return names


def _tells_level(head: str) -> bool:
    """ "Tỉnh ủy", "Huyện đoàn": the head says the level of the territory behind it; "Đảng ủy" does not."""
    return head.endswith((" ủy", "đoàn")) and not head.startswith("Đảng")


def tokens_are_names(tokens: Tokens, match: OrgMatch) -> list[bool]:
    """Whether the last word of a body is a name of its own ("Bạch Mai") and no description."""
    last = match.end - 1
    return [tokens.caps[last] and last > match.start and tokens.caps[last - 1] and not tokens.shouts[last]]
