"""The wire: which addresses may be reached, how often, and by what."""
