"""Replica sites for the demo and the tests."""
