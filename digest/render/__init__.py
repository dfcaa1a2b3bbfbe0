"""An issue as a file: HTML, Word, PDF, Markdown, mail, JSON, Atom."""
