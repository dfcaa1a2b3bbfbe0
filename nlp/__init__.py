"""Understanding: the text of an article in, an annotation out. Pure: no store, no network."""

from nlp.annotator import ANNOTATOR, annotate

__all__ = ["ANNOTATOR", "annotate"]
