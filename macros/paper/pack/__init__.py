"""Owns how finished sheets become a pack; it leaves filling one in to `fill`."""

__all__ = []
