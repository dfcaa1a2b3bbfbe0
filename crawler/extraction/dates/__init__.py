"""When an article was published and updated, and where that was read."""
