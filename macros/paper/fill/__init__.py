"""Owns how one person's PDF is made out of a pack; it leaves making the pack to `pack`."""

from macros.paper.fill import tables
from macros.paper.fill.attach import Attached
from macros.paper.fill.copy import Copy, closed, fill, merge
from macros.paper.fill.imprint import Imprint, Mark, branded
from macros.paper.fill.lines import drawn_lines
from macros.paper.fill.pixels import drawn_pixels

__all__ = [
    "Attached",
    "Copy",
    "Imprint",
    "Mark",
    "branded",
    "closed",
    "drawn_lines",
    "drawn_pixels",
    "fill",
    "merge",
    "tables",
]
