"""Owns the Library as HTML in pages, and their addresses; it leaves paper alone, and the finished site to `build`."""

from macros.web.components import Components
from macros.web.links import address_of, link_from, titles

__all__ = ["Components", "address_of", "link_from", "titles"]
