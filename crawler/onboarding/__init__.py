"""Adding a site: look at it, propose a source file, show what it would give."""

from crawler.onboarding.proposal import PreviewRow, Proposal, look_at

__all__ = ["PreviewRow", "Proposal", "look_at"]
