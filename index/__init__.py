"""Annotated article to search and back: the query language, the engines, facets, highlights."""
