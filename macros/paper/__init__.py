"""Owns the way from a Library to PDFs that can be ticked, filled and printed; it leaves the site to `web`.

`sheets` says what stands on each kind of sheet and how it is laid out; `press` prints it, and makes of that a chunk
that is right in every viewer; `pack` numbers chunks and groups them with their fonts; `fill` makes every PDF out of a
pack. `printrun` has all of it done once. Importing this imports neither WeasyPrint nor pikepdf.
"""

from macros.paper.fill import Copy, Pack
from macros.paper.press import Machine, press
from macros.paper.printrun import PackName, Progress, bind, open_pack, prepare, render, sheets_of
from macros.paper.sheets import Download, downloads, pack_sheets, sheet_html
from macros.paper.workers import executor_of

__all__ = [
    "Copy",
    "Download",
    "Machine",
    "Pack",
    "PackName",
    "Progress",
    "bind",
    "downloads",
    "executor_of",
    "open_pack",
    "pack_sheets",
    "prepare",
    "press",
    "render",
    "sheet_html",
    "sheets_of",
]
