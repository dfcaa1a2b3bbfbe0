"""One order for the features of a CRFsuite model file, so that the same training gives the same bytes.

The trainer writes features in an order that differs from run to run. Layout (CRFsuite 0.12, ``crf1d_model.c``): a
header of twelve fields, then chunks. ``FEAT`` holds (type, source, target, weight) records; ``LFRF`` and ``AFRF`` hold,
for each label and attribute, the numbers of its features.
"""

from __future__ import annotations

import struct
from itertools import pairwise

__all__ = ["in_one_order"]

_HEADER = struct.Struct("<4sI4s9I")
_CHUNK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_NUMBER = struct.Struct("<I")
_DIGITS = 5  # of a weight: the last digits hang on the order of summation


def in_one_order(model: bytes) -> bytes:
    """The same model with features sorted by type, source and target. Raises ``ValueError`` on another format."""
    header = _HEADER.unpack_from(model)
    if header[0] != b"lCRF" or header[2] != b"FOMC":
        raise ValueError("not a CRFsuite model")
    at_features, at_label_refs, at_attribute_refs = header[7], header[10], header[11]
    data = bytearray(model)
    place = _sort_features(data, at_features)
    for at in (at_label_refs, at_attribute_refs):
        _renumber(data, at, place)
    return bytes(data)


def _sort_features(data: bytearray, at: int) -> dict[int, int]:
    """Sort the records in place; old number → new number."""
    _, _, count = _CHUNK.unpack_from(data, at)
    begin = at + _CHUNK.size
    records = [_FEATURE.unpack_from(data, begin + k * _FEATURE.size) for k in range(count)]
    order = sorted(range(count), key=lambda k: records[k][:3])
    for new, old in enumerate(order):
        kind, source, target, weight = records[old]
        _FEATURE.pack_into(data, begin + new * _FEATURE.size, kind, source, target, round(weight, _DIGITS))
    return {old: new for new, old in enumerate(order)}


def _renumber(data: bytearray, at: int, place: dict[int, int]) -> None:
    """Write the new numbers into a chunk of references, each list in rising order."""
    _, size, count = _CHUNK.unpack_from(data, at)
    begin = at + _CHUNK.size
    offsets = [_NUMBER.unpack_from(data, begin + k * _NUMBER.size)[0] for k in range(count)]
    lists = sorted({offset for offset in offsets if offset})
    for offset, after in pairwise([*lists, at + size]):
        (length,) = _NUMBER.unpack_from(data, offset)
        if offset + (length + 1) * _NUMBER.size > after:
            raise ValueError("not a CRFsuite model")
        numbers = [_NUMBER.unpack_from(data, offset + (k + 1) * _NUMBER.size)[0] for k in range(length)]
        for k, number in enumerate(sorted(place[number] for number in numbers)):
            _NUMBER.pack_into(data, offset + (k + 1) * _NUMBER.size, number)
