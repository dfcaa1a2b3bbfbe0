"""How fast the pipeline is and how right its extraction, beside its peers: ``python -m benchmarks.pipeline``."""
