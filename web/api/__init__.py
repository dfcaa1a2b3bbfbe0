"""The JSON API: one module a part."""
