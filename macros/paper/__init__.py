"""Owns the way from a Library to PDFs that can be ticked, filled and printed; refuses to know the site.

`kinds` says what each kind of sheet has of its own, `sheet` what stands on one, `fit` how it is laid out; `press`
prints it, `finish` makes the PDF right, and `printrun` has every download made once. Importing this imports neither
WeasyPrint nor pikepdf.
"""

from macros.paper.printrun import render
from macros.paper.sheet import Download, downloads

__all__ = ["Download", "downloads", "render"]
