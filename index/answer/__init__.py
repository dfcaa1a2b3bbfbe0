"""What a search shows: passages, marks, pages, and another writing of a query that finds nothing."""
