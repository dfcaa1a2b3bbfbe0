"""What grows with the store, and what must not: the store filled by SQL with more and more articles."""
