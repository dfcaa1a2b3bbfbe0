"""Article text → annotation. Pure: text in, records out.

Order matters: addresses, references, dates, figures, then names; each finder leaves alone what earlier ones took.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from domain.annotation import Annotation, Span
from nlp import relevance
from nlp.dates import find_dates
from nlp.entities import find_entities
from nlp.figures import find_figures
from nlp.main_province import main_province
from nlp.places import find_places
from nlp.references import find_documents
from nlp.summary import summarise
from nlp.text import Layer
from nlp.topics import score_topics

__all__ = ["ANNOTATOR", "annotate"]

# Name and version of these rules; a new version means that stored articles are to be annotated again.
ANNOTATOR = "diemtin-3"

S = TypeVar("S", bound=Span)


def _located(layer: Layer, spans: Iterable[S]) -> tuple[S, ...]:
    """The same records with text and offsets of the given text."""
    return tuple(span.model_copy(update=dict(layer.locate(span.start, span.end))) for span in spans)


def annotate(
    text: str,
    *,
    date: date | None = None,
    title: str = "",
    source_province: str | None = None,
    unit: str = "",
) -> Annotation:
    """Annotate one text.

    ``date`` is the article's own day: it completes short dates. ``title`` weighs in topics and summary,
    ``source_province`` and ``unit`` tell whose "Sở Y tế" is meant. Offsets are into ``text`` as given. Never raises
    on any text; time is linear in its length.
    """
    layer = Layer(text, date=date, title=title, source_province=source_province, unit=unit)
    documents = find_documents(layer)
    layer.mask("document", ((d.start, d.end) for d in documents))
    dates = find_dates(layer)
    layer.mask("date", ((d.start, d.end) for d in dates))
    figures = find_figures(layer, dates)
    layer.mask("figure", ((f.start, f.end) for f in figures))
    places = find_places(layer)
    province = main_province(layer, places)
    entities = find_entities(layer, province)
    topics = score_topics(layer)
    return Annotation(
        entities=tuple(entities),
        places=tuple(places),
        province=province,
        topics=tuple(topics),
        relevance=relevance.score(layer, topics),
        summary=tuple(summarise(layer, topics, figures, documents)),
        documents=_located(layer, documents),
        figures=_located(layer, figures),
        dates=_located(layer, dates),
    )
