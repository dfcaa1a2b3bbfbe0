"""Title, sapo and body: the boxes of a page scored, chosen and cleaned."""
