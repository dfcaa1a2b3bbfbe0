"""Durable truth: frontier, pages, articles, versions, annotations, outbox, runs; the WARC archive."""
