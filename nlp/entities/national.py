"""Names that tell of the country or its government: "Trung tâm thông tin tín dụng Việt Nam", "… của Chính phủ"."""

from __future__ import annotations

from nlp.entities.headwords import BOARD_STOPS
from nlp.entities.lexicon import continuations, words
from nlp.entities.runs import run_end
from nlp.entities.tokens import Tokens

__all__ = ["level_of_board", "named_after_two_countries", "of_the_country", "of_the_government", "without_short_form"]

_DASHES = frozenset({"-", "–", "—"})
_REACH = 8
#: Bodies of the whole country, whose business is often written small.
_HEADS = words(
    """
    bảo tàng; chi cục; câu lạc bộ; cục; hiệp hội; hãng phim; hãng hàng không; học viện; hội; liên hiệp; liên minh;
    liên hiệp các hội; liên đoàn; ngân hàng; nhà xuất bản; quỹ; trung tâm; tạp chí; tập đoàn; tổng công ty; tổng cục;
    tổng hội; viện; công ty; công ty cổ phần; nhà hát
    """
)
# What shows that the words between head and country are no name, and what "Việt Nam" only describes.
_NO_NAME = (BOARD_STOPS - {"và"}) | words(
    """
    vào; ra; sang; đến; tới; ở; cùng; các; những; một; nhất; lớn; đầu; này; đó; khi; nếu; thì; mà; bị; không; chưa; vẫn;
    còn; cũng; như; bằng; trên; dưới; giữa; ngoài; đưa; mở; rời; thăm; hàng; nhiều; vừa; phải; nên; hơn; đối; trước; sau
    """
)
_DESCRIBED = words("người; nhân; dân; sĩ; viên; nước; nữ; sinh; trẻ; quân; khách; nhà; chuyên gia; trường; đội")


def of_the_country(tokens: Tokens, head: str, at: int) -> int:
    """The end of "… Việt Nam" where small words that name a business lead up to it from ``at``; ``at`` when none."""
    if head.lower() not in _HEADS:
        return at
    k = at
    while tokens.follows(k + 1) and k - at < _REACH:
        if tokens.words[k] == "Việt" and tokens.words[k + 1] == "Nam":
            return at if k > at and tokens.lows[k - 1] in _DESCRIBED else k + 2
        if tokens.lows[k] in _NO_NAME or not tokens.lows[k].isalpha() or tokens.caps[k]:
            return at
        k += 1
    return at


def named_after_two_countries(tokens: Tokens, at: int) -> int:
    """ "Việt Nam - Cuba Đồng Hới": the end of a name made of Việt Nam and a partner; ``at`` when there is none."""
    if tokens.lows[at : at + 2] != ["việt", "nam"] or not tokens.follows(at + 3):
        return at
    if tokens.words[at + 2] not in _DASHES or not tokens.caps[at + 3]:
        return at
    end = run_end(tokens, at + 3)
    while tokens.follows(end + 1) and tokens.words[end] == "-" and tokens.ends[end] == tokens.starts[end + 1]:
        end = run_end(tokens, end + 2) if tokens.caps[end + 2 : end + 3] == [True] else end + 2  # "Bun-ga-ri"
    return end


def without_short_form(tokens: Tokens, at: int, end: int) -> int:
    """The end of a run ``at:end`` that is "… Việt Nam" without the short form glued behind: "… Việt Nam | TKV"."""
    if end - at < 3 or tokens.words[end - 3 : end - 1] != ["Việt", "Nam"]:
        return end
    last = tokens.words[end - 1]
    return end - 1 if last.isupper() and len(last) > 1 and not tokens.shouts[end - 1] else end


def of_the_government(tokens: Tokens, at: int) -> int:
    """The end of "của Chính phủ", "của Thủ tướng Chính phủ" at ``at``; ``at`` when neither stands there."""
    if tokens.lows[at : at + 5] == ["của", "thủ", "tướng", "chính", "phủ"]:
        return at + 5
    return at + 3 if tokens.lows[at : at + 3] == ["của", "chính", "phủ"] and tokens.caps[at + 1] else at


def level_of_board(tokens: Tokens, at: int) -> int:
    """ "liên ngành Trung ương về ATTP", "quốc gia về chuyển đổi số": the end of what follows the head."""
    end = at
    for words_of_level in (("liên", "ngành"), ("trung", "ương"), ("t", ".", "ư"), ("quốc", "gia")):
        if tuple(tokens.lows[end : end + len(words_of_level)]) == words_of_level:
            end += len(words_of_level)
    if end > at and tokens.follows(end + 1) and tokens.lows[end] == "về":
        task = continuations().match(tokens, end + 1)
        end = task[0] if task is not None else end
    return end
