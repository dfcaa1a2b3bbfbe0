"""The letters that travel with us: Tinos, as wide as Times New Roman letter by letter, under the SIL Open Font License.

What a TrueType file has (which characters, how wide) is read here from its tables ``cmap``, ``hmtx`` and ``name``:
https://learn.microsoft.com/typography/opentype/spec/
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from domain.errors import ConfigError

__all__ = ["FAMILY", "FONT_DIR", "VIETNAMESE", "Typeface", "our_typeface", "read_typeface"]

FONT_DIR: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "Tinos"
_MAX_FONT_BYTES: Final = 20_000_000

_VOWELS = (
    "aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ bcdđfghjklmnpqrstvwxz".replace(
        " ", ""
    )
)
VIETNAMESE: Final = _VOWELS + _VOWELS.upper() + "0123456789“”…–-.,;:()%/"
"""What an office's own font must have."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A TrueType or OpenType file: its family, the glyph of each character and how wide glyphs are."""

    family: str
    style: str
    glyphs: dict[int, int]
    widths: tuple[int, ...]
    em: int

    def has(self, character: str) -> bool:
        """Whether there is a glyph for it."""
        return ord(character) in self.glyphs

    def lacks(self, text: str) -> str:
        """The characters of a text without a glyph."""
        return "".join(one for one in dict.fromkeys(text) if ord(one) not in self.glyphs)

    def width(self, text: str, size: float) -> float:
        """Width of a line in points at ``size`` points."""
        units = 0
        for one in text:
            glyph = self.glyphs.get(ord(one), 0)
            units += self.widths[min(glyph, len(self.widths) - 1)]
        return units * size / self.em


def _cmap(data: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", data, 2)
    best: dict[int, int] = {}
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, 4 + 8 * at)
        if (platform, encoding) not in {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}:
            continue
        (form,) = struct.unpack_from(">H", data, offset)
        found = _segments(data[offset:]) if form == 4 else _groups(data[offset:]) if form == 12 else {}
        if len(found) > len(best):
            best = found
    return best


def _segments(table: bytes) -> dict[int, int]:
    """Format 4: segments of the first plane."""
    double = struct.unpack_from(">H", table, 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + double)
    deltas = struct.unpack_from(f">{count}h", table, 16 + 2 * double)
    where = 16 + 3 * double
    found: dict[int, int] = {}
    for at, (start, end, delta, offset) in enumerate(
        zip(starts, ends, deltas, struct.unpack_from(f">{count}H", table, where), strict=True)
    ):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", table, where + 2 * at + offset + 2 * (code - start))
                if not glyph:
                    continue
            if glyph := (glyph + delta) & 0xFFFF:
                found[code] = glyph
    return found


def _groups(table: bytes) -> dict[int, int]:
    """Format 12: groups of all planes."""
    (count,) = struct.unpack_from(">L", table, 12)
    found: dict[int, int] = {}
    for at in range(min(count, 100_000)):
        first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * at)
        for code in range(first, min(last, first + 0xFFFF) + 1):
            found[code] = glyph + code - first
    return found


def _names(data: bytes) -> tuple[str, str]:
    """Family and style, as the font says them in Unicode."""
    _, count, strings = struct.unpack_from(">HHH", data, 0)
    said: dict[int, str] = {}
    for at in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", data, 6 + 12 * at)
        if platform in {0, 3} and name in {1, 2, 16, 17}:
            said.setdefault(name, data[strings + offset : strings + offset + length].decode("utf-16-be", "replace"))
    return said.get(16) or said.get(1, ""), said.get(17) or said.get(2, "")


def read_typeface(path: Path) -> Typeface:
    """Read a font file. ConfigError says why it cannot be used."""
    try:
        if path.stat().st_size > _MAX_FONT_BYTES:
            raise ConfigError(f"Tệp phông chữ {path.name} quá lớn.", "Hãy dùng tệp dưới 20 MB.")
        data = path.read_bytes()
        if data[:4] not in {b"\x00\x01\x00\x00", b"OTTO", b"true"}:
            raise ConfigError(f"{path.name} không phải tệp phông chữ.", "Hãy dùng tệp .ttf hoặc .otf.")
        (count,) = struct.unpack_from(">H", data, 4)
        tables = {}
        for at in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * at)
            tables[tag.decode("latin-1")] = data[offset : offset + length]
        (em,) = struct.unpack_from(">H", tables["head"], 18)
        (metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
        widths = struct.unpack_from(">" + "Hh" * metrics, tables["hmtx"], 0)[::2]
        family, style = _names(tables["name"])
        return Typeface(family, style, _cmap(tables["cmap"]), widths, em or 1000)
    except (struct.error, KeyError, IndexError) as error:
        raise ConfigError(f"Không đọc được tệp phông chữ {path.name}.", "Hãy chép lại tệp này.") from error


@lru_cache(maxsize=4)
def our_typeface(*, bold: bool = False, italic: bool = False) -> Typeface:
    """Tinos in one of its four styles."""
    style = ("Bold" if bold else "") + ("Italic" if italic else "")
    return read_typeface(FONT_DIR / f"{FAMILY}-{style or 'Regular'}.ttf")
