"""Owns the way from a Library to PDFs that can be ticked, filled and printed; refuses to know the site.

`kinds` says what each kind of sheet has of its own, `sheet` what stands on one, `fit` how it is laid out; `press`
prints it, and `finish` makes of that a `chunk` that is right in every viewer. `pack` numbers chunks and groups them,
with their fonts (`typeface`), and `fill` makes every PDF out of a pack. `printrun` has all of it done once. Importing
this imports neither WeasyPrint nor pikepdf.
"""

from macros.paper.fill import Copy, Pack
from macros.paper.printrun import PackName, bind, open_pack, render
from macros.paper.sheet import Download, downloads, pack_sheets

__all__ = ["Copy", "Download", "Pack", "PackName", "bind", "downloads", "open_pack", "pack_sheets", "render"]
