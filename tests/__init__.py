"""Ours: a dependency brings a package of this name too, and would be found first if this were none."""
