"""Owns how one person's PDF is made out of a pack; it leaves making the pack to `pack`."""

from macros.paper.fill.fill import HEADER, NOTES, Copy, Pack, text_string

__all__ = ["HEADER", "NOTES", "Copy", "Pack", "fallback", "text_string"]
