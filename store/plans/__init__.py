"""Plans and their versions, units and their history, evidence, suggestions, closed periods."""
