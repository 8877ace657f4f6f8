"""Owns how something new begins; it leaves what is there already alone."""

from macros.scaffold.begin import KINDS, StartKind, begin

__all__ = ["KINDS", "StartKind", "begin"]
