"""The measures of a paper by Nghị định 30/2020/NĐ-CP, Phụ lục I, and the limits within which an office may choose."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["DECREE", "Layout"]


class Layout(BaseModel):
    """Lengths in mm, sizes and gaps in points. The bounds are those of the decree."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    top: Annotated[float, Field(ge=20, le=25)] = 20
    bottom: Annotated[float, Field(ge=20, le=25)] = 20
    left: Annotated[float, Field(ge=30, le=35)] = 30
    right: Annotated[float, Field(ge=15, le=20)] = 15
    font: str = "Times New Roman"
    size: Annotated[float, Field(ge=13, le=14)] = 14
    line: Annotated[float, Field(ge=1, le=1.5)] = 1.15
    gap: Annotated[float, Field(ge=6, le=18)] = 6
    indent: Annotated[float, Field(ge=10, le=12.7)] = 12.7

    @property
    def small(self) -> float:
        """Size of Quốc hiệu and of the two bodies: one below that of the text (12–13)."""
        return self.size - 1

    @property
    def text_width(self) -> float:
        """Width of the text on an upright A4 page, mm."""
        return 210 - self.left - self.right


DECREE = Layout()
