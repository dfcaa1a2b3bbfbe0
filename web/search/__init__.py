"""Tìm kiếm: the state of the address, what is shown of an answer, and its downloads."""
