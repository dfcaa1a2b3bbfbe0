"""How quotations and points are written, the same in every file."""

from __future__ import annotations

from publishing.blocks import Bullets, Quote, Run, Runs

__all__ = ["EDITED", "bulleted", "quoted"]

EDITED = " (câu đã biên tập)"


def quoted(quote: Quote) -> Runs:
    """A sentence of a source stands in “…”; one that a person rewrote stands without and says so. Then [n]."""
    text = quote.text if quote.edited else f"“{quote.text}”"
    made = [Run(text)]
    if quote.edited:
        made.append(Run(EDITED, italic=True))
    if quote.number is not None:
        made += [Run(" "), Run(f"[{quote.number}]", link=f"#bai-{quote.number}")]
    return tuple(made)


def bulleted(points: Bullets) -> tuple[Runs, ...]:
    """Each point with "- " or its number in front."""
    return tuple((Run(f"{at}. " if points.ordered else "- "), *item) for at, item in enumerate(points.items, start=1))
