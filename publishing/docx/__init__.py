"""Word files: python-docx opens, styles and saves; paragraphs and tables are built element by element, for speed."""
