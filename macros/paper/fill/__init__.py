"""Owns how one person's PDF is made out of a pack; it leaves making the pack to `pack`."""

from macros.paper.fill import tables
from macros.paper.fill.copy import Copy, closed, fill, merge
from macros.paper.fill.fallback import east_asian

__all__ = ["Copy", "closed", "east_asian", "fill", "merge", "tables"]
