"""Bytes to text to one tree, whatever encoding and font the page claims."""
