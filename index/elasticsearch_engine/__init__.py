"""The engine for teams: one index on an Elasticsearch 9 cluster, shared and open to Kibana."""

from __future__ import annotations

from index.elasticsearch_engine.connection import ConnectionOptions
from index.elasticsearch_engine.engine import ElasticsearchEngine

__all__ = ["ConnectionOptions", "ElasticsearchEngine"]
