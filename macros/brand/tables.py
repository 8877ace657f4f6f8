"""Owns the limits and sentences of a logo that the browser needs too; reading one is for `logo`.

`second-round refresh` writes them for the browser, in `docs/assets/second-round/desk/logo-tables.mjs`. What stands in
braces in a sentence is put in there.
"""

from __future__ import annotations

LARGEST_LOGO = 150_000
"""How many bytes a file may have."""

MOST_PIXELS = 3_000
"""The longest edge of a PNG: more is not seen in print, and much more would exhaust memory."""

WIDEST = 10
"""How many times as wide as high a logo may be."""

TALLEST = 3
"""How many times as high as wide."""

MOST_WIDE = 800
"""How many pixels across are put on a sheet, and how many down: in large print these are 600 to an inch."""

MOST_HIGH = 306

SEEN_BELOW = 245
"""What is lighter than this, of 255, is not seen on paper."""

CLEAR_BELOW = 8
"""What is clearer than this, of 255, is not seen at all."""

PNG_SIGN = b"\x89PNG\r\n\x1a\n"

DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""How many bits a value may have in each kind of PNG: grey, colours, a table of colours, and the first two with how
clear each pixel is."""

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""How many values a pixel has in each."""

PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Which pixels come in each turn of an interlaced PNG: the first across and down, and every how many after it."""

DAMAGED = "The PNG file is damaged. Save it again."

LOGO_TOO_LARGE = "It is larger than {most} kB. Save it with fewer pixels, or as a simpler drawing."

TOO_MANY_PIXELS = "It has {width} by {height} pixels; at most {most} each way are printed. Save it smaller."

MISSHAPEN = (
    "It is {width} wide and {height} high; at most {widest} times as wide as high, and {tallest} times as high as "
    "wide, can be printed well."
)

ALL_CLEAR = "Nothing of it is visible: all of its pixels are clear. Save it again."

ALL_WHITE = "All of it is white or nearly so, and paper is white. Use the logo for white paper."

NO_LOGO = "It is neither an SVG nor a PNG file. Save it as one of these."
