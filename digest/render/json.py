"""An issue as the JSON of the contract."""

from __future__ import annotations

from domain.digest import Issue

__all__ = ["issue_json"]


def issue_json(issue: Issue) -> str:
    """Field names of the contract; Vietnamese letters as they are."""
    return issue.model_dump_json(by_alias=True, indent=2) + "\n"
