"""Whether a word is a Vietnamese syllable in form: what tells text in a right encoding from text in a wrong one."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["is_syllable"]

_ONSET = r"(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|gi|qu|[bcdđghklmnprstvx])?"
_RIME = (
    r"(?:uyê(?:n|t)|uye(?:n|t)|iê(?:u|ng|n|m|p|t|c)|yê(?:u|n|m|t|ng)|uô(?:i|ng|n|m|t|c)|ươ(?:i|u|ng|n|m|p|t|c)"
    r"|oa(?:nh|ng|ch|[ciymnopt])?|oă(?:ng|[cmnt])|oe(?:[mnot])?|oo(?:ng|c)|uâ(?:ng|[nty])|uê(?:nh|ch)?|uơ|"
    r"uy(?:nh|ch|[antpu])?"
    r"|a(?:nh|ng|ch|[cimnoptuy])?|ă(?:ng|[cmnpt])|â(?:ng|[cmnptuy])|e(?:ng|[cmnopt])?|ê(?:nh|ch|ng|[mnptu])?"
    r"|i(?:nh|ch|[amnptu])?|o(?:ng|[cimnpt])?|ô(?:ng|[cimnpt])?|ơ(?:[imnpt])?|u(?:ng|[acimnpt])?|ư(?:ng|[acimntu])?"
    r"|y(?:nh|ch|t)?|ia|ua|ưa)"
)
_FORM = re.compile(_ONSET + _RIME + r"\Z")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def is_syllable(word: str) -> bool:
    """Whether the word, tones aside, is built like a Vietnamese syllable with at most one tone. Any case."""
    if not 0 < len(word) <= 8:
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    bare = marks.translate(_TONES)
    if len(marks) - len(bare) > 1:
        return False
    return _FORM.match(unicodedata.normalize("NFC", bare)) is not None
