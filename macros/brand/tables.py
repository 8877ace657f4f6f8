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

MOST_SEGMENTS = 30_000
"""How many pieces all paths of a drawing may have together, with the colours of gradients: more takes a printer too
long."""

MOST_DECLARED = 60_000
"""How many values may be said of all elements together, in attributes, classes and styles."""

MOST_VALUE = 2_000
"""How many characters a value may have once its variables are put in."""

LONGEST_CHAIN = 32
"""How many gradients may lead from one to the next."""

SINGLE_BYTES = r"us-ascii|ascii|iso[_-]?8859-\d\d?|latin-?\d|windows-125\d|cp125\d|koi8-[ru]|macintosh"
"""The pattern of encodings with a byte for each character, of which the first half is ASCII; the other half stands in
names alone, where it is enough that each byte is a character."""

FRAME = 1_000
"""The longer edge of every drawing, once it is written anew."""

FARTHEST = 20_000
"""How far from the frame's corner anything may be, in the same measure: printers reckon with few digits."""

FARTHEST_SHADE = 1_000_000
"""The same for where a gradient begins and ends, of which little may be in the frame."""

ROWS = 48
"""How many lines across a cutting path are looked at, to see that all ways to fill it are the same."""

SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")

MOST_DASHES = 40
"""How many dashes and gaps a line may have before they begin again."""

COLOURS = (
    "aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc "
    "bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a "
    "burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 "
    "cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b "
    "darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b "
    "darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 "
    "darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f "
    "darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 "
    "dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 "
    "fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 "
    "green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c "
    "indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 "
    "lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 "
    "lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a "
    "lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 "
    "lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff "
    "maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db "
    "mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc "
    "mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 "
    "navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 "
    "orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee "
    "palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd "
    "powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 "
    "saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d "
    "silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa "
    "springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 "
    "turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 "
    "yellowgreen 9acd32"
)
"""The names of colours, each with its six digits (CSS Color 4, 6.1)."""

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

LEADS_OUT = r"""url\([ \t\n\r\f]*(?:["'][ \t\n\r\f]*)?(?!#)[^ \t\n\r\f"']|image\(|src\(|javascript:"""
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

STYLES_TOO_LONG = "Its styles say too much. Save it as a plain drawing, of paths and plain colours."

TOO_MANY_PIECES = "Its paths have more than {most} pieces. Save a simpler drawing."

NO_NUMBERS = "It holds numbers that nothing can be drawn with. Save it as a plain drawing, of paths and plain colours."

COLOUR_BEYOND = "Its colour “{value}” is not printed. Save it with colours such as #12343b."

COLOUR_FROM_AROUND = "Its colour is “{value}”, which depends on what is around it. {instead}"

GROUND_UNPRINTED = "Its background is “{value}”, which is not printed. {instead}"

CUT_BY_UNPRINTED = "It is cut out by “{value}”, which is not printed. {instead}"

CUT_BY_MEASURE = "It is cut out by a path that is measured by what it cuts, which is not printed. {instead}"

CUT_BY_OVERLAP = "It is cut out by paths that lie over one another, which is not printed. {instead}"

TURNED_IN_SPACE = "It is turned by “{name}”, which is not printed. {instead}"

TURNED_WHOLE = "All of it is turned by a transform of its first element, which is not printed. {instead}"

DASHES_TOO_FINE = "Its dashes are too fine to be printed. Save it with whole lines."

GRADIENT_TOO_SMALL = "It holds a gradient that is too small to be seen. {instead}"

GRADIENT_AGAIN = "It holds a gradient that begins again at its end (spreadMethod), which is not printed. {instead}"

GRADIENT_CHAIN = "It holds a gradient that is made of too many others, which is not printed. {instead}"

GRADIENT_TURNED = "It holds a gradient that is turned by a style, which is not printed. {instead}"

GRADIENT_STRETCHED = "It holds a gradient that is stretched beyond measure, which is not printed. {instead}"

GRADIENT_OUTSIDE = "It holds a gradient that begins outside of its own circle, which is not printed. {instead}"

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
