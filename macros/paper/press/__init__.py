"""Owns the way from a sheet to its finished objects, right in every viewer; it leaves numbering them to `pack`."""

from macros.paper.press.chunk import (
    INK,
    LARGE_TYPE,
    LINKED,
    MULTILINE,
    RESOURCE,
    TYPE,
    BrandPlace,
    Chunk,
    Stream,
)
from macros.paper.press.press import Machine, press

__all__ = [
    "INK",
    "LARGE_TYPE",
    "LINKED",
    "MULTILINE",
    "RESOURCE",
    "TYPE",
    "BrandPlace",
    "Chunk",
    "Machine",
    "Stream",
    "press",
]
