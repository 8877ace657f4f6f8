"""Owns how something new begins; it leaves what is there already alone, and the words in it to a person."""

from macros.scaffold.begin import KINDS, StartKind, begin

__all__ = ["KINDS", "StartKind", "begin"]
