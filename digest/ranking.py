"""Where an entry stands: what concerns us first, then relevance, new documents, figures and reach, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["Standing", "score_of"]

_NAMED: Final = 100.0
_PROVINCE: Final = 60.0
_RELEVANCE: Final = 30.0
_DOCUMENT: Final = 6.0
_MOST_DOCUMENTS: Final = 4
_FIGURE: Final = 2.0
_MOST_FIGURES: Final = 6
_SITE: Final = 5.0
_MOST_SITES: Final = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an entry. ``ours``: our names in it; ``province``: ours, where the article is about it."""

    ours: tuple[str, ...]
    province: str | None
    relevance: float
    figures: int
    new_documents: int
    reach: int

    def reasons(self) -> tuple[str, ...]:
        """Why it stands where it does, in words, the weightiest first."""
        found = []
        if self.ours:
            found.append("nêu tên " + ", ".join(self.ours[:3]))
        if self.province:
            found.append(f"về tỉnh, thành phố của cơ quan ({self.province})")
        if self.new_documents:
            found.append(f"{self.new_documents} văn bản mới")
        if self.figures:
            found.append(f"{self.figures} số liệu")
        if self.reach > 1:
            found.append(f"{self.reach} nguồn cùng đăng")
        found.append(f"mức độ liên quan {round(100 * self.relevance)}%")
        return tuple(found)


def score_of(standing: Standing) -> float:
    """The higher, the nearer to the top."""
    score = _NAMED if standing.ours else 0.0
    score += _PROVINCE if standing.province else 0.0
    score += _RELEVANCE * standing.relevance
    score += _DOCUMENT * min(standing.new_documents, _MOST_DOCUMENTS)
    score += _FIGURE * min(standing.figures, _MOST_FIGURES)
    score += _SITE * min(standing.reach - 1, _MOST_SITES)
    return round(score, 3)
