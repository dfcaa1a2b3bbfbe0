"""Who wrote an article: bylines, signatures, what the page states for programs."""
