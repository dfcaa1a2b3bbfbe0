"""Commands whose ``--help`` line is in Vietnamese like all the rest."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

__all__ = ["Command", "Group"]

_HELP = "Xem hướng dẫn này rồi thoát."


class Command(TyperCommand):
    """A command."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option ``--help``, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option


class Group(TyperGroup):
    """A group of commands."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option ``--help``, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option
