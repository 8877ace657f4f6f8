"""Owns the way from a Library to PDFs that can be ticked, filled and printed; it leaves the site to `web`.

`sheets` says what stands on each kind of sheet and how it is laid out; `press` prints it, and makes of that a chunk
that is right in every viewer; `pack` numbers chunks and groups them with their fonts; `fill` makes every PDF out of a
pack. `printrun` has all of it done once. Importing this imports neither WeasyPrint nor pikepdf.
"""

from macros.paper.archive import archive
from macros.paper.fill import Attached, Copy, fill, merge
from macros.paper.fill import tables as fill_tables
from macros.paper.pack import Pack
from macros.paper.pack import tables as pack_tables
from macros.paper.press import Machine, press
from macros.paper.printrun import PackName, Progress, Workers, bind, names, open_pack, prepare, proof, render, sheets_of
from macros.paper.sheets import Download, downloads, pack_sheets, sheet_html
from macros.paper.thumbnails import thumbnails
from macros.paper.workers import Pool, cores, executor_of

__all__ = [
    "Attached",
    "Copy",
    "Download",
    "Machine",
    "Pack",
    "PackName",
    "Pool",
    "Progress",
    "Workers",
    "archive",
    "bind",
    "cores",
    "downloads",
    "executor_of",
    "fill",
    "fill_tables",
    "merge",
    "names",
    "open_pack",
    "pack_sheets",
    "pack_tables",
    "prepare",
    "press",
    "proof",
    "render",
    "sheet_html",
    "sheets_of",
    "thumbnails",
]
