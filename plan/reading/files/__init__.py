"""One module a kind of file: bytes → ``Document``, by kept libraries."""
