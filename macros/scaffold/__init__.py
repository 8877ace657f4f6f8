"""Owns how something new begins; it leaves what is there already alone, and the words in it to a person."""

from macros.scaffold.begin import KINDS, StartKind, begin
from macros.scaffold.unwritten import unwritten

__all__ = ["KINDS", "StartKind", "begin", "unwritten"]
