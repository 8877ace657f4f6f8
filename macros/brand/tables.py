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

MOST_ELEMENTS = 2_000
"""How many elements a drawing may have, and how many of them one within another."""

MOST_DEPTH = 32

MOST_NUMBER = 1_000_000_000
"""What no coordinate reaches."""

NAMESPACE = "http://www.w3.org/2000/svg"

DRAWN = (
    *("svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("linearGradient", "radialGradient", "stop", "clipPath", "style"),
)
"""The elements of a drawing. Nothing in it is drawn twice, so that no small file can be a large drawing."""

SILENT = ("title", "desc", "metadata")
"""Elements that are not drawn, and are left out."""

CONDITIONS = ("systemLanguage", "requiredExtensions")
"""Attributes on which it depends whether an element is drawn."""

LEADS_OUT = r"""url\(\s*["']?\s*(?!#)[^\s"']|image\(|src\(|javascript:"""
"""The pattern of an address that is not a place in the same file."""

UNPRINTED_ATTRIBUTES = (
    *("mask", "filter", "mix-blend-mode", "marker", "marker-start", "marker-mid", "marker-end"),
    *("vector-effect", "transform-origin"),
)
"""What a browser draws by, and a printer does not, or not so."""

UNPRINTED_IN_STYLES = (
    *("mask-image", "d", "transform-box", "translate", "rotate", "scale", "offset-path", "zoom"),
    *("animation", "animation-name", "backdrop-filter", "background-image", "border", "outline", "box-shadow", "all"),
    *("perspective", "margin", "padding", "aspect-ratio"),
)
"""What a style can have of that kind, and an attribute cannot."""

WITHOUT_EFFECT = ("", "none", "normal", "auto", "0", "0px", "inherit", "initial", "unset", "static")

SAVE_PLAIN = "Save it as a plain drawing, of paths and plain colours."
"""What helps with most drawings."""

INSTEAD = {
    "text": "Turn the text into paths first; the fonts of a logo are not printed.",
    "tspan": "Turn the text into paths first; the fonts of a logo are not printed.",
    "image": "Draw the picture as paths, or save the whole logo as PNG.",
    "use": "Save it as a plain drawing, with every copy as paths of its own.",
    "symbol": "Save it as a plain drawing, with every copy as paths of its own.",
}
"""What helps with one that holds such an element."""

SVG_DAMAGED = "The SVG file is damaged. Save it again."

ODD_ENCODING = "It is written in an encoding that is not read here. Save it as UTF-8."

WITH_DOCTYPE = "It begins with a DOCTYPE, which is not accepted. Save it as plain SVG."

NO_DRAWING = "It is not an SVG drawing: its first element is not svg."

TOO_MANY_SHAPES = "It holds more than {most} shapes, or is nested too deep. Save a simpler drawing."

HOLDS_UNPRINTED = "It holds “{tag}”, which is not printed. {instead}"

DRAWN_BY_UNPRINTED = "It is drawn with “{name}”, which is not printed. {instead}"

CUT_WITHIN_A_CUT = "It holds a clipping path within another. Save it as a plain drawing."

RUNS = "It holds “{key}”, which runs a program. Save it as a plain drawing."

LEADS_TO = "It leads to “{value}”, outside of it. A logo must hold all that it shows."

LEADS_BY = "It leads to something outside of it, in “{key}”. A logo must hold all that it shows."

DRAWN_FOR_SOME = "It is drawn only for some, by “{key}”. {instead}"

NO_PLAIN_STYLE = (
    "Its style leads to something outside of it, or holds more than plain rules for classes. Save it as plain SVG."
)

NO_SIZE = "It does not say how large it is. Save it with a viewBox, or a width and a height."

SIZE_FROM_OUTSIDE = "Its size depends on something outside of it, in “{value}”. Save it as a plain drawing."

FAR_OUTSIDE = "It draws far outside of its frame. Save it as a plain drawing, as large as its frame."

NOTHING_SEEN = "Nothing of it is visible: it draws nothing, or outside of its frame. Save it again."

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
