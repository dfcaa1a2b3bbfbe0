"""Understanding: the text of an article in, an annotation out."""

from nlp.annotator import annotate

__all__ = ["annotate"]
