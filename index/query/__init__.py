"""The query language: text → tree. No input is an error; what cannot be parsed is searched as plain words."""
