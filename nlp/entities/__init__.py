"""Organisations, people and places named in a text."""

from nlp.entities.finder import find_entities

__all__ = ["find_entities"]
