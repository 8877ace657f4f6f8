"""Owns the signs and sentences of a pack that the browser needs too; what is made of them is for others to say.

`second-round refresh` writes them for the browser, in `docs/assets/second-round/pdf/tables.mjs`.
"""

from __future__ import annotations

HEADER = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""How a PDF begins; each character is one byte."""

NOTES = "notes"
"""The part at the back, on which text goes on that does not fit where it belongs."""

PLAIN = "[A-Za-z ,.:;?!'&/+-]*"
"""What stands in a PDF as it is. Digits do not: a reference might be read in them when objects are numbered anew."""

OTHER_PACK = "This map is not of this pack."

OTHER_PARTS = "The parts of this pack are {parts}; asked for: {unknown}."
