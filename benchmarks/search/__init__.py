"""How fast the engines index and answer: ``python -m benchmarks.search``."""
