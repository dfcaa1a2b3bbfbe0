"""What the screen of one article is made of."""
