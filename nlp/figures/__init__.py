"""Figures: how many of what, bounded how, out of how many, in which period."""

from nlp.figures.finder import find_figures

__all__ = ["find_figures"]
