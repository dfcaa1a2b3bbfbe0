"""Figures, documents, bodies and people as articles mention them: rows that can be asked, filled from annotations."""
