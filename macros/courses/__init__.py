"""Owns the guidance as a course: a cartridge that Canvas, Moodle, Blackboard and Brightspace take in.

It says which pages and sheets belong to which module. It leaves making sheets to `paper` and `word`, pages to `web`.
"""

from macros.courses.cartridge import cartridge, needed

__all__ = ["cartridge", "needed"]
