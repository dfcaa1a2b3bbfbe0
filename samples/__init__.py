"""Replica sites for the demo and the tests."""

from samples.sites import SampleSite, SampleSites

__all__ = ["SampleSite", "SampleSites"]
