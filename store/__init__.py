"""Durable truth: frontier, pages, articles, versions, annotations, outbox, runs; the WARC archive."""

from store.store import Store, open_store

__all__ = ["Store", "open_store"]
