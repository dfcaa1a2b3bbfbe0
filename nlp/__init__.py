"""Article text to annotation. Pure: text in, records out; no store, no network."""
