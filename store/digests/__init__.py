"""Issues of the digest: what was published in a stretch of days, and what people decided about it."""
