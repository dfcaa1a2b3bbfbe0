"""References to legal and administrative documents."""

from nlp.references.finder import find_documents

__all__ = ["find_documents"]
