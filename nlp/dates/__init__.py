"""Dates and periods."""

from nlp.dates.finder import find_dates

__all__ = ["find_dates"]
