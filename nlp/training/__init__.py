"""Sentences of the project's own, labelled, and the making of the model of names from them."""
