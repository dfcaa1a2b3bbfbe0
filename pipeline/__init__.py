"""The stages wired together, and the opened parts that every face works with. Counts and callbacks; nothing printed."""
