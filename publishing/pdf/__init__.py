"""PDF files by typst: our own fonts, PDF/A-2b, the same bytes for the same paper."""
