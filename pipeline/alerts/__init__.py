"""Saved searches told of: what came to be known since the last mail, each article once."""
