"""A session of visits: which address is asked for next, what became of it, when it is looked at again."""
