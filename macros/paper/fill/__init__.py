"""Owns how one person's PDF is made out of a pack; it leaves making the pack to `pack`."""

from macros.paper.fill import tables
from macros.paper.fill.copy import Copy, closed, fill, merge
from macros.paper.fill.fallback import east_asian
from macros.paper.fill.text import Fallback, Font, clean, letters_of

__all__ = ["Copy", "Fallback", "Font", "clean", "closed", "east_asian", "fill", "letters_of", "merge", "tables"]
