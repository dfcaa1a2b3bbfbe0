"""The embedded engine: tantivy, a folder beside the store."""

from index.tantivy_engine.engine import TantivyEngine

__all__ = ["TantivyEngine"]
